//! Equality of values, undecided where a part is not known.

use super::{
    documents,
    types::Type,
    unify,
    value::{Kind, Part, Rest, Shape, Unknown, Val},
};
use demarc_inventory::{Piece, can_be};

/// Whether two values are equal, by Terraform's `==`: values of different types are not.
///
/// # Errors
/// Why it cannot be decided.
pub(super) fn equal(a: &Val, b: &Val) -> Result<bool, Unknown> {
    match (&a.kind, &b.kind) {
        (Kind::Reference(x), Kind::Reference(y)) if x == y => Ok(true),
        (Kind::Reference(r), Kind::Null) | (Kind::Null, Kind::Reference(r)) if r.always_set() => Ok(false),
        (Kind::Reference(r), Kind::Text(t)) | (Kind::Text(t), Kind::Reference(r))
            if t.is_empty() && r.always_set() =>
        {
            Ok(false)
        }
        (Kind::Holed(_) | Kind::Json(..), Kind::Null) | (Kind::Null, Kind::Holed(_) | Kind::Json(..)) => {
            Ok(false)
        }
        (Kind::Json(x, style), Kind::Json(y, other)) if style == other => equal(x, y),
        (Kind::Json(x, style), Kind::Json(y, other)) => {
            let texts = (documents::encode_as(x, *style), documents::encode_as(y, *other));
            match texts {
                (Some(x), Some(y)) => Ok(x == y),
                _ => Err(x.deep_unknown().unwrap_or_else(|| unknown_of(y))),
            }
        }
        (Kind::Json(x, style), Kind::Text(t)) | (Kind::Text(t), Kind::Json(x, style)) => {
            match documents::encode_as(x, *style) {
                Some(text) => Ok(*text == **t),
                None if t.is_empty() => Ok(false),
                None => Err(unknown_of(x)),
            }
        }
        // What is known of a text may rule the other one out: `"${x}-logs"` is not empty.
        (Kind::Holed(parts), Kind::Text(t)) | (Kind::Text(t), Kind::Holed(parts))
            if !can_be_text(parts, t) =>
        {
            Ok(false)
        }
        (Kind::Unknown(_) | Kind::Reference(_) | Kind::Holed(_), _) => Err(unknown_of(a)),
        (_, Kind::Unknown(_) | Kind::Reference(_) | Kind::Holed(_)) => Err(unknown_of(b)),
        (Kind::Null, Kind::Null) => Ok(true),
        (Kind::Bool(x), Kind::Bool(y)) => Ok(x == y),
        (Kind::Number(x), Kind::Number(y)) => Ok(x == y),
        (Kind::Text(x), Kind::Text(y)) => Ok(x == y),
        (Kind::List(x), Kind::List(y)) => {
            if x.shape != y.shape {
                return Ok(false);
            }
            if let Some(open) = x.open.as_ref().or(y.open.as_ref()) {
                return Err(open.unknown.clone());
            }
            if x.items.len() != y.items.len() {
                return Ok(false);
            }
            if x.items.is_empty() && x.shape != Shape::Tuple {
                return empty(a, b);
            }
            all(x.items.iter().zip(&y.items).map(|(a, b)| equal(a, b)))
        }
        (Kind::Map(x), Kind::Map(y)) => {
            if x.object != y.object {
                return Ok(false);
            }
            for (value, rest) in [(a, &x.rest), (b, &y.rest)] {
                if !matches!(rest, Rest::Closed) {
                    return Err(unknown_of(value));
                }
            }
            if !x.entries.keys().eq(y.entries.keys()) {
                return Ok(false);
            }
            if x.entries.is_empty() && !x.object {
                return empty(a, b);
            }
            all(x.entries.values().zip(y.entries.values()).map(|(a, b)| equal(a, b)))
        }
        _ => Ok(false),
    }
}

fn can_be_text(parts: &[Part], text: &str) -> bool {
    let pieces: Vec<Piece<'_>> = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => Piece::Text(text),
            Part::Hole(_) => Piece::Anything,
        })
        .collect();
    can_be(&pieces, text)
}

/// Two empty lists are equal only if their elements' types are, which not all of them show.
fn empty(a: &Val, b: &Val) -> Result<bool, Unknown> {
    match (unify::type_of(a), unify::type_of(b)) {
        (Type::List(x), Type::List(y)) | (Type::Set(x), Type::Set(y)) | (Type::Map(x), Type::Map(y))
            if !matches!(*x, Type::Any) && !matches!(*y, Type::Any) =>
        {
            Ok(unify::same(&x, &y))
        }
        _ => Err(Unknown::plain(demarc_model::Why::UnsupportedExpression)),
    }
}

/// False if one comparison is, whatever the others are.
fn all(results: impl Iterator<Item = Result<bool, Unknown>>) -> Result<bool, Unknown> {
    let mut undecided = None;
    for result in results {
        match result {
            Ok(false) => return Ok(false),
            Ok(true) => {}
            Err(unknown) => undecided = undecided.or(Some(unknown)),
        }
    }
    undecided.map_or(Ok(true), Err)
}

fn unknown_of(value: &Val) -> Unknown {
    value.deep_unknown().unwrap_or_else(|| Unknown::plain(demarc_model::Why::UnsupportedExpression))
}
