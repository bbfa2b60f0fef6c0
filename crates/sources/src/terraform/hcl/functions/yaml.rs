//! `yamldecode`: YAML's core schema with merge keys, as Terraform reads it.

use super::{Args, Outcome, Stop, beyond, error};
use crate::terraform::hcl::{
    number::Number,
    value::{Kind, Val},
};
use jiff::{Timestamp, civil};
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use std::{collections::BTreeMap, collections::HashMap};

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    Some(match name {
        "yamldecode" => args.text(0).and_then(|text| decode(&text)),
        "yamlencode" => args.get(0).and_then(super::yaml_encode::encode),
        _ => return None,
    })
}

/// Levels of nesting that are followed.
const DEEPEST: usize = 128;

/// A collection that is still open, with its anchor.
enum Open {
    Sequence(usize, Vec<Val>),
    Mapping { anchor: usize, entries: BTreeMap<String, Val>, merged: BTreeMap<String, Val>, key: Option<Key> },
}

enum Key {
    Text(String),
    Merge,
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    anchors: HashMap<usize, Val>,
    result: Option<Val>,
}

/// The value of a YAML text of one document.
fn decode(text: &str) -> Outcome {
    let mut reader = Reader::default();
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let event = match event {
            Ok((event, _)) => event,
            // The parser repeats an error for ever.
            Err(problem) => return error(format!("the text is not YAML: {problem}")),
        };
        match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    return error("the text has more than one document, one is expected");
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let key = reader.at_key();
                let value = if key && tag.is_none() && style == ScalarStyle::Plain && text == "<<" {
                    reader.merge_key();
                    continue;
                } else {
                    scalar(&text, style, tag.as_deref())?
                };
                reader.add(value, anchor)?;
            }
            Event::Alias(anchor) => match reader.anchors.get(&anchor).cloned() {
                Some(value) => reader.add(value, 0)?,
                None => return error("an alias stands within the value that it names"),
            },
            Event::SequenceStart(anchor, tag) => {
                known_tag(tag.as_deref(), "seq")?;
                reader.push(Open::Sequence(anchor, Vec::new()))?;
            }
            Event::MappingStart(anchor, tag) => {
                known_tag(tag.as_deref(), "map")?;
                reader.push(Open::Mapping {
                    anchor,
                    entries: BTreeMap::new(),
                    merged: BTreeMap::new(),
                    key: None,
                })?;
            }
            Event::SequenceEnd | Event::MappingEnd => reader.close()?,
            _ => {}
        }
    }
    reader.result.ok_or_else(|| Stop::Error("the text holds no document".into()))
}

impl Reader {
    fn at_key(&self) -> bool {
        matches!(self.open.last(), Some(Open::Mapping { key: None, .. }))
    }

    fn merge_key(&mut self) {
        if let Some(Open::Mapping { key, .. }) = self.open.last_mut() {
            *key = Some(Key::Merge);
        }
    }

