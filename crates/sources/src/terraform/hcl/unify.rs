//! Types of values, and the one type that several values are brought to.
//!
//! Terraform's conversion rules: what the branches of a conditional, the elements of a list and the arguments of some
//! functions become so that all have one type. Unlike objects become maps, unlike tuples lists, numbers and bools
//! beside texts become texts.

use super::{
    types::{Field, Type},
    value::{Kind, Rest, Shape, Val},
};
use std::{collections::BTreeMap, rc::Rc};

/// The type of a value; of what is not known, as far as it is.
pub(super) fn type_of(value: &Val) -> Type {
    let hinted = || value.hint.clone().unwrap_or(Type::Any);
    match &value.kind {
        Kind::Null | Kind::Unknown(_) | Kind::Reference(_) => hinted(),
        Kind::Bool(_) => Type::Bool,
        Kind::Number(_) => Type::Number,
        Kind::Text(_) | Kind::Holed(_) | Kind::Json(_) => Type::Text,
        Kind::List(list) => match list.shape {
            Shape::Tuple if list.open.is_some() => Type::Any,
            Shape::Tuple => Type::Tuple(Rc::new(list.items.iter().map(type_of).collect())),
            shape => {
                let element = match (&value.hint, shape) {
                    (Some(Type::List(element)), Shape::List) | (Some(Type::Set(element)), Shape::Set) => {
                        element.clone()
                    }
                    _ => Rc::new(first_known(list.items.iter())),
                };
                if shape == Shape::Set { Type::Set(element) } else { Type::List(element) }
            }
        },
        Kind::Map(map) if map.object => match &map.rest {
            Rest::Closed => Type::Object(Rc::new(
                map.entries.iter().map(|(name, item)| (name.clone(), Field::of(type_of(item)))).collect(),
            )),
            _ => Type::Any,
        },
        Kind::Map(map) => match &value.hint {
            Some(hint @ Type::Map(_)) => hint.clone(),
            _ => Type::Map(Rc::new(first_known(map.entries.values()))),
        },
    }
}

/// The elements of a collection have one type; that of one that shows it is the type of all.
fn first_known<'v>(values: impl Iterator<Item = &'v Val>) -> Type {
    values.map(type_of).find(|t| !matches!(t, Type::Any)).unwrap_or(Type::Any)
}

/// Whether two types are the same.
pub(super) fn same(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Any, Type::Any)
        | (Type::Text, Type::Text)
        | (Type::Number, Type::Number)
        | (Type::Bool, Type::Bool) => true,
        (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) | (Type::Map(a), Type::Map(b)) => {
            same(a, b)
        }
        (Type::Object(a), Type::Object(b)) => {
            a.len() == b.len()
                && a.iter().zip(b.iter()).all(|((x, a), (y, b))| x == y && same(&a.kind, &b.kind))
        }
        (Type::Tuple(a), Type::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        _ => false,
    }
}

/// How many of the types are of which sort.
#[derive(Default)]
struct Census {
    any: usize,
    maps: usize,
    lists: usize,
    sets: usize,
    objects: usize,
    tuples: usize,
}

/// The type that values of all these types are converted to; none if there is none.
pub(super) fn unify(types: &[Type]) -> Option<Type> {
    let first = types.first()?;
    if types.iter().all(|t| same(t, first)) {
        return Some(first.clone());
    }
    let mut census = Census::default();
    for kind in types {
        *match kind {
            Type::Any => &mut census.any,
            Type::Map(_) => &mut census.maps,
            Type::List(_) => &mut census.lists,
            Type::Set(_) => &mut census.sets,
            Type::Object(_) => &mut census.objects,
            Type::Tuple(_) => &mut census.tuples,
            _ => continue,
        } += 1;
    }
    let Census { any, maps, lists, sets, objects, tuples } = census;
    let all = types.len();
    let only = |count: usize| count > 0 && count + any == all;
    if maps > 0 && maps + objects + any == all {
        return if any > 0 { Some(Type::Any) } else { Some(Type::Map(Rc::new(within(types)?))) };
    }
    if lists > 0 && lists + tuples + any == all {
        return if any > 0 { Some(Type::Any) } else { Some(Type::List(Rc::new(within(types)?))) };
    }
    if only(sets) {
        return if any > 0 { Some(Type::Any) } else { Some(Type::Set(Rc::new(within(types)?))) };
    }
    if only(objects) {
        return if any > 0 { Some(Type::Any) } else { unify_objects(types) };
    }
    if only(tuples) {
        return if any > 0 { Some(Type::Any) } else { unify_tuples(types) };
    }
    if objects > 0 && tuples > 0 {
        return None;
    }
    // A text takes every scalar; a collection is preferred to what is written in brackets or braces.
    let mut wanted: Vec<&Type> = types.iter().filter(|t| !matches!(t, Type::Any)).collect();
    wanted.sort_by_key(|kind| match kind {
        Type::Text => 0,
        Type::List(_) | Type::Map(_) => 1,
        Type::Set(_) => 2,
        _ => 3,
    });
    wanted.into_iter().find(|wanted| types.iter().all(|t| converts(t, wanted))).cloned()
}

