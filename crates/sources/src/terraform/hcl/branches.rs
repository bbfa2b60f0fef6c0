//! What is certain of a value that is one of two.

use super::{
    equality,
    types::{self, Type},
    unify,
    value::{Kind, Open, Rest, Shape, Unknown, Val},
};
use demarc_model::Why;
use std::collections::BTreeMap;

const DEEPEST: usize = 16;

/// Two values that stand for one, in the one type that both convert to.
///
/// # Errors
/// If there is none.
pub(super) fn alike(a: Val, b: Val) -> Result<(Val, Val), String> {
    let (left, right) = (unify::type_of(&a), unify::type_of(&b));
    match (&left, &right) {
        _ if unify::same(&left, &right) => Ok((a, b)),
        (Type::Any, _) if a.is_null() => Ok((a.hinted(&right), b)),
        (_, Type::Any) if b.is_null() => Ok((a, b.hinted(&left))),
        (Type::Any, _) | (_, Type::Any) => Ok((a, b)),
        _ => match unify::unify(&[left.clone(), right.clone()]) {
            None => Err(format!("both results must have one type, not {} and {}", left.name(), right.name())),
            Some(Type::Any) => Ok((a, b)),
            Some(to) => Ok((types::convert(&a, &to)?, types::convert(&b, &to).unwrap_or(b))),
        },
    }
}

/// The value that is `a` or `b`, nobody knows which: where both agree it is known.
pub(super) fn either(a: &Val, b: &Val, unknown: &Unknown, depth: usize) -> Val {
    let sensitive = a.sensitive || b.sensitive;
    if depth < DEEPEST && equality::equal(a, b) == Ok(true) {
        return a.clone().sensitive_if(sensitive);
    }
    let value = match (&a.kind, &b.kind) {
        _ if depth >= DEEPEST => Val::unknown(unknown.clone()),
        (Kind::Map(x), Kind::Map(y)) => {
            let mut entries = BTreeMap::new();
            for (key, value) in &x.entries {
                if let Some(other) = y.entries.get(key) {
                    entries.insert(key.clone(), either(value, other, unknown, depth + 1));
                }
            }
            let same_keys = x.entries.keys().eq(y.entries.keys());
            let closed = matches!((&x.rest, &y.rest), (Rest::Closed, Rest::Closed));
            let rest =
                if same_keys && closed { Rest::Closed } else { Rest::Open(Open::new(unknown.clone())) };
            Val::map_of(entries, x.object && y.object, rest)
        }
        (Kind::List(x), Kind::List(y)) => {
            let shape = if x.shape == y.shape { x.shape } else { Shape::List };
            let ordered = shape != Shape::Set && x.open.is_none() && y.open.is_none();
            if ordered && x.items.len() == y.items.len() {
                let items = x.items.iter().zip(&y.items).map(|(a, b)| either(a, b, unknown, depth + 1));
                Val::sequence(shape, items.collect())
            } else if x.items.len().saturating_mul(y.items.len()) > 10_000 {
                Val::unknown(unknown.clone())
            } else {
                let in_both =
                    |item: &&Val| y.items.iter().any(|other| equality::equal(item, other) == Ok(true));
                let items = x.items.iter().filter(in_both).cloned().collect();
                Val::open_sequence(shape, items, Some(Open::new(unknown.clone())))
            }
        }
        (Kind::Json(x, style), Kind::Json(y, other)) if style == other => {
            let both = either(x, y, unknown, depth + 1);
            return super::documents::json_as(&both, *style).sensitive_if(sensitive);
        }
        _ => Val::unknown(unknown.clone()),
    };
    let kind = unify::type_of(a);
    let value = if unify::same(&kind, &unify::type_of(b)) { value.hinted(&kind) } else { value };
    value.sensitive_if(sensitive)
}

/// Two declarations of one resource: what they agree on.
pub(super) fn conflicting(a: &Val, b: &Val) -> Val {
    let unknown = Unknown::plain(Why::ConflictingDefinitions);
    let (Kind::Map(x), Kind::Map(y)) = (&a.kind, &b.kind) else { return either(a, b, &unknown, 0) };
    let mut entries = BTreeMap::new();
    for name in x.entries.keys().chain(y.entries.keys()) {
        let value = match (x.entries.get(name), y.entries.get(name)) {
            (Some(one), Some(other)) => either(one, other, &unknown, 0).or_at(one.span),
            (one, other) => {
                let span = one.or(other).and_then(|v| v.span);
                Val::unknown(unknown.clone()).or_at(span)
            }
        };
        entries.insert(name.clone(), value);
    }
    Val { kind: Val::map_of(entries, true, x.rest.clone()).kind, ..a.clone() }
}
