//! Auto scaling changes the capacity of a table.

use crate::{
    evaluate::{Found, Item, Look, ParameterValues, value::key},
    world::World,
};
use demarc_inventory::{NodeId, ResourceIndex, Target, Value};
use demarc_model::{Truth, Why};

const TARGET: &str = "AWS::ApplicationAutoScaling::ScalableTarget";
const POLICY: &str = "AWS::ApplicationAutoScaling::ScalingPolicy";
const DIMENSIONS: [&str; 2] = ["dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits"];

/// Whether scaling targets of the input name the table, whose own name stands at `over`, for reads as well as for writes,
/// and a policy moves each of them.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let mut looks = Vec::new();
    let mut truth = Truth::True;
    for dimension in DIMENSIONS {
        truth = truth.and(scaled(world, index, over, dimension, &mut looks));
    }
    if looks.is_empty() {
        looks.push(Look { resource: index, path: format!("related {TARGET}"), found: Found::Absent, truth });
    }
    (truth, looks)
}

/// Whether a target and a policy for one kind of capacity name the table.
fn scaled(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    dimension: &str,
    looks: &mut Vec<Look>,
) -> Truth {
    let mut truth = Truth::False;
    for &target in world.of_type(TARGET) {
        let Some(resource) = world.inventory.resource(target).filter(|_| world.may_concern(index, target))
        else {
            continue;
        };
        let document = Item::Node(resource.document);
        let other = |name: &str, wanted: &str| {
            key(world, &document, name).is_some_and(|n| differs(world, &n, wanted))
        };
        if other("ServiceNamespace", "dynamodb") || other("ScalableDimension", dimension) {
            continue;
        }
        let Some(Item::Node(id)) = key(world, &document, "ResourceId") else { continue };
        let named = names(world, index, id, over).and(is(world, &document, "ScalableDimension", dimension));
        if named == Truth::False {
            continue;
        }
        let one = named.and(moved(world, index, target, over, dimension));
        looks.push(Look {
            resource: target,
            path: "ResourceId".to_owned(),
            found: Found::Node(id),
            truth: one,
        });
        truth = truth.or(one);
    }
    truth
}

/// Whether a policy changes the capacity of a target.
fn moved(
    world: &World<'_>,
    index: ResourceIndex,
    target: ResourceIndex,
    over: &str,
    dimension: &str,
) -> Truth {
    let mut truth = Truth::False;
    for &policy in world.of_type(POLICY) {
        let Some(resource) = world.inventory.resource(policy).filter(|_| world.may_concern(index, policy))
        else {
            continue;
        };
        let document = Item::Node(resource.document);
        let named = |name: &str| match key(world, &document, name) {
            Some(Item::Node(node)) => match world.identity.resolve_any(world.inventory, resource, node) {
                Target::Found(found) => Truth::from(found.contains(&target)),
                Target::Undecided(why) => Truth::Unknown(why),
                Target::Elsewhere | Target::Nothing => Truth::False,
            },
            Some(Item::Unknown(why)) => Truth::Unknown(why),
            _ => Truth::False,
        };
        let by_id = named("ScalingTargetId").or(named("ResourceId"));
        if by_id == Truth::True {
            return Truth::True;
        }
        let by_name = match key(world, &document, "ResourceId") {
            Some(Item::Node(id)) => names(world, index, id, over),
            _ => Truth::False,
        };
        truth = truth.or(by_id).or(by_name.and(is(world, &document, "ScalableDimension", dimension)));
    }
    truth
}

/// Whether a text is the wanted one.
fn is(world: &World<'_>, document: &Item, name: &str, wanted: &str) -> Truth {
    match key(world, document, name) {
        Some(Item::Node(node)) => match world.inventory.arena.value(node) {
            Value::String(text) => Truth::from(world.inventory.arena.text(text) == wanted),
            Value::Unknown { why, .. } => Truth::Unknown(why),
            Value::Ref { .. } => Truth::Unknown(Why::KnownAfterApply),
            _ => Truth::False,
        },
        Some(Item::Unknown(why) | Item::Computed(why)) => Truth::Unknown(why),
        _ => Truth::False,
    }
}

fn differs(world: &World<'_>, item: &Item, wanted: &str) -> bool {
    matches!(item, Item::Node(node) if matches!(world.inventory.arena.value(*node),
        Value::String(text) if world.inventory.arena.text(text) != wanted))
}

/// Whether `table/NAME` means the table.
fn names(world: &World<'_>, index: ResourceIndex, id: NodeId, over: &str) -> Truth {
    let arena = &world.inventory.arena;
    let Some(table) = world.inventory.resource(index) else { return Truth::False };
    let own = match key(world, &Item::Node(table.document), over) {
        Some(Item::Node(node)) => match arena.value(node) {
            Value::String(text) => Some(arena.text(text)),
            _ => None,
        },
        _ => None,
    };
    match arena.value(id) {
        Value::String(text) => {
            let named = arena.text(text).split('/').nth(1);
            Truth::from(own.is_some() && named == own)
        }
        Value::Unknown { why, .. } => {
            for piece in arena.parts(id) {
                if let Value::Ref { target, .. } = arena.value(piece) {
                    return Truth::from(world.inventory.find(table.root, arena.text(target)) == Some(index));
                }
            }
            Truth::Unknown(why)
        }
        Value::Ref { .. } => Truth::Unknown(Why::KnownAfterApply),
        _ => Truth::False,
    }
}
