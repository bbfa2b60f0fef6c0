//! The knowledge of a run: built in, with the user's folder, framework, mapping and lists over it.

use crate::{args::FrameworkArgs, configuration::Configuration};
use anyhow::{Context, Result, bail};
use demarc_assess::{AssessOptions, assessment::ProblemResult};
use demarc_inventory::Files;
use demarc_knowledge::{
    format::{Knowledge, KnowledgeFile, parse_user_list},
    oscal_framework,
};
use std::path::Path;

/// What a run asks for.
pub struct Wanted {
    framework: String,
    mapping: Option<String>,
    programme: Option<String>,
    lists: Vec<String>,
    folder: Option<String>,
}

impl Wanted {
    /// What arguments and settings ask for; arguments count first.
    #[must_use]
    pub fn of(args: &FrameworkArgs, settings: &Configuration) -> Self {
        let given = |arg: &Option<String>, set: &Option<String>| arg.clone().or_else(|| set.clone());
        let mut lists = settings.programme_lists.clone();
        lists.extend(args.programme_list.iter().cloned());
        Self {
            framework: given(&args.framework, &settings.framework)
                .unwrap_or_else(|| AssessOptions::default().framework),
            mapping: given(&args.mapping, &settings.mapping),
            programme: given(&args.programme, &settings.programme),
            lists,
            folder: args.knowledge.clone(),
        }
    }
}

/// The knowledge of a run.
pub struct Loaded {
    /// All of it.
    pub knowledge: Knowledge,
    /// Files of the user's folder that replaced one of ours or were added.
    pub replaced: Vec<String>,
    /// The framework's id.
    pub framework: String,
    /// What was noticed about the user's own files.
    pub notes: Vec<ProblemResult>,
}

/// Loads what a run needs and no other framework.
///
/// # Errors
/// If a file of the user's cannot be read or has faults.
pub fn load(wanted: &Wanted) -> Result<Loaded> {
    let own = wanted.framework.to_lowercase().ends_with(".json");
    let programme = wanted.programme.as_deref();
    let (mut knowledge, replaced) = match &wanted.folder {
        Some(folder) => demarc_knowledge::with_overlay(&files(folder)?)?,
        None if own || !wanted.lists.is_empty() => (demarc_knowledge::embedded()?, Vec::new()),
        None => (demarc_knowledge::embedded_for(&wanted.framework, programme)?, Vec::new()),
    };
    let disk = Files::disk();
    let mut notes = Vec::new();
    let mut framework = wanted.framework.clone();
    if own {
        let read = |path: &str| disk.text(path).map_err(|e| e.to_string());
        let mapping = wanted.mapping.as_ref().map(|path| Ok::<_, anyhow::Error>((path, disk.text(path)?)));
        let mapping = mapping.transpose()?;
        let mapping = mapping.as_ref().map(|(path, text)| (path.as_str(), text.as_str()));
        let made = oscal_framework(&wanted.framework, &read, mapping)?;
        framework.clone_from(&made.framework.id);
        notes.extend(made.notes.into_iter().map(|n| note("own-framework", n, &wanted.framework)));
        knowledge.frameworks.push(made.framework);
    } else if let Some(mapping) = &wanted.mapping {
        bail!(
            "`--mapping {mapping}` is for a framework of your own; give its OSCAL catalog or profile with `--framework FILE.json`"
        );
    }
    for path in &wanted.lists {
        let text = disk.text(path)?;
        let (programme, list) =
            parse_user_list(&text).map_err(|e| anyhow::anyhow!("{e}")).with_context(|| {
                format!("`{path}` is no list of a programme's services; see knowledge/README.md")
            })?;
        let known: Vec<String> = knowledge.programmes.iter().map(|(_, p)| p.id.clone()).collect();
        let Some(unmatched) = demarc_knowledge::add_list(&mut knowledge, &programme, list) else {
            bail!("`{path}` is about `{programme}`, which is no programme; known are {}", known.join(", "));
        };
        if !unmatched.is_empty() {
            let named: Vec<String> = unmatched.iter().map(|n| format!("`{n}`")).collect();
            let message =
                format!("no service goes by the name of {}; they are left out of the list", named.join(", "));
            notes.push(note("programme-list-names", message, path));
        }
    }
    Ok(Loaded { knowledge, replaced, framework, notes })
}

fn note(code: &str, message: String, file: &str) -> ProblemResult {
    ProblemResult {
        code: code.to_owned(),
        severity: "note".to_owned(),
        message,
        location: None,
        file: Some(file.to_owned()),
        excerpt: None,
    }
}

/// The files of a knowledge folder.
///
/// # Errors
/// If the folder or a file cannot be read.
pub fn files(directory: &str) -> Result<Vec<KnowledgeFile>> {
    let disk = Files::disk();
    disk.list(directory)?;
    let (paths, _) = disk.walk(directory, true);
    let mut files = Vec::new();
    for path in paths {
        let own = Path::new(&path).strip_prefix(directory).unwrap_or(Path::new(&path));
        let own = own.to_string_lossy().replace('\\', "/");
        let known = [".toml", ".md", ".csv"].iter().any(|e| path.ends_with(e));
        let name = own.rsplit('/').next().unwrap_or(&own);
        // A slip in the ending of a name must not leave a file out unseen; notes beside the folders are none of ours.
        let ours = ["services/", "duties/", "frameworks/", "programmes/"].iter().any(|f| own.starts_with(f));
        if !known && (!ours || name.starts_with('.')) {
            continue;
        }
        let text = if known { disk.text(&path)? } else { String::new() };
        files.push(KnowledgeFile { path: own, text });
    }
    Ok(files)
}
