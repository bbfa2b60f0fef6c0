//! `demarc explain`.

use crate::{Status, args::ExplainArgs, output, run};
use anyhow::{Result, bail};

/// Shows the derivation of one answer.
///
/// # Errors
/// If nothing could be read, or there is no such resource or subject.
pub fn run(args: ExplainArgs) -> Result<Status> {
    let paths = if args.paths.is_empty() { vec![".".to_owned()] } else { args.paths.clone() };
    let run::Assessed { assessment, nothing_read } =
        run::assessment(&paths, &args.read, &args.framework, false)?;
    if nothing_read {
        bail!(run::NOTHING_READ);
    }
    let explanation = demarc_assess::explain(&assessment, &args.resource, args.subject.as_deref())?;
    output::write(&explanation.text, None)?;
    Ok(Status::Done)
}
