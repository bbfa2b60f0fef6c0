//! Whether what the other checks rest on has the form that it must have: a text, an object, a list of objects.
//!
//! A list that is written as an object, or an id that is a number, would otherwise hide everything below it from them.

use crate::{finding::Level, tree::NodeId, verify::Set};

/// Keys whose values are objects.
const OBJECTS: [&str; 14] = [
    "metadata",
    "back-matter",
    "import-profile",
    "import-ssp",
    "import-ap",
    "import-component-definition",
    "system-characteristics",
    "system-implementation",
    "control-implementation",
    "implementation-status",
    "export",
    "reviewed-controls",
    "target",
    "system-id",
];

/// Keys whose values are lists of objects.
const LISTS: [&str; 25] = [
    "implemented-requirements",
    "control-implementations",
    "by-components",
    "inherited",
    "satisfied",
    "provided",
    "responsibilities",
    "responsible-roles",
    "responsible-parties",
    "components",
    "inventory-items",
    "leveraged-authorizations",
    "observations",
    "findings",
    "risks",
    "results",
    "poam-items",
    "resources",
    "parties",
    "roles",
    "props",
    "set-parameters",
    "imports",
    "controls",
    "groups",
];

/// Keys whose values are texts, besides those that end in `-uuid`.
const TEXTS: [&str; 8] =
    ["uuid", "control-id", "statement-id", "title", "description", "href", "role-id", "oscal-version"];

/// Every such value of a document.
pub(super) fn check(set: &mut Set, at: usize) {
    let Some(document) = set.documents.get(at) else { return };
    let tree = &document.tree;
    let mut found: Vec<(NodeId, String)> = Vec::new();
    for node in tree.all() {
        let Some(key) = tree.key(node) else { continue };
        let expected = if OBJECTS.contains(&key) {
            (!tree.is_object(node)).then_some("object")
        } else if LISTS.contains(&key) {
            let is_list =
                tree.is_list(node) && tree.children(node).iter().all(|child| tree.is_object(*child));
            (!is_list).then_some("list of objects")
        } else if TEXTS.contains(&key) || key.ends_with("-uuid") {
            tree.text(node).is_none().then_some("text")
        } else {
            None
        };
        if let Some(expected) = expected {
            found.push((node, format!("`{key}` is no {expected}")));
        }
    }
    for (node, message) in found {
        let advice = "write it in the form that OSCAL gives it; what stands below it was not looked at";
        set.find(at, node, ("value-type", Level::Error), message, advice);
    }
}
