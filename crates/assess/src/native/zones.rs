//! Something stands in several Availability Zones.

use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{Marks, ResourceIndex, Target, Value};
use demarc_model::{Truth, TypeName, Why};
use std::collections::BTreeSet;

/// Parameter: how many zones there have to be.
const ZONES: &str = "minimum-zones";

/// Whether the zones and subnets at the properties `over` (with commas) are in enough zones.
///
/// A subnet counts with its zone where the input shows it; of others it is not known whether they share one.
pub fn check(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
) -> (Truth, Vec<Look>) {
    count(world, index, over, parameters, false)
}

/// Counts zones; with `apart` no two of the subnets are in the same zone.
pub(super) fn count(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
    apart: bool,
) -> (Truth, Vec<Look>) {
    let Some(wanted) = minimum(parameters) else {
        return super::nothing_seen(index, over, Why::ParameterUnset);
    };
    let Some(resource) = world.inventory.resource(index) else {
        return super::nothing_seen(index, over, Why::NotInInput);
    };
    let mut zones = BTreeSet::new();
    let mut unsure: BTreeSet<String> = BTreeSet::new();
    let mut open = None;
    // What the provider fills in because nobody wrote it says nothing beside what somebody wrote.
    let mut unwritten = None;
    let mut looks = Vec::new();
    for path in over.split(',') {
        let (items, more) = match reach(world, Item::Node(resource.document), path) {
            Reached::Written(items, more) => (items, more),
            Reached::Unwritten(why) => {
                unwritten = Some(why);
                continue;
            }
        };
        open = open.or(more);
        let names_zones = path.contains("AvailabilityZone");
        for item in items {
            match place(world, index, &item, names_zones) {
                Place::Zone(zone) => {
                    zones.insert(zone);
                }
                Place::Unsure(subnet) => {
                    unsure.insert(subnet);
                }
                Place::Unknown(why) => open = open.or(Some(why)),
                Place::Nowhere => {}
            }
            looks.push(Look {
                resource: index,
                path: path.replace("[*]", "[]"),
                found: Found::of(world, &item),
                truth: Truth::True,
            });
        }
    }
    if zones.is_empty() && unsure.is_empty() {
        open = open.or(unwritten);
    }
    let sure =
        zones.len() + if apart { unsure.len() } else { usize::from(zones.is_empty() && !unsure.is_empty()) };
    let most = zones.len() + unsure.len();
    let truth = match open {
        _ if sure >= wanted => Truth::True,
        Some(why) => Truth::Unknown(why),
        None if most < wanted => Truth::False,
        None => Truth::Unknown(Why::NotInInput),
    };
    for look in &mut looks {
        look.truth = truth;
    }
    if looks.is_empty() {
        let first = over.split(',').next().unwrap_or(over);
        looks.push(Look { resource: index, path: first.to_owned(), found: Found::Absent, truth });
    }
    (truth, looks)
}

/// How many zones there have to be, where the parameter says it.
pub(super) fn minimum(parameters: &ParameterValues) -> Option<usize> {
    parameters.get(ZONES)?.trim().parse().ok()
}

enum Place {
    Zone(String),
    /// A subnet whose zone is not seen, by what names it.
    Unsure(String),
    Unknown(Why),
    Nowhere,
}

fn place(world: &World<'_>, index: ResourceIndex, item: &Item, names_zone: bool) -> Place {
    let Item::Node(node) = item else {
        return match item {
            Item::Unknown(why) | Item::Computed(why) => Place::Unknown(*why),
            _ => Place::Nowhere,
        };
    };
    let arena = &world.inventory.arena;
    let name = match arena.value(*node) {
        Value::String(text) => arena.text(text).to_owned(),
        Value::Ref { target, .. } if !names_zone => arena.text(target).to_owned(),
        Value::Unknown { why, .. } => return Place::Unknown(why),
        Value::Ref { .. } => return Place::Unknown(Why::KnownAfterApply),
        _ => return Place::Nowhere,
    };
    if names_zone {
        return Place::Zone(name);
    }
    let Some(from) = world.inventory.resource(index) else { return Place::Unsure(name) };
    let subnet = TypeName::from("AWS::EC2::Subnet");
    let Target::Found(found) = world.identity.resolve(world.inventory, from, &subnet, *node) else {
        return Place::Unsure(name);
    };
    let zone = found.first().and_then(|s| world.inventory.resource(*s)).and_then(|s| {
        let zone = key(world, &Item::Node(s.document), "AvailabilityZone")?;
        match zone {
            Item::Node(node) => match arena.value(node) {
                Value::String(text) => Some(arena.text(text).to_owned()),
                _ => None,
            },
            _ => None,
        }
    });
    zone.map_or(Place::Unsure(name), Place::Zone)
}

enum Reached {
    /// The plain values, and why there may be more.
    Written(Vec<Item>, Option<Why>),
    /// The provider fills it in.
    Unwritten(Why),
}

/// What stands at a path with `[*]` steps.
fn reach(world: &World<'_>, root: Item, path: &str) -> Reached {
    let mut items = vec![root];
    let mut open = None;
    for step in path.split('.') {
        let name = step.trim_end_matches("[*]");
        let mut next = Vec::new();
        for item in items {
            let Some(found) = key(world, &item, name) else { continue };
            if let Item::Node(node) = &found
                && let Value::Unknown { why, .. } = world.inventory.arena.value(*node)
                && world.inventory.arena.node(*node).marks.has(Marks::UNCONFIGURED)
            {
                return Reached::Unwritten(why);
            }
            let (all, more) = elements(world, &found);
            open = open.or(more);
            next.extend(all);
        }
        items = next;
    }
    Reached::Written(items, open)
}
