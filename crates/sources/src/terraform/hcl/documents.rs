//! JSON texts as documents: encoding, decoding, and texts with holes that are JSON all the same.

use super::{
    from_hcl::Place,
    from_json,
    number::Number,
    syntax::{Expr, ExprKind, ObjectKey},
    value::{Kind, MapValue, Part, Rest, Style, Unknown, Val},
};
use demarc_model::{DocumentId, Why};
use std::{collections::BTreeMap, fmt::Write as _, rc::Rc};

/// The JSON text of a value as `jsonencode` writes it; None if a part of it is not known.
pub(super) fn encode(value: &Val) -> Option<String> {
    let mut text = String::new();
    write_json(value, &mut text, false)?;
    Some(text)
}

/// The JSON text of a value in some way of writing; None if a part of it is not known.
pub(super) fn encode_as(value: &Val, style: Style) -> Option<String> {
    let mut text = String::new();
    match style {
        Style::Compact => write_json(value, &mut text, false)?,
        Style::Policy => write_policy(value, Some(0), 0, &mut text)?,
        Style::MinifiedPolicy => write_policy(value, None, 0, &mut text)?,
    }
    Some(text)
}

/// Keys of policy documents and of their statements, in the order in which the provider writes them.
const POLICY_KEYS: [&str; 3] = ["Version", "Id", "Statement"];
pub(super) const STATEMENT_KEYS: [&str; 9] = [
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
];

/// The entries of a map within a policy document; `level` counts the maps around it.
pub(super) fn policy_order(map: &MapValue, level: usize) -> Vec<(&String, &Val)> {
    let keys: &[&str] = match level {
        0 => &POLICY_KEYS,
        1 => &STATEMENT_KEYS,
        _ => &[],
    };
    let mut entries: Vec<(&String, &Val)> = map.entries.iter().collect();
    entries.sort_by_key(|(name, _)| keys.iter().position(|key| key == name).unwrap_or(keys.len()));
    entries
}

/// `indent` is the indentation where lines are broken.
fn write_policy(value: &Val, indent: Option<usize>, level: usize, out: &mut String) -> Option<()> {
    let inner = indent.map(|n| n + 2);
    let line = |out: &mut String, indent: Option<usize>| {
        if let Some(width) = indent {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', width));
        }
    };
    match &value.kind {
        Kind::List(list) if list.open.is_none() && !list.items.is_empty() => {
            out.push('[');
            for (at, item) in list.items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                line(out, inner);
                write_policy(item, inner, level, out)?;
            }
            line(out, indent);
            out.push(']');
        }
        Kind::Map(map) if matches!(map.rest, Rest::Closed) && !map.entries.is_empty() => {
            out.push('{');
            for (at, (key, item)) in policy_order(map, level).into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                line(out, inner);
                write_text(key, out);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write_policy(item, inner, level + 1, out)?;
            }
            line(out, indent);
            out.push('}');
        }
        _ => write_json(value, out, false)?,
    }
    Some(())
}

/// A text that tells values apart, unknown parts included.
pub(super) fn sketch(value: &Val) -> String {
    let mut text = String::new();
    let _ = write_json(value, &mut text, true);
    text
}

fn write_json(value: &Val, out: &mut String, sketch: bool) -> Option<()> {
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Kind::Number(n) if n.is_rounded() && !sketch => return None,
        Kind::Number(n) => out.push_str(&n.to_text()),
        Kind::Text(text) => write_text(text, out),
        Kind::List(list) => {
            if list.open.is_some() && !sketch {
                return None;
            }
            out.push('[');
            for (at, item) in list.items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_json(item, out, sketch)?;
            }
            out.push(']');
        }
        Kind::Map(map) => {
            if !matches!(map.rest, Rest::Closed) && !sketch {
                return None;
            }
            out.push('{');
            for (at, (key, item)) in map.entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_text(key, out);
                out.push(':');
                write_json(item, out, sketch)?;
            }
            out.push('}');
        }
        Kind::Json(inner, style) => write_text(&encode_as(inner, *style)?, out),
        Kind::Holed(parts) if sketch => {
            for part in parts.iter() {
                match part {
                    Part::Text(text) => write_text(text, out),
                    Part::Hole(hole) => write_json(hole, out, sketch)?,
                }
            }
        }
        Kind::Unknown(unknown) if sketch => {
            let _ = write!(out, "?{}", unknown.refers.as_deref().unwrap_or(""));
        }
        Kind::Reference(reference) if sketch => {
            let _ = write!(out, "?{}", reference.full());
        }
        Kind::Holed(_) | Kind::Unknown(_) | Kind::Reference(_) => return None,
    }
    Some(())
}

/// A JSON string as Go writes it: `<`, `>`, `&` and two line separators are escaped too.
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

/// `jsonencode`: a collection stays a document, a scalar becomes its text.
pub(super) fn json_text(value: &Val) -> Val {
    json_as(value, Style::Compact)
}

