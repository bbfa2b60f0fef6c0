//! Comparing a value with a literal, by the literal's kind: `"true"` and `true`, `"22"` and `22` are equal.

use super::{partly_known::matched_by, shape, value::Item};
use crate::world::World;
use demarc_inventory::{Piece, ResourceIndex, Value, can_be};
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
    /// A text of which some pieces are known, and why it is not known as a whole.
    PartlyKnown(Vec<Piece<'a>>, Why),
    /// An attribute of another resource, and its form where the documents give one.
    Reference(&'a str, Option<Vec<Piece<'a>>>),
}

fn comparable<'a>(
    world: &'a World<'_>,
    from: ResourceIndex,
    item: &'a Item,
    number: &'a mut String,
) -> Comparable<'a> {
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
                Value::Ref { attribute, .. } => {
                    Comparable::Reference(arena.text(attribute), shape::arn(world, from, *node))
                }
                Value::Unknown { why, .. } if arena.parts(*node).len() > 0 => {
                    Comparable::PartlyKnown(shape::pieces_with_shapes(world, from, *node), why)
                }
                Value::Unknown { why, .. } => Comparable::Unknown(why),
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
pub(super) fn equal(world: &World<'_>, from: ResourceIndex, item: &Item, literal: &Literal) -> Truth {
    compare(world, from, item, Comparison::Equal, literal)
}

/// Whether a value compares with a literal as asked; with something absent neither a comparison nor its opposite holds.
pub(super) fn compare(
    world: &World<'_>,
    from: ResourceIndex,
    item: &Item,
    comparison: Comparison,
    literal: &Literal,
) -> Truth {
    let mut number = String::new();
    let scalar = match comparable(world, from, item, &mut number) {
        Comparable::Absent => return Truth::False,
        Comparable::Unknown(why) => return Truth::Unknown(why),
        Comparable::Reference(attribute, shape) => {
            let differs =
                matches!((literal, &shape), (Literal::Text(text), Some(pieces)) if !can_be(pieces, text));
            return match (differs, comparison) {
                (true, Comparison::Equal) => Truth::False,
                (true, Comparison::NotEqual) => Truth::True,
                _ => reference(attribute, comparison, literal),
            };
        }
        Comparable::PartlyKnown(pieces, why) => {
            let differs = matches!(literal, Literal::Text(text) if !can_be(&pieces, text));
            return match (differs, comparison) {
                (true, Comparison::Equal) => Truth::False,
                (true, Comparison::NotEqual) => Truth::True,
                _ => Truth::Unknown(why),
            };
        }
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

/// No id, name or ARN of AWS's is empty or equals a lone wildcard, and an ARN starts with `arn:`; more cannot be said of
/// a reference.
fn reference(attribute: &str, comparison: Comparison, literal: &Literal) -> Truth {
    let differs = match literal {
        Literal::Text(text) => {
            text == "*"
                || (text.is_empty() && always_set(attribute) == Truth::True)
                || (attribute.eq_ignore_ascii_case("arn") && !text.starts_with("arn:"))
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
    let last = attribute.rsplit('.').next().unwrap_or(attribute);
    // CloudFormation's attributes: `GroupId`, `VpcId`, and the group that comes with every VPC.
    let camel = last.ends_with("Id") || last == "DefaultSecurityGroup";
    let last = last.to_ascii_lowercase();
    let always = camel
        || last.is_empty()
        || last == "id"
        || last == "name"
        || last.ends_with("arn")
        || last.ends_with("_id");
    if always { Truth::True } else { Truth::Unknown(Why::KnownAfterApply) }
}

/// Whether a text matches a pattern as a whole.
pub(super) fn matches(world: &World<'_>, from: ResourceIndex, item: &Item, pattern: &str) -> Truth {
    let mut number = String::new();
    let text = match comparable(world, from, item, &mut number) {
        Comparable::Absent | Comparable::Composite => return Truth::False,
        Comparable::Unknown(why) => return Truth::Unknown(why),
        Comparable::Reference(_, Some(pieces))
            if let Some(decided) =
                world.automaton(pattern, |automaton| automaton.and_then(|a| matched_by(&pieces, a))) =>
        {
            return Truth::from(decided);
        }
        // What the input declares lives in an account of the customer's: its ARN is none of AWS's own.
        Comparable::Reference(..) if pattern.contains(":iam::aws:") => return Truth::False,
        // Nor is it the ARN of an account as a whole.
        Comparable::Reference(attribute, _)
            if pattern.contains(":root") && attribute.to_ascii_lowercase().ends_with("arn") =>
        {
            return Truth::False;
        }
        // Neither is a key or an alias that the input declares one of AWS's.
        Comparable::Reference(attribute, _)
            if pattern.contains("alias/aws/") && always_set(attribute) == Truth::True =>
        {
            return Truth::False;
        }
        Comparable::Reference(..) => return Truth::Unknown(Why::KnownAfterApply),
        Comparable::PartlyKnown(pieces, why) => {
            return world.automaton(pattern, |automaton| {
                automaton.and_then(|a| matched_by(&pieces, a)).map_or(Truth::Unknown(why), Truth::from)
            });
        }
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
