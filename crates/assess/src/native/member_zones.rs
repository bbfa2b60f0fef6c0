//! The instances of a cluster stand in several Availability Zones.

use super::zones;
use crate::{
    evaluate::{Found, Item, Look, ParameterValues, related::naming, value::key},
    world::World,
};
use demarc_inventory::{ResourceIndex, SourceKind, Value};
use demarc_knowledge_format::condition::{Path, Step};
use demarc_model::{Presence, Truth, Why};
use std::collections::BTreeSet;

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
    let Some(wanted) = zones::minimum(parameters) else {
        return super::nothing_seen(index, &format!("related {member}"), Why::ParameterUnset);
    };
    let path = Path(names.split('.').map(|name| Step::Key(name.to_owned())).collect());
    let (members, more) = naming(world, index, member, &path);
    let mut seen = BTreeSet::new();
    // A reference that is not decided may be one member more.
    let (mut unsure, mut because) = (usize::from(more.is_some()), more);
    let mut looks = Vec::new();
    for other in members {
        let Some(found) = world.inventory.resource(other) else { continue };
        let item = key(world, &Item::Node(found.document), zone).unwrap_or(Item::Absent);
        let place = match found.presence {
            Presence::Maybe(why) => Err(why),
            Presence::Present => zone_of(world, &item),
        };
        match place {
            Ok(name) => {
                seen.insert(name);
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
        _ if seen.len() >= wanted => Truth::True,
        // A reference that is not decided may stand for several.
        Some(why) if more.is_some() || seen.len() + unsure >= wanted => Truth::Unknown(why),
        _ => Truth::False,
    };
    for look in &mut looks {
        look.truth = truth;
    }
    if looks.is_empty() {
        // A snapshot holds the types that are recorded; that it holds no member does not say that there is none.
        if world.inventory.resource(index).is_some_and(|r| r.kind() == SourceKind::AwsConfig) {
            return super::nothing_seen(index, &format!("related {member}"), Why::NotInInput);
        }
        looks.push(Look { resource: index, path: format!("related {member}"), found: Found::Absent, truth });
    }
    (truth, looks)
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
