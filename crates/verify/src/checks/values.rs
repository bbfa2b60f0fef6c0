//! Values that OSCAL and FedRAMP allow: originations, implementation statuses, states.

use super::quoted;
use crate::{finding::Level, tree::NodeId, verify::Set};

const STATUSES: [&str; 5] = ["implemented", "partial", "planned", "alternative", "not-applicable"];
const ORIGINATIONS: [&str; 5] =
    ["organization", "system-specific", "customer-configured", "customer-provided", "inherited"];
const FEDRAMP_ORIGINATIONS: [&str; 5] =
    ["sp-corporate", "sp-system", "customer-configured", "customer-provided", "inherited"];

/// Whose a property is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Namespace {
    Oscal,
    Fedramp,
    /// Somebody else's, whose values nobody here knows.
    Other,
}

fn namespace(ns: Option<&str>) -> Namespace {
    let Some(ns) = ns else { return Namespace::Oscal };
    let plain = ns.trim_end_matches('/');
    let plain = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://")).unwrap_or(plain);
    match plain {
        "csrc.nist.gov/ns/oscal" => Namespace::Oscal,
        "fedramp.gov/ns/oscal" | "www.fedramp.gov/ns/oscal" => Namespace::Fedramp,
        _ => Namespace::Other,
    }
}

/// Objects with a `state`, by their key and the list that they stand in, with what it may be.
const STATES: [(&str, &str, &[&str]); 4] = [
    ("status", "components", &["under-development", "operational", "disposition", "other"]),
    (
        "status",
        "system-characteristics",
        &["operational", "under-development", "under-major-modification", "disposition", "other"],
    ),
    ("status", "target", &["satisfied", "not-satisfied"]),
    ("implementation-status", "", &STATUSES),
];

/// Every value of a document.
pub(super) fn check(set: &mut Set, at: usize) {
    let Some(document) = set.documents.get(at) else { return };
    let tree = &document.tree;
    let mut found: Vec<(NodeId, &'static str, String, String)> = Vec::new();
    for property in document.of_kind("props") {
        let Some(value) = tree.get(property, "value") else { continue };
        let Some(text) = tree.text(value) else { continue };
        let ns = namespace(tree.text_of(property, "ns"));
        match (tree.text_of(property, "name"), ns) {
            (Some("control-origination"), Namespace::Oscal) if !ORIGINATIONS.contains(&text) => {
                let advice = if FEDRAMP_ORIGINATIONS.contains(&text) {
                    "it is FedRAMP's; give the property the namespace `http://fedramp.gov/ns/oscal`"
                        .to_owned()
                } else {
                    one_of(&ORIGINATIONS)
                };
                found.push((
                    value,
                    "origination-unknown",
                    format!("`control-origination` is {}", quoted(text)),
                    advice,
                ));
            }
            (Some("control-origination"), Namespace::Fedramp) if !FEDRAMP_ORIGINATIONS.contains(&text) => {
                let message = format!("`control-origination` in FedRAMP's namespace is {}", quoted(text));
                found.push((value, "origination-unknown", message, one_of(&FEDRAMP_ORIGINATIONS)));
            }
            (Some("implementation-status"), Namespace::Oscal | Namespace::Fedramp)
                if !STATUSES.contains(&text) =>
            {
                let message = format!("`implementation-status` is {}", quoted(text));
                found.push((value, "status-unknown", message, one_of(&STATUSES)));
            }
            (Some("implementation-point"), Namespace::Oscal) if !["internal", "external"].contains(&text) => {
                let message = format!("`implementation-point` is {}", quoted(text));
                found.push((value, "value-unknown", message, one_of(&["internal", "external"])));
            }
            _ => {}
        }
    }
    for node in tree.all() {
        let Some(text) = tree.text(node) else { continue };
        let Some(owner) = tree.parent(node) else { continue };
        if tree.key(node) == Some("state") {
            let (Some(kind), above) = (tree.kind(owner), tree.parent(owner)) else { continue };
            let within = above.and_then(|a| tree.kind(a)).unwrap_or_default();
            let rule = STATES
                .iter()
                .find(|(key, holder, _)| *key == kind && (holder.is_empty() || *holder == within));
            if let Some((_, _, allowed)) = rule.filter(|(_, _, allowed)| !allowed.contains(&text)) {
                let code = if kind == "implementation-status" { "status-unknown" } else { "value-unknown" };
                found.push((node, code, format!("the state is {}", quoted(text)), one_of(allowed)));
            }
        }
        if tree.key(node) == Some("type") && tree.kind(owner) == Some("parties") {
            let allowed = ["person", "organization"];
            if !allowed.contains(&text) {
                found.push((
                    node,
                    "value-unknown",
                    format!("the party's type is {}", quoted(text)),
                    one_of(&allowed),
                ));
            }
        }
    }
    for (node, code, message, advice) in found {
        set.find(at, node, (code, Level::Error), message, &advice);
    }
}

fn one_of(allowed: &[&str]) -> String {
    let quoted: Vec<String> = allowed.iter().map(|a| format!("`{a}`")).collect();
    format!("write one of {}", quoted.join(", "))
}
