//! Type constraints and conversion to them.

use super::{
    convert,
    syntax::{Expr, ExprKind, ObjectKey},
    unify,
    value::{Kind, ListValue, MapValue, Open, Rest, Shape, Val},
};
use std::{collections::BTreeMap, rc::Rc};

/// A type constraint.
#[derive(Debug, Clone)]
pub(super) enum Type {
    Any,
    Text,
    Number,
    Bool,
    List(Rc<Type>),
    Set(Rc<Type>),
    Map(Rc<Type>),
    Object(Rc<BTreeMap<String, Field>>),
    Tuple(Rc<Vec<Type>>),
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
                    "list" => Some(Self::List(Rc::new(Self::parse(argument)?))),
                    "set" => Some(Self::Set(Rc::new(Self::parse(argument)?))),
                    "map" => Some(Self::Map(Rc::new(Self::parse(argument)?))),
                    "tuple" => match &argument.kind {
                        ExprKind::Tuple(items) => {
                            Some(Self::Tuple(Rc::new(items.iter().map(Self::parse).collect::<Option<_>>()?)))
                        }
                        _ => None,
                    },
                    "object" => match &argument.kind {
                        ExprKind::Object(items) => Some(Self::Object(Rc::new(
                            items
                                .iter()
                                .map(|(key, value)| Some((field_name(key)?, Field::parse(value)?)))
                                .collect::<Option<_>>()?,
                        ))),
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
            "list" => Self::List(Rc::new(Self::Any)),
            "set" => Self::Set(Rc::new(Self::Any)),
            "map" => Self::Map(Rc::new(Self::Any)),
            _ => return None,
        })
    }

    /// In words, for messages.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Bool => "a bool",
            Self::List(_) => "a list",
            Self::Set(_) => "a set",
            Self::Map(_) => "a map",
            Self::Object(_) => "an object",
            Self::Tuple(_) => "a tuple",
        }
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
    /// An attribute that every value of the type has.
    pub(super) fn of(kind: Type) -> Self {
        Self { kind, optional: false, default: None }
    }

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

/// Evaluates the default of an optional attribute.
pub(super) type Constant<'c> = &'c mut dyn FnMut(&Expr) -> Val;

/// Converts a value to a type that has no defaults.
///
/// # Errors
/// A sentence that says what does not fit.
pub(super) fn convert(value: &Val, to: &Type) -> Result<Val, String> {
    conform(value.clone(), to, &mut |_| Val::null())
}

/// Converts a value; `constant` evaluates the default of an optional attribute.
///
/// # Errors
/// A sentence that says what does not fit.
pub(super) fn conform(value: Val, to: &Type, constant: Constant<'_>) -> Result<Val, String> {
    if matches!(to, Type::Any) {
        return Ok(value);
    }
    if value.is_null() || value.why_unknown().is_some() && !matches!(value.kind, Kind::Holed(_)) {
        // Of what is not known the type may be: then it must convert.
        if let Some(hint) = &value.hint
            && !unify::converts(hint, to)
        {
            return Err(format!("{} is required, not {}", to.name(), hint.name()));
        }
        return Ok(match to {
            Type::Text => value.hinted(to),
            _ if value.is_null() => value.hinted(to),
            _ => convert::converted_later(&value, to).hinted(to),
        });
    }
    let (span, way, sensitive) = (value.span, value.way.clone(), value.sensitive);
    let converted = match to {
        Type::Any => value,
        Type::Text => convert::to_text(&value)?,
        Type::Number => convert::to_number(&value)?,
        Type::Bool => convert::to_bool(&value)?,
        Type::List(element) => elements(&value, element, Shape::List, constant)?,
        Type::Set(element) => {
            let list = elements(&value, element, Shape::List, constant)?;
            convert::to_set(&list)?.hinted(to)
        }
        Type::Map(element) => entries(&value, element, constant)?,
        Type::Object(fields) => object(&value, fields, constant)?,
        Type::Tuple(types) => {
            let Kind::List(list) = &value.kind else {
                return Err(format!("a tuple is required, not a {}", value.type_name()));
            };
            if list.shape != Shape::Tuple {
                return Err(format!("a tuple is required, not a {}", value.type_name()));
            }
            if list.open.is_none() && list.items.len() != types.len() {
                return Err(format!(
                    "a tuple of {} elements is required, not of {}",
                    types.len(),
                    list.items.len()
                ));
            }
            let mut items = Vec::with_capacity(types.len());
            for (item, kind) in list.items.iter().zip(types.iter()) {
                items.push(conform(item.clone(), kind, constant)?);
            }
            Val::open_sequence(Shape::Tuple, items, list.open.clone())
        }
    };
    let converted = match converted.span {
        None => Val { span, way, ..converted },
        Some(_) => converted,
    };
    Ok(converted.sensitive_if(sensitive))
}

fn elements(value: &Val, element: &Rc<Type>, shape: Shape, constant: Constant<'_>) -> Result<Val, String> {
    let Kind::List(list) = &value.kind else {
        return Err(format!("a list is required, not a {}", value.type_name()));
    };
    let ListValue { items, open, .. } = &**list;
    let element = match &**element {
        Type::Any => Rc::new(one_type(items)?),
        _ => Rc::clone(element),
    };
    let mut converted = Vec::with_capacity(items.len());
    for item in items {
        converted.push(conform(item.clone(), &element, constant)?);
    }
    let open = open.as_ref().map(|o| Open {
        unknown: o.unknown.clone(),
        element: o.element.clone().and_then(|e| conform(e, &element, constant).ok()),
    });
    Ok(Val::open_sequence(shape, converted, open).hinted(&Type::List(element)))
}

/// The one type of the elements of a collection.
fn one_type<'v>(items: impl IntoIterator<Item = &'v Val>) -> Result<Type, String> {
    let types: Vec<Type> = items.into_iter().map(unify::type_of).collect();
    if types.is_empty() {
        return Ok(Type::Any);
    }
    unify::unify(&types).ok_or_else(|| "the elements must all have one type".to_owned())
}

fn entries(value: &Val, element: &Rc<Type>, constant: Constant<'_>) -> Result<Val, String> {
    let Kind::Map(map) = &value.kind else {
        return Err(format!("a map is required, not a {}", value.type_name()));
    };
    let element = match &**element {
        Type::Any => Rc::new(one_type(map.entries.values())?),
        _ => Rc::clone(element),
    };
    let mut converted = BTreeMap::new();
    for (key, item) in &map.entries {
        converted.insert(key.clone(), conform(item.clone(), &element, constant)?);
    }
    Ok(Val::map_of(converted, false, map.rest.clone()).hinted(&Type::Map(element)))
}

fn object(value: &Val, fields: &BTreeMap<String, Field>, constant: Constant<'_>) -> Result<Val, String> {
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
                None => Val::null().hinted(&field.kind),
            },
        };
        converted.insert(name.clone(), item);
    }
    Ok(Val::map_of(converted, true, Rest::Closed))
}
