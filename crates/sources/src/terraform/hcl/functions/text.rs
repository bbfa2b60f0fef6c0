//! Texts.

use super::{Args, Outcome, Stop, error, stop, text_of};
use crate::terraform::hcl::{
    convert,
    types::Type,
    value::{Kind, Part, Shape, Val},
};
use unicode_segmentation::UnicodeSegmentation as _;

const LONGEST: usize = 8 << 20;

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    let text = |f: fn(&str) -> String| args.text(0).map(|t| Val::text(f(&t)));
    Some(match name {
        "chomp" => text(|t| t.trim_end_matches(['\n', '\r']).to_owned()),
        "lower" => mapped(args, |t| t.chars().flat_map(char::to_lowercase).collect()),
        "upper" => mapped(args, |t| t.chars().flat_map(upper).collect()),
        "title" => mapped(args, title),
        "strrev" => text(|t| t.graphemes(true).rev().collect()),
        "trimspace" => text(|t| t.trim().to_owned()),
        "trim" => cut(args, |t, set| t.trim_matches(|c| set.contains(c)).to_owned()),
        "trimprefix" => cut(args, |t, prefix| t.strip_prefix(prefix).unwrap_or(t).to_owned()),
        "trimsuffix" => cut(args, |t, suffix| t.strip_suffix(suffix).unwrap_or(t).to_owned()),
        "startswith" => test_side(args, true),
        "endswith" => test_side(args, false),
        "strcontains" => test(args, |t, part| t.contains(part)),
        "indent" => indent(args),
        "join" => join(args),
        "split" => split(args),
        "substr" => substr(args),
        _ => return None,
    })
}

/// Go maps one character to one; where the full mapping gives several, nothing is said, except for the sharp s.
fn mapped(args: Args<'_>, f: fn(&str) -> String) -> Outcome {
    let text = args.text(0)?;
    let several = |c: char| c != 'ß' && (c.to_lowercase().count() > 1 || c.to_uppercase().count() > 1);
    if text.chars().any(several) {
        return super::beyond();
    }
    Ok(Val::text(f(&text)))
}

fn upper(c: char) -> impl Iterator<Item = char> {
    let mut mapped = c.to_uppercase();
    let first = mapped.next().filter(|_| mapped.next().is_none());
    std::iter::once(first.unwrap_or(c))
}

fn title(text: &str) -> String {
    let mut start = true;
    text.chars()
        .flat_map(|c| {
            let titled = if start { upper(c).next() } else { Some(c) };
            start = !(c.is_alphanumeric() || c == '_');
            titled
        })
        .collect()
}

fn cut(args: Args<'_>, f: fn(&str, &str) -> String) -> Outcome {
    let (text, what) = (args.text(0)?, args.text(1)?);
    Ok(Val::text(f(&text, &what)))
}

/// A question about a text and a part of it.
fn test(args: Args<'_>, f: fn(&str, &str) -> bool) -> Outcome {
    let (text, part) = (args.text(0)?, args.text(1)?);
    Ok(Val::bool(f(&text, &part)))
}

/// As [`test`], of a text with holes: the known text on one side may decide it.
fn test_side(args: Args<'_>, start: bool) -> Outcome {
    let f: fn(&str, &str) -> bool = if start { |t, p| t.starts_with(p) } else { |t, p| t.ends_with(p) };
    let Kind::Holed(parts) = &args.get(0)?.kind else { return test(args, f) };
    let part = args.text(1)?;
    let side = if start { parts.first() } else { parts.last() };
    if let Some(Part::Text(known)) = side {
        let common = known.len().min(part.len());
        let (a, b) = if start {
            (known.get(..common), part.get(..common))
        } else {
            (known.get(known.len() - common..), part.get(part.len() - common..))
        };
        if part.len() <= known.len() {
            return Ok(Val::bool(f(known, &part)));
        }
        if a != b {
            return Ok(Val::bool(false));
        }
    }
    test(args, f)
}

fn indent(args: Args<'_>) -> Outcome {
    let (spaces, text) = (args.int(0)?, args.text(1)?);
    let Some(spaces) = usize::try_from(spaces).ok().filter(|n| *n <= 10_000) else {
        return error("the number of spaces must be between 0 and 10,000");
    };
    let pad = " ".repeat(spaces);
    if text.matches('\n').count().saturating_mul(spaces) > LONGEST {
        return super::beyond();
    }
    Ok(Val::text(text.replace('\n', &format!("\n{pad}"))))
}

fn join(args: Args<'_>) -> Outcome {
    let separator = args.text(0)?;
    let mut parts = Vec::new();
    let mut first = true;
    for at in 1..args.len() {
        let list = args.list(at)?;
        if let Some(open) = &list.open {
            return Err(Stop::Unknown(open.unknown.clone()));
        }
        for item in &list.items {
            if !std::mem::take(&mut first) {
                push(&mut parts, &Val::text(&separator))?;
            }
            push(&mut parts, item)?;
        }
    }
    let size: usize = parts.iter().map(|p| if let Part::Text(t) = p { t.len() } else { 0 }).sum();
    if size > LONGEST {
        return super::beyond();
    }
    Ok(convert::text_of(parts))
}

fn push(parts: &mut Vec<Part>, value: &Val) -> Result<(), Stop> {
    convert::push_text(parts, value).map_err(Stop::Error)
}

fn split(args: Args<'_>) -> Outcome {
    let (separator, text) = (args.text(0)?, args.text(1)?);
    if separator.is_empty() {
        let chars = text.chars().map(|c| Val::text(c.to_string()));
        return Ok(Val::list(chars.collect()));
    }
    Ok(Val::texts(text.split(&*separator)))
}

fn substr(args: Args<'_>) -> Outcome {
    let (text, offset, length) = (args.text(0)?, args.int(1)?, args.int(2)?);
    let chars: Vec<&str> = text.graphemes(true).collect();
    let total = i64::try_from(chars.len()).unwrap_or(i64::MAX);
    let from = if offset < 0 { (total + offset).max(0) } else { offset.min(total) };
    let to = if length < 0 { total } else { from.saturating_add(length).min(total) };
    let (skip, take) = (usize::try_from(from).unwrap_or(0), usize::try_from(to - from).unwrap_or(0));
    Ok(Val::text(chars.into_iter().skip(skip).take(take).collect::<String>()))
}

/// The elements in order of their texts.
pub(super) fn sort(args: Args<'_>) -> Outcome {
    let mut items = args.closed_list(0)?.to_vec();
    // Where one text is not known, it may stand anywhere; how many there are stays known.
    if let Some(unknown) =
        items.iter().find_map(|item| if item.is_null() { None } else { item.deep_unknown() })
    {
        let unknown = Val::unknown(unknown).hinted(&Type::Text);
        return Ok(Val::list(vec![unknown; items.len()]));
    }
    let mut keyed = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        let key = text_of(&item).map_err(|_| stop(&item, "the elements must be strings"))?;
        keyed.push((key, item));
    }
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    let texts = keyed.into_iter().map(|(key, item)| Val { kind: Kind::Text(key), ..item });
    Ok(Val::sequence(Shape::List, texts.collect()))
}
