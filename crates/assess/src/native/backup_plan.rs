//! A backup plan of the input takes a resource in.

use super::{
    policy::glob,
    tags::{Tag, Tags},
};
use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{Marks, ResourceIndex, Target, Value};
use demarc_model::{Truth, Why};

const SELECTION: &str = "AWS::Backup::BackupSelection";

/// Properties that hold tags; a resource has one of them.
const TAGS: [&str; 2] = ["Tags", "FileSystemTags"];

/// Whether a selection names the resource, everything of its kind, or a tag that it carries.
///
/// `over` is what ARNs of the type have after their account, with the property that ends them: `dynamodb table/TableName`.
/// Without any selection in the input another stack may hold the plan.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let mut truth = Truth::False;
    let mut looks = Vec::new();
    let mut any = false;
    for &selection in world.of_type(SELECTION) {
        if !world.may_concern(index, selection) {
            continue;
        }
        any = true;
        let one = takes_in(world, selection, index, over);
        if one != Truth::False {
            let document = world.inventory.resource(selection).map(|r| Item::Node(r.document));
            let found = document
                .and_then(|d| key(world, &d, "BackupSelection"))
                .map_or(Found::Absent, |i| Found::of(world, &i));
            looks.push(Look { resource: selection, path: "BackupSelection".to_owned(), found, truth: one });
        }
        truth = truth.or(one);
    }
    if !any {
        return super::nothing_seen(index, &format!("related {SELECTION}"), Why::NotInInput);
    }
    if looks.is_empty() {
        looks.push(Look {
            resource: index,
            path: format!("related {SELECTION}"),
            found: Found::Absent,
            truth,
        });
    }
    (truth, looks)
}

fn takes_in(world: &World<'_>, selection: ResourceIndex, index: ResourceIndex, over: &str) -> Truth {
    let Some(from) = world.inventory.resource(selection) else { return Truth::False };
    let Some(body) = key(world, &Item::Node(from.document), "BackupSelection") else {
        return Truth::False;
    };
    let part = |name: &str| key(world, &body, name);
    let named = part("Resources").map_or(Truth::False, |r| names(world, selection, index, &r, over));
    let tagged = part("ListOfTags").map_or(Truth::False, |t| carries(world, index, &t));
    // Conditions narrow what the list of resources takes in; what they come to is not worked out.
    let narrowed = match part("Conditions").map(|c| written(world, &c)) {
        Some(true) => Truth::Unknown(Why::UnsupportedExpression),
        _ => Truth::True,
    };
    let left_out = part("NotResources").map_or(Truth::False, |r| names(world, selection, index, &r, over));
    named.and(narrowed).or(tagged).and(!left_out)
}

fn written(world: &World<'_>, item: &Item) -> bool {
    match item {
        // What the provider fills in because nobody wrote it is no condition.
        Item::Node(node) if world.inventory.arena.node(*node).marks.has(Marks::UNCONFIGURED) => false,
        Item::Node(node) => match world.inventory.arena.value(*node) {
            Value::Absent => false,
            Value::List { open: None, .. } => world.inventory.arena.elements(*node).len() > 0,
            Value::Map { open: None, .. } => world.inventory.arena.entries(*node).len() > 0,
            _ => true,
        },
        Item::Absent => false,
        _ => true,
    }
}

/// Whether a list of ARNs and patterns holds the resource.
fn names(
    world: &World<'_>,
    selection: ResourceIndex,
    index: ResourceIndex,
    list: &Item,
    over: &str,
) -> Truth {
    let Some(from) = world.inventory.resource(selection) else { return Truth::False };
    // What the provider fills in because nobody wrote it names nothing.
    if let Item::Node(node) = list
        && world.inventory.arena.node(*node).marks.has(Marks::UNCONFIGURED)
    {
        return Truth::False;
    }
    let (all, open) = elements(world, list);
    let mut truth = open.map_or(Truth::False, Truth::Unknown);
    for item in &all {
        let Item::Node(node) = item else {
            if let Item::Unknown(why) = item {
                truth = truth.or(Truth::Unknown(*why));
            }
            continue;
        };
        let one = match world.inventory.arena.value(*node) {
            Value::String(text) => {
                let pattern = world.inventory.arena.text(text);
                Truth::from(glob(pattern, &arn_of(world, index, over).to_ascii_lowercase()))
            }
            _ => Truth::False,
        };
        let meant = match world.identity.resolve_any(world.inventory, from, *node) {
            Target::Found(found) => Truth::from(found.contains(&index)),
            Target::Undecided(why) => Truth::Unknown(why),
            Target::Elsewhere | Target::Nothing => Truth::False,
        };
        truth = truth.or(one).or(meant);
    }
    truth
}

/// An ARN of the resource with stand-ins for what is not known, so that only wildcards match those.
fn arn_of(world: &World<'_>, index: ResourceIndex, over: &str) -> String {
    let (service, rest) = over.split_once(' ').unwrap_or((over, ""));
    let (kind, property) = rest.rsplit_once(['/', ':']).unwrap_or(("", rest));
    let resource = world.inventory.resource(index);
    let name = resource
        .and_then(|r| key(world, &Item::Node(r.document), property))
        .and_then(|i| match i {
            Item::Node(node) => match world.inventory.arena.value(node) {
                Value::String(text) => Some(world.inventory.arena.text(text).to_owned()),
                _ => None,
            },
            _ => None,
        })
        .unwrap_or_else(|| "\u{1}".to_owned());
    let separator = if rest.contains('/') { "/" } else { ":" };
    format!("arn:aws:{service}:\u{1}:\u{1}:{kind}{separator}{name}")
}

/// Whether one of the tags that a selection looks for stands on the resource.
fn carries(world: &World<'_>, index: ResourceIndex, list: &Item) -> Truth {
    let (all, open) = elements(world, list);
    let mut truth = open.map_or(Truth::False, Truth::Unknown);
    for item in &all {
        let text = |name: &str| {
            key(world, item, name).and_then(|i| match i {
                Item::Node(node) => match world.inventory.arena.value(node) {
                    Value::String(text) => Some(world.inventory.arena.text(text).to_owned()),
                    _ => None,
                },
                _ => None,
            })
        };
        let (Some(wanted), Some(value)) = (text("ConditionKey"), text("ConditionValue")) else {
            truth = truth.or(Truth::Unknown(Why::UnsupportedExpression));
            continue;
        };
        let wanted = wanted.strip_prefix("aws:ResourceTag/").unwrap_or(&wanted).to_owned();
        let mut one = Truth::False;
        for property in TAGS {
            let tags = Tags::of(world, index, property);
            one = one.or(match tags.get(&wanted) {
                Tag::Known(found) => Truth::from(found == value),
                // The type may have its tags under the other name.
                Tag::Unknown(Why::NotObservableHere) | Tag::Absent => Truth::False,
                Tag::Unknown(why) => Truth::Unknown(why),
            });
        }
        truth = truth.or(one);
    }
    truth
}
