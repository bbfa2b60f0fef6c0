//! A user's own catalog and profiles in the workspace, with references rewritten to where they stand there.

use super::context::{catalog_href, profile_href};
use serde_json::{Value, json};

/// The user's documents that a system was held against.
#[derive(Debug, Clone, PartialEq)]
pub struct UserFramework {
    /// The document that was named, and behind it those that it imports, directly or not.
    pub documents: Vec<UserDocument>,
}

/// A catalog or profile of the user's.
#[derive(Debug, Clone, PartialEq)]
pub struct UserDocument {
    /// Its folder in the workspace; each of them has another.
    pub folder: String,
    /// The document, an object with the key `catalog` or `profile`.
    pub content: Value,
    /// For each import of a profile, the position of what it imports; none if that is not at hand.
    pub imports: Vec<Option<usize>>,
}

impl UserDocument {
    /// Whether it is a catalog; else it is a profile.
    pub(crate) fn is_catalog(&self) -> bool {
        self.content.get("catalog").is_some()
    }

    /// How other documents of the workspace name it.
    pub(crate) fn href(&self) -> String {
        if self.is_catalog() { catalog_href(&self.folder) } else { profile_href(&self.folder) }
    }
}

impl UserFramework {
    /// A document with its imports leading to where they stand in the workspace; what is not at hand is the stub.
    pub(crate) fn in_workspace(&self, document: &UserDocument, stub: &str) -> Value {
        let mut content = document.content.clone();
        let imports = content.pointer_mut("/profile/imports").and_then(Value::as_array_mut);
        let mut resources = Vec::new();
        for (import, target) in imports.into_iter().flatten().zip(&document.imports) {
            let target = target.and_then(|position| self.documents.get(position));
            if let Some(href) = import.get_mut("href") {
                resources.extend(href.as_str().filter(|h| h.starts_with('#')).map(str::to_owned));
                *href = Value::String(target.map_or_else(|| catalog_href(stub), UserDocument::href));
            }
        }
        // Resources of the back-matter that imports named stay named: they say where the original comes from.
        if let Some(metadata) = content.pointer_mut("/profile/metadata").and_then(Value::as_object_mut) {
            let links = metadata.entry("links").or_insert_with(|| Value::Array(Vec::new()));
            if let Some(links) = links.as_array_mut() {
                links.extend(resources.into_iter().map(|href| json!({ "href": href, "rel": "reference" })));
            }
            if metadata.get("links").and_then(Value::as_array).is_some_and(Vec::is_empty) {
                metadata.remove("links");
            }
        }
        content
    }

    /// Whether some import leads to the stub.
    pub(crate) fn needs_stub(&self) -> bool {
        self.documents.iter().flat_map(|d| &d.imports).any(Option::is_none)
    }
}
