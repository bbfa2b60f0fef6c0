//! A list names at least two different things, such as instance types.

use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{ResourceIndex, Value};
use demarc_model::{Truth, Why};
use std::collections::BTreeSet;

/// Whether it does, `over` being the list, the key that names one thing, and a key that stands for many:
/// `Overrides InstanceType InstanceRequirements`.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let mut words = over.split(' ');
    let (list, one, many) =
        (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next());
    let Some(resource) = world.inventory.resource(index) else {
        return super::nothing_seen(index, list, Why::NotInInput);
    };
    let mut item = Some(Item::Node(resource.document));
    for step in list.split('.') {
        item = item.and_then(|i| key(world, &i, step));
    }
    let Some(item) = item else {
        let truth = match world.absent(index, list) {
            // What AWS or the provider picks is nothing that somebody chose.
            Item::Unknown(why) => Truth::Unknown(why),
            _ => Truth::False,
        };
        return (truth, vec![Look { resource: index, path: list.to_owned(), found: Found::Absent, truth }]);
    };
    let (all, open) = elements(world, &item);
    let (mut names, mut unsure, mut suffices) = (BTreeSet::new(), open, Truth::False);
    let mut unknown = 0;
    for element in &all {
        if let Some(many) = many {
            suffices = suffices.or(match key(world, element, many) {
                Some(Item::Unknown(why) | Item::Computed(why)) => Truth::Unknown(why),
                Some(Item::Node(node)) => match world.inventory.arena.value(node) {
                    Value::Absent => Truth::False,
                    Value::Unknown { why, .. } => Truth::Unknown(why),
                    _ => Truth::True,
                },
                Some(_) => Truth::True,
                None => Truth::False,
            });
        }
        match key(world, element, one) {
            Some(Item::Node(node)) => match world.inventory.arena.value(node) {
                Value::String(text) => {
                    names.insert(world.inventory.arena.text(text).to_owned());
                }
                Value::Unknown { why, .. } => {
                    unknown += 1;
                    unsure = unsure.or(Some(why));
                }
                Value::Ref { .. } => {
                    unknown += 1;
                    unsure = unsure.or(Some(Why::KnownAfterApply));
                }
                _ => {}
            },
            Some(Item::Unknown(why) | Item::Computed(why)) => {
                unknown += 1;
                unsure = unsure.or(Some(why));
            }
            _ => {}
        }
    }
    let counted = match unsure {
        _ if names.len() >= 2 => Truth::True,
        Some(why) if open.is_some() || names.len() + unknown >= 2 => Truth::Unknown(why),
        _ => Truth::False,
    };
    let truth = suffices.or(counted);
    (truth, vec![Look { resource: index, path: list.to_owned(), found: Found::of(world, &item), truth }])
}
