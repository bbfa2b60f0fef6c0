//! `demarc report`: documents of an assessment, written into a folder.

use crate::{Status, args::ReportArgs, output, run, saved};
use anyhow::{Context, Result, bail};
use demarc_report::document::{FORMATS, ReportFormat, ReportSettings, format};
use std::{collections::BTreeMap, fs, path::Path};

/// Makes every document that was asked for, and only then writes them.
///
/// # Errors
/// If arguments are unusable, nothing could be read, a document cannot be made or the folder cannot be written.
pub fn run(args: ReportArgs) -> Result<Status> {
    let wanted = formats(&args.format)?;
    let run::Assessed { assessment, nothing_read } =
        run::assessment(&args.paths, &args.read, &args.framework, args.quiet)?;
    if nothing_read {
        bail!(run::NOTHING_READ);
    }
    let settings = settings(&args)?;
    let all = args.format.iter().any(|f| f == "all");
    let mut files: BTreeMap<String, (&str, Vec<u8>)> = BTreeMap::new();
    for format in wanted {
        let documents = match (format.render)(&assessment, &settings) {
            Ok(documents) => documents,
            // Nobody asked for this one by name.
            Err(why) if all => {
                if !args.quiet {
                    eprintln!("left out: {why}");
                }
                continue;
            }
            Err(why) => return Err(why.into()),
        };
        for document in documents {
            if let Some((other, _)) = files.insert(document.path.clone(), (format.id, document.bytes)) {
                bail!("`{other}` and `{}` both write `{}`; ask for one of them", format.id, document.path);
            }
        }
    }
    let folder = Path::new(&args.output);
    let mut list = String::new();
    for (path, (_, bytes)) in &files {
        let place = folder.join(path);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).with_context(|| {
                format!("`{}` could not be made; give a folder that you may write to", parent.display())
            })?;
        }
        output::write_bytes(bytes, &place)?;
        list.push_str(&format!("{}\n", place.display()));
    }
    if !args.quiet {
        output::write(&list, None)?;
    }
    Ok(Status::Done)
}

fn settings(args: &ReportArgs) -> Result<ReportSettings> {
    let since = match &args.since {
        None => None,
        Some(path) => {
            let saved = saved::load(std::slice::from_ref(path))?;
            let what = || {
                format!(
                    "`--since {path}` is no saved assessment; make one with `demarc assess --format json`"
                )
            };
            Some(Box::new(saved.with_context(what)?))
        }
    };
    Ok(ReportSettings { since, seed: args.seed.clone(), sample: args.sample, unknown: args.unknown })
}

fn formats(given: &[String]) -> Result<Vec<&'static ReportFormat>> {
    if given.iter().any(|f| f == "all") {
        return Ok(FORMATS.iter().collect());
    }
    given
        .iter()
        .map(|id| {
            format(id).with_context(|| {
                let known: Vec<&str> = FORMATS.iter().map(|f| f.id).collect();
                format!("`{id}` is no format of `demarc report`; known are all, {}", known.join(", "))
            })
        })
        .collect()
}
