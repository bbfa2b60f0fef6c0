//! Finding entries of a mapping by key in constant time, however many there are.

use crate::syntax::{Mapping, Tree};
use std::collections::HashMap;

/// Up to this many entries a scan is cheaper than an index.
const FEW: usize = 16;

/// A mapping, or the lack of one, with quick access by key.
#[derive(Debug)]
pub(in crate::terraform) struct Lookup<'t> {
    mapping: Option<&'t Mapping>,
    index: Option<HashMap<&'t str, &'t Tree>>,
}

impl<'t> Lookup<'t> {
    /// An index of a tree's entries; empty for anything but a mapping.
    pub(in crate::terraform) fn new(tree: Option<&'t Tree>) -> Self {
        let mapping = tree.and_then(Tree::as_mapping);
        let index = mapping
            .filter(|m| m.len() > FEW)
            .map(|m| m.entries().iter().map(|entry| (&*entry.key, &entry.value)).collect());
        Self { mapping, index }
    }

    /// The value of a key.
    pub(in crate::terraform) fn get(&self, key: &str) -> Option<&'t Tree> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.mapping?.get(key),
        }
    }
}
