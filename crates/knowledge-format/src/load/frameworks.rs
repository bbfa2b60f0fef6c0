//! The folder of one framework: a catalog with decisions, a selection from another's catalog, or a crosswalk.

use crate::{
    Framework, KnowledgeProblem, MappingDefaults, Overlay, Part, PartDecision,
    crosswalk::{RawCrosswalk, RawRequirements, in_order},
    framework::{CatalogRow, RawDecisions, RawFramework, parse_catalog, parse_unchecked},
    parse_selection, parse_values,
};
use std::collections::{BTreeMap, BTreeSet};

type Files<'a> = BTreeMap<&'a str, &'a str>;

struct Folder<'a> {
    id: &'a str,
    files: &'a Files<'a>,
    problems: &'a mut Vec<KnowledgeProblem>,
}

impl Folder<'_> {
    fn problem(&mut self, file: &str, message: impl Into<String>) {
        let file = format!("frameworks/{}/{file}", self.id);
        self.problems.push(KnowledgeProblem { file, line: None, message: message.into() });
    }

    /// What a file says, or nothing and a problem.
    fn read<T>(&mut self, file: &str, result: Result<T, impl ToString>) -> Option<T> {
        result.map_err(|error| self.problem(file, error.to_string())).ok()
    }
}

/// Reads the files of one framework's folder.
pub(super) fn load(id: &str, files: &Files<'_>, problems: &mut Vec<KnowledgeProblem>) -> Option<Framework> {
    let mut folder = Folder { id, files, problems };
    let Some(head) = files.get("framework.toml") else {
        folder.problem("framework.toml", "the framework has no `framework.toml`");
        return None;
    };
    let head: RawFramework = folder.read("framework.toml", toml::from_str(head))?;
    if head.id != id {
        folder.problem(
            "framework.toml",
            format!("the folder is named `{id}`, the id is `{}`; both must be the same", head.id),
        );
    }
    let default_baseline =
        head.default_baseline.clone().or_else(|| head.baselines.first().cloned()).unwrap_or_default();
    if !head.baselines.contains(&default_baseline) {
        folder.problem("framework.toml", "name at least one baseline, and as the default one of them");
        return None;
    }
    let mut framework = Framework {
        id: head.id,
        title: head.title,
        version: head.version,
        source: head.source,
        as_of: head.as_of.to_string(),
        baselines: head.baselines,
        default_baseline,
        parts: Vec::new(),
        values: head.values,
        unchecked: BTreeMap::new(),
        overlay: None,
        crosswalk: None,
    };
    match (head.catalog, head.crosswalk) {
        (Some(_), Some(_)) => {
            folder.problem(
                "framework.toml",
                "a framework selects from a `catalog` or has a `crosswalk`, not both",
            );
        }
        (Some(of), None) => overlay(&mut folder, of, &mut framework),
        (None, Some(raw)) => crosswalk(&mut folder, raw, &mut framework),
        (None, None) => catalog(&mut folder, &mut framework)?,
    }
    Some(framework)
}

fn overlay(folder: &mut Folder<'_>, of: String, framework: &mut Framework) {
    let mut overlay = Overlay { of, ..Overlay::default() };
    for (&file, text) in folder.files {
        let read = match file {
            "framework.toml" => Ok(()),
            "baselines.csv" => parse_selection(text, &framework.baselines, &mut overlay),
            "values.csv" => parse_values(text, &framework.baselines, &mut overlay),
            _ => {
                folder.problem(file, "a framework that selects from a catalog has `framework.toml`, `baselines.csv` and `values.csv`");
                continue;
            }
        };
        folder.read(file, read);
    }
    for baseline in &framework.baselines {
        if overlay.baselines.get(baseline).is_none_or(|s| s.controls.is_empty()) {
            folder.problem("baselines.csv", format!("no control is in the baseline `{baseline}`"));
        }
    }
    framework.overlay = Some(overlay);
}

fn crosswalk(folder: &mut Folder<'_>, raw: RawCrosswalk, framework: &mut Framework) {
    let defaults = MappingDefaults {
        relation: raw.relation(),
        together: raw.together(),
        baselines: &framework.baselines,
    };
    let mut requirements = Vec::new();
    let mut seen = BTreeSet::new();
    for (&file, text) in folder.files.iter().filter(|(f, _)| **f != "framework.toml") {
        if !file.ends_with(".toml") {
            folder.problem(
                file,
                "a crosswalk has `framework.toml` and further `.toml` files with `[requirements]`",
            );
            continue;
        }
        let Some(raw) = folder.read(file, toml::from_str::<RawRequirements>(text)) else { continue };
        for (id, requirement) in raw.requirements {
            if !seen.insert(id.clone()) {
                folder.problem(file, format!("requirement `{id}` stands in two files"));
                continue;
            }
            let resolved = requirement.resolve(&id, None, defaults);
            requirements.extend(folder.read(file, resolved));
        }
    }
    requirements.sort_by(|a, b| in_order(&a.id, &b.id));
    for baseline in &framework.baselines {
        if !requirements.iter().any(|r| r.baselines.contains(baseline)) {
            folder.problem("framework.toml", format!("no requirement is in the baseline `{baseline}`"));
        }
    }
    framework.crosswalk = Some(raw.resolve(requirements));
}

fn catalog(folder: &mut Folder<'_>, framework: &mut Framework) -> Option<()> {
    let rows = folder.files.get("catalog.csv").map_or(Ok(Vec::new()), |text| parse_catalog(text));
    let rows = folder.read("catalog.csv", rows)?;
    let mut decisions = decisions(folder, &rows);
    let unchecked = folder.files.get("unchecked.csv").map_or(Ok(BTreeMap::new()), |t| parse_unchecked(t));
    if let Some(unchecked) = folder.read("unchecked.csv", unchecked) {
        for control in unchecked.keys().filter(|c| !rows.iter().any(|r| r.control == **c)) {
            folder.problem("unchecked.csv", format!("`{control}` is no control of the catalog"));
        }
        framework.unchecked = unchecked;
    }
    framework.parts =
        rows.into_iter().map(|row| Part { decision: decisions.remove(row.part.as_str()), row }).collect();
    Some(())
}

fn decisions(folder: &mut Folder<'_>, rows: &[CatalogRow]) -> BTreeMap<String, PartDecision> {
    let known: BTreeSet<&str> = rows.iter().map(|r| r.part.as_str()).collect();
    let mut decisions = BTreeMap::new();
    for (&file, text) in folder.files.iter().filter(|(f, _)| f.ends_with(".toml") && **f != "framework.toml")
    {
        let Some(raw) = folder.read(file, toml::from_str::<RawDecisions>(text)) else { continue };
        let as_of = raw.as_of.to_string();
        for (part, decision) in raw.parts {
            if !known.contains(part.as_str()) {
                folder.problem(file, format!("`{part}` is no part of the catalog"));
                continue;
            }
            match decision.resolve(&raw.source, &as_of) {
                Ok(decision) => {
                    if decisions.insert(part.clone(), decision).is_some() {
                        folder.problem(file, format!("`{part}` is decided twice"));
                    }
                }
                Err(error) => folder.problem(file, format!("part `{part}`: {error}")),
            }
        }
    }
    decisions
}
