//! Relations between resources, read off the references in their documents.

use crate::{Arena, Inventory, NodeId, ResourceIndex, Value};
use std::collections::HashMap;

/// One reference of a resource to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// Who refers.
    pub from: ResourceIndex,
    /// Canonical path of the reference, list positions left out: `VpcSecurityGroupIds`.
    pub path: String,
    /// Who is meant.
    pub to: ResourceIndex,
}

/// All references between resources of an inventory, by both ends.
#[derive(Debug, Default)]
pub struct References {
    outgoing: HashMap<ResourceIndex, Vec<Relation>>,
    incoming: HashMap<ResourceIndex, Vec<Relation>>,
}

impl References {
    /// Collects every `Ref` whose target is in the same root.
    #[must_use]
    pub fn collect(inventory: &Inventory) -> Self {
        let mut references = Self::default();
        for (from, resource) in inventory.indexed() {
            let mut found = Vec::new();
            walk(&inventory.arena, resource.document, &mut String::new(), 0, &mut |path, target| {
                if let Some(to) = inventory.find(resource.root, target)
                    && to != from
                {
                    found.push(Relation { from, path: path.to_owned(), to });
                }
            });
            found.sort();
            found.dedup();
            for relation in found {
                references.incoming.entry(relation.to).or_default().push(relation.clone());
                references.outgoing.entry(from).or_default().push(relation);
            }
        }
        references
    }

    /// References that a resource makes.
    #[must_use]
    pub fn from(&self, resource: ResourceIndex) -> &[Relation] {
        self.outgoing.get(&resource).map_or(&[], Vec::as_slice)
    }

    /// References that others make to a resource.
    #[must_use]
    pub fn to(&self, resource: ResourceIndex) -> &[Relation] {
        self.incoming.get(&resource).map_or(&[], Vec::as_slice)
    }
}

/// Documents deeper than this come from no real source; readers refuse them, this is the second lock.
const DEEPEST: usize = 256;

fn walk(arena: &Arena, node: NodeId, path: &mut String, depth: usize, found: &mut impl FnMut(&str, &str)) {
    if depth > DEEPEST {
        return;
    }
    match arena.value(node) {
        Value::Ref { target, .. } => found(path, arena.text(target)),
        Value::Unknown { .. } => {
            for part in arena.parts(node) {
                walk(arena, part, path, depth + 1, found);
            }
        }
        Value::List { .. } => {
            for element in arena.elements(node) {
                walk(arena, element, path, depth + 1, found);
            }
        }
        Value::Map { .. } => {
            for (key, value) in arena.entries(node) {
                let length = path.len();
                if length > 0 {
                    path.push('.');
                }
                path.push_str(arena.key_name(key));
                walk(arena, value, path, depth + 1, found);
                path.truncate(length);
            }
        }
        _ => {}
    }
}
