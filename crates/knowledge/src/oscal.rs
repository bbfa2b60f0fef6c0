//! A user's own OSCAL catalog or profile (JSON) as a framework: imports resolved among local files, controls selected,
//! parameters set. What turns out to be NIST SP 800-53 is decided by the built-in parts; other controls need a mapping.

mod catalog;
mod profile;

use crate::{KnowledgeError, embedded};
use catalog::Control;
use demarc_knowledge_format::{
    Crosswalk, FormatError, Framework, Knowledge, MappedRequirement, Mapping, MappingDefaults, Overlay,
    Relation, Selection, Target, parse_mapping,
};
use demarc_model::{ClaimBasis, ControlId, PartId};
use profile::Resolver;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// The framework whose parts the program has decided.
const DECIDED: &str = "nist-800-53-r5";

/// The one baseline of a user's framework.
const BASELINE: &str = "all";

/// Why a file cannot serve as a framework.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OscalError {
    /// A file is missing, or holds something else than expected.
    #[error("`{file}`: {message}")]
    File {
        /// The file.
        file: String,
        /// What was expected and what to do.
        message: String,
    },
    /// The mapping file has a fault.
    #[error("mapping file `{file}`: {error}")]
    Mapping {
        /// The file.
        file: String,
        /// The fault.
        error: FormatError,
    },
    /// The built-in knowledge could not be read.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
}

impl OscalError {
    pub(super) fn new(file: &str, message: impl Into<String>) -> Self {
        Self::File { file: file.to_owned(), message: message.into() }
    }
}

/// Reads a file by its path: its text, or why it cannot be read.
pub type ReadFile<'a> = dyn Fn(&str) -> Result<String, String> + 'a;

/// A framework made of a user's files.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnFramework {
    /// The framework.
    pub framework: Framework,
    /// What was noticed, one sentence each.
    pub notes: Vec<String>,
}

/// Reads a catalog or profile as a framework; `mapping` is the path and text of a mapping file.
///
/// # Errors
/// If a file is missing or is none of OSCAL's, an import leads to nothing, or the mapping names what is not there.
pub fn oscal_framework(
    path: &str,
    read: &ReadFile<'_>,
    mapping: Option<(&str, &str)>,
) -> Result<OwnFramework, OscalError> {
    let knowledge = embedded()?;
    let mut resolver = Resolver::new(&knowledge, read);
    let resolved = resolver.file(path)?;
    let mut notes = std::mem::take(&mut resolver.notes);
    let known = Known::of(&knowledge);
    if resolved.controls.is_empty() {
        return Err(OscalError::new(path, "no control is left; check what its imports include and exclude"));
    }
    let metadata = |key: &str| {
        let text = resolved.metadata.get(key).and_then(Json::as_str).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let title = Some(metadata("title")).filter(|t| !t.is_empty()).unwrap_or_else(|| path.to_owned());
    let as_of: String = metadata("last-modified").chars().take(10).collect();
    let version = metadata("version");
    let mut framework = Framework {
        id: slug(&title),
        source: format!("{title} {version} (`{path}`)"),
        title,
        version,
        as_of,
        baselines: vec![BASELINE.to_owned()],
        default_baseline: BASELINE.to_owned(),
        parts: Vec::new(),
        values: resolved.values.clone(),
        unchecked: BTreeMap::new(),
        overlay: None,
        crosswalk: None,
    };
    if knowledge.framework(&framework.id).is_some() {
        framework.id.push_str("-own");
    }
    let (ours, others): (Vec<&Control>, Vec<&Control>) = resolved.controls.iter().partition(|c| known.has(c));
    if others.is_empty() {
        if let Some((file, _)) = mapping {
            notes.push(format!(
                "the mapping file `{file}` is not used: every control is one of NIST SP 800-53 Rev. 5, whose parts are decided"
            ));
        }
        let selection = Selection {
            controls: ours.iter().map(|c| ControlId::from(c.id.as_str())).collect(),
            without: resolved
                .without
                .iter()
                .map(String::as_str)
                .chain(ours.iter().flat_map(|c| known.left_out(c)))
                .map(PartId::from)
                .collect(),
            values: resolved.values,
        };
        framework.overlay = Some(Overlay {
            of: DECIDED.to_owned(),
            baselines: BTreeMap::from([(BASELINE.to_owned(), selection)]),
        });
        return Ok(OwnFramework { framework, notes });
    }
    let mapped = mapped(&resolved.controls, mapping, &knowledge, &known)?;
    let unmapped = others.iter().filter(|c| !mapped.contains_key(&c.id)).count();
    if unmapped > 0 {
        notes.push(format!(
            "{unmapped} of {} controls map to nothing, so whose they are stays unknown; map them with `--mapping FILE`",
            resolved.controls.len()
        ));
    }
    framework.crosswalk = Some(crosswalk(&framework, &resolved.controls, mapped, &known, mapping));
    Ok(OwnFramework { framework, notes })
}

/// The controls and parts of the built-in catalog.
struct Known<'k> {
    controls: BTreeMap<&'k str, Vec<&'k str>>,
    parts: BTreeSet<&'k str>,
}

