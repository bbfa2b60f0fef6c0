//! From files to knowledge; a file that cannot be understood is a problem, the others are still read.

use crate::{
    FormatError, Framework, Knowledge, KnowledgeProblem, Part,
    duty::parse_duty,
    framework::{RawDecisions, RawFramework, parse_catalog},
    profile::{parse_layers, parse_profiles},
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
            ["frameworks", framework, file] => {
                frameworks.entry(framework).or_default().insert(file, text);
                Ok(())
            }
            _ => Err(FormatError::Rule(
                "this file has no place in a knowledge folder; see knowledge/README.md for the layout".into(),
            )),
        };
        if let Err(error) = result {
            problems.push(KnowledgeProblem { file: path.to_owned(), message: error.to_string() });
        }
    }
    for (id, files) in frameworks {
        if let Some(framework) = load_framework(id, &files, &mut problems) {
            knowledge.frameworks.push(framework);
        }
    }
    (knowledge, problems)
}

fn named(file: &str, ending: &str, id: &str) -> Result<(), FormatError> {
    if file.strip_suffix(ending) == Some(id) {
        Ok(())
    } else {
        Err(FormatError::Rule(format!("the file is named `{file}`, its id is `{id}`; both must be the same")))
    }
}

fn load_framework(
    id: &str,
    files: &BTreeMap<&str, &str>,
    problems: &mut Vec<KnowledgeProblem>,
) -> Option<Framework> {
    let at = |file: &str| format!("frameworks/{id}/{file}");
    let mut problem =
        |file: &str, message: String| problems.push(KnowledgeProblem { file: at(file), message });
    let Some(head) = files.get("framework.toml") else {
        problem("framework.toml", "the framework has no `framework.toml`".into());
        return None;
    };
    let head: RawFramework = match toml::from_str(head) {
        Ok(head) => head,
        Err(error) => {
            problem("framework.toml", error.to_string());
            return None;
        }
    };
    let rows = match files.get("catalog.csv").map_or(Ok(Vec::new()), |text| parse_catalog(text)) {
        Ok(rows) => rows,
        Err(error) => {
            problem("catalog.csv", error.to_string());
            return None;
        }
    };
    let mut decisions = BTreeMap::new();
    for (&file, text) in files.iter().filter(|(f, _)| f.ends_with(".toml") && **f != "framework.toml") {
        let raw: RawDecisions = match toml::from_str(text) {
            Ok(raw) => raw,
            Err(error) => {
                problem(file, error.to_string());
                continue;
            }
        };
        let as_of = raw.as_of.to_string();
        for (part, decision) in raw.parts {
            if !rows.iter().any(|r| r.part.as_str() == part) {
                problem(file, format!("`{part}` is no part of the catalog"));
                continue;
            }
            match decision.resolve(&raw.source, &as_of) {
                Ok(decision) => {
                    if decisions.insert(part.clone(), decision).is_some() {
                        problem(file, format!("`{part}` is decided twice"));
                    }
                }
                Err(error) => problem(file, format!("part `{part}`: {error}")),
            }
        }
    }
    let parts =
        rows.into_iter().map(|row| Part { decision: decisions.remove(row.part.as_str()), row }).collect();
    Some(Framework {
        id: head.id,
        title: head.title,
        version: head.version,
        source: head.source,
        as_of: head.as_of.to_string(),
        baselines: head.baselines,
        parts,
        values: head.values,
    })
}
