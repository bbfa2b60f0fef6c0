//! UUIDs: their form, and that each names one thing.

use super::quoted;
use crate::{
    finding::Level,
    identifiers::{BadUuid, fault},
    tree::NodeId,
    verify::Set,
};
use std::collections::BTreeMap;

/// Form and uniqueness within a document.
pub(super) fn check(set: &mut Set, at: usize) {
    let Some(document) = set.documents.get(at) else { return };
    let tree = &document.tree;
    let mut bad: Vec<(NodeId, String, &str)> = Vec::new();
    for node in tree.all() {
        let Some(text) = tree.text(node) else { continue };
        let Some(kind) = tree.kind(node) else { continue };
        let named = kind == "uuid"
            || kind.ends_with("-uuid")
            || kind.ends_with("-uuids")
            || kind == "member-of-organizations";
        if !named {
            continue;
        }
        match fault(text) {
            None => {}
            Some(BadUuid::Form) => bad.push((
                node,
                format!("{} is no UUID", quoted(text)),
                "write a UUID of version 4 or 5, as 8-4-4-4-12 hexadecimal digits",
            )),
            Some(BadUuid::Version(version)) => bad.push((
                node,
                format!("{} is a UUID of version {version}", quoted(text)),
                "OSCAL takes versions 4 and 5 only; make a new one and change what refers to it",
            )),
            Some(BadUuid::Variant) => bad.push((
                node,
                format!("{} is a UUID of another variant than RFC 4122's", quoted(text)),
                "the fourth group starts with 8, 9, a or b; make a new one and change what refers to it",
            )),
        }
    }
    let mut twice: Vec<(NodeId, String)> = Vec::new();
    for (uuid, nodes) in &document.by_uuid {
        let Some((first, others)) = nodes.split_first() else { continue };
        for other in others {
            let (line, _) = tree.place(*first);
            twice.push((
                tree.get(*other, "uuid").unwrap_or(*other),
                format!(
                    "{} is also the UUID of {} in line {line}",
                    quoted(uuid),
                    quoted(&tree.pointer(*first))
                ),
            ));
        }
    }
    for (node, message, advice) in bad {
        set.find(at, node, ("uuid-form", Level::Error), message, advice);
    }
    for (node, message) in twice {
        let advice = "give each thing a UUID of its own, and change what refers to this one";
        set.find(at, node, ("uuid-duplicate", Level::Error), message, advice);
    }
}

/// One UUID for two kinds of thing in different documents, and one for two documents.
pub(super) fn across(set: &mut Set) {
    let mut by_uuid: BTreeMap<&str, Vec<(usize, NodeId)>> = BTreeMap::new();
    for at in set.given() {
        let Some(document) = set.documents.get(at) else { continue };
        for (uuid, nodes) in &document.by_uuid {
            by_uuid.entry(uuid).or_default().extend(nodes.first().map(|node| (at, *node)));
        }
    }
    let mut found: Vec<(usize, NodeId, String)> = Vec::new();
    for (uuid, places) in by_uuid {
        let Some(((first_at, first), others)) = places.split_first() else { continue };
        let Some(first_document) = set.documents.get(*first_at) else { continue };
        let first_kind = first_document.tree.kind(*first).unwrap_or_default();
        for (at, node) in others {
            let Some(document) = set.documents.get(*at) else { continue };
            let kind = document.tree.kind(*node).unwrap_or_default();
            // The same subject may bear its UUID in many documents; a document is a subject of its own.
            let is_document = document.root == Some(*node);
            if kind != first_kind || is_document {
                found.push((
                    *at,
                    document.tree.get(*node, "uuid").unwrap_or(*node),
                    format!(
                        "{} is also the UUID of {} in `{}`",
                        quoted(uuid),
                        quoted(&first_document.tree.pointer(*first)),
                        first_document.file
                    ),
                ));
            }
        }
    }
    for (at, node, message) in found {
        let advice = "a UUID names one subject in all documents; make a new one here, or leave one of the documents out";
        set.find(at, node, ("uuid-reused", Level::Warning), message, advice);
    }
}