    fn push(&mut self, collection: Open) -> Result<(), Stop> {
        if self.at_key() {
            return error("a key must be a scalar");
        }
        if self.open.len() >= DEEPEST {
            return beyond();
        }
        self.open.push(collection);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Stop> {
        match self.open.pop() {
            Some(Open::Sequence(anchor, items)) => self.add(Val::tuple(items), anchor),
            Some(Open::Mapping { anchor, entries, mut merged, .. }) => {
                // What the mapping says itself wins over what it merges.
                merged.extend(entries);
                self.add(Val::object(merged), anchor)
            }
            None => Ok(()),
        }
    }

    fn add(&mut self, value: Val, anchor: usize) -> Result<(), Stop> {
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut() {
            None => self.result = Some(value),
            Some(Open::Sequence(_, items)) => items.push(value),
            Some(Open::Mapping { entries, merged, key, .. }) => match key.take() {
                None => *key = Some(Key::Text(super::text_of(&value)?.to_string())),
                Some(Key::Text(name)) => {
                    entries.insert(name, value);
                }
                Some(Key::Merge) => merge(merged, &value)?,
            },
        }
        Ok(())
    }
}

/// Of several mappings the first that has a key counts.
fn merge(into: &mut BTreeMap<String, Val>, value: &Val) -> Result<(), Stop> {
    match &value.kind {
        Kind::Map(map) => {
            for (key, item) in &map.entries {
                into.entry(key.clone()).or_insert_with(|| item.clone());
            }
            Ok(())
        }
        Kind::List(list) => list.items.iter().try_for_each(|item| match item.kind {
            Kind::Map(_) => merge(into, item),
            _ => error("only mappings can be merged"),
        }),
        _ => error("only mappings can be merged"),
    }
}

/// The suffix of a tag of YAML's own.
fn core(tag: &Tag) -> Result<&str, Stop> {
    match (tag.handle.as_str(), tag.suffix.as_str()) {
        ("tag:yaml.org,2002:", suffix) => Ok(suffix),
        (handle, suffix) => error(format!("`{handle}{suffix}` is not a tag of YAML's core schema")),
    }
}

fn known_tag(tag: Option<&Tag>, wanted: &str) -> Result<(), Stop> {
    match tag.map(core).transpose()? {
        None => Ok(()),
        Some(found) if found == wanted => Ok(()),
        Some(found) => error(format!("the tag `!!{found}` does not fit a collection")),
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Val, Stop> {
    let tag = match tag {
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Some("str"),
        Some(tag) => Some(core(tag)?),
        None if style != ScalarStyle::Plain => Some("str"),
        None => None,
    };
    let number = || number(text).map(Val::number);
    let fail = || Stop::Error(format!("`{text}` does not fit its tag"));
    Ok(match tag {
        None if is_null(text) => Val::null(),
        None => match (truth(text), timestamp(text)) {
            (Some(value), _) => Val::bool(value),
            (_, Some(time)) => Val::text(time),
            _ if is_infinite(text) => return beyond(),
            _ => number().unwrap_or_else(|| Val::text(text)),
        },
        Some("str" | "binary") => Val::text(text),
        Some("null") => Val::null(),
        Some("bool") => Val::bool(truth(text).ok_or_else(fail)?),
        Some("int" | "float") => number().ok_or_else(fail)?,
        Some("timestamp") => Val::text(timestamp(text).ok_or_else(fail)?),
        Some(other) => return error(format!("the tag `!!{other}` is not supported for a scalar")),
    })
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn is_infinite(text: &str) -> bool {
    let plain = text.trim_start_matches(['+', '-']);
    matches!(plain, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN")
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// Decimal, `0o17` and `0x1f`; a leading zero does not make an octal number.
fn number(text: &str) -> Option<Number> {
    let based = [("0x", 16), ("0o", 8)].into_iter().find_map(|(p, base)| Some((text.strip_prefix(p)?, base)));
    if let Some((digits, base)) = based {
        let plain = !digits.is_empty() && digits.chars().all(|c| c.is_digit(base));
        return i64::from_str_radix(digits, base).ok().filter(|_| plain).map(Number::from);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let starts = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if !starts { None } else { Number::parse(text.strip_prefix('+').unwrap_or(text)) }
}

/// A date or a time, in the form of RFC 3339.
fn timestamp(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    if bytes.len() < 8 || !bytes.iter().take(4).all(u8::is_ascii_digit) || bytes.get(4) != Some(&b'-') {
        return None;
    }
    if let Ok(date) = text.parse::<civil::Date>()
        && text.len() == 10
    {
        return Some(format!("{date}T00:00:00Z"));
    }
    if !text.contains(':') {
        return None;
    }
    if text.contains(['T', 't']) && text.parse::<Timestamp>().is_ok() {
        return Some(text.to_uppercase());
    }
    let (date, time) = text.split_once(' ')?;
    let date: civil::Date = date.parse().ok()?;
    let time: civil::Time = time.trim().parse().ok()?;
    Some(format!("{date}T{time}Z"))
}