/// A value as a JSON text that is written in some way.
pub(super) fn json_as(value: &Val, style: Style) -> Val {
    let kind = match &value.kind {
        Kind::List(_) | Kind::Map(_) => Kind::Json(Rc::new(value.clone()), style),
        Kind::Unknown(_) | Kind::Reference(_) => match value.why_unknown() {
            Some(unknown) => Kind::Unknown(unknown),
            None => Kind::Null,
        },
        _ => match encode(value) {
            Some(text) => Kind::Text(Rc::from(text)),
            None => Kind::Unknown(
                value.deep_unknown().unwrap_or_else(|| Unknown::plain(Why::UnsupportedExpression)),
            ),
        },
    };
    Val { kind, hint: None, ..value.clone() }
}

/// The value that a JSON text encodes; the message of the error otherwise.
pub(super) fn decode(text: &str) -> Result<Val, String> {
    let place = Place { document: DocumentId(0), offset: 0, text };
    match from_json::literal(place) {
        Ok(Some(expr)) => literal(&expr),
        Ok(None) => Err("the text is empty, expected JSON".into()),
        Err(error) => Err(format!("the text is not JSON (byte {}): {}", error.offset, error.message)),
    }
}

fn literal(expr: &Expr) -> Result<Val, String> {
    Ok(match &expr.kind {
        ExprKind::Null => Val::null(),
        ExprKind::Bool(b) => Val::bool(*b),
        ExprKind::Number(n) => Val::number(Number::clone(n)),
        ExprKind::Text(text) => Val::new(Kind::Text(text.clone())),
        ExprKind::Tuple(items) => Val::tuple(items.iter().map(literal).collect::<Result<_, _>>()?),
        ExprKind::Object(items) => {
            let mut entries = BTreeMap::new();
            for (key, value) in items {
                if let ObjectKey::Name(name) = key {
                    entries.insert(name.clone(), literal(value)?);
                }
            }
            Val::object(entries)
        }
        _ => return Err("the text has a number of too many digits".into()),
    })
}

/// Marks of a hole in a text: private characters that no real text has.
const OPEN: char = '\u{F8F0}';
const CLOSE: char = '\u{F8F1}';

/// The document of a JSON text with holes; None if it is not JSON around them.
pub(super) fn decode_holed(parts: &[Part]) -> Option<Val> {
    let first = parts.iter().find_map(|p| match p {
        Part::Text(text) => Some(text.trim_start()),
        Part::Hole(_) => None,
    })?;
    if !first.starts_with(['{', '[']) {
        return None;
    }
    let mut holes = Vec::new();
    let mut text = String::new();
    let mut quoted = false;
    collect(parts, &mut text, &mut holes, &mut quoted)?;
    let value = decode(&text).ok()?;
    Some(fill(value, &holes))
}

fn collect(parts: &[Part], text: &mut String, holes: &mut Vec<Val>, quoted: &mut bool) -> Option<()> {
    for part in parts {
        match part {
            Part::Text(piece) => {
                if piece.contains([OPEN, CLOSE]) {
                    return None;
                }
                let mut escaped = false;
                for c in piece.chars() {
                    match c {
                        _ if escaped => escaped = false,
                        '\\' if *quoted => escaped = true,
                        '"' => *quoted = !*quoted,
                        _ => {}
                    }
                }
                text.push_str(piece);
            }
            Part::Hole(value) => {
                let mark = format!("{OPEN}{}{CLOSE}", holes.len());
                // A document inside of a document stands without quotes and is one; inside quotes it is a text.
                let value = match &value.kind {
                    Kind::Json(inner, _) if !*quoted => Val::clone(inner),
                    _ => value.clone(),
                };
                holes.push(value);
                if *quoted {
                    text.push_str(&mark);
                } else {
                    let _ = write!(text, "\"{mark}\"");
                }
            }
        }
    }
    Some(())
}

fn fill(value: Val, holes: &[Val]) -> Val {
    match &value.kind {
        Kind::Text(text) if text.contains(OPEN) => fill_text(text, holes),
        Kind::List(list) => Val::tuple(list.items.iter().map(|v| fill(v.clone(), holes)).collect()),
        Kind::Map(map) => {
            let mut entries = BTreeMap::new();
            let mut rest = Rest::Closed;
            for (key, item) in &map.entries {
                let item = fill(item.clone(), holes);
                if key.contains(OPEN) {
                    // A key that is not known: the map has an entry that nobody can name.
                    if let Some(unknown) = fill_text(key, holes).deep_unknown() {
                        rest = Rest::Open(super::value::Open::new(unknown));
                    }
                } else {
                    entries.insert(key.clone(), item);
                }
            }
            Val::map_of(entries, true, rest)
        }
        _ => value,
    }
}

fn fill_text(text: &str, holes: &[Val]) -> Val {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let Some((number, behind)) = after.split_once(CLOSE) else { break };
        if !before.is_empty() {
            parts.push(Part::Text(before.to_owned()));
        }
        if let Some(hole) = number.parse::<usize>().ok().and_then(|n| holes.get(n)) {
            parts.push(Part::Hole(hole.clone()));
        }
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    if let ([Part::Hole(value)], true) = (parts.as_slice(), rest.is_empty()) {
        return value.clone();
    }
    Val::new(Kind::Holed(Rc::new(parts)))
}
