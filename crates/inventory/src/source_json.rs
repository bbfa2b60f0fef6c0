//! Documents as their source writes them: where the provider's schema has a text, a document is the JSON text again.

use crate::{Arena, Marks, NodeId, Value, node_to_json};
use demarc_model::Why;
use demarc_schema::{ProviderKind, ProviderPlace, ProviderShape};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write as _;

/// A resource's body as JSON, with texts where the schema of its type has texts.
///
/// Where the source is a configuration, what only the provider computes stands as unknown beside what is written.
pub(crate) fn body_to_source_json(
    arena: &Arena,
    id: NodeId,
    resource_type: &str,
    configuration: bool,
) -> Json {
    // The provider brings policies to one form before they are planned.
    let inline =
        matches!(resource_type, "aws_iam_role_policy" | "aws_iam_user_policy" | "aws_iam_group_policy");
    let place = ProviderPlace::root(resource_type);
    let mut json = to_json(arena, id, place, if inline { Form::Iam } else { Form::Sorted });
    if let (true, Some(place)) = (configuration, place) {
        let id = place.step("id").map(|(attribute, _)| attribute);
        let planned = if id.is_some_and(|id| id.optional) { Planned::Unknown } else { Planned::ByProvider };
        add_computed(&mut json, place, planned, 0);
    }
    json
}

/// Levels of blocks that are followed.
const DEEPEST: usize = 32;

/// What a plan shows of an attribute that may be written and otherwise is computed.
#[derive(Clone, Copy, PartialEq)]
enum Planned {
    /// In types of the older plugin kit, whose `id` may be written, always that it is unknown.
    Unknown,
    /// In types of the newer kit whatever the type itself decides.
    ByProvider,
}

/// Adds what the provider will set of what nobody wrote.
fn add_computed(json: &mut Json, place: ProviderPlace, planned: Planned, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let unknown = || json!({"$unknown": {"why": Why::KnownAfterApply.code(), "refers": null}});
    match json {
        Json::Array(items) => {
            let one = match place.shape() {
                ProviderShape::List(inner) | ProviderShape::Set(inner) => inner,
                _ => place,
            };
            items.iter_mut().for_each(|item| add_computed(item, one, planned, depth + 1));
        }
        Json::Object(map) if map.keys().all(|key| !key.starts_with('$')) => {
            for name in place.names() {
                let Some((attribute, inner)) = place.step(name) else { continue };
                let computed =
                    attribute.computed && (planned == Planned::Unknown || !attribute.optional && depth == 0);
                match map.get_mut(name) {
                    // The provider takes an empty list for none.
                    Some(Json::Array(items)) if items.is_empty() && computed => {
                        map.insert(name.to_owned(), unknown());
                    }
                    Some(nested @ (Json::Array(_) | Json::Object(_)))
                        if attribute.kind == ProviderKind::Blocks =>
                    {
                        add_computed(nested, inner, planned, depth + 1);
                    }
                    Some(_) => {}
                    None if computed => {
                        map.insert(name.to_owned(), unknown());
                    }
                    None => {}
                }
            }
        }
        _ => {}
    }
}

/// How the text of a policy is written.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Kept,
    /// `Version` first, all else sorted.
    Iam,
    Sorted,
}

