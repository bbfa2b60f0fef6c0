//! A function's policy as permissions: CloudFormation has a resource for each statement.

use super::values::{named, scalar_text};
use crate::config::{
    canon::{Canon, Object},
    text::decoded,
};
use demarc_inventory::{Arena, NodeId, Value};

/// Keys of conditions and the properties of a permission that they stand for.
const CONDITIONS: [(&str, &str); 5] = [
    ("aws:sourcearn", "SourceArn"),
    ("aws:sourceaccount", "SourceAccount"),
    ("aws:principalorgid", "PrincipalOrgID"),
    ("lambda:functionurlauthtype", "FunctionUrlAuthType"),
    ("lambda:eventsourcetoken", "EventSourceToken"),
];

/// The permissions of a policy; each statement that allows gives one for each of its principals.
pub(in crate::config) fn permissions(arena: &mut Arena, node: NodeId) -> Vec<Object> {
    let mut policy = decoded(arena, node);
    // Some items have the answer of `GetPolicy`, in which the policy is a text again.
    if let Some(inner) = named(arena, policy, "policy") {
        policy = decoded(arena, inner);
    }
    let Some(statements) = named(arena, policy, "Statement") else { return Vec::new() };
    let statements: Vec<NodeId> = match arena.value(statements) {
        Value::List { .. } => arena.elements(statements).collect(),
        _ => vec![statements],
    };
    let mut made = Vec::new();
    for statement in statements {
        let effect = named(arena, statement, "Effect").and_then(|n| scalar_text(arena, n));
        if effect.as_deref() != Some("Allow") {
            continue;
        }
        for principal in principals(arena, statement) {
            made.push(permission(arena, statement, principal));
        }
    }
    made
}

fn principals(arena: &Arena, statement: NodeId) -> Vec<NodeId> {
    let Some(principal) = named(arena, statement, "Principal") else { return Vec::new() };
    let listed = |node: NodeId| -> Vec<NodeId> {
        match arena.value(node) {
            Value::List { .. } => arena.elements(node).collect(),
            _ => vec![node],
        }
    };
    match arena.value(principal) {
        Value::Map { .. } => arena.entries(principal).flat_map(|(_, value)| listed(value)).collect(),
        _ => listed(principal),
    }
}

fn permission(arena: &Arena, statement: NodeId, principal: NodeId) -> Object {
    let mut object = Object { from: Some(statement), ..Object::default() };
    object.entries.push(("Principal".into(), Canon::Node(principal)));
    if let Some(action) = named(arena, statement, "Action") {
        object.entries.push(("Action".into(), Canon::Node(action)));
    }
    let Some(conditions) = named(arena, statement, "Condition") else { return object };
    for (_, tests) in arena.entries(conditions) {
        for (key, value) in arena.entries(tests) {
            let key = arena.key_name(key).to_ascii_lowercase();
            let Some((_, property)) = CONDITIONS.iter().find(|(name, _)| *name == key) else { continue };
            let value = match arena.value(value) {
                Value::List { .. } if arena.elements(value).len() == 1 => {
                    arena.elements(value).next().unwrap_or(value)
                }
                _ => value,
            };
            if !object.entries.iter().any(|(k, _)| k == property) {
                object.entries.push(((*property).into(), Canon::Node(value)));
            }
        }
    }
    object
}