/// One type for all that the types hold.
fn within(types: &[Type]) -> Option<Type> {
    let mut inner = Vec::new();
    for kind in types {
        match kind {
            Type::List(element) | Type::Set(element) | Type::Map(element) => inner.push(Type::clone(element)),
            Type::Object(fields) => inner.extend(fields.values().map(|f| f.kind.clone())),
            Type::Tuple(types) => inner.extend(types.iter().cloned()),
            _ => {}
        }
    }
    // What is empty shows no type; beside others it has none to differ in.
    if inner.iter().any(|t| !matches!(t, Type::Any)) {
        inner.retain(|t| !matches!(t, Type::Any));
    }
    if inner.is_empty() { Some(Type::Any) } else { unify(&inner) }
}

fn unify_objects(types: &[Type]) -> Option<Type> {
    let objects: Vec<&Rc<BTreeMap<String, Field>>> =
        types.iter().filter_map(|t| if let Type::Object(fields) = t { Some(fields) } else { None }).collect();
    let first = objects.first()?;
    if objects.iter().any(|o| !o.keys().eq(first.keys())) {
        return Some(Type::Map(Rc::new(within(types)?)));
    }
    let mut fields = BTreeMap::new();
    for name in first.keys() {
        let across: Vec<Type> = objects.iter().filter_map(|o| o.get(name)).map(|f| f.kind.clone()).collect();
        fields.insert(name.clone(), Field::of(unify(&across)?));
    }
    Some(Type::Object(Rc::new(fields)))
}

fn unify_tuples(types: &[Type]) -> Option<Type> {
    let tuples: Vec<&Rc<Vec<Type>>> =
        types.iter().filter_map(|t| if let Type::Tuple(types) = t { Some(types) } else { None }).collect();
    let length = tuples.first()?.len();
    if tuples.iter().any(|t| t.len() != length) {
        return Some(Type::List(Rc::new(within(types)?)));
    }
    let mut columns = Vec::with_capacity(length);
    for at in 0..length {
        let across: Vec<Type> = tuples.iter().filter_map(|t| t.get(at)).cloned().collect();
        columns.push(unify(&across)?);
    }
    Some(Type::Tuple(Rc::new(columns)))
}

/// Whether values of one type may convert to the other; a text may still turn out not to be a number.
pub(super) fn converts(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Any, _) | (_, Type::Any) => true,
        (Type::Text | Type::Number | Type::Bool, Type::Text)
        | (Type::Text | Type::Number, Type::Number)
        | (Type::Text | Type::Bool, Type::Bool) => true,
        (Type::List(from) | Type::Set(from), Type::List(to) | Type::Set(to))
        | (Type::Map(from), Type::Map(to)) => converts(from, to),
        (Type::Tuple(from), Type::List(to) | Type::Set(to)) => {
            from.iter().all(|t| converts(t, to))
                && (!matches!(**to, Type::Any) || from.is_empty() || unify(from).is_some())
        }
        (Type::Object(from), Type::Map(to)) => {
            let types: Vec<Type> = from.values().map(|f| f.kind.clone()).collect();
            types.iter().all(|t| converts(t, to))
                && (!matches!(**to, Type::Any) || types.is_empty() || unify(&types).is_some())
        }
        (Type::Tuple(from), Type::Tuple(to)) => {
            from.len() == to.len() && from.iter().zip(to.iter()).all(|(a, b)| converts(a, b))
        }
        (Type::Map(from), Type::Object(to)) => to.values().all(|f| converts(from, &f.kind)),
        (Type::Object(from), Type::Object(to)) => to.iter().all(|(name, field)| match from.get(name) {
            Some(given) => converts(&given.kind, &field.kind),
            None => field.optional,
        }),
        _ => false,
    }
}
