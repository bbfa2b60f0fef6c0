//! Finding the resource that a reference or a literal name means.

use crate::{Inventory, NodeId, Resource, ResourceIndex, RootId, Value, names::NameIndex};
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
    names: NameIndex,
    addresses: NameIndex,
}

impl IdentityIndex {
    /// Indexes an inventory; `name_property` gives the canonical property by which resources of a type are named.
    pub fn build(inventory: &Inventory, name_property: impl Fn(&TypeName) -> Vec<String>) -> Self {
        let mut index = Self::default();
        let mut properties: HashMap<&TypeName, Vec<String>> = HashMap::new();
        for (at, resource) in inventory.indexed() {
            index.addresses.add((resource.root.0, resource.address.as_str()), at);
            for name in [&resource.physical_id, &resource.arn].into_iter().flatten() {
                index.names.add(name.as_str(), at);
            }
            let type_name = &resource.type_name;
            for property in properties.entry(type_name).or_insert_with(|| name_property(type_name)) {
                let mut nodes = vec![resource.document];
                for step in property.split('.') {
                    // A name may stand in each element of a list: metrics of a filter.
                    nodes = nodes
                        .into_iter()
                        .flat_map(|n| {
                            let elements: Vec<NodeId> = inventory.arena.elements(n).collect();
                            if elements.is_empty() { vec![n] } else { elements }
                        })
                        .filter_map(|n| inventory.arena.get_named(n, step))
                        .collect();
                }
                for name in nodes.into_iter().filter_map(|n| inventory.arena.as_str(n)) {
                    index.names.add(name, at);
                }
            }
        }
        index.names.sort();
        index.addresses.sort();
        index
    }

    /// The resources that a reference of a resource of `root` means: more than one only where several sources define it.
    fn at(
        &self,
        inventory: &Inventory,
        root: RootId,
        target: &str,
    ) -> impl Iterator<Item = ResourceIndex> + '_ {
        let (root, address) = inventory.place(root, target);
        self.addresses.get((root.0, address))
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
        self.target(inventory, from, value, |r| r.type_name == *type_name)
    }

    /// What a value in a document of `from` means as the identity of a resource of whatever type.
    #[must_use]
    pub fn resolve_any(&self, inventory: &Inventory, from: &Resource, value: NodeId) -> Target {
        self.target(inventory, from, value, |_| true)
    }

    fn target(
        &self,
        inventory: &Inventory,
        from: &Resource,
        value: NodeId,
        fits: impl Fn(&Resource) -> bool,
    ) -> Target {
        let fitting = |i: &ResourceIndex| inventory.resource(*i).is_some_and(&fits);
        match inventory.arena.value(value) {
            Value::Absent => Target::Nothing,
            Value::Ref { target, .. } => {
                let address = inventory.arena.text(target);
                let found: Vec<ResourceIndex> =
                    self.at(inventory, from.root, address).filter(fitting).collect();
                if found.is_empty() { Target::Elsewhere } else { Target::Found(found) }
            }
            Value::String(text) => {
                let text = inventory.arena.text(text);
                let found: Vec<ResourceIndex> = self.names.get(text).filter(fitting).collect();
                if !found.is_empty() {
                    return nearest(inventory, from, found, is_unique(text));
                }
                // What an ARN ends with is a name in the account and region that it says.
                let text = text.strip_suffix(ALL_STREAMS).unwrap_or(text);
                let Some(arn) = Arn::parse(text) else { return Target::Elsewhere };
                let there = |i: &ResourceIndex| inventory.resource(*i).is_some_and(|r| arn.may_be(r));
                // Names of log groups hold slashes.
                let name = text.rsplit_once(":log-group:").map_or(arn.name, |(_, name)| name);
                let found = self.names.get(name).filter(fitting).filter(there).collect();
                nearest(inventory, from, found, arn.account.is_some())
            }
            Value::Unknown { why, .. } => match named_by_arn(inventory, value) {
                // Whatever account and region it says, an ARN that ends with the name of a resource means that one.
                Some(address) => {
                    let found: Vec<ResourceIndex> =
                        self.at(inventory, from.root, address).filter(fitting).collect();
                    if found.is_empty() { Target::Undecided(why) } else { Target::Found(found) }
                }
                None => Target::Undecided(why),
            },
            _ => Target::Nothing,
        }
    }
}

