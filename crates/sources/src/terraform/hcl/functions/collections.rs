//! Maps and objects.

use super::{Args, Outcome, Stop, error, stop, text_of};
use crate::terraform::hcl::{
    access, convert, equality,
    types::{self, Type},
    unify,
    value::{Kind, Open, Rest, Shape, Val},
};
use std::collections::BTreeMap;

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    Some(match name {
        "keys" => keys(args),
        "values" => values(args),
        "lookup" => lookup(args),
        "map" => pairs(args),
        "merge" => merge(args.0),
        "matchkeys" => match_keys(args),
        "transpose" => transpose(args),
        "zipmap" => zip(args),
        _ => return None,
    })
}

fn open_of(rest: &Rest, value: &Val) -> Option<Open> {
    match rest {
        Rest::Closed => None,
        Rest::Open(open) => Some(open.clone()),
        _ => value.deep_unknown().map(Open::new),
    }
}

fn keys(args: Args<'_>) -> Outcome {
    let map = args.map(0)?;
    let open = open_of(&map.rest, args.get(0)?).map(|o| Open::new(o.unknown));
    let shape = if map.object { Shape::Tuple } else { Shape::List };
    let sensitive = args.get(0)?.sensitive;
    Ok(Val::open_sequence(shape, map.entries.keys().map(Val::text).collect(), open).sensitive_if(sensitive))
}

fn values(args: Args<'_>) -> Outcome {
    let map = args.map(0)?;
    let whole = args.get(0)?;
    let open = open_of(&map.rest, whole);
    let shape = if map.object { Shape::Tuple } else { Shape::List };
    Ok(Val::open_sequence(shape, map.entries.values().map(|v| v.clone().part_of(whole)).collect(), open))
}

fn lookup(args: Args<'_>) -> Outcome {
    let (map, key) = (args.map(0)?, args.text(1)?);
    let default = match args.0.get(2) {
        Some(default) if !map.object => Some(of_the_elements_type(args.get(0)?, default)?),
        other => other.cloned(),
    };
    match (map.entries.get(&*key), &map.rest, default) {
        (Some(found), ..) => Ok(found.clone().part_of(args.get(0)?)),
        (None, Rest::Closed, Some(default)) => Ok(default),
        (None, Rest::Closed, None) => error(format!("there is no key `{key}`, and no default is given")),
        (None, Rest::Resource(_), _) => {
            access::attribute(args.get(0)?, &key).map_err(|_| Stop::Error(format!("there is no key `{key}`")))
        }
        (None, ..) => Err(stop(args.get(0)?, "the key is not known")),
    }
}

/// A default in the type of the map's elements; a text is not taken for a number.
fn of_the_elements_type(map: &Val, default: &Val) -> Result<Val, Stop> {
    let Type::Map(element) = unify::type_of(map) else { return Ok(default.clone()) };
    let kind = unify::type_of(default);
    match (&*element, &kind) {
        (Type::Any, _) | (_, Type::Any) => Ok(default.clone()),
        (Type::Number | Type::Bool, Type::Text) => {
            error("the default must have the type of the map's elements")
        }
        (to, from) if unify::converts(from, to) => types::convert(default, to).map_err(Stop::Error),
        _ => error("the default must have the type of the map's elements"),
    }
}

/// `map("a", 1, "b", 2)`, of old configurations.
fn pairs(args: Args<'_>) -> Outcome {
    let mut entries = BTreeMap::new();
    for pair in args.0.chunks(2) {
        let [key, value] = pair else { return error("an even number of arguments is required") };
        entries.insert(text_of(key)?.to_string(), value.clone());
    }
    Ok(Val::map(entries))
}

/// Entries of later maps win. What an unknown map may hold makes the entries before it uncertain.
pub(in crate::terraform::hcl) fn merge(maps: &[Val]) -> Outcome {
    let mut entries: BTreeMap<String, Val> = BTreeMap::new();
    let mut open: Option<Open> = None;
    let mut object = false;
    for value in maps {
        let more = match (&value.kind, value.why_unknown()) {
            (Kind::Null, _) => continue,
            (Kind::Map(map), _) => open_of(&map.rest, value),
            (_, Some(unknown)) => Some(Open::new(unknown)),
            _ => return error(format!("a map is required, not a {}", value.type_name())),
        };
        if let Some(more) = more {
            for known in entries.values_mut() {
                *known = Val::unknown(more.unknown.clone()).or_at(known.span).sensitive_if(known.sensitive);
            }
            open = open.or(Some(Open::new(more.unknown)));
        }
        if let Kind::Map(map) = &value.kind {
            object |= map.object;
            entries.extend(map.entries.iter().map(|(k, v)| (k.clone(), v.clone().part_of(value))));
        }
    }
    Ok(Val::map_of(entries, object, open.map_or(Rest::Closed, Rest::Open)))
}

fn match_keys(args: Args<'_>) -> Outcome {
    let (values, keys, wanted) = (args.closed_list(0)?, args.closed_list(1)?, args.closed_list(2)?);
    if values.len() != keys.len() {
        return error("the lists of values and keys have different lengths");
    }
    let all = super::lists::alike(&keys.iter().chain(wanted).cloned().collect::<Vec<_>>())?;
    let (keys, wanted) = all.split_at_checked(keys.len()).unwrap_or((keys, wanted));
    super::lists::affordable(keys.len().saturating_mul(wanted.len()) / 40)?;
    let mut kept = Vec::new();
    for (value, key) in values.iter().zip(keys) {
        for candidate in wanted {
            match equality::equal(key, candidate) {
                Ok(true) => {
                    kept.push(value.clone());
                    break;
                }
                Ok(false) => {}
                Err(unknown) => return Err(Stop::Unknown(unknown)),
            }
        }
    }
    Ok(Val::list(kept))
}

fn transpose(args: Args<'_>) -> Outcome {
    let map = args.closed_map(0)?;
    let mut turned: BTreeMap<String, Vec<Val>> = BTreeMap::new();
    for (key, value) in &map.entries {
        let list =
            super::super::eval::items_of(value).ok_or_else(|| stop(value, "the values must be lists"))?;
        if let Some(unknown) = value.deep_unknown() {
            return Err(Stop::Unknown(unknown));
        }
        for item in list {
            turned.entry(text_of(&item)?.to_string()).or_default().push(Val::text(key));
        }
    }
    Ok(Val::map(turned.into_iter().map(|(key, items)| (key, Val::list(items))).collect()))
}

fn zip(args: Args<'_>) -> Outcome {
    let (keys, values) = (args.closed_list(0)?, args.closed_list(1)?);
    if keys.len() != values.len() {
        return error("the lists of keys and values have different lengths");
    }
    let mut entries = BTreeMap::new();
    for (key, value) in keys.iter().zip(values) {
        let key = convert::to_text(key).map_err(Stop::Error)?;
        entries.insert(text_of(&key)?.to_string(), value.clone());
    }
    Ok(Val::object(entries))
}
