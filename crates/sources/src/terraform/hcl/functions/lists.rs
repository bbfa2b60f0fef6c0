//! Lists.

use super::{Args, Outcome, Stop, error, stop, text_of};
use crate::terraform::hcl::{
    convert, equality,
    number::Number,
    value::{Kind, ListValue, Open, Shape, Unknown, Val},
};

use unicode_segmentation::UnicodeSegmentation as _;

/// Elements that a list made from nothing may have.
const LONGEST: usize = 100_000;
/// Comparisons that one call may take.
const MOST_COMPARISONS: usize = 4_000_000;

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    Some(match name {
        "alltrue" => truth(args, false),
        "anytrue" => truth(args, true),
        "chunklist" => chunks(args),
        "coalesce" => coalesce(args),
        "coalescelist" => coalesce_list(args),
        "compact" => compact(args),
        "concat" => concat(args),
        "contains" => contains(args),
        "distinct" => distinct(args),
        "element" => element(args),
        "flatten" => flatten(args),
        "index" => index(args),
        "length" => length(args),
        "list" => alike(args.0).map(Val::list),
        "one" => one(args),
        "range" => range(args),
        "reverse" => reverse(args),
        "slice" => slice(args),
        "sort" => super::text::sort(args),
        "sum" => sum(args),
        _ => return None,
    })
}

fn truth(args: Args<'_>, decisive: bool) -> Outcome {
    let list = args.list(0)?;
    let mut undecided = list.open.as_ref().map(|o| o.unknown.clone());
    for item in &list.items {
        if item.is_null() {
            // A null counts as false for `alltrue`, and as nothing for `anytrue`.
            if decisive {
                continue;
            }
            return Ok(Val::bool(false));
        }
        match &convert::to_bool(item).map_err(Stop::Error)?.kind {
            Kind::Bool(b) if *b == decisive => return Ok(Val::bool(decisive)),
            Kind::Bool(_) => {}
            _ => undecided = undecided.or_else(|| item.why_unknown()),
        }
    }
    Ok(undecided.map_or(Val::bool(!decisive), Val::unknown))
}

fn chunks(args: Args<'_>) -> Outcome {
    let (items, size) = (alike(args.closed_list(0)?)?, args.int(1)?);
    let Ok(size) = usize::try_from(size) else { return error("the size must not be negative") };
    if size == 0 || items.is_empty() {
        let whole = if items.is_empty() { Vec::new() } else { vec![Val::list(items)] };
        return Ok(Val::list(whole));
    }
    Ok(Val::list(items.chunks(size).map(|c| Val::list(c.to_vec())).collect()))
}

/// The first argument that is neither null nor an empty text.
fn coalesce(args: Args<'_>) -> Outcome {
    let all_alike = alike(args.0)?;
    for value in &all_alike {
        match (&value.kind, value.why_unknown()) {
            (Kind::Null, _) => {}
            (Kind::Text(text), _) if text.is_empty() => {}
            (Kind::Reference(reference), _) if reference.always_set() => return Ok(value.clone()),
            // A text that has any known part is neither.
            (Kind::Holed(_), _) if equality::equal(value, &Val::text("")) == Ok(false) => {
                return Ok(value.clone());
            }
            (_, Some(unknown)) => return Err(Stop::Unknown(unknown)),
            _ => return Ok(value.clone()),
        }
    }
    error("every argument is null or empty")
}

fn coalesce_list(args: Args<'_>) -> Outcome {
    for at in 0..args.len() {
        let value = args.known(at)?;
        match &value.kind {
            Kind::List(list) if list.shape == Shape::Set => return error("a list is required, not a set"),
            Kind::List(list) if list.items.is_empty() => {
                if let Some(open) = &list.open {
                    return Err(Stop::Unknown(open.unknown.clone()));
                }
            }
            Kind::List(_) => return Ok(value.clone()),
            _ => return error(format!("a list is required, not a {}", value.type_name())),
        }
    }
    error("every argument is null or empty")
}

/// Without nulls and empty texts; what is not known may be one.
fn compact(args: Args<'_>) -> Outcome {
    let list = args.list(0)?;
    let mut open = list.open.clone();
    let mut kept = Vec::with_capacity(list.items.len());
    for item in &list.items {
        match (&item.kind, item.why_unknown()) {
            (Kind::Null, _) => {}
            (Kind::Text(text), _) if text.is_empty() => {}
            (Kind::Reference(reference), _) if reference.always_set() => kept.push(item.clone()),
            (Kind::Holed(_), _) if equality::equal(item, &Val::text("")) == Ok(false) => {
                kept.push(item.clone())
            }
            (_, Some(unknown)) => open = open.or(Some(Open { unknown, element: Some(item.clone()) })),
            _ => kept.push(convert::to_text(item).map_err(Stop::Error)?),
        }
    }
    Ok(Val::open_sequence(Shape::List, kept, open))
}

