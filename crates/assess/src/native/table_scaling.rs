//! Auto scaling changes the capacity of a table.

use crate::{
    evaluate::{Found, Item, Look, ParameterValues, value::key},
    world::World,
};
use demarc_inventory::{NodeId, ResourceIndex, Value};
use demarc_model::{Truth, Why};

const TARGET: &str = "AWS::ApplicationAutoScaling::ScalableTarget";

/// Whether a scaling target of the input names the table, whose own name stands at `over`.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let mut truth = Truth::False;
    let mut looks = Vec::new();
    for &target in world.of_type(TARGET) {
        let Some(resource) = world.inventory.resource(target).filter(|_| world.may_concern(index, target))
        else {
            continue;
        };
        let document = Item::Node(resource.document);
        if key(world, &document, "ServiceNamespace").is_some_and(|n| differs(world, &n, "dynamodb")) {
            continue;
        }
        let Some(Item::Node(id)) = key(world, &document, "ResourceId") else { continue };
        let one = names(world, index, id, over);
        if one != Truth::False {
            looks.push(Look {
                resource: target,
                path: "ResourceId".to_owned(),
                found: Found::Node(id),
                truth: one,
            });
        }
        truth = truth.or(one);
    }
    if looks.is_empty() {
        looks.push(Look { resource: index, path: format!("related {TARGET}"), found: Found::Absent, truth });
    }
    (truth, looks)
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