/// What log groups and their streams have behind the ARN of the group.
const ALL_STREAMS: &str = ":*";

/// The resource that an ARN known in part means: its name or id ends `arn:…:distribution/` and a reference, or a reference
/// to the ARN of a log group stands before `:*`.
fn named_by_arn(inventory: &Inventory, value: NodeId) -> Option<&str> {
    let text = |value: Value| match value {
        Value::String(text) => Some(inventory.arena.text(text)),
        _ => None,
    };
    let target = |value: Value| match value {
        Value::Ref { target, .. } => Some(inventory.arena.text(target)),
        _ => None,
    };
    let mut parts: Vec<Value> =
        inventory.arena.parts(value).map(|part| inventory.arena.value(part)).collect();
    let streams = parts.last().copied().and_then(text) == Some(ALL_STREAMS);
    if streams {
        parts.pop();
    }
    match parts.as_slice() {
        [only] if streams => target(*only),
        [first, .., last] if text(*first).is_some_and(|t| t.starts_with("arn:")) => target(*last),
        _ => None,
    }
}

/// Of resources that carry a name those that `from` means: of its own root, account and region first.
///
/// Two accounts, or two regions of one, may each have a resource of that name; only a name that AWS gives once may mean
/// one in another account or region.
fn nearest(inventory: &Inventory, from: &Resource, found: Vec<ResourceIndex>, unique: bool) -> Target {
    let of = |keep: &dyn Fn(&Resource) -> bool| -> Vec<ResourceIndex> {
        found.iter().copied().filter(|i| inventory.resource(*i).is_some_and(keep)).collect()
    };
    let near = |r: &Resource| may_equal(&r.account, &from.account) && may_equal(&r.region, &from.region);
    for keep in [
        &(|r: &Resource| r.root == from.root && near(r)) as &dyn Fn(&Resource) -> bool,
        &near,
        &|r: &Resource| unique || GLOBAL_NAMES.contains(&r.type_name.as_str()),
    ] {
        let kept = of(keep);
        if !kept.is_empty() {
            return Target::Found(kept);
        }
    }
    Target::Elsewhere
}

/// Whether two may be one: what is not said may be anything.
fn may_equal(a: &Option<String>, b: &Option<String>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Types whose names AWS gives once for all accounts (of a partition).
const GLOBAL_NAMES: [&str; 1] = ["AWS::S3::Bucket"];

/// Whether a name is one that AWS gives once: an ARN, an address of a queue, an id such as `vpc-0a1b2c3d`, a UUID.
fn is_unique(name: &str) -> bool {
    if name.starts_with("arn:") || name.starts_with("https://") {
        return true;
    }
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    let id = name.rsplit_once('-').is_some_and(|(prefix, own)| {
        matches!(own.len(), 8 | 17) && hex(own) && prefix.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
    });
    let plain: Vec<&str> = name.split('-').collect();
    let uuid = plain.iter().map(|p| p.len()).eq([8, 4, 4, 4, 12]) && plain.iter().all(|p| hex(p));
    id || uuid
}

/// What an ARN says of where the resource is and what it is called.
struct Arn<'a> {
    region: Option<&'a str>,
    account: Option<&'a str>,
    /// The resource's own name at the end: `arn:aws:s3:::logs` is `logs`.
    name: &'a str,
}

impl<'a> Arn<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix("arn:")?;
        let mut parts = rest.split(':').skip(2);
        let mut part = || parts.next().filter(|p| !p.is_empty() && !p.contains(['$', '*']));
        let (region, account) = (part(), part());
        Some(Self { region, account, name: text.rsplit([':', '/']).next().unwrap_or(text) })
    }

    fn may_be(&self, resource: &Resource) -> bool {
        let fits = |own: &Option<String>, said: Option<&str>| match (own, said) {
            (Some(own), Some(said)) => own == said,
            _ => true,
        };
        fits(&resource.account, self.account) && fits(&resource.region, self.region)
    }
}

#[cfg(test)]
mod tests;
