//! Values of items on their way into canonical properties: other words, other forms.

use crate::config::canon::{Canon, Object};
use demarc_inventory::{Arena, Marks, NodeId, Value};
use demarc_schema::{Kind, PropertyPlace, mapping::Scalar};
use std::borrow::Cow;

/// Documents are no deeper than what readers let in; the second lock.
const DEEPEST: usize = 256;

/// The value of a key of a map, whatever its upper and lower case.
pub(super) fn named(arena: &Arena, map: NodeId, name: &str) -> Option<NodeId> {
    arena.get_named(map, name).or_else(|| {
        arena
            .entries(map)
            .find(|(key, _)| arena.key_name(*key).eq_ignore_ascii_case(name))
            .map(|(_, node)| node)
    })
}

/// A scalar as text.
pub(super) fn scalar_text(arena: &Arena, node: NodeId) -> Option<Cow<'_, str>> {
    match arena.value(node) {
        Value::Bool(true) => Some(Cow::Borrowed("true")),
        Value::Bool(false) => Some(Cow::Borrowed("false")),
        Value::Number(text) | Value::String(text) => Some(Cow::Borrowed(arena.text(text))),
        _ => None,
    }
}

/// A constant as text.
pub(super) fn constant_text(scalar: Scalar<'static>) -> &'static str {
    match scalar {
        Scalar::Text(text) | Scalar::Number(text) => text,
        Scalar::Bool(true) => "true",
        Scalar::Bool(false) => "false",
    }
}

/// A constant as a node, at the place of what it stands for; an empty text is nothing.
pub(super) fn constant(arena: &mut Arena, scalar: Scalar<'_>, from: Option<NodeId>) -> NodeId {
    let node = match scalar {
        Scalar::Text("") => arena.absent(None),
        Scalar::Text(text) => arena.string(text, None),
        Scalar::Number(text) => arena.number(text, None),
        Scalar::Bool(truth) => arena.bool(truth, None),
    };
    if let Some(from) = from {
        arena.derive(node, from);
    }
    node
}

/// A scalar in the canonical words; anything that has no other word stays.
pub(super) fn translated(arena: &mut Arena, node: NodeId, values: &[(&str, Scalar<'_>)]) -> NodeId {
    let scalar = match scalar_text(arena, node) {
        Some(text) => values.iter().find(|(word, _)| *word == text).map(|(_, scalar)| *scalar),
        None => None,
    };
    scalar.map_or(node, |scalar| constant(arena, scalar, Some(node)))
}

/// What stands inside of a word of an enumeration, which some items write as `{"value": "active"}`.
pub(super) fn unwrapped(arena: &Arena, node: NodeId) -> NodeId {
    let entries = arena.entries(node);
    if entries.len() != 1 {
        return node;
    }
    arena.get_named(node, "value").unwrap_or(node)
}

/// A value as the property holds it; nothing for an empty text, which AWS writes where nothing is set.
pub(super) fn same(
    arena: &mut Arena,
    node: NodeId,
    place: Option<PropertyPlace>,
    values: &[(&str, Scalar<'_>)],
) -> Option<NodeId> {
    let kind = place.map_or(Kind::Json, PropertyPlace::kind);
    let node = match (kind, arena.value(node)) {
        (Kind::String | Kind::Number | Kind::Boolean, Value::Map { .. }) => unwrapped(arena, node),
        (Kind::String | Kind::Number | Kind::Boolean, Value::List { .. }) => {
            let first = arena.elements(node).next()?;
            unwrapped(arena, first)
        }
        (Kind::List, Value::List { .. }) => return Some(plain_list(arena, node, values)),
        (Kind::List, Value::Map { .. }) => {
            // AWS's own wrapper of a list, whose items are missing where it is empty.
            let items = arena.get_named(node, "items");
            let made = match items.map(|i| arena.value(i)) {
                Some(Value::List { .. }) => return items,
                Some(_) | None => arena.list(&[], None, None),
            };
            arena.derive(made, node);
            return Some(made);
        }
        (Kind::List, Value::String(_) | Value::Number(_) | Value::Bool(_)) => {
            let made = arena.list(&[node], None, None);
            arena.derive(made, node);
            return Some(made);
        }
        _ => node,
    };
    let node = translated(arena, node, values);
    match arena.value(node) {
        Value::String(text) if arena.text(text).is_empty() => None,
        Value::Absent if values.is_empty() => None,
        _ => Some(node),
    }
}

fn plain_list(arena: &mut Arena, node: NodeId, values: &[(&str, Scalar<'_>)]) -> NodeId {
    let elements: Vec<NodeId> = arena.elements(node).collect();
    let made: Vec<NodeId> = elements
        .iter()
        .map(|e| {
            let inner = unwrapped(arena, *e);
            translated(arena, inner, values)
        })
        .collect();
    if made == elements {
        return node;
    }
    let list = arena.list(&made, None, None);
    arena.derive(list, node);
    list
}

/// A value that joins a list.
pub(super) fn joining(arena: &Arena, node: NodeId) -> Canon {
    match arena.value(node) {
        Value::List { .. } => {
            Canon::List(arena.elements(node).map(|e| Canon::Node(unwrapped(arena, e))).collect(), Some(node))
        }
        _ => Canon::List(vec![Canon::Node(unwrapped(arena, node))], Some(node)),
    }
}

/// Each element of a list as an object with one property.
pub(super) fn each(arena: &Arena, node: NodeId, key: &'static str) -> Canon {
    let one = |element| {
        Canon::Map(Object { entries: vec![(key.into(), Canon::Node(element))], from: Some(element) })
    };
    match arena.value(node) {
        Value::List { .. } => Canon::List(arena.elements(node).map(one).collect(), Some(node)),
        _ => Canon::List(vec![one(node)], Some(node)),
    }
}

/// A scalar as an element `{Key, Value}` of a list, its value as text.
pub(super) fn entry(
    arena: &mut Arena,
    node: NodeId,
    key_name: &'static str,
    value_name: &'static str,
    key: &str,
) -> Canon {
    let text = scalar_text(arena, node).map(Cow::into_owned).unwrap_or_default();
    let value = arena.string(&text, None);
    arena.derive(value, node);
    let key = arena.string(key, arena.node(node).span);
    let element = Object {
        entries: vec![(key_name.into(), Canon::Node(key)), (value_name.into(), Canon::Node(value))],
        from: Some(node),
    };
    Canon::List(vec![Canon::Map(element)], Some(node))
}

/// Text cut at commas as a list; a list stays.
pub(super) fn split(arena: &mut Arena, node: NodeId) -> Canon {
    let Value::String(text) = arena.value(node) else { return joining(arena, node) };
    let words: Vec<String> =
        arena.text(text).split(',').map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect();
    let mut made = Vec::with_capacity(words.len());
    for word in words {
        let element = arena.string(&word, None);
        arena.derive(element, node);
        made.push(Canon::Node(element));
    }
    Canon::List(made, Some(node))
}

/// The step of an ARN's resource behind a word; with an empty word the first step.
pub(super) fn arn_after(arena: &mut Arena, node: NodeId, word: &str) -> Option<NodeId> {
    let arn = arena.as_str(node)?;
    let resource = arn.splitn(6, ':').nth(5)?;
    let mut steps = resource.trim_start_matches('/').split('/');
    let found = if word.is_empty() { steps.next()? } else { steps.skip_while(|s| *s != word).nth(1)? };
    let found = found.to_owned();
    let made = arena.string(&found, None);
    arena.derive(made, node);
    Some(made)
}

/// Marks every scalar at or below a node as not to be shown.
pub(super) fn hide(arena: &mut Arena, node: NodeId, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match arena.value(node) {
        Value::List { .. } => {
            let elements: Vec<NodeId> = arena.elements(node).collect();
            elements.into_iter().for_each(|e| hide(arena, e, depth + 1));
        }
        Value::Map { .. } => {
            let values: Vec<NodeId> = arena.entries(node).map(|(_, v)| v).collect();
            values.into_iter().for_each(|v| hide(arena, v, depth + 1));
        }
        Value::String(_) | Value::Number(_) => arena.mark(node, Marks::SENSITIVE),
        _ => {}
    }
}

/// A name with a capital: `keyId` is `KeyId`.
pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}
