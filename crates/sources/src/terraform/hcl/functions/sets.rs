//! Sets.

use super::{Args, Outcome, Stop, error, lists};
use crate::terraform::hcl::{
    convert, equality,
    types::{self, Type},
    unify,
    value::{Kind, Open, Shape, Unknown, Val},
};
use std::rc::Rc;

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    if !matches!(name, "setunion" | "setintersection" | "setsubtract" | "setproduct") {
        return None;
    }
    let alike = match if name == "setproduct" { Ok(args.0.to_vec()) } else { of_one_type(args) } {
        Ok(alike) => alike,
        Err(stop) => return Some(Err(stop)),
    };
    let args = Args(&alike);
    Some(match name {
        "setunion" => union(args),
        "setintersection" => intersection(args),
        "setsubtract" => subtract(args),
        "setproduct" => product(args),
        _ => return None,
    })
}

/// The sets with elements of one type, which Terraform compares them in.
fn of_one_type(args: Args<'_>) -> Result<Vec<Val>, Stop> {
    let mut types = Vec::new();
    for value in args.0 {
        if let Kind::List(list) = &value.kind {
            types.extend(list.items.iter().map(unify::type_of));
        }
    }
    let to = match types.first() {
        None => return Ok(args.0.to_vec()),
        Some(first) if types.iter().all(|t| unify::same(t, first)) => return Ok(args.0.to_vec()),
        Some(_) => unify::unify(&types),
    };
    let Some(to) = to else { return error("the elements must all have one type") };
    let to = Type::Set(Rc::new(to));
    args.0.iter().map(|value| types::convert(value, &to).map_err(Stop::Error)).collect()
}

fn set(value: &Val) -> Result<(Vec<Val>, Option<Open>), Stop> {
    let converted = convert::to_set(value).map_err(Stop::Error)?;
    match &converted.kind {
        Kind::List(list) => Ok((list.items.clone(), list.open.clone())),
        _ => match converted.why_unknown() {
            Some(unknown) => Ok((Vec::new(), Some(Open::new(unknown)))),
            None => error("a set is required, not null"),
        },
    }
}

fn made(items: Vec<Val>, open: Option<Open>) -> Outcome {
    convert::to_set(&Val::open_sequence(Shape::List, items, open)).map_err(Stop::Error)
}

fn union(args: Args<'_>) -> Outcome {
    let mut all = Vec::new();
    let mut open = None;
    for value in args.0 {
        let (items, more) = set(value)?;
        all.extend(items);
        open = open.or(more);
    }
    made(all, open)
}

/// Whether a set holds a value.
fn holds(items: &[Val], open: Option<&Open>, wanted: &Val) -> Result<bool, Unknown> {
    let mut undecided = open.map(|o| o.unknown.clone());
    for item in items {
        match equality::equal(item, wanted) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(unknown) => undecided = undecided.or(Some(unknown)),
        }
    }
    undecided.map_or(Ok(false), Err)
}

/// The elements of the first set for which the answer about the second is the wanted one.
fn filtered(first: &Val, second: &Val, wanted: bool) -> Outcome {
    let (items, mut open) = set(first)?;
    let (others, more) = set(second)?;
    lists::affordable(items.len().saturating_mul(others.len()) / 40)?;
    let mut kept = Vec::new();
    for item in items {
        match holds(&others, more.as_ref(), &item) {
            Ok(found) if found == wanted => kept.push(item),
            Ok(_) => {}
            Err(unknown) => open = open.or(Some(Open::new(unknown))),
        }
    }
    made(kept, open)
}

fn intersection(args: Args<'_>) -> Outcome {
    let mut result = args.get(0)?.clone();
    for at in 1..args.len() {
        result = filtered(&result, args.get(at)?, true)?;
    }
    let (items, open) = set(&result)?;
    made(items, open)
}

fn subtract(args: Args<'_>) -> Outcome {
    filtered(args.get(0)?, args.get(1)?, false)
}

fn product(args: Args<'_>) -> Outcome {
    if args.len() < 2 {
        return error("at least two lists are required");
    }
    let mut rows: Vec<Vec<Val>> = vec![Vec::new()];
    let mut all_sets = true;
    for at in 0..args.len() {
        all_sets &= matches!(&args.known(at)?.kind, Kind::List(list) if list.shape == Shape::Set);
        let items = lists::alike(args.closed_list(at)?)?;
        lists::affordable(rows.len().saturating_mul(items.len()))?;
        rows = rows
            .iter()
            .flat_map(|row| {
                items.iter().map(|item| {
                    let mut row = row.clone();
                    row.push(item.clone());
                    row
                })
            })
            .collect();
    }
    let rows = rows.into_iter().map(Val::tuple).collect();
    Ok(Val::sequence(if all_sets { Shape::Set } else { Shape::List }, rows))
}
