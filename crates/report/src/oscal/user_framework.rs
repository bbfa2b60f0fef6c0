//! A user's own catalog and profile in the workspace, with references rewritten to where they stand there.

use serde_json::Value;

/// A profile of the user's with the catalog that it imports, as read.
#[derive(Debug, Clone, PartialEq)]
pub struct UserFramework {
    /// Folder of both in the workspace.
    pub folder: String,
    /// The catalog, an object with the key `catalog`.
    pub catalog: Value,
    /// The profile, an object with the key `profile`; none if the framework is a catalog as a whole.
    pub profile: Option<Value>,
}

impl UserFramework {
    /// The profile with its imports leading to the catalog of the workspace.
    pub(crate) fn profile_in_workspace(&self) -> Option<Value> {
        let mut profile = self.profile.clone()?;
        let imports = profile.pointer_mut("/profile/imports").and_then(Value::as_array_mut)?;
        for import in imports {
            if let Some(href) = import.get_mut("href") {
                *href = Value::String(super::context::catalog_href(&self.folder));
            }
        }
        Some(profile)
    }
}
