//! What a resource names stands in another Region than the resource itself.

use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{ResourceIndex, Target, Value};
use demarc_model::{Truth, TypeName, Why};

/// Whether it does for one of the elements of a list: `over` is the list, the path below an element that names the other
/// one, and its type: `ReplicationConfiguration.Rules Destination.Bucket AWS::S3::Bucket`. Elements with a `Status`
/// other than `Enabled` do not count.
///
/// The Region of the other one is known only where the input holds it and says where it stands.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let mut words = over.split_whitespace();
    let (list, below, type_name) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let Some(resource) = world.inventory.resource(index) else {
        return super::nothing_seen(index, list, Why::NotInInput);
    };
    let Some(item) = down(world, Item::Node(resource.document), list) else {
        let truth = match world.absent(index, list) {
            Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(why),
            _ => Truth::False,
        };
        return (truth, vec![Look { resource: index, path: list.to_owned(), found: Found::Absent, truth }]);
    };
    let (all, open) = elements(world, &item);
    let mut truth = open.map_or(Truth::False, Truth::Unknown);
    let mut looks = Vec::new();
    for element in &all {
        let on = down(world, element.clone(), "Status").map_or(Truth::True, |s| enabled(world, &s));
        let (elsewhere, found) = match down(world, element.clone(), below) {
            Some(named) => (stands_elsewhere(world, index, type_name, &named), Found::of(world, &named)),
            None => (Truth::False, Found::Absent),
        };
        let one = on.and(elsewhere);
        looks.push(Look { resource: index, path: format!("{list}[].{below}"), found, truth: one });
        truth = truth.or(one);
    }
    if looks.is_empty() {
        looks.push(Look { resource: index, path: list.to_owned(), found: Found::of(world, &item), truth });
    }
    (truth, looks)
}

fn down(world: &World<'_>, from: Item, path: &str) -> Option<Item> {
    path.split('.').try_fold(from, |item, step| key(world, &item, step))
}

fn enabled(world: &World<'_>, item: &Item) -> Truth {
    match item {
        Item::Node(node) => match world.inventory.arena.value(*node) {
            Value::String(text) => Truth::from(world.inventory.arena.text(text) == "Enabled"),
            Value::Unknown { why, .. } => Truth::Unknown(why),
            _ => Truth::False,
        },
        Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(*why),
        Item::Json(json) => Truth::from(json.as_str() == Some("Enabled")),
        Item::Default(_) | Item::Absent => Truth::False,
    }
}

fn stands_elsewhere(world: &World<'_>, index: ResourceIndex, type_name: &str, named: &Item) -> Truth {
    let Some(from) = world.inventory.resource(index) else { return Truth::Unknown(Why::NotInInput) };
    let Item::Node(node) = named else {
        return match named {
            Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(*why),
            _ => Truth::Unknown(Why::UnsupportedExpression),
        };
    };
    match world.identity.resolve(world.inventory, from, &TypeName::from(type_name), *node) {
        Target::Found(found) => {
            let mut truth = Truth::False;
            for other in found.iter().filter_map(|i| world.inventory.resource(*i)) {
                truth = truth.or(match (&from.region, &other.region) {
                    (Some(here), Some(there)) => Truth::from(here != there),
                    _ => Truth::Unknown(Why::NotInInput),
                });
            }
            truth
        }
        Target::Elsewhere => Truth::Unknown(Why::NotInInput),
        Target::Undecided(why) => Truth::Unknown(why),
        Target::Nothing => Truth::False,
    }
}
