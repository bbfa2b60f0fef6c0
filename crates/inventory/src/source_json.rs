//! Documents as their source writes them: where the provider's schema has a text, a document is the JSON text again.

use crate::{Arena, Marks, NodeId, Value, node_to_json};
use demarc_schema::{ProviderPlace, ProviderShape};
use serde_json::{Map, Value as Json};
use std::fmt::Write as _;

/// A resource's body as JSON, with texts where the schema of its type has texts.
pub(crate) fn body_to_source_json(arena: &Arena, id: NodeId, resource_type: &str) -> Json {
    // The provider brings policies to one form before they are planned.
    let inline =
        matches!(resource_type, "aws_iam_role_policy" | "aws_iam_user_policy" | "aws_iam_group_policy");
    to_json(arena, id, ProviderPlace::root(resource_type), if inline { Form::Iam } else { Form::Sorted })
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
                    && matches!(arena.value(value), Value::Map { .. })
                    && matches!(inner.map(|p| p.shape()), Some(ProviderShape::String));
                let mut text = String::new();
                let shown = match policy.then(|| write(arena, value, None, form, &mut text)).flatten() {
                    Some(()) => Json::String(text),
                    None => to_json(arena, value, inner, form),
                };
                map.insert(name.to_owned(), shown);
            }
            Json::Object(map)
        }
        _ => node_to_json(arena, id),
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
