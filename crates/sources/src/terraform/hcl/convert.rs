//! Conversion between value types, as Terraform does it.

use super::{
    documents, equality,
    number::Number,
    types::{self, Type},
    unify,
    value::{Kind, Open, Part, Shape, Unknown, Val},
};
use demarc_model::Why;
use std::rc::Rc;

/// A text, if the value converts to one.
pub(super) fn to_text(value: &Val) -> Result<Val, String> {
    let text = match &value.kind {
        Kind::Bool(b) => b.to_string(),
        Kind::Number(n) if n.is_rounded() => {
            let unknown = Unknown::plain(Why::UnsupportedExpression);
            return Ok(Val { kind: Kind::Unknown(unknown), ..value.clone() }.hinted(&Type::Text));
        }
        Kind::Number(n) => n.to_text(),
        Kind::Null
        | Kind::Text(_)
        | Kind::Unknown(_)
        | Kind::Reference(_)
        | Kind::Holed(_)
        | Kind::Json(_) => return Ok(value.clone()),
        Kind::List(_) | Kind::Map(_) => {
            return Err(format!("a string is required, not a {}", value.type_name()));
        }
    };
    Ok(Val { kind: Kind::Text(Rc::from(text)), ..value.clone() })
}

/// What is not known yet may turn out not to convert: then it is no longer the value that it was.
pub(super) fn converted_later(value: &Val, to: &Type) -> Val {
    let certain = value.hint.as_ref().is_some_and(|hint| unify::same(hint, to));
    match value.why_unknown() {
        Some(unknown) if !certain => Val { kind: Kind::Unknown(unknown), ..value.clone() }.hinted(to),
        _ => value.clone(),
    }
}

/// A number, if the value converts to one.
pub(super) fn to_number(value: &Val) -> Result<Val, String> {
    match &value.kind {
        Kind::Null | Kind::Number(_) | Kind::Unknown(_) => Ok(value.clone()),
        Kind::Reference(_) | Kind::Holed(_) => Ok(converted_later(value, &Type::Number)),
        Kind::Text(text) => match Number::parse(text) {
            Some(number) => Ok(Val { kind: Kind::Number(number), ..value.clone() }),
            None => Err("a number is required".to_owned()),
        },
        _ => Err(format!("a number is required, not a {}", value.type_name())),
    }
}

/// A bool, if the value converts to one.
pub(super) fn to_bool(value: &Val) -> Result<Val, String> {
    match &value.kind {
        Kind::Null | Kind::Bool(_) | Kind::Unknown(_) => Ok(value.clone()),
        Kind::Reference(_) | Kind::Holed(_) => Ok(converted_later(value, &Type::Bool)),
        Kind::Text(text) => match &**text {
            "true" | "1" => Ok(Val { kind: Kind::Bool(true), ..value.clone() }),
            "false" | "0" => Ok(Val { kind: Kind::Bool(false), ..value.clone() }),
            _ => Err("a bool is required".to_owned()),
        },
        _ => Err(format!("a bool is required, not a {}", value.type_name())),
    }
}

/// Elements of one type: unlike objects become maps, and beside a text, numbers and bools become texts.
pub(super) fn unify(items: Vec<Val>) -> Result<Vec<Val>, String> {
    let sort = |value: &Val| match value.kind {
        Kind::Bool(_) => 1,
        Kind::Number(_) => 2,
        Kind::Text(_) | Kind::Holed(_) | Kind::Json(_) => 3,
        _ => 0,
    };
    // Most lists hold scalars of one type.
    let first = items.first().map_or(0, sort);
    if first > 0 && items.iter().all(|item| sort(item) == first) {
        return Ok(items);
    }
    let types: Vec<Type> = items.iter().map(unify::type_of).collect();
    if types.is_empty() {
        return Ok(items);
    }
    let Some(to) = unify::unify(&types) else {
        return Err("all elements must have one type".to_owned());
    };
    items
        .into_iter()
        .zip(types)
        .map(|(item, kind)| if unify::same(&kind, &to) { Ok(item) } else { types::convert(&item, &to) })
        .collect()
}

/// A set: each value once, in the order in which Terraform iterates over sets of texts and numbers.
pub(super) fn to_set(value: &Val) -> Result<Val, String> {
    let Kind::List(list) = &value.kind else {
        return match value.kind {
            Kind::Unknown(_) | Kind::Reference(_) | Kind::Null => Ok(value.clone()),
            _ => Err(format!("a set is required, not a {}", value.type_name())),
        };
    };
    let items = unify(list.items.clone())?;
    let mut open = list.open.clone();
    let mut keyed: Vec<(String, Val)> = Vec::with_capacity(items.len());
    for item in items {
        // Two values that are not known could be the same: then the set has fewer elements.
        if open.is_none()
            && list.items.len() > 1
            && let Some(unknown) = item.deep_unknown()
        {
            open = Some(Open::new(unknown));
        }
        keyed.push((sort_key(&item), item));
    }
    keyed.sort_by(order);
    keyed.dedup_by(|a, b| a.0 == b.0 && equality::equal(&a.1, &b.1) == Ok(true));
    let items = keyed.into_iter().map(|(_, v)| v).collect();
    Ok(Val { kind: Val::open_sequence(Shape::Set, items, open).kind, ..value.clone() })
}

fn order(a: &(String, Val), b: &(String, Val)) -> std::cmp::Ordering {
    match (&a.1.kind, &b.1.kind) {
        (Kind::Number(x), Kind::Number(y)) => x.cmp(y),
        _ => a.0.cmp(&b.0),
    }
}

fn sort_key(value: &Val) -> String {
    match &value.kind {
        Kind::Text(text) => text.to_string(),
        _ => documents::sketch(value),
    }
}

/// The text that a value contributes to a template.
pub(super) fn push_text(parts: &mut Vec<Part>, value: &Val) -> Result<(), String> {
    let mut push = |text: &str| match parts.last_mut() {
        Some(Part::Text(before)) => before.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    };
    match &value.kind {
        Kind::Text(text) => push(text),
        Kind::Bool(b) => push(&b.to_string()),
        Kind::Number(n) if n.is_rounded() => parts.push(Part::Hole(to_text(value)?)),
        Kind::Number(n) => push(&n.to_text()),
        Kind::Null => return Err("a null value cannot be part of a text".to_owned()),
        Kind::Holed(inner) => {
            for part in inner.iter() {
                match part {
                    Part::Text(text) => match parts.last_mut() {
                        Some(Part::Text(before)) => before.push_str(text),
                        _ => parts.push(Part::Text(text.clone())),
                    },
                    hole @ Part::Hole(_) => parts.push(hole.clone()),
                }
            }
        }
        Kind::Json(inner) => match documents::encode(inner) {
            Some(text) => push(&text),
            None => parts.push(Part::Hole(value.clone())),
        },
        Kind::Unknown(_) | Kind::Reference(_) => parts.push(Part::Hole(value.clone())),
        Kind::List(_) | Kind::Map(_) => {
            return Err(format!(
                "a {} cannot be part of a text; use `join` or `jsonencode`",
                value.type_name()
            ));
        }
    }
    Ok(())
}

/// The value of a text made of parts: known if no part is a hole.
pub(super) fn text_of(mut parts: Vec<Part>) -> Val {
    match (parts.pop(), parts.is_empty()) {
        (None, _) => Val::text(""),
        (Some(Part::Text(text)), true) => Val::text(text),
        (Some(last), _) => {
            parts.push(last);
            Val::new(Kind::Holed(Rc::new(parts)))
        }
    }
}
