//! A cluster has members enough, and they do not all stand in one Availability Zone.

use crate::{
    evaluate::{Found, Item, Look, ParameterValues, related::naming, value::key},
    world::World,
};
use demarc_inventory::{Marks, ResourceIndex, Value};
use demarc_knowledge_format::condition::{Path, Step};
use demarc_model::{Presence, Truth, Why};
use std::collections::BTreeSet;

/// Parameter: how many members there have to be.
const MEMBERS: &str = "minimum-cluster-members";

/// Whether it has: `over` is the type of the members and the property by which they name the cluster:
/// `AWS::RDS::DBInstance DBClusterIdentifier`.
///
/// Members that name no zone are spread by AWS; members that all name the same one are not.
pub fn check(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
) -> (Truth, Vec<Look>) {
    let (type_name, property) = over.split_once(' ').unwrap_or((over, ""));
    let path = Path(property.split('.').map(|k| Step::Key(k.to_owned())).collect());
    let (members, more) = naming(world, index, type_name, &path);
    let (mut sure, mut maybe) = (0_usize, 0_usize);
    let mut zones = BTreeSet::new();
    let mut free = false;
    let mut more = more;
    let mut looks = Vec::new();
    for member in &members {
        let Some(resource) = world.inventory.resource(*member) else { continue };
        maybe += 1;
        if matches!(resource.presence, Presence::Present) {
            sure += 1;
        }
        let zone = key(world, &Item::Node(resource.document), "AvailabilityZone");
        match zone.as_ref().map_or(Zone::Free, |z| zone_of(world, z)) {
            Zone::Named(name) => {
                zones.insert(name);
            }
            Zone::Free => free = true,
            Zone::Unknown(why) => more = more.or(Some(why)),
        }
        let found = zone.map_or(Found::Absent, |z| Found::of(world, &z));
        looks.push(Look { resource: *member, path: "AvailabilityZone".to_owned(), found, truth: Truth::True });
    }
    let truth = match parameters.get(MEMBERS).and_then(|n| n.trim().parse::<usize>().ok()) {
        None => Truth::Unknown(Why::ParameterUnset),
        Some(wanted) => {
            let spread = free || zones.len() > 1 || wanted < 2;
            match more {
                _ if sure >= wanted && spread => Truth::True,
                Some(why) => Truth::Unknown(why),
                None if maybe < wanted || !spread => Truth::False,
                None => Truth::Unknown(Why::UnresolvedReference),
            }
        }
    };
    for look in &mut looks {
        look.truth = truth;
    }
    if looks.is_empty() {
        let path = format!("related {type_name}");
        looks.push(Look { resource: index, path, found: Found::Absent, truth });
    }
    (truth, looks)
}

enum Zone {
    Named(String),
    /// Nobody wrote one: AWS chooses.
    Free,
    Unknown(Why),
}

fn zone_of(world: &World<'_>, item: &Item) -> Zone {
    let Item::Node(node) = item else {
        return if let Item::Unknown(why) = item { Zone::Unknown(*why) } else { Zone::Free };
    };
    let arena = &world.inventory.arena;
    match arena.value(*node) {
        Value::String(text) => Zone::Named(arena.text(text).to_owned()),
        Value::Unknown { .. } if arena.node(*node).marks.has(Marks::UNCONFIGURED) => Zone::Free,
        Value::Unknown { why, .. } => Zone::Unknown(why),
        Value::Absent => Zone::Free,
        _ => Zone::Unknown(Why::KnownAfterApply),
    }
}
