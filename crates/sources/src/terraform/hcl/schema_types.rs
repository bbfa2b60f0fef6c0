//! Values in the types of the provider's schema: what a plan shows of what a configuration writes.

use super::{
    convert, equality,
    value::{Kind, Rest, Shape, Val},
};
use demarc_schema::{ProviderPlace, ProviderShape};
use std::collections::BTreeMap;

/// Levels of blocks that are followed.
const DEEPEST: usize = 64;

/// A value as the provider takes it; what does not fit stays as it is written.
pub(super) fn as_schema(value: &Val, place: ProviderPlace) -> Val {
    conform(value, place, 0)
}

fn conform(value: &Val, place: ProviderPlace, depth: usize) -> Val {
    if depth > DEEPEST {
        return value.clone();
    }
    let converted = match (place.shape(), &value.kind) {
        (ProviderShape::String, Kind::Bool(_) | Kind::Number(_)) => convert::to_text(value).ok(),
        (ProviderShape::Number, Kind::Text(_)) => convert::to_number(value).ok(),
        (ProviderShape::Bool, Kind::Text(_)) => convert::to_bool(value).ok(),
        (ProviderShape::List(inner), Kind::List(_)) => Some(elements(value, inner, Shape::List, depth)),
        (ProviderShape::Set(inner), Kind::List(_)) => {
            let list = elements(value, inner, Shape::List, depth);
            Some(set(&list))
        }
        (ProviderShape::Map(inner), Kind::Map(_)) => Some(entries(value, false, depth, |_| Some(inner))),
        (ProviderShape::Object, Kind::Map(_)) => {
            Some(entries(value, true, depth, |name| place.step(name).map(|(_, inner)| inner)))
        }
        // A block that stands once is an object, not a list of one.
        (ProviderShape::Object, Kind::List(list)) => match (list.items.as_slice(), &list.open) {
            ([only], None) => Some(conform(only, place, depth + 1)),
            _ => Some(elements(value, place, Shape::List, depth)),
        },
        _ => None,
    };
    converted.map_or_else(|| value.clone(), |v| v.or_where(value).sensitive_if(value.sensitive))
}

fn elements(value: &Val, inner: ProviderPlace, shape: Shape, depth: usize) -> Val {
    let Kind::List(list) = &value.kind else { return value.clone() };
    let items = list.items.iter().map(|item| conform(item, inner, depth + 1)).collect();
    Val::open_sequence(shape, items, list.open.clone())
}

/// Each element once. Scalars get the order of a set; blocks keep that in which they are written.
fn set(list: &Val) -> Val {
    let Kind::List(inner) = &list.kind else { return list.clone() };
    if inner.items.iter().all(|v| !matches!(v.kind, Kind::Map(_))) {
        // A set with an unknown element may turn out smaller, but is no list of unknown length in a plan.
        return match convert::to_set(list) {
            Ok(set) => with_openness(set, list),
            Err(_) => list.clone(),
        };
    }
    let mut kept: Vec<Val> = Vec::with_capacity(inner.items.len());
    let comparable = inner.items.len() <= 1_000;
    for item in &inner.items {
        let twin = comparable
            && item.deep_unknown().is_none()
            && kept.iter().any(|other| equality::equal(other, item) == Ok(true));
        if !twin {
            kept.push(item.clone());
        }
    }
    Val::open_sequence(Shape::Set, kept, inner.open.clone())
}

fn with_openness(set: Val, of: &Val) -> Val {
    match (&set.kind, &of.kind) {
        (Kind::List(a), Kind::List(b)) if b.open.is_none() && a.open.is_some() => {
            let kind = Val::open_sequence(Shape::Set, a.items.clone(), None).kind;
            Val { kind, ..set }
        }
        _ => set,
    }
}

fn entries(value: &Val, object: bool, depth: usize, place_of: impl Fn(&str) -> Option<ProviderPlace>) -> Val {
    let Kind::Map(map) = &value.kind else { return value.clone() };
    let entries: BTreeMap<String, Val> = map
        .entries
        .iter()
        .map(|(name, item)| {
            let item = match place_of(name) {
                Some(place) => conform(item, place, depth + 1),
                None => item.clone(),
            };
            (name.clone(), item)
        })
        .collect();
    let rest = match &map.rest {
        Rest::Closed => Rest::Closed,
        other => other.clone(),
    };
    Val::map_of(entries, object, rest)
}
