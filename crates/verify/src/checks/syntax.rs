//! Whether a document can be read at all, and whether it is one.

use super::quoted;
use crate::{finding::Level, model::Model, verify::Set};

/// Reports why a document cannot be checked; whether the others checks make sense.
pub(super) fn check(set: &mut Set, at: usize) -> bool {
    let Some(document) = set.documents.get(at) else { return false };
    if let Some(error) = &document.syntax {
        let message = format!("the text is not JSON: {}", lower_first(&error.message));
        let offset = error.offset;
        set.find_at(at, offset, "syntax", message, "correct the text here; only OSCAL's JSON form is read");
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
    match version.as_deref() {
        Some(version) if version.starts_with("1.") => {}
        Some(version) => {
            set.skip(at, format!("what OSCAL {} has beyond 1.2.1 was not looked at", quoted(version)))
        }
        None => set.skip(at, "it names no version of OSCAL; 1.2.1 was assumed"),
    }
    if model == Some(Model::Mapping) {
        set.skip(at, "of mappings only UUIDs, dates and back-matter are looked at");
    }
    true
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
