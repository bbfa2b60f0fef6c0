//! Relations between resources, read off the references in their documents.

use crate::{Arena, Inventory, NodeId, Resource, ResourceIndex, Value};
use std::collections::{BTreeSet, HashMap};

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

/// A relation that a source states beside the properties, with what it says of the other resource.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatedRelation {
    /// What the relation is, in the source's words: `Is contained in Vpc`.
    pub kind: String,
    /// The other one's type, in the source's words.
    pub type_name: String,
    /// AWS's id of it, or empty.
    pub id: String,
    /// Its name, or empty.
    pub name: String,
}

/// All references between resources of an inventory, by both ends.
#[derive(Debug, Default)]
pub struct References {
    outgoing: HashMap<ResourceIndex, Vec<Relation>>,
    incoming: HashMap<ResourceIndex, Vec<Relation>>,
}

impl References {
    /// Collects every `Ref` whose target is in the inventory, and every relation that a source states.
    #[must_use]
    pub fn collect(inventory: &Inventory) -> Self {
        let mut references = Self::default();
        let stated = StatedTargets::of(inventory);
        for (from, resource) in inventory.indexed() {
            let mut found = Vec::new();
            walk(&inventory.arena, resource.document, &mut String::new(), 0, &mut |path, target| {
                if let Some(to) = inventory.find(resource.root, target)
                    && to != from
                {
                    found.push(Relation { from, path: path.to_owned(), to });
                }
            });
            for view in &resource.views {
                for relation in inventory.stated_relations.get(&view.document).into_iter().flatten() {
                    let to = stated.find(inventory, resource, relation).filter(|to| *to != from);
                    found.extend(to.map(|to| Relation { from, path: relation.kind.clone(), to }));
                }
            }
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

/// Resources that a stated relation may mean, by type, id and name, all in small letters: sources spell types loosely.
#[derive(Default)]
struct StatedTargets {
    by_name: HashMap<(String, String), Vec<ResourceIndex>>,
}

impl StatedTargets {
    fn of(inventory: &Inventory) -> Self {
        let mut targets = Self::default();
        if inventory.stated_relations.is_empty() {
            return targets;
        }
        for (index, resource) in inventory.indexed() {
            let type_name = resource.source_type.to_ascii_lowercase();
            let own = resource.arn.as_deref().and_then(|a| a.rsplit(['/', ':']).next());
            let names: BTreeSet<&str> = [resource.physical_id.as_deref(), resource.arn.as_deref(), own]
                .into_iter()
                .flatten()
                .collect();
            for name in names {
                targets.by_name.entry((type_name.clone(), name.to_owned())).or_default().push(index);
            }
        }
        targets
    }

    /// The resource that a relation of `from` means: one of its own account and region before others.
    fn find(
        &self,
        inventory: &Inventory,
        from: &Resource,
        relation: &StatedRelation,
    ) -> Option<ResourceIndex> {
        let type_name = relation.type_name.to_ascii_lowercase();
        [&relation.id, &relation.name].into_iter().filter(|n| !n.is_empty()).find_map(|name| {
            let found = self.by_name.get(&(type_name.clone(), name.clone()))?;
            let near = |index: &ResourceIndex| {
                inventory.resource(*index).is_some_and(|r| {
                    r.account == from.account
                        && (r.region == from.region || r.region.is_none() || from.region.is_none())
                })
            };
            found.iter().copied().find(near).or(match found.as_slice() {
                [only] => Some(*only),
                _ => None,
            })
        })
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
