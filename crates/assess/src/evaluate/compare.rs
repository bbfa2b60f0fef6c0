//! Comparing a value with a literal, by the literal's kind: `"true"` and `true`, `"22"` and `22` are equal.

use super::value::Item;
use crate::world::World;
use demarc_inventory::{PartlyKnown, Value};
use demarc_knowledge_format::condition::{Comparison, Literal};
use demarc_model::{Truth, Why};
use serde_json::Value as Json;
use std::cmp::Ordering;

/// A value that can be compared.
enum Scalar<'a> {
    Bool(bool),
    Number(&'a str),
    Text(&'a str),
}

enum Comparable<'a> {
    Scalar(Scalar<'a>),
    /// A list or map where a plain value was asked for.
    Composite,
    Absent,
    Unknown(Why),
    /// A text of which some parts are known.
    Partly(PartlyKnown<'a>, Why),
    /// An attribute of another resource.
    Reference(&'a str),
}

fn comparable<'a>(world: &'a World<'_>, item: &'a Item, number: &'a mut String) -> Comparable<'a> {
    match item {
        Item::Absent => Comparable::Absent,
        Item::Unknown(why) | Item::Computed(why) => Comparable::Unknown(*why),
        Item::Node(node) => {
            let arena = &world.inventory.arena;
            match arena.value(*node) {
                Value::Absent => Comparable::Absent,
                Value::Bool(b) => Comparable::Scalar(Scalar::Bool(b)),
                Value::Number(t) => Comparable::Scalar(Scalar::Number(arena.text(t))),
                Value::String(t) => Comparable::Scalar(Scalar::Text(arena.text(t))),
                Value::Ref { attribute, .. } => Comparable::Reference(arena.text(attribute)),
                Value::Unknown { why, .. } => match arena.partly(*node) {
                    Some(known) => Comparable::Partly(known, why),
                    None => Comparable::Unknown(why),
                },
                Value::List { .. } | Value::Map { .. } => Comparable::Composite,
            }
        }
        Item::Default(default) => of_json(&default.value, number),
        Item::Json(json) => of_json(json, number),
    }
}

fn of_json<'a>(json: &'a Json, number: &'a mut String) -> Comparable<'a> {
    match json {
        Json::Null => Comparable::Absent,
        Json::Bool(b) => Comparable::Scalar(Scalar::Bool(*b)),
        Json::Number(n) => {
            *number = n.to_string();
            Comparable::Scalar(Scalar::Number(number))
        }
        Json::String(s) => Comparable::Scalar(Scalar::Text(s)),
        Json::Array(_) | Json::Object(_) => Comparable::Composite,
    }
}

/// Whether a value equals a literal.
pub(super) fn equal(world: &World<'_>, item: &Item, literal: &Literal) -> Truth {
    compare(world, item, Comparison::Equal, literal)
}

/// Whether a value compares with a literal as asked; with something absent neither a comparison nor its opposite holds.
pub(super) fn compare(world: &World<'_>, item: &Item, comparison: Comparison, literal: &Literal) -> Truth {
    let mut number = String::new();
    let scalar = match comparable(world, item, &mut number) {
        Comparable::Absent => return Truth::False,
        Comparable::Unknown(why) => return Truth::Unknown(why),
        Comparable::Partly(known, why) => {
            return match (literal, comparison) {
                (Literal::Text(text), Comparison::Equal) if !known.may_be(text) => Truth::False,
                (Literal::Text(text), Comparison::NotEqual) if !known.may_be(text) => Truth::True,
                _ => Truth::Unknown(why),
            };
        }
        Comparable::Reference(attribute) => return reference(attribute, comparison, literal),
        Comparable::Composite => {
            return match comparison {
                Comparison::Equal => Truth::False,
                Comparison::NotEqual => Truth::True,
                _ => Truth::Unknown(Why::UnsupportedExpression),
            };
        }
        Comparable::Scalar(scalar) => scalar,
    };
    let ordering = match (literal, scalar) {
        (Literal::Bool(wanted), scalar) => match as_bool(&scalar) {
            Some(value) => value.cmp(wanted),
            None => return Truth::Unknown(Why::UnsupportedExpression),
        },
        (Literal::Number(wanted), Scalar::Number(value) | Scalar::Text(value)) => {
            match decimal_order(value, wanted) {
                Some(ordering) => ordering,
                None => return Truth::Unknown(Why::UnsupportedExpression),
            }
        }
        (Literal::Number(_), Scalar::Bool(_)) => return Truth::Unknown(Why::UnsupportedExpression),
        (Literal::Text(wanted), Scalar::Text(value)) => value.cmp(wanted.as_str()),
        (Literal::Text(wanted), Scalar::Number(value)) => {
            decimal_order(value, wanted).unwrap_or_else(|| value.cmp(wanted.as_str()))
        }
        (Literal::Text(wanted), Scalar::Bool(value)) => {
            if value { "true" } else { "false" }.cmp(wanted.to_ascii_lowercase().as_str())
        }
    };
    Truth::from(match comparison {
        Comparison::Equal => ordering == Ordering::Equal,
        Comparison::NotEqual => ordering != Ordering::Equal,
        Comparison::Less => ordering == Ordering::Less,
        Comparison::LessOrEqual => ordering != Ordering::Greater,
        Comparison::Greater => ordering == Ordering::Greater,
        Comparison::GreaterOrEqual => ordering != Ordering::Less,
    })
}

/// No id, name or ARN of AWS's equals a lone wildcard, and an ARN starts with `arn:`; more cannot be said of a reference.
fn reference(attribute: &str, comparison: Comparison, literal: &Literal) -> Truth {
    let differs = match literal {
        Literal::Text(text) => {
            text == "*" || (attribute.eq_ignore_ascii_case("arn") && !text.starts_with("arn:"))
        }
        Literal::Bool(_) | Literal::Number(_) => false,
    };
    match (differs, comparison) {
        (true, Comparison::Equal) => Truth::False,
        (true, Comparison::NotEqual) => Truth::True,
        _ => Truth::Unknown(Why::KnownAfterApply),
    }
}

/// Whether AWS always sets an attribute, so that a reference to it names something that exists.
pub(super) fn always_set(attribute: &str) -> Truth {
    let last = attribute.rsplit('.').next().unwrap_or(attribute).to_ascii_lowercase();
    let always =
        last.is_empty() || last == "id" || last == "name" || last.ends_with("arn") || last.ends_with("_id");
    if always { Truth::True } else { Truth::Unknown(Why::KnownAfterApply) }
}

/// Whether a text matches a pattern as a whole.
pub(super) fn matches(world: &World<'_>, item: &Item, pattern: &str) -> Truth {
    let mut number = String::new();
    let text = match comparable(world, item, &mut number) {
        Comparable::Absent | Comparable::Composite => return Truth::False,
        Comparable::Unknown(why) => return Truth::Unknown(why),
        Comparable::Partly(known, why) => {
            return if excludes(pattern, known.start) { Truth::False } else { Truth::Unknown(why) };
        }
        // What the input declares lives in an account of the customer's: its ARN is none of AWS's own.
        Comparable::Reference(_) if pattern.contains(":iam::aws:") => return Truth::False,
        Comparable::Reference(_) => return Truth::Unknown(Why::KnownAfterApply),
        Comparable::Scalar(Scalar::Text(t) | Scalar::Number(t)) => t,
        Comparable::Scalar(Scalar::Bool(b)) => {
            if b {
                "true"
            } else {
                "false"
            }
        }
    };
    world.pattern(pattern, |regex| {
        regex.map_or(Truth::Unknown(Why::UnsupportedExpression), |r| r.is_match(text).into())
    })
}

/// Whether no text that starts so can match the pattern: both start with plain text, and that differs.
fn excludes(pattern: &str, start: &str) -> bool {
    // An alternative, or a flag, may stand anywhere.
    if pattern.contains(['|', '(']) {
        return false;
    }
    let plain: String = pattern
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '/' | '_' | ' ' | ','))
        .collect();
    // What a quantifier follows may be missing.
    let after = pattern.get(plain.len()..).and_then(|rest| rest.chars().next());
    let plain = match after {
        Some('*' | '?' | '{') => {
            plain.get(..plain.len() - plain.chars().last().map_or(0, char::len_utf8)).unwrap_or("")
        }
        _ => &plain,
    };
    !plain.starts_with(start) && !start.starts_with(plain)
}

fn as_bool(scalar: &Scalar<'_>) -> Option<bool> {
    match scalar {
        Scalar::Bool(b) => Some(*b),
        Scalar::Text(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        Scalar::Number(_) => None,
    }
}

/// Order of two decimal numbers in text.
fn decimal_order(a: &str, b: &str) -> Option<Ordering> {
    if let (Ok(a), Ok(b)) = (a.trim().parse::<i128>(), b.trim().parse::<i128>()) {
        return Some(a.cmp(&b));
    }
    let (a, b) = (a.trim().parse::<f64>().ok()?, b.trim().parse::<f64>().ok()?);
    a.partial_cmp(&b)
}
