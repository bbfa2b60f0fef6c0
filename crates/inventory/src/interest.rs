//! What somebody will ask of the resources that are read: types and properties; readers may leave the rest out.

use std::collections::{BTreeMap, BTreeSet};

/// The properties of each canonical type that will be asked for.
///
/// A reader that gets one keeps the identity of every resource and, of its document, at least these properties. What it
/// leaves out must not be taken for absent: nobody asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interest {
    types: BTreeMap<String, BTreeSet<String>>,
}

impl Interest {
    /// Adds a property by its dotted path, list steps left out; an empty path is the whole document.
    pub fn add(&mut self, type_name: &str, path: &str) {
        let paths = self.types.entry(type_name.to_owned()).or_default();
        paths.insert(path.to_owned());
    }

    /// Adds a type of which at least the identity is asked for.
    pub fn add_type(&mut self, type_name: &str) {
        self.types.entry(type_name.to_owned()).or_default();
    }

    /// The paths that are asked of a type; none if nobody asks for the type at all.
    #[must_use]
    pub fn of(&self, type_name: &str) -> Option<&BTreeSet<String>> {
        self.types.get(type_name)
    }

    /// Every type with its paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.types.iter().map(|(name, paths)| (name.as_str(), paths))
    }
}