fn concat(args: Args<'_>) -> Outcome {
    let mut items = Vec::new();
    let mut open: Option<Open> = None;
    let mut shape = Shape::List;
    let mut first = true;
    for value in args.0 {
        match (&value.kind, value.why_unknown()) {
            (Kind::List(list), _) if list.shape != Shape::Set => {
                if list.shape == Shape::Tuple {
                    shape = Shape::Tuple;
                }
                items.extend(list.items.iter().map(|v| v.clone().part_of(value)));
                open = match (open, &list.open) {
                    // Only where nothing else is in it does an element of one stand for any of the whole.
                    (None, Some(o)) if first && args.len() == 1 => Some(o.clone()),
                    (None, Some(o)) => Some(Open::new(o.unknown.clone())),
                    (open, _) => open,
                };
            }
            (_, Some(unknown)) => open = open.or(Some(Open::new(unknown))),
            _ => return error(format!("a list is required, not a {}", value.type_name())),
        }
        first = false;
    }
    Ok(Val::open_sequence(shape, items, open))
}

fn contains(args: Args<'_>) -> Outcome {
    let (list, wanted) = (args.list(0)?, args.get(1)?);
    let mut undecided = list.open.as_ref().map(|o| o.unknown.clone());
    for item in &list.items {
        // A list holds one type: a number looked for among texts never is found.
        match equality::equal(item, wanted) {
            Ok(true) => return Ok(Val::bool(true)),
            Ok(false) => {}
            Err(unknown) => undecided = undecided.or(Some(unknown)),
        }
    }
    Ok(undecided.map_or(Val::bool(false), Val::unknown))
}

/// Each value once, in order of its first place.
pub(super) fn unique(items: &[Val], open: &mut Option<Open>) -> Result<Vec<Val>, Stop> {
    if items.iter().all(|v| matches!(v.kind, Kind::Text(_))) {
        let mut seen = std::collections::HashSet::new();
        return Ok(items
            .iter()
            .filter(|v| if let Kind::Text(t) = &v.kind { seen.insert(t.clone()) } else { true })
            .cloned()
            .collect());
    }
    if items.len().saturating_mul(items.len()) > MOST_COMPARISONS {
        return super::beyond();
    }
    let mut kept: Vec<Val> = Vec::new();
    for item in items {
        let mut repeated = false;
        for other in &kept {
            match equality::equal(item, other) {
                Ok(true) => repeated = true,
                Ok(false) => {}
                Err(unknown) => *open = open.take().or(Some(Open::new(unknown))),
            }
        }
        if !repeated {
            kept.push(item.clone());
        }
    }
    Ok(kept)
}

fn distinct(args: Args<'_>) -> Outcome {
    let list = args.list(0)?;
    let mut open = list.open.clone();
    let kept = unique(&alike(&list.items)?, &mut open)?;
    Ok(Val::open_sequence(Shape::List, kept, open))
}

fn element(args: Args<'_>) -> Outcome {
    let (whole, list) = (args.get(0)?, args.list(0)?);
    let at = args.int(1)?;
    if let Some(open) = &list.open {
        return match (&open.element, list.items.is_empty()) {
            (Some(element), true) => Ok(element.clone()),
            _ => Err(Stop::Unknown(open.unknown.clone())),
        };
    }
    let Ok(length) = i64::try_from(list.items.len()) else { return super::beyond() };
    if length == 0 {
        return error("the list is empty");
    }
    let at = usize::try_from(at.rem_euclid(length)).unwrap_or(0);
    let found = list.items.get(at).cloned();
    found.map(|v| v.part_of(whole)).ok_or_else(|| Stop::Error("there is no such element".into()))
}

fn flatten(args: Args<'_>) -> Outcome {
    let list = args.list(0)?;
    let mut items = Vec::new();
    let mut open = None;
    flatten_into(list, &mut items, &mut open, 0);
    Ok(Val::open_sequence(Shape::Tuple, items, open))
}

fn flatten_into(list: &ListValue, items: &mut Vec<Val>, open: &mut Option<Open>, depth: usize) {
    if let Some(more) = &list.open {
        let element = more.element.clone().filter(|e| !matches!(e.kind, Kind::List(_) | Kind::Unknown(_)));
        *open = open.take().or(Some(Open { unknown: more.unknown.clone(), element }));
    }
    for item in &list.items {
        match &item.kind {
            Kind::List(inner) if depth < 64 => flatten_into(inner, items, open, depth + 1),
            // It may be a list of any length.
            Kind::Unknown(unknown) => *open = open.take().or(Some(Open::new(unknown.clone()))),
            Kind::Reference(reference) if !reference.always_set() => {
                let unknown =
                    item.why_unknown().unwrap_or(Unknown::plain(demarc_model::Why::KnownAfterApply));
                *open = open.take().or(Some(Open { unknown, element: Some(item.clone()) }));
            }
            _ => items.push(item.clone()),
        }
    }
    // Beside other elements the open part's element no longer stands for any of them.
    if let Some(open) = open
        && !items.is_empty()
    {
        open.element = None;
    }
}

