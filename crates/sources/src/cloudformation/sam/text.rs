//! Texts of a template, and how Python 2.7 writes values: SAM's ids are hashes of such texts.

use super::doc::{Doc, Kind};
use std::{fmt::Write as _, rc::Rc};

/// A text, and whether it stems from the template, which shows where the text is written as Python does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    text: Rc<str>,
    of_template: bool,
}

impl Text {
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn shared(&self) -> &Rc<str> {
        &self.text
    }

    /// The same text as one of the template's.
    pub(super) fn of_template(self) -> Self {
        Self { of_template: true, ..self }
    }

    /// Whether it stems from the template.
    pub(super) fn is_of_template(&self) -> bool {
        self.of_template
    }

    /// Another text made of this one, which stems from where this one does.
    pub(super) fn with(&self, text: &str) -> Self {
        Self { text: Rc::from(text), of_template: self.of_template }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { text: Rc::from(text), of_template: false }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

/// The value as Python writes it.
pub(super) fn python(doc: &Doc) -> String {
    let mut out = String::new();
    write_python(doc, &mut out);
    out
}

fn write_python(doc: &Doc, out: &mut String) {
    match &doc.kind {
        Kind::Null => out.push_str("None"),
        Kind::Bool(true) => out.push_str("True"),
        Kind::Bool(false) => out.push_str("False"),
        Kind::Number(text) => out.push_str(&number(text)),
        Kind::Text(text) => write_quoted(text, out),
        Kind::List(elements) => {
            out.push('[');
            for (at, element) in elements.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                write_python(element, out);
            }
            out.push(']');
        }
        Kind::Map(fields) => {
            out.push('{');
            for (at, (key, value)) in fields.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                write_quoted(key, out);
                out.push_str(": ");
                write_python(value, out);
            }
            out.push('}');
        }
    }
}

fn write_quoted(text: &Text, out: &mut String) {
    let ascii_only = text.of_template;
    if ascii_only {
        out.push('u');
    }
    let text = text.as_str();
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            c if !ascii_only && u32::from(c) > 0xa0 => out.push(c),
            c => {
                let code = u32::from(c);
                let _ = match code {
                    0..=0xff => write!(out, "\\x{code:02x}"),
                    0x100..=0xffff => write!(out, "\\u{code:04x}"),
                    _ => write!(out, "\\U{code:08x}"),
                };
            }
        }
    }
    out.push(quote);
}

/// A number as Python writes it.
fn number(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return if text == "-0" { "0".to_owned() } else { text.to_owned() };
    }
    let Ok(value) = text.parse::<f64>() else { return text.to_owned() };
    let plain = format!("{value:?}");
    match plain.split_once('e') {
        Some((mantissa, exponent)) => {
            let (sign, digits) = exponent.strip_prefix('-').map_or(("+", exponent), |digits| ("-", digits));
            format!("{mantissa}e{sign}{digits:0>2}")
        }
        None => plain,
    }
}

/// How JSON is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Style {
    /// Keys sorted, no spaces.
    Compact,
    /// A space behind each comma and colon, keys in their order.
    Spaced,
    /// Keys sorted, four spaces for each level.
    Indented,
}

/// The value as JSON with characters beyond ASCII escaped.
pub(super) fn json(doc: &Doc, style: Style) -> String {
    let mut out = String::new();
    write_json(doc, style, 0, &mut out);
    out
}

fn write_json(doc: &Doc, style: Style, level: usize, out: &mut String) {
    match &doc.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Number(text) => out.push_str(&number(text)),
        Kind::Text(text) => write_json_text(text.as_str(), out),
        Kind::List(elements) => {
            let parts = elements.iter().map(|element| (None, element)).collect();
            write_parts(parts, ('[', ']'), style, level, out);
        }
        Kind::Map(fields) => {
            let mut parts: Vec<_> = fields.iter().map(|(key, value)| (Some(key.as_str()), value)).collect();
            if !matches!(style, Style::Spaced) {
                parts.sort_by_key(|(key, _)| *key);
            }
            write_parts(parts, ('{', '}'), style, level, out);
        }
    }
}

fn write_parts(
    parts: Vec<(Option<&str>, &Doc)>,
    (open, close): (char, char),
    style: Style,
    level: usize,
    out: &mut String,
) {
    out.push(open);
    let break_line = |level: usize, out: &mut String| {
        if matches!(style, Style::Indented) {
            out.push('\n');
            out.push_str(&"    ".repeat(level));
        }
    };
    let empty = parts.is_empty();
    for (at, (key, value)) in parts.into_iter().enumerate() {
        if at > 0 {
            out.push_str(if matches!(style, Style::Spaced) { ", " } else { "," });
        }
        break_line(level + 1, out);
        if let Some(key) = key {
            write_json_text(key, out);
            out.push_str(if matches!(style, Style::Compact) { ":" } else { ": " });
        }
        write_json(value, style, level + 1, out);
    }
    if !empty {
        break_line(level, out);
    }
    out.push(close);
}

fn write_json_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

/// The hash of a text that SAM's ids end in: forty digits, of which ids show the first ten.
pub(super) fn digest(text: &str) -> String {
    if std::env::var_os("DBGHASH").is_some() {
        eprintln!("DBGHASH {text}");
    }
    let mut hash = sha1_smol::Sha1::new();
    hash.update(text.as_bytes());
    hash.digest().to_string()
}

/// The ten digits that stand for a value in an id; none for a value that is not set.
pub(super) fn suffix(data: &Doc) -> String {
    if !data.truthy() {
        return String::new();
    }
    let text = data.as_str().map_or_else(|| json(data, Style::Compact), str::to_owned);
    digest(&text).chars().take(10).collect()
}

/// An id that ends in a word, or in digits that stand for it where it is none.
pub(super) fn id_with(prefix: &str, word: &str) -> String {
    if !word.is_empty() && word.chars().all(char::is_alphanumeric) {
        return format!("{prefix}{word}");
    }
    format!("{prefix}{}", suffix(&word.into()))
}

#[cfg(test)]
mod tests {
    use super::{super::doc::map, *};

    fn of_template(text: &str) -> Doc {
        Text::from(text).of_template().into()
    }

    #[test]
    fn values_are_written_as_python_writes_them() {
        let doc = map! {
            "a" => of_template("it's é\n"),
            "b" => Doc::list(vec![Doc::from(true), Doc::null(), Doc::from(1i64), Doc::from("q\"'")]),
            "c" => Doc::new(Kind::Number("1.50".into())),
            "d" => Doc::new(Kind::Number("1e30".into())),
        };
        assert_eq!(
            python(&doc),
            "{'a': u\"it's \\xe9\\n\", 'b': [True, None, 1, 'q\"\\''], 'c': 1.5, 'd': 1e+30}"
        );
    }

    #[test]
    fn json_is_compact_spaced_or_indented() {
        let doc = map! { "b" => "é", "a" => Doc::list(vec![Doc::from(1i64), map! {}]) };
        assert_eq!(json(&doc, Style::Compact), "{\"a\":[1,{}],\"b\":\"\\u00e9\"}");
        assert_eq!(json(&doc, Style::Spaced), "{\"b\": \"\\u00e9\", \"a\": [1, {}]}");
        let indented = "{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"b\": \"\\u00e9\"\n}";
        assert_eq!(json(&doc, Style::Indented), indented);
    }

    #[test]
    fn an_id_ends_in_the_first_digits_of_a_hash() {
        assert_eq!(suffix(&"example.com".into()), "0caaf24ab1");
        assert_eq!(suffix(&"".into()), "");
    }
}
