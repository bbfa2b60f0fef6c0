//! `yamlencode`: the text that Terraform writes, with its quoting, its folding and its indentation.

use super::{Outcome, Stop, beyond, stop};
use crate::terraform::hcl::{
    documents,
    value::{Kind, Rest, Val},
};
use std::fmt::Write as _;

/// Lines are folded behind this column.
const WIDTH: usize = 80;

pub(super) fn encode(value: &Val) -> Outcome {
    let mut text = String::new();
    match &value.kind {
        Kind::List(_) | Kind::Map(_) => write(value, 0, false, &mut text)?,
        _ => {
            write(value, 0, true, &mut text)?;
            // A scalar without quotes could go on; three dots end it.
            if matches!(value.kind, Kind::Null | Kind::Bool(_) | Kind::Number(_)) {
                text.push_str("...\n");
            }
        }
    }
    Ok(Val::text(text))
}

/// Writes a value; `inline` where something stands before it on the line.
fn write(value: &Val, indent: usize, inline: bool, out: &mut String) -> Result<(), Stop> {
    match &value.kind {
        Kind::Null => out.push_str("null\n"),
        Kind::Bool(b) => {
            let _ = writeln!(out, "{b}");
        }
        Kind::Number(n) => {
            let _ = writeln!(out, "{}", n.to_text());
        }
        Kind::Text(text) => scalar(text, indent, out)?,
        Kind::Json(inner) => match documents::encode(inner) {
            Some(text) => scalar(&text, indent, out)?,
            None => return Err(stop(value, "a value is required")),
        },
        Kind::List(list) if list.open.is_none() => {
            if list.items.is_empty() {
                out.push_str("[]\n");
            }
            for (at, item) in list.items.iter().enumerate() {
                pad(indent, at == 0 && inline, out);
                out.push_str("- ");
                write(item, indent + 2, true, out)?;
            }
        }
        Kind::Map(map) if matches!(map.rest, Rest::Closed) => {
            if map.entries.is_empty() {
                out.push_str("{}\n");
            }
            for (at, (key, item)) in map.entries.iter().enumerate() {
                pad(indent, at == 0 && inline, out);
                if key.len() > 128 || key.contains('\n') {
                    return beyond();
                }
                quoted(key, usize::MAX, indent, out);
                out.push(':');
                entry(item, indent, out)?;
            }
        }
        _ => return Err(stop(value, "a value is required")),
    }
    Ok(())
}

/// The value behind a key: a collection that has elements starts a line of its own.
fn entry(item: &Val, indent: usize, out: &mut String) -> Result<(), Stop> {
    match &item.kind {
        // Sequences stand as far to the left as the key.
        Kind::List(list) if !list.items.is_empty() => {
            out.push('\n');
            write(item, indent, false, out)
        }
        Kind::Map(map) if !map.entries.is_empty() => {
            out.push('\n');
            write(item, indent + 2, false, out)
        }
        _ => {
            out.push(' ');
            write(item, indent + 2, true, out)
        }
    }
}

fn pad(indent: usize, inline: bool, out: &mut String) {
    if !inline {
        out.extend(std::iter::repeat_n(' ', indent));
    }
}

fn printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{85}' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
        && c != '\u{FEFF}'
}

fn scalar(text: &str, indent: usize, out: &mut String) -> Result<(), Stop> {
    if text.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}']) && text.contains('\n') {
        return beyond();
    }
    let literal =
        text.contains('\n') && !text.ends_with(' ') && !text.contains(" \n") && text.chars().all(printable);
    if !literal {
        quoted(text, WIDTH, indent, out);
        out.push('\n');
        return Ok(());
    }
    out.push('|');
    if text.starts_with([' ', '\n']) {
        out.push('2');
    }
    if !text.ends_with('\n') {
        out.push('-');
    } else if text == "\n" || text.ends_with("\n\n") {
        out.push('+');
    }
    out.push('\n');
    let indent = indent.max(2);
    for line in text.split_inclusive('\n') {
        if line != "\n" {
            pad(indent, false, out);
        }
        out.push_str(line);
    }
    if !text.ends_with('\n') {
        out.push('\n');
    }
    Ok(())
}

/// A text in double quotes, folded at spaces behind the widest column.
fn quoted(text: &str, width: usize, indent: usize, out: &mut String) {
    let line_start = out.rfind('\n').map_or(0, |at| at + 1);
    let mut reached = out.get(line_start..).map_or(0, |line| line.chars().count()) + 1;
    out.push('"');
    let mut spaces = false;
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let c = *c;
        if c == ' ' {
            let inner = at > 0 && at + 1 < chars.len();
            if reached > width && !spaces && inner {
                out.push('\n');
                pad(indent.max(2), false, out);
                let escape = chars.get(at + 1) == Some(&' ');
                if escape {
                    out.push('\\');
                }
                reached = indent.max(2) + usize::from(escape);
                spaces = true;
                continue;
            }
            out.push(' ');
            reached += 1;
            spaces = true;
            continue;
        }
        spaces = false;
        let before = out.len();
        escape(c, out);
        reached += out.get(before..).map_or(0, |piece| piece.chars().count());
    }
    out.push('"');
}

fn escape(c: char, out: &mut String) {
    let code = u32::from(c);
    match c {
        '\0' => out.push_str("\\0"),
        '\u{7}' => out.push_str("\\a"),
        '\u{8}' => out.push_str("\\b"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\u{B}' => out.push_str("\\v"),
        '\u{C}' => out.push_str("\\f"),
        '\r' => out.push_str("\\r"),
        '\u{1B}' => out.push_str("\\e"),
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{85}' => out.push_str("\\N"),
        '\u{A0}' => out.push_str("\\_"),
        '\u{2028}' => out.push_str("\\L"),
        '\u{2029}' => out.push_str("\\P"),
        c if printable(c) => out.push(c),
        _ if code <= 0xFF => {
            let _ = write!(out, "\\x{code:02X}");
        }
        _ if code <= 0xFFFF => {
            let _ = write!(out, "\\u{code:04X}");
        }
        _ => {
            let _ = write!(out, "\\U{code:08X}");
        }
    }
}