fn index(args: Args<'_>) -> Outcome {
    let (items, wanted) = (args.closed_list(0)?, args.get(1)?);
    for (at, item) in items.iter().enumerate() {
        match equality::equal(item, wanted) {
            Ok(true) => return Ok(Val::count(at)),
            Ok(false) => {}
            Err(unknown) => return Err(Stop::Unknown(unknown)),
        }
    }
    error("the value is not in the list")
}

fn length(args: Args<'_>) -> Outcome {
    let value = args.known(0)?;
    match &value.kind {
        Kind::List(_) => Ok(Val::count(args.closed_list(0)?.len())),
        Kind::Map(_) => Ok(Val::count(args.closed_map(0)?.entries.len())),
        Kind::Text(text) => {
            // Terraform counts what a reader sees as one character.
            Ok(Val::count(text.graphemes(true).count()))
        }
        Kind::Json(..) => text_of(value).map(|t| Val::count(t.graphemes(true).count())),
        _ => Err(stop(value, "a list, map or string is required")),
    }
}

fn one(args: Args<'_>) -> Outcome {
    let list = args.list(0)?;
    if let Some(open) = &list.open {
        return match (&open.element, list.items.is_empty()) {
            // None or this one: if it is read at all it is this one.
            (Some(Val { kind: Kind::Reference(_), .. }), true) | (_, _) => {
                Err(Stop::Unknown(open.element.as_ref().and_then(Val::why_unknown).map_or_else(
                    || open.unknown.clone(),
                    |u| Unknown { why: open.unknown.why, refers: u.refers },
                )))
            }
        };
    }
    match list.items.as_slice() {
        [] => Ok(Val::null()),
        [only] => Ok(only.clone()),
        _ => error("the list has more than one element"),
    }
}

fn range(args: Args<'_>) -> Outcome {
    let zero = Number::from(0);
    let (start, limit, step) = match args.len() {
        1 => (zero.clone(), args.number(0)?, None),
        2 => (args.number(0)?, args.number(1)?, None),
        3 => (args.number(0)?, args.number(1)?, Some(args.number(2)?)),
        _ => return error("one, two or three numbers are required"),
    };
    let step = step.unwrap_or_else(|| Number::from(if limit < start { -1 } else { 1 }));
    if step.is_zero() || (step > zero) != (limit > start) && limit != start {
        return error("the step leads away from the limit");
    }
    let mut items = Vec::new();
    let mut at = start;
    while if step > zero { at < limit } else { at > limit } {
        if items.len() >= 1024 {
            return error("more than 1024 numbers, Terraform's limit");
        }
        items.push(Val::number(at.clone()));
        match at.add(&step) {
            Some(next) => at = next,
            None => return super::beyond(),
        }
    }
    Ok(Val::list(items))
}

fn reverse(args: Args<'_>) -> Outcome {
    let list = args.list(0)?;
    let shape = if list.shape == Shape::Set { Shape::List } else { list.shape };
    Ok(Val::open_sequence(shape, list.items.iter().rev().cloned().collect(), list.open.clone()))
}

fn slice(args: Args<'_>) -> Outcome {
    let (list, from, to) = (args.list(0)?, args.int(1)?, args.int(2)?);
    if list.shape == Shape::Set {
        return error("a list is required, not a set; convert it with `tolist`");
    }
    let items = args.closed_list(0)?;
    let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
    match range.and_then(|(from, to)| items.get(from..to)) {
        Some(part) => Ok(Val::sequence(list.shape, part.to_vec())),
        None => error(format!("the list has {} elements, not {from} to {to}", items.len())),
    }
}

fn sum(args: Args<'_>) -> Outcome {
    let items = args.closed_list(0)?;
    if items.is_empty() {
        return error("the list is empty");
    }
    let mut total = Number::from(0);
    for item in items {
        match total.add(&super::number_of(item)?) {
            Some(next) => total = next,
            None => return super::beyond(),
        }
    }
    Ok(Val::number(total))
}

/// The elements of a list, which has one type.
pub(super) fn alike(items: &[Val]) -> Result<Vec<Val>, Stop> {
    convert::unify(items.to_vec()).map_err(Stop::Error)
}

/// Whether a list of this many elements may be made.
pub(super) fn affordable(length: usize) -> Result<(), Stop> {
    if length > LONGEST { super::beyond() } else { Ok(()) }
}
