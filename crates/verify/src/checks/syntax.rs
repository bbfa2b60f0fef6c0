//! Whether a document can be read at all, and whether it is one.

use super::quoted;
use crate::{finding::Level, model::Model, tree::NodeId, verify::Set};

/// Reports why a document cannot be checked; whether the others checks make sense.
pub(super) fn check(set: &mut Set, at: usize) -> bool {
    let Some(document) = set.documents.get(at) else { return false };
    if let Some(error) = &document.syntax {
        let (message, advice) = match other_form(&document.file, document.tree.beginning()) {
            Some(form) => (
                format!("this is {form}, and only OSCAL's JSON form is read"),
                "convert it to JSON first; NIST's `oscal-cli` does that without loss",
            ),
            None => (
                format!("the text is not JSON: {}", lower_first(&error.message)),
                "correct the text here; only OSCAL's JSON form is read",
            ),
        };
        let offset = error.offset;
        set.find_at(at, offset, "syntax", message, advice);
        return false;
    }
    let repeated: Vec<_> = document
        .tree
        .repeated
        .iter()
        .map(|node| {
            (
                *node,
                format!(
                    "the key {} stands twice in one object",
                    quoted(document.tree.key(*node).unwrap_or(""))
                ),
            )
        })
        .collect();
    let (model, root, top) = (document.model, document.root, document.tree.root());
    let version = document.oscal_version().map(str::to_owned);
    for (node, message) in repeated {
        set.find(at, node, ("key-repeated", Level::Error), message, "keep one of them; readers take either");
    }
    let Some(top) = top else { return false };
    if root.is_none() {
        let known: Vec<String> = Model::ALL.iter().map(|m| quoted(m.key())).collect();
        let message = match model {
            Some(model) => format!("{} holds no object", quoted(model.key())),
            None => format!("this is no OSCAL document: none of {} stands at the top", known.join(", ")),
        };
        set.find(at, top, ("not-oscal", Level::Error), message, "give an OSCAL document in its JSON form");
        return false;
    }
    let others: Vec<_> = document_keys(set, at, top);
    for (node, message) in others {
        set.find(
            at,
            node,
            ("several-documents", Level::Error),
            message,
            "give each document a file of its own; only the first was looked at",
        );
    }
    match version.as_deref() {
        Some(version) => match release(version) {
            None => {
                let node = version_node(set, at).unwrap_or(top);
                let message = format!("{} is no version of OSCAL", quoted(version));
                set.find(
                    at,
                    node,
                    ("version-unknown", Level::Error),
                    message,
                    "write the release that the document follows, such as `1.2.1`",
                );
            }
            Some(found) if found > NEWEST => {
                set.skip(at, format!("what OSCAL {} has beyond 1.2.1 was not looked at", quoted(version)));
            }
            Some(_) => {}
        },
        None => set.skip(at, "it names no version of OSCAL; 1.2.1 was assumed"),
    }
    if model == Some(Model::Mapping) {
        set.skip(at, "of mappings only UUIDs, dates and back-matter are looked at");
    }
    true
}

/// The newest release of OSCAL whose rules are known here.
const NEWEST: (u32, u32, u32) = (1, 2, 1);

/// A release of OSCAL: `1.1.2`, `1.0.0-milestone3`; there has been none but of major version 1.
fn release(version: &str) -> Option<(u32, u32, u32)> {
    let plain = version.split_once('-').map_or(version, |(plain, _)| plain);
    let numbers: Vec<u32> = plain.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers.as_slice() {
        [1, minor, patch] => Some((1, *minor, *patch)),
        _ => None,
    }
}

fn version_node(set: &Set, at: usize) -> Option<NodeId> {
    let document = set.documents.get(at)?;
    document.tree.get(document.tree.get(document.root?, "metadata")?, "oscal-version")
}

/// Further documents in the same text.
fn document_keys(set: &Set, at: usize, top: NodeId) -> Vec<(NodeId, String)> {
    let Some(document) = set.documents.get(at) else { return Vec::new() };
    let tree = &document.tree;
    let others = tree.children(top).iter().filter_map(|child| {
        let key = tree.key(*child).filter(|key| Model::of(key).is_some())?;
        (Some(*child) != document.root)
            .then(|| (*child, format!("{} stands beside another document", quoted(key))))
    });
    others.collect()
}

/// What a text that is not JSON is instead, where its name or its beginning tells.
fn other_form(file: &str, beginning: &str) -> Option<&'static str> {
    let ends = |list: &[&str]| list.iter().any(|end| file.to_ascii_lowercase().ends_with(end));
    if beginning.starts_with('<') {
        Some("XML")
    } else if beginning.starts_with(['{', '[']) || beginning.is_empty() {
        None
    } else if ends(&[".yaml", ".yml"]) || beginning.starts_with("---") || begins_like_yaml(beginning) {
        Some("YAML")
    } else {
        None
    }
}

/// Whether the first line names a kind of document as YAML does: `system-security-plan:`.
fn begins_like_yaml(beginning: &str) -> bool {
    let mut lines = beginning.lines().map(str::trim_end).filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.next().and_then(|line| line.strip_suffix(':')).is_some_and(|key| Model::of(key).is_some())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