impl<'k> Known<'k> {
    fn of(knowledge: &'k Knowledge) -> Self {
        let parts = || knowledge.framework(DECIDED).into_iter().flat_map(|f| &f.parts);
        let mut controls: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for part in parts() {
            controls.entry(part.row.control.as_str()).or_default().push(part.row.part.as_str());
        }
        Self { controls, parts: parts().map(|p| p.row.part.as_str()).collect() }
    }

    /// Parts of the built-in control that this one leaves out; none if it lists no items at all.
    fn left_out(&self, control: &Control) -> Vec<&'k str> {
        let all = self.controls.get(control.id.as_str()).map_or(&[][..], Vec::as_slice);
        let lists = !control.items.is_empty();
        all.iter().copied().filter(|p| lists && !control.items.iter().any(|i| i == p)).collect()
    }

    /// Whether a control is the built-in one: the same id, and no statement item that the built-in one lacks.
    fn has(&self, control: &Control) -> bool {
        self.controls.contains_key(control.id.as_str())
            && control.items.iter().all(|i| self.parts.contains(i.as_str()))
    }
}

fn mapped(
    controls: &[Control],
    mapping: Option<(&str, &str)>,
    knowledge: &Knowledge,
    known: &Known<'_>,
) -> Result<BTreeMap<String, MappedRequirement>, OscalError> {
    let Some((file, text)) = mapping else { return Ok(BTreeMap::new()) };
    let fault = |error| OscalError::Mapping { file: file.to_owned(), error };
    let titles = controls.iter().map(|c| (c.id.clone(), c.title.clone())).collect();
    let baselines = [BASELINE.to_owned()];
    let defaults = MappingDefaults { relation: Relation::Intersects, together: None, baselines: &baselines };
    let mapped = parse_mapping(text, &titles, defaults).map_err(fault)?;
    for requirement in mapped.values() {
        for one in &requirement.maps {
            let exists = match &one.to {
                Target::Control(id) => {
                    known.controls.contains_key(id.as_str()) || known.parts.contains(id.as_str())
                }
                Target::Duty(id) => knowledge.duty(id.as_str()).is_some(),
            };
            if !exists {
                return Err(fault(FormatError::Rule(format!(
                    "`{}` maps to `{}`, which is no control, part or duty; they look like `ac-2`, `ac-2_smt.a`, `s3-versioning`",
                    requirement.id,
                    one.to.id()
                ))));
            }
        }
    }
    Ok(mapped)
}

fn crosswalk(
    framework: &Framework,
    controls: &[Control],
    mut mapped: BTreeMap<String, MappedRequirement>,
    known: &Known<'_>,
    mapping: Option<(&str, &str)>,
) -> Crosswalk {
    let requirements = controls
        .iter()
        .map(|control| {
            if let Some(requirement) = mapped.remove(&control.id) {
                return requirement;
            }
            let same = known.has(control);
            // A copy that leaves parts out asks only for those that it keeps.
            let kept: Vec<String> = match known.left_out(control).is_empty() {
                true => vec![control.id.clone()],
                false => control.items.clone(),
            };
            let relation = if kept.len() == 1 { Relation::Equal } else { Relation::Superset };
            MappedRequirement {
                id: control.id.clone(),
                title: control.title.clone(),
                baselines: vec![BASELINE.to_owned()],
                together: same.then_some(Relation::Equal),
                maps: kept
                    .into_iter()
                    .filter(|_| same)
                    .map(|id| Mapping { to: Target::Control(id), relation, because: None })
                    .collect(),
                unmapped: (!same)
                    .then(|| "no mapping of this control was given (`--mapping FILE`)".to_owned()),
                customer: None,
                residue: Vec::new(),
                because: same.then(|| "It is the control of NIST SP 800-53 Rev. 5 itself.".to_owned()),
                source: None,
            }
        })
        .collect();
    Crosswalk {
        onto: DECIDED.to_owned(),
        because: "The user's mapping file says so.".to_owned(),
        basis: ClaimBasis::Stated,
        source: mapping.map_or_else(|| framework.source.clone(), |(file, _)| format!("`{file}`")),
        as_of: framework.as_of.clone(),
        groups: BTreeMap::new(),
        requirements,
    }
}

/// A title as an id: lower case, words joined by hyphens.
fn slug(title: &str) -> String {
    let mut text = String::new();
    for c in title.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with('-') {
            text.push('-');
        }
    }
    let text: String = text.trim_end_matches('-').chars().take(60).collect();
    if text.is_empty() { "own-framework".to_owned() } else { text }
}

#[cfg(test)]
mod tests;
