//! A property is on in two elements of a list at least, such as both tunnels of a VPN connection.

use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{ResourceIndex, Value};
use demarc_model::{Truth, Why};

/// Whether it is, `over` being the list and the path below an element: `Tunnels LogOptions.Enabled`.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let (list, below) = over.split_once(' ').unwrap_or((over, ""));
    let Some(resource) = world.inventory.resource(index) else {
        return super::nothing_seen(index, list, Why::NotInInput);
    };
    let Some(item) = key(world, &Item::Node(resource.document), list) else {
        let truth = match world.absent(index, list) {
            Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(why),
            _ => Truth::False,
        };
        return (truth, vec![Look { resource: index, path: list.to_owned(), found: Found::Absent, truth }]);
    };
    let (all, open) = elements(world, &item);
    let (mut sure, mut maybe, mut because) = (0, 0, open);
    for element in &all {
        let mut at = Some(element.clone());
        for step in below.split('.').filter(|s| !s.is_empty()) {
            at = at.and_then(|i| key(world, &i, step));
        }
        match at.map(|i| on(world, &i)) {
            Some(Truth::True) => sure += 1,
            Some(Truth::Unknown(why)) => {
                maybe += 1;
                because = because.or(Some(why));
            }
            Some(Truth::False) | None => {}
        }
    }
    let truth = match because {
        _ if sure >= 2 => Truth::True,
        Some(why) if open.is_some() || sure + maybe >= 2 => Truth::Unknown(why),
        _ => Truth::False,
    };
    (truth, vec![Look { resource: index, path: list.to_owned(), found: Found::of(world, &item), truth }])
}

fn on(world: &World<'_>, item: &Item) -> Truth {
    match item {
        Item::Node(node) => match world.inventory.arena.value(*node) {
            Value::Bool(value) => value.into(),
            Value::String(text) => world.inventory.arena.text(text).eq_ignore_ascii_case("true").into(),
            Value::Unknown { why, .. } => Truth::Unknown(why),
            Value::Ref { .. } => Truth::Unknown(Why::KnownAfterApply),
            _ => Truth::False,
        },
        Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(*why),
        Item::Json(json) => (json.as_bool() == Some(true)).into(),
        Item::Default(_) | Item::Absent => Truth::False,
    }
}
