//! Attributes, indexes and elements of values.

use super::{
    types::Type,
    value::{Kind, Open, Reference, Rest, Unknown, Val},
};
use demarc_schema::ProviderKind;
use std::rc::Rc;

/// What a key is looked up with.
#[derive(Debug, Clone)]
pub(super) enum Key {
    Name(Rc<str>),
    Position(i64),
}

impl Key {
    /// The value as a key: a text or a whole number.
    pub(super) fn of(value: &Val) -> Result<Self, Miss> {
        match &value.kind {
            Kind::Text(text) => Ok(Self::Name(text.clone())),
            Kind::Number(number) => number
                .to_i64()
                .map(Self::Position)
                .ok_or_else(|| Miss::Error("a whole number is required".into())),
            Kind::Bool(b) => Ok(Self::Name(Rc::from(b.to_string()))),
            _ => match value.deep_unknown() {
                Some(unknown) => Err(Miss::Unknown(unknown)),
                None => Err(Miss::Error(format!("a {} cannot be an index", value.type_name()))),
            },
        }
    }

    fn bracket(&self) -> String {
        match self {
            Self::Name(name) => format!("[\"{name}\"]"),
            Self::Position(at) => format!("[{at}]"),
        }
    }
}

/// Why there is no value.
#[derive(Debug, Clone)]
pub(super) enum Miss {
    Unknown(Unknown),
    /// There would be one if the collection has as many elements.
    Assumed(Val),
    Error(String),
}

/// A computed attribute within another; of a scalar the provider's schema shows the type.
fn refer_deeper(reference: &Reference, step: &str) -> Val {
    let indexing = step.starts_with('[');
    let path = if reference.path.is_empty() || indexing {
        format!("{}{step}", reference.path)
    } else {
        format!("{}.{step}", reference.path)
    };
    let mut place = reference.place;
    let mut kind = Type::Any;
    if !indexing {
        let found = reference.place.and_then(|place| place.step(step));
        place = found.map(|(_, inner)| inner);
        kind = match found.map(|(attribute, _)| attribute.kind) {
            Some(ProviderKind::String) => Type::Text,
            Some(ProviderKind::Number) => Type::Number,
            Some(ProviderKind::Bool) => Type::Bool,
            _ => Type::Any,
        };
    }
    let reference = Reference { target: reference.target.clone(), path: Rc::from(path), place };
    Val::new(Kind::Reference(Rc::new(reference))).hinted(&kind)
}

fn refer(unknown: &Unknown, step: &str) -> Unknown {
    let refers = unknown.refers.as_ref().map(|r| {
        let dot = if step.starts_with('[') { "" } else { "." };
        Rc::from(format!("{r}{dot}{step}"))
    });
    Unknown { why: unknown.why, refers }
}

/// The type of a part of something that is not known; an error where its type has no such part.
fn part_type(value: &Val, key: &Key) -> Result<Type, Miss> {
    let position = match key {
        Key::Position(at) => Some(*at),
        Key::Name(name) => name.parse().ok(),
    };
    let missing = |what: &str| Miss::Error(format!("{what} has no attribute or element {}", key.bracket()));
    match (&value.hint, key) {
        (None | Some(Type::Any), _) => Ok(Type::Any),
        (Some(Type::Map(element)), _) => Ok(Type::clone(element)),
        (Some(Type::List(element)), _) if position.is_some() => Ok(Type::clone(element)),
        (Some(Type::Tuple(types)), _) if position.is_some() => {
            let found = position.and_then(|at| usize::try_from(at).ok()).and_then(|at| types.get(at));
            found.cloned().ok_or_else(|| missing("the tuple"))
        }
        (Some(Type::Object(fields)), Key::Name(name)) => {
            fields.get(&**name).map(|f| f.kind.clone()).ok_or_else(|| missing("the object"))
        }
        (Some(other), _) => Err(missing(other.name())),
    }
}

/// An attribute of an object, map, resource or computed value.
pub(super) fn attribute(value: &Val, name: &str) -> Result<Val, Miss> {
    let found = match &value.kind {
        Kind::Map(map) => match (map.entries.get(name), &map.rest) {
            (Some(found), _) => found.clone(),
            (None, Rest::Closed) => {
                return Err(Miss::Error(format!("there is no attribute `{name}`")));
            }
            (None, Rest::Open(open)) => return opened(open).map(|v| v.part_of(value)),
            (None, Rest::Resource(reference)) => refer_deeper(reference, name),
            (None, Rest::Data(unknown)) => Val::unknown(refer(unknown, name)),
        },
        Kind::Reference(_) | Kind::Unknown(_) => {
            let kind = part_type(value, &Key::Name(Rc::from(name)))?;
            match &value.kind {
                Kind::Unknown(unknown) => Val::unknown(refer(unknown, name)).hinted(&kind),
                Kind::Reference(reference) => refer_deeper(reference, name).hinted(&kind),
                _ => value.clone(),
            }
        }
        Kind::Null => return Err(Miss::Error(format!("the value is null, so it has no attribute `{name}`"))),
        Kind::Holed(_) | Kind::Json(..) => {
            return Err(Miss::Error(format!("a string has no attribute `{name}`")));
        }
        _ => return Err(Miss::Error(format!("a {} has no attribute `{name}`", value.type_name()))),
    };
    Ok(found.part_of(value))
}

fn opened(open: &Open) -> Result<Val, Miss> {
    match &open.element {
        Some(element) => Err(Miss::Assumed(element.clone())),
        None => Err(Miss::Unknown(open.unknown.clone())),
    }
}

/// An element of a list or map.
pub(super) fn index(value: &Val, key: &Key) -> Result<Val, Miss> {
    let found = match (&value.kind, key) {
        (Kind::Map(_), Key::Name(name)) => return attribute(value, name),
        (Kind::Map(_), Key::Position(at)) => return attribute(value, &at.to_string()),
        (Kind::List(list), _) => {
            if list.shape == super::value::Shape::Set {
                return Err(Miss::Error("a set has no index; convert it with `tolist`".into()));
            }
            let at = match key {
                Key::Position(at) => *at,
                Key::Name(name) => {
                    name.parse().map_err(|_| Miss::Error(format!("a list has no element `{name}`")))?
                }
            };
            if let Some(open) = &list.open {
                return match (&open.element, list.items.is_empty()) {
                    (Some(element), true) => Err(Miss::Assumed(element.clone())),
                    _ => Err(Miss::Unknown(open.unknown.clone())),
                };
            }
            let found = usize::try_from(at).ok().and_then(|at| list.items.get(at));
            found.cloned().ok_or_else(|| {
                Miss::Error(format!("there is no element {at}: the list has {} elements", list.items.len()))
            })?
        }
        // A whole resource of which not even the number is known: any of its instances.
        (Kind::Reference(reference), _) if reference.path.is_empty() => value.clone(),
        (Kind::Reference(reference), _) => {
            let kind = part_type(value, key)?;
            refer_deeper(reference, &key.bracket()).hinted(&kind)
        }
        (Kind::Unknown(unknown), _) => {
            let kind = part_type(value, key)?;
            Val::unknown(refer(unknown, &key.bracket())).hinted(&kind)
        }
        (Kind::Null, _) => return Err(Miss::Error("the value is null, so it has no elements".into())),
        _ => return Err(Miss::Error(format!("a {} has no elements", value.type_name()))),
    };
    Ok(found.part_of(value))
}
