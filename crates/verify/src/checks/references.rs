//! References by UUID to components, parties, observations and the like, and by id to roles.

use super::quoted;
use crate::{finding::Level, model::Model, tree::NodeId, verify::Set};

/// A key that refers, what it refers to, and how that is called.
struct Reference {
    key: &'static str,
    /// Lists in which what is referred to stands; any object if there is none.
    kinds: &'static [&'static str],
    code: &'static str,
    word: &'static str,
}

const fn reference(
    key: &'static str,
    kinds: &'static [&'static str],
    code: &'static str,
    word: &'static str,
) -> Reference {
    Reference { key, kinds, code, word }
}

const REFERENCES: [Reference; 13] = [
    reference("component-uuid", &["components"], "component-unknown", "component"),
    reference("party-uuid", &["parties"], "party-unknown", "party"),
    reference("party-uuids", &["parties"], "party-unknown", "party"),
    reference("member-of-organizations", &["parties"], "party-unknown", "party"),
    reference("location-uuids", &["locations"], "location-unknown", "location"),
    reference("observation-uuid", &["observations"], "observation-unknown", "observation"),
    reference("risk-uuid", &["risks"], "risk-unknown", "risk"),
    reference("finding-uuid", &["findings"], "finding-unknown", "finding"),
    reference("activity-uuid", &["activities"], "activity-unknown", "activity"),
    reference("response-uuid", &["remediations"], "response-unknown", "response to a risk"),
    reference("implementation-statement-uuid", &[], "implementation-unknown", "statement of a plan"),
    reference("subject-uuid", &[], "subject-unknown", "subject"),
    reference("actor-uuid", &[], "actor-unknown", "actor"),
];

/// Properties whose value is a UUID of something in the same document.
const PROPERTIES: [(&str, &[&str], &str, &str); 1] = [(
    "leveraged-authorization-uuid",
    &["leveraged-authorizations"],
    "leveraged-authorization-unknown",
    "leveraged authorization",
)];

/// Every reference of a document.
pub(super) fn check(set: &mut Set, at: usize) {
    let visible = set.visible(at);
    let incomplete = set.incomplete(at);
    let Some(document) = set.documents.get(at) else { return };
    let tree = &document.tree;
    let seen: Vec<_> = visible.iter().filter_map(|d| set.documents.get(*d)).collect();
    let defines = |uuid: &str, kinds: &[&str]| seen.iter().any(|d| d.defines(uuid, kinds));
    let mut found: Vec<(NodeId, &'static str, Level, String, String)> = Vec::new();
    let mut unseen = 0usize;
    for node in tree.all() {
        let Some(text) = tree.text(node) else { continue };
        let Some(kind) = tree.kind(node) else { continue };
        if let Some(rule) = REFERENCES.iter().find(|r| r.key == kind) {
            if defines(text, rule.kinds) {
                continue;
            }
            if let Some(other) = seen.iter().flat_map(|d| d.kinds(text)).next() {
                let message =
                    format!("{} is no {}; it stands under {}", quoted(text), rule.word, quoted(other));
                let advice = format!("name a {} by its UUID", rule.word);
                found.push((node, rule.code, Level::Error, message, advice));
            } else if incomplete {
                unseen += 1;
            } else {
                let message =
                    format!("{} names no {} of this document or of what it imports", quoted(text), rule.word);
                let advice = format!("correct the UUID, or add the {}", rule.word);
                found.push((node, rule.code, Level::Error, message, advice));
            }
        } else if matches!(kind, "role-id" | "role-ids") {
            if seen.iter().any(|d| d.roles.contains(text)) {
                continue;
            }
            if incomplete {
                unseen += 1;
            } else {
                let message = format!("{} is no role that the metadata define", quoted(text));
                let advice = "add the role to `metadata.roles`, or name one of those".to_owned();
                // Component definitions name roles of the systems that will use them.
                let own = document.model != Some(Model::Component);
                let level = if own { Level::Warning } else { Level::Note };
                found.push((node, "role-unknown", level, message, advice));
            }
        }
    }
    for property in document.of_kind("props") {
        let Some(name) = tree.text_of(property, "name") else { continue };
        let Some((_, kinds, code, word)) = PROPERTIES.iter().find(|(n, ..)| *n == name) else { continue };
        let Some(value) = tree.get(property, "value") else { continue };
        let Some(uuid) = tree.text(value) else { continue };
        if !document.defines(uuid, kinds) {
            let message = format!("{} names no {word} of this document", quoted(uuid));
            found.push((value, code, Level::Error, message, format!("correct the UUID, or add the {word}")));
        }
    }
    for (node, code, level, message, advice) in found {
        set.find(at, node, (code, level), message, &advice);
    }
    if unseen > 0 {
        set.skip(
            at,
            format!("{unseen} references may lead into a document that it imports and that is not at hand"),
        );
    }
}
