//! Fields that OSCAL asks for and that documents made by hand leave out.

use crate::{finding::Level, model::Model, tree::NodeId, verify::Set};

/// What stands in a list, in which documents (all if there is none), and what it needs.
const NEEDED: [(&str, &[Model], &[&str]); 18] = [
    ("by-components", &[], &["component-uuid", "uuid", "description"]),
    ("inherited", &[Model::Plan], &["uuid", "description"]),
    ("satisfied", &[Model::Plan], &["uuid", "description"]),
    ("provided", &[Model::Plan], &["uuid", "description"]),
    ("responsibilities", &[Model::Plan], &["uuid", "description"]),
    ("implemented-requirements", &[Model::Plan], &["uuid", "control-id"]),
    ("implemented-requirements", &[Model::Component], &["uuid", "control-id", "description"]),
    ("statements", &[Model::Component], &["uuid", "statement-id", "description"]),
    ("statements", &[Model::Plan], &["uuid", "statement-id"]),
    ("control-implementations", &[Model::Component], &["uuid", "source", "description"]),
    ("components", &[], &["uuid", "type", "title", "description"]),
    ("inventory-items", &[], &["uuid", "description"]),
    ("leveraged-authorizations", &[Model::Plan], &["uuid", "title", "party-uuid", "date-authorized"]),
    (
        "observations",
        &[Model::AssessmentResults, Model::Actions],
        &["uuid", "description", "methods", "collected"],
    ),
    (
        "risks",
        &[Model::AssessmentResults, Model::Actions],
        &["uuid", "title", "description", "statement", "status"],
    ),
    ("findings", &[Model::AssessmentResults, Model::Actions], &["uuid", "title", "description", "target"]),
    ("poam-items", &[Model::Actions], &["title", "description"]),
    ("parties", &[], &["uuid", "type"]),
];

/// Fields of the metadata.
const METADATA: [&str; 4] = ["title", "last-modified", "version", "oscal-version"];

/// Every field of a document that has to be there.
pub(super) fn check(set: &mut Set, at: usize) {
    let Some(document) = set.documents.get(at) else { return };
    let (tree, Some(root), Some(model)) = (&document.tree, document.root, document.model) else { return };
    let mut found: Vec<(NodeId, String, String)> = Vec::new();
    let mut need = |node: NodeId, what: &str, field: &str| match tree.get(node, field) {
        None => found.push((node, format!("`{field}` is missing in {what}"), format!("add `{field}`"))),
        Some(value) if tree.text(value).is_some_and(|t| t.trim().is_empty()) => {
            found.push((value, format!("`{field}` in {what} is empty"), format!("write `{field}`")));
        }
        Some(_) => {}
    };
    need(root, "the document", "uuid");
    match tree.get(root, "metadata") {
        Some(metadata) => METADATA.iter().for_each(|field| need(metadata, "the metadata", field)),
        None => need(root, "the document", "metadata"),
    }
    for node in tree.all().filter(|n| tree.is_object(*n)) {
        let Some(kind) = tree.kind(node) else { continue };
        // The element of a list; an object that is itself the value of such a key is something else.
        if tree.key(node).is_some() {
            continue;
        }
        let rules = NEEDED
            .iter()
            .filter(|(k, models, _)| *k == kind && (models.is_empty() || models.contains(&model)));
        for (_, _, fields) in rules {
            for field in *fields {
                need(node, &format!("one of `{kind}`"), field);
            }
        }
    }
    for (node, message, advice) in found {
        set.find(at, node, ("field-missing", Level::Error), message, &advice);
    }
}
