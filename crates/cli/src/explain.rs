//! `demarc explain`.

use crate::{Status, args::ExplainArgs, output, run};
use anyhow::Result;

/// Shows the derivation of one answer.
///
/// # Errors
/// If nothing could be read, or there is no such resource or subject.
pub fn run(args: ExplainArgs) -> Result<Status> {
    let paths = if args.paths.is_empty() { vec![".".to_owned()] } else { args.paths.clone() };
    let assessment = run::assessment(&paths, &args.read, &args.framework, false)?;
    let explanation = demarc_assess::explain(&assessment, &args.resource, args.subject.as_deref())?;
    output::write(&explanation.text, None)?;
    Ok(Status::Done)
}
