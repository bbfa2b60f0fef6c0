//! A property is on, or has one value only, in two elements of a list at least, such as both tunnels of a VPN connection.

use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{ResourceIndex, Value};
use demarc_model::{Truth, Why};

/// Whether it is, `over` being the list and the path below an element: `Tunnels LogOptions.Enabled`, or
/// `Tunnels Versions.Value=two` where nothing but that value may stand.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let (list, below) = over.split_once(' ').unwrap_or((over, ""));
    let (below, wanted) = below.split_once('=').map_or((below, None), |(path, value)| (path, Some(value)));
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
        let holds = match wanted {
            Some(wanted) => Some(only(world, element, below, wanted)),
            None => below
                .split('.')
                .filter(|s| !s.is_empty())
                .try_fold(element.clone(), |at, step| key(world, &at, step))
                .map(|i| on(world, &i)),
        };
        match holds {
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

/// Whether values stand below an element and every one of them is the wanted text.
fn only(world: &World<'_>, element: &Item, below: &str, wanted: &str) -> Truth {
    let (mut items, mut open) = (vec![element.clone()], None);
    for step in below.split('.') {
        let mut next = Vec::new();
        for item in items {
            let (all, more) = elements(world, &item);
            open = open.or(more);
            for found in all.iter().filter_map(|i| key(world, i, step)) {
                let (all, more) = elements(world, &found);
                open = open.or(more);
                next.extend(all);
            }
        }
        items = next;
    }
    let mut truth = Truth::from(!items.is_empty() || open.is_some());
    for item in &items {
        truth = truth.and(match item {
            Item::Node(node) => match world.inventory.arena.value(*node) {
                Value::String(text) => Truth::from(world.inventory.arena.text(text) == wanted),
                Value::Unknown { why, .. } => Truth::Unknown(why),
                Value::Ref { .. } => Truth::Unknown(Why::KnownAfterApply),
                _ => Truth::False,
            },
            Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(*why),
            Item::Json(json) => Truth::from(json.as_str() == Some(wanted)),
            Item::Default(_) | Item::Absent => Truth::False,
        });
    }
    open.map_or(truth, |why| truth.and(Truth::Unknown(why)))
}
