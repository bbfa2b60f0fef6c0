//! Type constraints and conversion to them.

use super::{
    convert,
    syntax::{Expr, ExprKind, ObjectKey},
    value::{Kind, ListValue, MapValue, Open, Rest, Shape, Val},
};
use std::collections::BTreeMap;

/// A type constraint.
#[derive(Debug, Clone)]
pub(super) enum Type {
    Any,
    Text,
    Number,
    Bool,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Object(BTreeMap<String, Field>),
    Tuple(Vec<Type>),
}

/// An attribute of an object type.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub kind: Type,
    pub optional: bool,
    pub default: Option<Expr>,
}

impl Type {
    /// The type that an expression names; None if it names none.
    pub(super) fn parse(expr: &Expr) -> Option<Self> {
        match &expr.kind {
            ExprKind::Parenthesis(inner) => Self::parse(inner),
            ExprKind::Variable(name) => Self::named(name),
            // Before 0.12 the type was a string: `type = "list"`.
            ExprKind::Text(name) => Self::named(name),
            ExprKind::Call { name, arguments, .. } => {
                let argument = arguments.first()?;
                match name.as_str() {
                    "list" => Some(Self::List(Box::new(Self::parse(argument)?))),
                    "set" => Some(Self::Set(Box::new(Self::parse(argument)?))),
                    "map" => Some(Self::Map(Box::new(Self::parse(argument)?))),
                    "tuple" => match &argument.kind {
                        ExprKind::Tuple(items) => {
                            Some(Self::Tuple(items.iter().map(Self::parse).collect::<Option<_>>()?))
                        }
                        _ => None,
                    },
                    "object" => match &argument.kind {
                        ExprKind::Object(items) => Some(Self::Object(
                            items
                                .iter()
                                .map(|(key, value)| Some((field_name(key)?, Field::parse(value)?)))
                                .collect::<Option<_>>()?,
                        )),
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "any" => Self::Any,
            "string" => Self::Text,
            "number" => Self::Number,
            "bool" => Self::Bool,
            "list" => Self::List(Box::new(Self::Any)),
            "set" => Self::Set(Box::new(Self::Any)),
            "map" => Self::Map(Box::new(Self::Any)),
            _ => return None,
        })
    }

    pub(super) fn is_primitive(&self) -> bool {
        matches!(self, Self::Text | Self::Number | Self::Bool)
    }
}

fn field_name(key: &ObjectKey) -> Option<String> {
    match key {
        ObjectKey::Name(name) => Some(name.clone()),
        ObjectKey::Computed(expr) => expr.literal_text().map(str::to_owned),
    }
}

impl Field {
    fn parse(expr: &Expr) -> Option<Self> {
        match &expr.kind {
            ExprKind::Call { name, arguments, .. } if name == "optional" => Some(Self {
                kind: Type::parse(arguments.first()?)?,
                optional: true,
                default: arguments.get(1).cloned(),
            }),
            _ => Some(Self { kind: Type::parse(expr)?, optional: false, default: None }),
        }
    }
}

/// Converts a value; `constant` evaluates the default of an optional attribute.
///
/// # Errors
/// A sentence that says what does not fit.
pub(super) fn conform(value: Val, to: &Type, constant: &mut dyn FnMut(&Expr) -> Val) -> Result<Val, String> {
    if matches!(to, Type::Any) || value.is_null() {
        return Ok(value);
    }
    if value.why_unknown().is_some() && !matches!(value.kind, Kind::Holed(_)) {
        return Ok(value);
    }
    let (span, sensitive) = (value.span, value.sensitive);
    let converted = match to {
        Type::Any => value,
        Type::Text => convert::to_text(&value)?,
        Type::Number => convert::to_number(&value)?,
        Type::Bool => convert::to_bool(&value)?,
        Type::List(element) => elements(&value, element, Shape::List, constant)?,
        Type::Set(element) => {
            let list = elements(&value, element, Shape::List, constant)?;
            convert::to_set(&list)?
        }
        Type::Map(element) => entries(&value, element, constant)?,
        Type::Object(fields) => object(&value, fields, constant)?,
        Type::Tuple(types) => {
            let Kind::List(list) = &value.kind else {
                return Err(format!("a tuple is required, not a {}", value.type_name()));
            };
            if list.open.is_none() && list.items.len() != types.len() {
                return Err(format!(
                    "a tuple of {} elements is required, not of {}",
                    types.len(),
                    list.items.len()
                ));
            }
            let mut items = Vec::with_capacity(types.len());
            for (item, kind) in list.items.iter().zip(types) {
                items.push(conform(item.clone(), kind, constant)?);
            }
            Val::open_sequence(Shape::Tuple, items, list.open.clone())
        }
    };
    Ok(converted.or_at(span).sensitive_if(sensitive))
}

fn elements(
    value: &Val,
    element: &Type,
    shape: Shape,
    constant: &mut dyn FnMut(&Expr) -> Val,
) -> Result<Val, String> {
    let Kind::List(list) = &value.kind else {
        return Err(format!("a list is required, not a {}", value.type_name()));
    };
    let ListValue { items, open, .. } = &**list;
    let mut converted = Vec::with_capacity(items.len());
    for item in items {
        converted.push(conform(item.clone(), element, constant)?);
    }
    if matches!(element, Type::Any) {
        converted = convert::unify(converted)?;
    }
    let open = open.as_ref().map(|o| Open {
        unknown: o.unknown.clone(),
        element: o.element.clone().and_then(|e| conform(e, element, constant).ok()),
    });
    Ok(Val::open_sequence(shape, converted, open))
}

fn entries(value: &Val, element: &Type, constant: &mut dyn FnMut(&Expr) -> Val) -> Result<Val, String> {
    let Kind::Map(map) = &value.kind else {
        return Err(format!("a map is required, not a {}", value.type_name()));
    };
    let mut converted = BTreeMap::new();
    for (key, item) in &map.entries {
        converted.insert(key.clone(), conform(item.clone(), element, constant)?);
    }
    if matches!(element, Type::Any) {
        let (keys, values): (Vec<_>, Vec<_>) = converted.into_iter().unzip();
        converted = keys.into_iter().zip(convert::unify(values)?).collect();
    }
    Ok(Val::map_of(converted, false, map.rest.clone()))
}

fn object(
    value: &Val,
    fields: &BTreeMap<String, Field>,
    constant: &mut dyn FnMut(&Expr) -> Val,
) -> Result<Val, String> {
    let Kind::Map(map) = &value.kind else {
        return Err(format!("an object is required, not a {}", value.type_name()));
    };
    let MapValue { entries, rest, .. } = &**map;
    let mut converted = BTreeMap::new();
    for (name, field) in fields {
        let given = match (entries.get(name), rest) {
            (Some(given), _) => Some(given.clone()),
            (None, Rest::Closed) => None,
            (None, Rest::Open(open)) => Some(Val::unknown(open.unknown.clone())),
            (None, Rest::Resource(_) | Rest::Data(_)) => super::access::attribute(value, name).ok(),
        };
        let item = match given {
            Some(item) if !item.is_null() || field.default.is_none() => {
                conform(item, &field.kind, constant).map_err(|e| format!("attribute `{name}`: {e}"))?
            }
            None if !field.optional => return Err(format!("attribute `{name}` is required")),
            _ => match &field.default {
                Some(default) => conform(constant(default), &field.kind, constant)?,
                None => Val::null(),
            },
        };
        converted.insert(name.clone(), item);
    }
    Ok(Val::map_of(converted, true, Rest::Closed))
}
