//! From files to knowledge; a file that cannot be understood is a problem, the others are still read.

mod frameworks;

use crate::{
    FormatError, Knowledge, KnowledgeProblem,
    duty::parse_duty,
    profile::{parse_layers, parse_profiles},
    programme::{parse_names, parse_programme},
    service::parse_service,
};
use std::collections::BTreeMap;

/// A file of the knowledge folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeFile {
    /// Path within the folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Reads all files; of two with the same path the later one counts, which is how a user's folder lies over ours.
#[must_use]
pub fn load(files: &[KnowledgeFile]) -> (Knowledge, Vec<KnowledgeProblem>) {
    let files: BTreeMap<&str, &str> = files.iter().map(|f| (f.path.as_str(), f.text.as_str())).collect();
    let mut knowledge = Knowledge::default();
    let mut problems = Vec::new();
    let mut frameworks: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (&path, &text) in &files {
        let steps: Vec<&str> = path.split('/').collect();
        let result = match steps.as_slice() {
            _ if ending(&steps).is_some_and(|wanted| !path.ends_with(wanted)) => {
                Err(FormatError::Rule(format!(
                    "this file is not read: in `{}` a file ends in `{}`; rename it or move it out of the folder",
                    steps.first().copied().unwrap_or_default(),
                    ending(&steps).unwrap_or_default()
                )))
            }
            ["README.md"] => Ok(()),
            ["layers.toml"] => parse_layers(text).map(|l| knowledge.layers = l),
            ["profiles.toml"] => parse_profiles(text).map(|p| knowledge.profiles = p),
            ["services", file] => parse_service(text).and_then(|service| {
                named(file, ".toml", service.id.as_str())?;
                knowledge.services.push((path.to_owned(), service));
                Ok(())
            }),
            ["duties", _, file] => parse_duty(text).and_then(|duty| {
                named(file, ".md", duty.id.as_str())?;
                knowledge.duties.push((path.to_owned(), duty));
                Ok(())
            }),
            ["programmes", "names.toml"] => parse_names(text).map(|n| knowledge.list_names = n),
            ["programmes", file] => parse_programme(text).and_then(|programme| {
                named(file, ".toml", &programme.id)?;
                knowledge.programmes.push((path.to_owned(), programme));
                Ok(())
            }),
            ["frameworks", framework, file] => {
                frameworks.entry(framework).or_default().insert(file, text);
                Ok(())
            }
            _ => Err(FormatError::Rule(
                "this file has no place in a knowledge folder; see knowledge/README.md for the layout".into(),
            )),
        };
        if let Err(error) = result {
            problems.push(KnowledgeProblem { file: path.to_owned(), line: None, message: error.to_string() });
        }
    }
    for (id, files) in frameworks {
        if let Some(framework) = frameworks::load(id, &files, &mut problems) {
            knowledge.frameworks.push(framework);
        }
    }
    (knowledge, problems)
}

/// How a file at a place ends.
fn ending(steps: &[&str]) -> Option<&'static str> {
    match steps {
        ["services" | "programmes", _] => Some(".toml"),
        ["duties", _, _] => Some(".md"),
        ["frameworks", _, file] if !file.ends_with(".csv") => Some(".toml"),
        _ => None,
    }
}

fn named(file: &str, ending: &str, id: &str) -> Result<(), FormatError> {
    if file.strip_suffix(ending) == Some(id) {
        Ok(())
    } else {
        Err(FormatError::Rule(format!("the file is named `{file}`, its id is `{id}`; both must be the same")))
    }
}
