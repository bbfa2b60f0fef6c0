//! Changes of a value's form: JSON text into documents, maps into pairs, scalars into other words.

use super::canon::{Canon, Object, Sequence, scalar_text};
use crate::secret_names::is_secret_name;
use demarc_inventory::{Arena, KeyId, Marks, NodeId, Value};
use demarc_schema::mapping::Scalar;
use serde_json::Value as Json;

/// Deeper JSON text stays text; `serde_json` itself stops at 128.
const DEEPEST: usize = 256;

/// A constant as a node.
pub(super) fn constant(arena: &mut Arena, scalar: Scalar<'_>, from: Option<NodeId>) -> NodeId {
    let node = match scalar {
        Scalar::Text(text) => arena.string(text, None),
        Scalar::Number(text) => arena.number(text, None),
        Scalar::Bool(truth) => arena.bool(truth, None),
    };
    if let Some(from) = from {
        arena.derive(node, from);
    }
    node
}

/// A value that the provider sends where nobody wrote one, of its JSON text.
pub(super) fn provided(arena: &mut Arena, text: &str) -> Option<NodeId> {
    let node = match serde_json::from_str::<Json>(text).ok()? {
        Json::Bool(truth) => arena.bool(truth, None),
        Json::Number(number) => arena.number(&number.to_string(), None),
        Json::String(text) => arena.string(&text, None),
        Json::Null | Json::Array(_) | Json::Object(_) => return None,
    };
    arena.mark(node, Marks::PROVIDED);
    Some(node)
}

