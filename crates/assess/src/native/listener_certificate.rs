//! Every TLS listener of a Classic Load Balancer has its certificate from AWS Certificate Manager.

use super::listener_policy::{secure, written_at};
use crate::{
    evaluate::{Found, Item, Look, ParameterValues, value::key},
    world::World,
};
use demarc_inventory::{ResourceIndex, Target, Value};
use demarc_model::{Truth, Why};

const CERTIFICATE: &str = "AWS::CertificateManager::Certificate";

/// Whether the value at `over` of each HTTPS or SSL listener is the ARN of such a certificate, or names one of the input.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let (listeners, open) = written_at(world, index, "Listeners");
    let mut all = open.map_or(Truth::True, Truth::Unknown);
    let mut looks = Vec::new();
    for listener in &listeners {
        let secure = secure(world, listener);
        if secure == Truth::False {
            continue;
        }
        let item = key(world, listener, over).unwrap_or(Item::Absent);
        let truth = managed(world, index, &item);
        looks.push(Look {
            resource: index,
            path: format!("Listeners[].{over}"),
            found: Found::of(world, &item),
            truth,
        });
        all = all.and((!secure).or(truth));
    }
    if looks.is_empty() {
        return super::nothing_seen(index, "Listeners", open.unwrap_or(Why::NotInInput));
    }
    (all, looks)
}

fn managed(world: &World<'_>, index: ResourceIndex, item: &Item) -> Truth {
    let node = match item {
        Item::Node(node) => *node,
        Item::Unknown(why) | Item::Computed(why) => return Truth::Unknown(*why),
        Item::Default(_) | Item::Absent | Item::Json(_) => return Truth::False,
    };
    if let Value::String(text) = world.inventory.arena.value(node) {
        // `arn:PARTITION:acm:…`; IAM keeps the others.
        return (world.inventory.arena.text(text).split(':').nth(2) == Some("acm")).into();
    }
    let Some(from) = world.inventory.resource(index) else { return Truth::False };
    match world.identity.resolve_any(world.inventory, from, node) {
        Target::Found(found) => found
            .iter()
            .filter_map(|f| world.inventory.resource(*f))
            .any(|f| f.type_name.as_str() == CERTIFICATE)
            .into(),
        Target::Undecided(why) => Truth::Unknown(why),
        Target::Elsewhere => Truth::Unknown(Why::NotInInput),
        Target::Nothing => Truth::Unknown(Why::UnresolvedReference),
    }
}