fn to_json(arena: &Arena, id: NodeId, place: Option<ProviderPlace>, form: Form) -> Json {
    let node = arena.node(id);
    let Some(place) = place.filter(|_| !node.marks.has(Marks::SENSITIVE)) else {
        return node_to_json(arena, id);
    };
    match (place.shape(), node.value) {
        (ProviderShape::String, Value::Map { .. } | Value::List { .. }) => {
            let mut text = String::new();
            match write(arena, id, node.marks.has(Marks::INDENTED).then_some(0), Form::Kept, &mut text) {
                Some(()) => Json::String(text),
                None => node_to_json(arena, id),
            }
        }
        (ProviderShape::List(inner) | ProviderShape::Set(inner), Value::List { open: None, .. }) => {
            arena.elements(id).map(|element| to_json(arena, element, Some(inner), form)).collect()
        }
        (shape, Value::Map { open: None, .. }) => {
            let mut map = Map::new();
            for (key, value) in arena.entries(id) {
                let name = arena.key_name(key);
                let inner = match shape {
                    ProviderShape::Map(inner) => Some(inner),
                    _ => place.step(name).map(|(_, inner)| inner),
                };
                let policy = name.ends_with("policy")
                    && matches!(inner.map(|p| p.shape()), Some(ProviderShape::String));
                let shown = policy.then(|| policy_text(arena, value, form)).flatten();
                let shown = shown.map_or_else(|| to_json(arena, value, inner, form), Json::String);
                map.insert(name.to_owned(), shown);
            }
            Json::Object(map)
        }
        _ => node_to_json(arena, id),
    }
}

/// A policy in the one form in which it is planned, whether it is a document here or a text.
fn policy_text(arena: &Arena, id: NodeId, form: Form) -> Option<String> {
    let node = arena.node(id);
    let mut text = String::new();
    match node.value {
        Value::Map { .. } => write(arena, id, None, form, &mut text)?,
        Value::String(written) if !node.marks.has(Marks::SENSITIVE) => {
            let document: Json = serde_json::from_str(arena.text(written)).ok()?;
            write_json(&document, form, &mut text);
        }
        _ => return None,
    }
    Some(text)
}

/// As [`write`], of a document that was a text; the parser limits its depth.
fn write_json(value: &Json, form: Form, out: &mut String) {
    match value {
        Json::String(text) => write_text(text, out),
        Json::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_json(item, form, out);
            }
            out.push(']');
        }
        Json::Object(map) => {
            let mut entries: Vec<(&String, &Json)> = map.iter().collect();
            entries.sort_by_key(|(key, _)| (form == Form::Iam && *key != "Version", *key));
            out.push('{');
            for (at, (key, item)) in entries.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_text(key, out);
                out.push(':');
                write_json(item, form, out);
            }
            out.push('}');
        }
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

/// Writes JSON as Go does; None where a part is not known or must not be shown.
fn write(arena: &Arena, id: NodeId, indent: Option<usize>, form: Form, out: &mut String) -> Option<()> {
    let node = arena.node(id);
    if node.marks.has(Marks::SENSITIVE) {
        return None;
    }
    let inner = indent.map(|n| n + 2);
    let line = |out: &mut String, indent: Option<usize>| {
        if let Some(width) = indent {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', width));
        }
    };
    match node.value {
        Value::Absent => out.push_str("null"),
        Value::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        Value::Number(text) => out.push_str(arena.text(text)),
        Value::String(text) => write_text(arena.text(text), out),
        Value::List { open: None, .. } => {
            out.push('[');
            let mut any = false;
            for element in arena.elements(id) {
                if std::mem::replace(&mut any, true) {
                    out.push(',');
                }
                line(out, inner);
                write(arena, element, inner, form, out)?;
            }
            if any {
                line(out, indent);
            }
            out.push(']');
        }
        Value::Map { open: None, .. } => {
            out.push('{');
            let mut any = false;
            let mut entries: Vec<_> = arena.entries(id).collect();
            match form {
                Form::Kept => {}
                Form::Iam => {
                    entries.sort_by_key(|(key, _)| (arena.key_name(*key) != "Version", arena.key_name(*key)));
                }
                Form::Sorted => entries.sort_by_key(|(key, _)| arena.key_name(*key)),
            }
            for (key, value) in entries {
                if std::mem::replace(&mut any, true) {
                    out.push(',');
                }
                line(out, inner);
                write_text(arena.key_name(key), out);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write(arena, value, inner, form, out)?;
            }
            if any {
                line(out, indent);
            }
            out.push('}');
        }
        _ => return None,
    }
    Some(())
}

/// Go escapes `<`, `>`, `&` and two line separators too.
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c if u32::from(c) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
