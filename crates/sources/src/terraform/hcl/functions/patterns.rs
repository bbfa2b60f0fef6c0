//! Regular expressions, and `replace`, which takes either a text or one of them.

use super::{Args, Outcome, Stop, error};
use crate::terraform::hcl::value::Val;
use regex::{Captures, Regex, RegexBuilder};
use std::collections::BTreeMap;

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    Some(match name {
        "regex" => first_match(args),
        "regexall" => all_matches(args),
        "replace" => replace(args),
        _ => return None,
    })
}

/// Size of a compiled pattern in bytes.
const LARGEST: usize = 1 << 20;

/// A pattern in Go's syntax, which is nearly that of the `regex` crate; where they differ nothing is said.
fn compile(pattern: &str, text: &str) -> Result<Regex, Stop> {
    // Go's classes are of ASCII characters only.
    let classes = ["\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "\\b", "\\B"];
    if !text.is_ascii() && classes.iter().any(|class| pattern.contains(class)) {
        return super::beyond();
    }
    RegexBuilder::new(pattern).size_limit(LARGEST).build().or_else(|_| super::beyond())
}

/// What a match gives: the whole, the list of groups, or a map of named groups.
fn captured(pattern: &Regex, captures: &Captures<'_>) -> Result<Val, Stop> {
    let names: Vec<Option<&str>> = pattern.capture_names().skip(1).collect();
    let group = |m: Option<regex::Match<'_>>| m.map_or_else(Val::null, |m| Val::text(m.as_str()));
    if names.is_empty() {
        return Ok(group(captures.get(0)));
    }
    if names.iter().all(Option::is_none) {
        return Ok(Val::tuple(captures.iter().skip(1).map(group).collect()));
    }
    if names.iter().any(Option::is_none) {
        return error("a pattern cannot have both named and unnamed groups");
    }
    let entries: BTreeMap<String, Val> =
        names.iter().flatten().map(|name| ((*name).to_owned(), group(captures.name(name)))).collect();
    Ok(Val::object(entries))
}

fn first_match(args: Args<'_>) -> Outcome {
    let (pattern, text) = (args.text(0)?, args.text(1)?);
    let pattern = compile(&pattern, &text)?;
    match pattern.captures(&text) {
        Some(captures) => captured(&pattern, &captures),
        None => error("the pattern matches nothing in the text"),
    }
}

fn all_matches(args: Args<'_>) -> Outcome {
    let (pattern, text) = (args.text(0)?, args.text(1)?);
    let pattern = compile(&pattern, &text)?;
    let matches: Result<Vec<Val>, Stop> =
        pattern.captures_iter(&text).map(|c| captured(&pattern, &c)).collect();
    Ok(Val::list(matches?))
}

fn replace(args: Args<'_>) -> Outcome {
    let (text, what, with) = (args.text(0)?, args.text(1)?, args.text(2)?);
    let inner = what.strip_prefix('/').and_then(|w| w.strip_suffix('/'));
    let replaced = match inner.filter(|_| what.len() > 1) {
        Some(pattern) => compile(pattern, &text)?.replace_all(&text, &*with).into_owned(),
        None => text.replace(&*what, &with),
    };
    Ok(Val::text(replaced))
}
