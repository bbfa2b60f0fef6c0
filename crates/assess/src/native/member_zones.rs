//! The instances of a cluster stand in several Availability Zones.

use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{ResourceIndex, Target, Value};
use demarc_model::{Presence, Truth, Why};
use std::collections::BTreeSet;

/// Parameter: how many zones there have to be.
const ZONES: &str = "minimum-zones";

/// Whether the resources that name this one are in enough zones.
///
/// `over` is their type, their property that names this one, and their property with the zone. Where AWS picks the
/// zone of a member it is not known whether two share one.
pub fn check(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
) -> (Truth, Vec<Look>) {
    let mut words = over.split(' ');
    let (Some(member), Some(names), Some(zone)) = (words.next(), words.next(), words.next()) else {
        return super::nothing_seen(index, over, Why::UnsupportedExpression);
    };
    let Some(wanted) = parameters.get(ZONES).and_then(|n| n.trim().parse::<usize>().ok()) else {
        return super::nothing_seen(index, &format!("related {member}"), Why::ParameterUnset);
    };
    let mut zones = BTreeSet::new();
    let (mut unsure, mut because) = (0_usize, None);
    let mut looks = Vec::new();
    for &other in world.of_type(member).iter().filter(|o| world.may_concern(index, **o)) {
        let Some(found) = world.inventory.resource(other) else { continue };
        let document = Item::Node(found.document);
        let belongs =
            key(world, &document, names).map_or(Truth::False, |item| belongs(world, other, index, &item));
        let item = key(world, &document, zone).unwrap_or(Item::Absent);
        let place = match (belongs, found.presence) {
            (Truth::False, _) => continue,
            (Truth::Unknown(why), _) | (_, Presence::Maybe(why)) => Err(why),
            _ => zone_of(world, &item),
        };
        match place {
            Ok(name) => {
                zones.insert(name);
            }
            Err(why) => {
                unsure += 1;
                because = because.or(Some(why));
            }
        }
        looks.push(Look {
            resource: other,
            path: zone.to_owned(),
            found: Found::of(world, &item),
            truth: Truth::True,
        });
    }
    let truth = match because {
        _ if zones.len() >= wanted => Truth::True,
        Some(why) if zones.len() + unsure >= wanted => Truth::Unknown(why),
        _ => Truth::False,
    };
    for look in &mut looks {
        look.truth = truth;
    }
    if looks.is_empty() {
        looks.push(Look { resource: index, path: format!("related {member}"), found: Found::Absent, truth });
    }
    (truth, looks)
}

/// Whether a member's value names the cluster.
fn belongs(world: &World<'_>, member: ResourceIndex, cluster: ResourceIndex, item: &Item) -> Truth {
    let Some(from) = world.inventory.resource(member) else { return Truth::False };
    let (all, open) = elements(world, item);
    let mut truth = open.map_or(Truth::False, Truth::Unknown);
    for one in all {
        truth = truth.or(match one {
            Item::Node(node) => match world.identity.resolve_any(world.inventory, from, node) {
                Target::Found(found) => found.contains(&cluster).into(),
                Target::Undecided(why) => Truth::Unknown(why),
                Target::Elsewhere | Target::Nothing => Truth::False,
            },
            Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(why),
            Item::Default(_) | Item::Absent | Item::Json(_) => Truth::False,
        });
    }
    truth
}

/// The zone that a member was given, or why it is not known.
fn zone_of(world: &World<'_>, item: &Item) -> Result<String, Why> {
    match item {
        Item::Node(node) => match world.inventory.arena.value(*node) {
            Value::String(text) => Ok(world.inventory.arena.text(text).to_owned()),
            Value::Unknown { why, .. } => Err(why),
            _ => Err(Why::KnownAfterApply),
        },
        Item::Unknown(why) | Item::Computed(why) => Err(*why),
        Item::Json(_) | Item::Default(_) => Err(Why::UnsupportedExpression),
        // AWS picks a zone of the subnet group.
        Item::Absent => Err(Why::KnownAfterApply),
    }
}
