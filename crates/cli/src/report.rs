//! `demarc report`: documents of an assessment, written into a folder.

use crate::{Status, args::ReportArgs, aws_components, configuration, output, run, saved, user_framework};
use anyhow::{Context, Result, bail};
use demarc_report::{
    document::{FORMATS, ReportFormat, ReportSettings, format},
    manifest,
    oscal::OscalVersion,
};
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
    let listed = files.iter().map(|(path, (format, bytes))| (path.as_str(), *format, bytes.as_slice()));
    let manifest = manifest::render(&assessment, &settings, listed);
    files.insert(manifest.path, ("manifest", manifest.bytes));
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

/// What shapes the documents, out of arguments and settings.
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
    let version =
        OscalVersion::ALL.into_iter().find(|v| v.id() == args.oscal_version).with_context(|| {
            let known: Vec<&str> = OscalVersion::ALL.iter().map(|v| v.id()).collect();
            format!("`--oscal-version {}` is not written; known are {}", args.oscal_version, known.join(", "))
        })?;
    let named = match &args.framework.framework {
        Some(framework) => Some(framework.clone()),
        None => {
            let first = args.paths.first().map(String::as_str);
            configuration::find(args.read.config.as_deref(), first)?.framework
        }
    };
    let own = named.filter(|f| f.to_lowercase().ends_with(".json"));
    Ok(ReportSettings {
        since,
        seed: args.seed.clone(),
        sample: args.sample,
        unknown: args.unknown,
        oscal_version: version,
        aws_components: match &args.aws_components {
            Some(folder) => aws_components::read(folder)?,
            None => Vec::new(),
        },
        user_framework: own.as_deref().map(user_framework::read).transpose()?,
    })
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
