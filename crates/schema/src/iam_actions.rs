//! IAM actions: what they do, and whether a policy can narrow them to resources.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

/// What an action does, in the terms of the Service Authorization Reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessLevel {
    /// Reads or lists.
    Read,
    /// Creates, changes or deletes.
    Write,
    /// Changes tags.
    Tagging,
    /// Changes who may do what.
    Permissions,
}

/// Words at the start of an action's name that say that it only reads.
const READING: [&str; 24] = [
    "get",
    "list",
    "describe",
    "search",
    "query",
    "scan",
    "lookup",
    "view",
    "read",
    "select",
    "check",
    "detect",
    "count",
    "head",
    "discover",
    "calculate",
    "preview",
    "validate",
    "simulate",
    "estimate",
    "evaluate",
    "download",
    "batchget",
    "batchdescribe",
];

#[derive(Debug, Default)]
struct Actions {
    /// Actions in lower case with their service (`iam:passrole`), by section.
    sections: HashMap<&'static str, HashSet<String>>,
}

static EMBEDDED: OnceLock<Actions> = OnceLock::new();

fn embedded() -> &'static Actions {
    EMBEDDED.get_or_init(|| {
        let mut actions = Actions::default();
        let mut section = "";
        for line in include_str!("../../../schema/iam-actions.txt").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name;
            } else if let Some((service, names)) = line.split_once(": ") {
                let all = actions.sections.entry(section).or_default();
                all.extend(names.split(' ').map(|name| format!("{service}:{}", name.to_ascii_lowercase())));
            }
        }
        actions
    })
}

impl Actions {
    fn has(&self, section: &str, action: &str) -> bool {
        self.sections.get(section).is_some_and(|all| all.contains(action))
    }
}

/// The access level of an action (`s3:PutObject`, in whatever case).
///
/// What the reference's exceptions do not list follows from the first word of the name.
#[must_use]
pub fn access_level(action: &str) -> AccessLevel {
    let action = action.to_ascii_lowercase();
    let known = embedded();
    let name = action.split_once(':').map_or(action.as_str(), |(_, name)| name);
    if known.has("permissions", &action) {
        AccessLevel::Permissions
    } else if known.has("tags", &action) || matches!(name, "tagresource" | "untagresource") {
        AccessLevel::Tagging
    } else if known.has("writes", &action) {
        AccessLevel::Write
    } else if known.has("reads", &action) || begins_with_reading(name) {
        AccessLevel::Read
    } else {
        AccessLevel::Write
    }
}

/// Whether a name, or the part of it before a wildcard, begins with a whole word for reading.
#[must_use]
pub fn begins_with_reading(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    READING.iter().any(|word| name.starts_with(word))
}

/// Whether the `Resource` of a policy can narrow an action; one that changes something and is not listed can be.
#[must_use]
pub fn accepts_resource(action: &str) -> bool {
    !embedded().has("no-resource", &action.to_ascii_lowercase())
}

/// Every action that changes who may do what, in lower case (`iam:attachrolepolicy`).
pub fn permissions_actions() -> impl Iterator<Item = &'static str> {
    embedded().sections.get("permissions").into_iter().flatten().map(String::as_str)
}
