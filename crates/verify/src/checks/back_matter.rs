//! Links within a document, and resources of its back-matter.

use super::quoted;
use crate::{
    catalog::NIST, documents::Document, finding::Level, identifiers::looks_like_uuid, model::Model,
    tree::NodeId, verify::Set,
};
use std::collections::HashSet;

/// Links of a document to itself.
pub(super) fn check(set: &mut Set, at: usize) {
    let Some(document) = set.documents.get(at) else { return };
    let tree = &document.tree;
    let mut broken: Vec<(NodeId, Level, String)> = Vec::new();
    let mut used: HashSet<String> = HashSet::new();
    for node in tree.all() {
        let Some(text) = tree.text(node) else { continue };
        let owner = tree.parent(node);
        let in_resource = owner.and_then(|o| tree.kind(o)) == Some("rlinks");
        let refers = matches!(tree.key(node), Some("href" | "source")) && !in_resource;
        if refers && let Some(fragment) = Document::fragment(text) {
            used.insert(fragment.to_ascii_lowercase());
            if looks_like_uuid(fragment) {
                if !document.by_uuid.contains_key(&fragment.to_ascii_lowercase()) {
                    broken.push((node, Level::Error, text.to_owned()));
                }
            // Ids of controls may stand in the catalog that a profile imports, or that a resolved one was made of.
            } else if document.model == Some(Model::Catalog)
                && !document.ids.contains(fragment)
                && !NIST.controls.contains(fragment)
            {
                broken.push((node, Level::Warning, text.to_owned()));
            }
        } else {
            // Prose refers to resources as `[text](#uuid)`; props and resource fragments name them too.
            used.extend(
                text.split('#').skip(1).filter_map(|rest| rest.get(..36)).map(str::to_ascii_lowercase),
            );
            if looks_like_uuid(text) && tree.key(node) != Some("uuid") {
                used.insert(text.to_ascii_lowercase());
            }
        }
    }
    let unused: Vec<(NodeId, String)> = document
        .of_kind("resources")
        .filter_map(|resource| {
            let uuid = tree.text_of(resource, "uuid")?;
            let title =
                tree.text_of(resource, "title").map(|t| format!(", {}", quoted(t))).unwrap_or_default();
            (!used.contains(&uuid.to_ascii_lowercase()))
                .then(|| (resource, format!("nothing refers to the resource {}{title}", quoted(uuid))))
        })
        .collect();
    for (node, level, link) in broken {
        let message = format!("{} names nothing in this document", quoted(&link));
        let advice = "correct the fragment, or add what it names";
        set.find(at, node, ("link-broken", level), message, advice);
    }
    for (node, message) in unused {
        let advice = "refer to it with an `href` of `#` and its UUID, or remove it";
        set.find(at, node, ("resource-unused", Level::Note), message, advice);
    }
}