/// A scalar in the canonical words; anything that has no other word stays.
pub(super) fn translated(arena: &mut Arena, node: NodeId, values: &[(&str, Scalar<'_>)]) -> NodeId {
    let Some(text) = scalar_text(arena, arena.value(node)) else { return node };
    match values.iter().find(|(word, _)| *word == text) {
        Some((_, scalar)) => constant(arena, *scalar, Some(node)),
        None => node,
    }
}

/// A map as a list of pairs.
pub(super) fn pairs(arena: &mut Arena, node: NodeId, key_name: &str, value_name: &str) -> Canon {
    let Value::Map { open, .. } = arena.value(node) else { return Canon::Node(node) };
    let entries: Vec<(KeyId, NodeId)> = arena.entries(node).collect();
    let mut elements = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let name = arena.key_name(key).to_owned();
        let key_node = arena.string(&name, arena.node(value).span);
        elements.push(pair(key_name, key_node, value_name, value));
    }
    Canon::List(Sequence { elements, open, from: Some(node) })
}

fn pair(key_name: &str, key: NodeId, value_name: &str, value: NodeId) -> Canon {
    Canon::Map(Object {
        entries: vec![(key_name.to_owned(), Canon::Node(key)), (value_name.to_owned(), Canon::Node(value))],
        open: None,
        from: Some(value),
    })
}

/// A scalar as an element `{Key, Value}` of a list, its value as text.
pub(super) fn entry(arena: &mut Arena, node: NodeId, key_name: &str, value_name: &str, key: &str) -> Canon {
    let value = match arena.value(node) {
        Value::Bool(_) | Value::Number(_) => {
            let text = scalar_text(arena, arena.value(node)).unwrap_or_default();
            let made = arena.string(&text, None);
            arena.derive(made, node);
            made
        }
        _ => node,
    };
    let key = arena.string(key, arena.node(node).span);
    let element = pair(key_name, key, value_name, value);
    Canon::List(Sequence { elements: vec![element], open: None, from: Some(node) })
}

/// Each element of a list as an object with one property.
pub(super) fn each(arena: &Arena, node: NodeId, key: &str) -> Canon {
    let Value::List { open, .. } = arena.value(node) else { return Canon::Node(node) };
    let elements = arena
        .elements(node)
        .map(|e| {
            Canon::Map(Object { entries: vec![(key.to_owned(), Canon::Node(e))], open: None, from: Some(e) })
        })
        .collect();
    Canon::List(Sequence { elements, open, from: Some(node) })
}

/// The document in a JSON text; anything else, and text that is no JSON container, stays as it is.
pub(super) fn document(arena: &mut Arena, node: NodeId) -> NodeId {
    let Some(text) = arena.as_str(node) else { return node };
    match serde_json::from_str::<Json>(text) {
        Ok(json) if json.is_object() || json.is_array() => from_json(arena, &json, node),
        _ => node,
    }
}

fn from_json(arena: &mut Arena, json: &Json, origin: NodeId) -> NodeId {
    let made = match json {
        Json::Null => arena.absent(None),
        Json::Bool(truth) => arena.bool(*truth, None),
        Json::Number(number) => arena.number(&number.to_string(), None),
        Json::String(text) => arena.string(text, None),
        Json::Array(list) => {
            let elements: Vec<NodeId> = list.iter().map(|e| from_json(arena, e, origin)).collect();
            arena.list(&elements, None, None)
        }
        Json::Object(map) => {
            let entries: Vec<(KeyId, NodeId)> = map
                .iter()
                .map(|(key, value)| {
                    let node = from_json(arena, value, origin);
                    (arena.key(key), node)
                })
                .collect();
            arena.map(&entries, None, None)
        }
    };
    arena.derive(made, origin);
    made
}

/// A document with its keys spelled as the properties of a canonical type are.
pub(super) fn spelled(arena: &mut Arena, node: NodeId, type_name: &str, path: &mut Vec<String>) -> NodeId {
    if path.len() > DEEPEST {
        return node;
    }
    match arena.value(node) {
        Value::List { open, .. } => {
            let elements: Vec<NodeId> = arena.elements(node).collect();
            let made: Vec<NodeId> = elements.iter().map(|e| spelled(arena, *e, type_name, path)).collect();
            let list = arena.list(&made, open, None);
            arena.derive(list, node);
            list
        }
        Value::Map { open, .. } => {
            let entries: Vec<(KeyId, NodeId)> = arena.entries(node).collect();
            let mut made = Vec::with_capacity(entries.len());
            for (key, value) in entries {
                let name = arena.key_name(key).to_owned();
                let steps: Vec<&str> = path.iter().map(String::as_str).collect();
                let spelling = demarc_schema::spelling(type_name, &steps, &name).map_or(name, str::to_owned);
                path.push(spelling.clone());
                let value = spelled(arena, value, type_name, path);
                path.pop();
                made.push((arena.key(&spelling), value));
            }
            let map = arena.map(&made, open, None);
            arena.derive(map, node);
            map
        }
        _ => node,
    }
}

/// Marks every scalar at or below a node as sensitive.
pub(super) fn mark_sensitive(arena: &mut Arena, node: NodeId, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match arena.value(node) {
        Value::List { .. } => {
            let elements: Vec<NodeId> = arena.elements(node).collect();
            elements.into_iter().for_each(|e| mark_sensitive(arena, e, depth + 1));
        }
        Value::Map { .. } => {
            let values: Vec<NodeId> = arena.entries(node).map(|(_, v)| v).collect();
            values.into_iter().for_each(|v| mark_sensitive(arena, v, depth + 1));
        }
        Value::Bool(_) | Value::Absent => {}
        _ => arena.mark(node, Marks::SENSITIVE),
    }
}

/// Marks the values of an environment: those under names that say nothing of secrets are settings too.
pub(super) fn mark_settings(arena: &mut Arena, node: NodeId) {
    let entries: Vec<(KeyId, NodeId)> = arena.entries(node).collect();
    if entries.is_empty() {
        mark_setting(arena, node, "");
    }
    for (key, value) in entries {
        let name = arena.key_name(key).to_owned();
        mark_setting(arena, value, &name);
    }
}

fn mark_setting(arena: &mut Arena, node: NodeId, name: &str) {
    // What is a secret for another reason stays one.
    let marked = arena.node(node).marks.has(Marks::SENSITIVE);
    mark_sensitive(arena, node, 0);
    if !marked && !is_secret_name(name) && matches!(arena.value(node), Value::String(_) | Value::Number(_)) {
        arena.mark(node, Marks::ENVIRONMENT);
    }
}

/// Marks the values of environment variables in container definitions.
pub(super) fn mark_environment(arena: &mut Arena, node: NodeId, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match arena.value(node) {
        Value::List { .. } => {
            let elements: Vec<NodeId> = arena.elements(node).collect();
            elements.into_iter().for_each(|e| mark_environment(arena, e, depth + 1));
        }
        Value::Map { .. } => {
            let entries: Vec<(KeyId, NodeId)> = arena.entries(node).collect();
            for (key, value) in entries {
                if arena.key_name(key) == "Environment" {
                    let pairs: Vec<NodeId> = arena.elements(value).collect();
                    for pair in pairs {
                        let name = arena.get_named(pair, "Name").and_then(|n| arena.as_str(n));
                        let name = name.unwrap_or_default().to_owned();
                        if let Some(value) = arena.get_named(pair, "Value") {
                            mark_setting(arena, value, &name);
                        }
                    }
                } else {
                    mark_environment(arena, value, depth + 1);
                }
            }
        }
        _ => {}
    }
}
