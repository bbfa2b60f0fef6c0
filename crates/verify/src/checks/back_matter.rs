//! Links within a document, and resources of its back-matter.

use super::quoted;
use crate::{
    documents::Document, finding::Level, identifiers::looks_like_uuid, model::Model, tree::NodeId,
    verify::Set,
};
use std::collections::HashSet;

/// Links of a document to itself.
pub(super) fn check(set: &mut Set, at: usize) {
    let visible = set.visible(at);
    let Some(document) = set.documents.get(at) else { return };
    let tree = &document.tree;
    let mut broken: Vec<(NodeId, String)> = Vec::new();
    let mut used: HashSet<String> = HashSet::new();
    for node in tree.all() {
        let Some(text) = tree.text(node) else { continue };
        let owner = tree.parent(node);
        let in_resource = owner.and_then(|o| tree.kind(o)) == Some("rlinks");
        let refers = matches!(tree.key(node), Some("href" | "source")) && !in_resource;
        if refers && let Some(fragment) = Document::fragment(text) {
            used.insert(fragment.to_ascii_lowercase());
            let known = if looks_like_uuid(fragment) {
                document.by_uuid.contains_key(&fragment.to_ascii_lowercase())
            } else {
                // Ids of controls may stand in the catalog that a profile imports.
                document.ids.contains(fragment)
                    || visible.iter().filter_map(|d| set.documents.get(*d)).any(|d| d.ids.contains(fragment))
                    || may_be_elsewhere(document)
            };
            if !known {
                broken.push((node, format!("{} names nothing in this document", quoted(text))));
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
    for (node, message) in broken {
        let advice = "correct the fragment, or add the resource to the back-matter";
        set.find(at, node, ("link-broken", Level::Error), message, advice);
    }
    for (node, message) in unused {
        let advice = "refer to it with an `href` of `#` and its UUID, or remove it";
        set.find(at, node, ("resource-unused", Level::Note), message, advice);
    }
}

/// Whether fragments that are no UUIDs may name controls of a catalog that is not at hand.
fn may_be_elsewhere(document: &Document) -> bool {
    document.model != Some(Model::Catalog)
}
