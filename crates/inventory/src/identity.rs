//! Finding the resource that a reference or a literal name means.

use crate::{Inventory, NodeId, Resource, ResourceIndex, RootId, Value};
use demarc_model::TypeName;
use std::collections::HashMap;

/// What a value says about which resource it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// These resources of the input; more than one only if several carry the same name.
    Found(Vec<ResourceIndex>),
    /// Something that is not in the input.
    Elsewhere,
    /// It cannot be said: the value is unknown.
    Undecided(demarc_model::Why),
    /// The value names nothing.
    Nothing,
}

/// Names, ids and ARNs of all resources.
#[derive(Debug, Default)]
pub struct IdentityIndex {
    names: HashMap<(TypeName, String), Vec<ResourceIndex>>,
    any_names: HashMap<String, Vec<ResourceIndex>>,
    addresses: HashMap<(RootId, String), Vec<ResourceIndex>>,
}

impl IdentityIndex {
    /// Indexes an inventory; `name_property` gives the canonical property by which resources of a type are named.
    pub fn build(inventory: &Inventory, name_property: impl Fn(&TypeName) -> Vec<String>) -> Self {
        let mut index = Self::default();
        for (at, resource) in inventory.indexed() {
            index.addresses.entry((resource.root, resource.address.clone())).or_default().push(at);
            let mut names: Vec<String> =
                [&resource.physical_id, &resource.arn].into_iter().flatten().cloned().collect();
            for property in name_property(&resource.type_name) {
                let steps: Vec<&str> = property.split('.').collect();
                if let Some(node) = inventory.arena.at(resource.document, &steps)
                    && let Some(name) = inventory.arena.as_str(node)
                {
                    names.push(name.to_owned());
                }
            }
            names.sort();
            names.dedup();
            for name in names {
                index.any_names.entry(name.clone()).or_default().push(at);
                index.names.entry((resource.type_name.clone(), name)).or_default().push(at);
            }
        }
        index
    }

    /// The resource that a reference of a resource of `root` means; that to a `count` or `for_each` block means its instances.
    fn at(&self, inventory: &Inventory, root: RootId, target: &str) -> &[ResourceIndex] {
        let (root, address) = inventory.place(root, target);
        self.addresses.get(&(root, address.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Resources of a type that carry a name, an id or an ARN.
    #[must_use]
    pub fn named(&self, type_name: &TypeName, name: &str) -> &[ResourceIndex] {
        self.names.get(&(type_name.clone(), name.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// What a value in a document of `from` means as the identity of a resource of `type_name`.
    #[must_use]
    pub fn resolve(
        &self,
        inventory: &Inventory,
        from: &Resource,
        type_name: &TypeName,
        value: NodeId,
    ) -> Target {
        match inventory.arena.value(value) {
            Value::Absent => Target::Nothing,
            Value::Ref { target, .. } => {
                let found: Vec<ResourceIndex> = self
                    .at(inventory, from.root, inventory.arena.text(target))
                    .iter()
                    .copied()
                    .filter(|&i| inventory.resource(i).is_some_and(|r| r.type_name == *type_name))
                    .collect();
                if found.is_empty() { Target::Elsewhere } else { Target::Found(found) }
            }
            Value::String(text) => {
                let text = inventory.arena.text(text);
                let found = self.named(type_name, text);
                let found = if found.is_empty() { self.named(type_name, last_arn_part(text)) } else { found };
                own_root_first(inventory, from, found)
            }
            Value::Unknown { why, .. } => Target::Undecided(why),
            _ => Target::Nothing,
        }
    }

    /// What a value in a document of `from` means as the identity of a resource of whatever type.
    #[must_use]
    pub fn resolve_any(&self, inventory: &Inventory, from: &Resource, value: NodeId) -> Target {
        match inventory.arena.value(value) {
            Value::Absent => Target::Nothing,
            Value::Ref { target, .. } => match self.at(inventory, from.root, inventory.arena.text(target)) {
                [] => Target::Elsewhere,
                found => Target::Found(found.to_vec()),
            },
            Value::String(text) => {
                let text = inventory.arena.text(text);
                let named = |name: &str| self.any_names.get(name).map_or(&[][..], Vec::as_slice);
                let found = named(text);
                let found = if found.is_empty() { named(last_arn_part(text)) } else { found };
                own_root_first(inventory, from, found)
            }
            Value::Unknown { why, .. } => Target::Undecided(why),
            _ => Target::Nothing,
        }
    }
}

/// Two roots may hold resources of one name: the own root's come first.
fn own_root_first(inventory: &Inventory, from: &Resource, found: &[ResourceIndex]) -> Target {
    let own: Vec<ResourceIndex> = found
        .iter()
        .copied()
        .filter(|&i| inventory.resource(i).is_some_and(|r| r.root == from.root))
        .collect();
    match (own.is_empty(), found.is_empty()) {
        (false, _) => Target::Found(own),
        (true, false) => Target::Found(found.to_vec()),
        (true, true) => Target::Elsewhere,
    }
}

/// The resource's own name at the end of an ARN: `arn:aws:s3:::logs` is `logs`.
fn last_arn_part(text: &str) -> &str {
    if text.starts_with("arn:") { text.rsplit([':', '/']).next().unwrap_or(text) } else { text }
}
