//! Reads what can be read of a text that the parser refuses: block by block, attribute by attribute.

use super::{
    from_hcl::{self, Place},
    load::syntax_problem,
    scanner,
    syntax::{Attribute, Block, Body, Expr, ExprKind},
};
use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::{Span, Why};
use hcl_edit::parser;
use std::borrow::Cow;

/// Repetitions that are taken out of one text before it is cut into pieces.
const MOST_REPETITIONS: usize = 200;
/// Blocks within blocks that are cut into pieces.
const DEEPEST: usize = 16;

/// The body of a text, with what could not be read as problems.
pub(super) fn body(place: Place<'_>, problems: &mut Vec<Problem>) -> Body {
    match whole(place, problems) {
        Ok(body) => body,
        Err(_) => pieces(place, problems, true, 0),
    }
}

/// The body of a text whose only faults are repetitions.
fn whole(place: Place<'_>, problems: &mut Vec<Problem>) -> Result<Body, parser::Error> {
    let mut text = Cow::Borrowed(place.text);
    let mut found = Vec::new();
    for _ in 0..MOST_REPETITIONS {
        let error = match parser::parse_body(&text) {
            Ok(parsed) => {
                problems.append(&mut found);
                return Ok(from_hcl::body(Place { text: &text, ..place }, &parsed));
            }
            Err(error) => error,
        };
        let message = error.message();
        let at = error.location().offset();
        let blanked = if message.contains("redefined object key") {
            // The last one counts, in Terraform too.
            scanner::earlier_twin(&text, at)
        } else if message.contains("redefined attribute") {
            found.push(repeated(place, &text, at));
            scanner::item_at(&text, at)
        } else {
            None
        };
        let Some(range) = blanked else { return Err(error) };
        let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
        let Some((before, rest)) = text.split_at_checked(range.start) else { return Err(error) };
        let Some((piece, after)) = rest.split_at_checked(range.len()) else { return Err(error) };
        // As many bytes as before, so that all places stay.
        let piece: String = piece.chars().flat_map(|c| std::iter::repeat_n(blank(c), c.len_utf8())).collect();
        text = Cow::Owned(format!("{before}{piece}{after}"));
    }
    parser::parse_body(&text).map(|parsed| from_hcl::body(Place { text: &text, ..place }, &parsed))
}

fn repeated(place: Place<'_>, text: &str, at: usize) -> Problem {
    let name: String = text
        .get(at..)
        .unwrap_or("")
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        .collect();
    let start = place.offset + at;
    Problem::at(
        "duplicate-declaration",
        ProblemSeverity::Error,
        format!("`{name}` is set before in this block; the first value counts, remove one"),
        Span::new(place.document, start, start + name.len().max(1)),
    )
}

fn pieces(place: Place<'_>, problems: &mut Vec<Problem>, top: bool, depth: usize) -> Body {
    let mut body = Body::default();
    for range in scanner::top_level_items(place.text) {
        let Some(text) = place.text.get(range.clone()) else { continue };
        let inner = Place { document: place.document, offset: place.offset + range.start, text };
        match whole(inner, problems) {
            Ok(mut parsed) => {
                body.attributes.append(&mut parsed.attributes);
                body.blocks.append(&mut parsed.blocks);
            }
            Err(error) => unread(inner, &error, problems, top, depth, &mut body),
        }
    }
    body
}

/// What is left of an item with an error.
fn unread(
    place: Place<'_>,
    error: &parser::Error,
    problems: &mut Vec<Problem>,
    top: bool,
    depth: usize,
    into: &mut Body,
) {
    let problem = || syntax_problem(place, error.location().offset(), error.message());
    let span = place.span(Some(0..place.text.len()));
    if let Some(name) = scanner::attribute_name(place.text) {
        problems.push(problem());
        if top {
            into.lost.push(name);
            into.unreadable = true;
        } else {
            let expr = Expr { kind: ExprKind::Unreadable(Why::SyntaxError), span };
            into.attributes.push(Attribute { name, expr, span });
            // An error may have swallowed what stood behind it.
            into.unreadable = true;
        }
        return;
    }
    let Some((kind, labels)) = scanner::header(place.text) else {
        problems.push(problem());
        into.unreadable = true;
        return;
    };
    let inside = scanner::inside(place.text).filter(|_| depth < DEEPEST);
    let body = match inside.and_then(|range| Some((range.start, place.text.get(range)?))) {
        Some((start, text)) => {
            let before = problems.len();
            let inner = Place { document: place.document, offset: place.offset + start, text };
            let mut body = pieces(inner, problems, false, depth + 1);
            if problems.len() == before {
                problems.push(problem());
                // Every piece reads well, so the fault is in where the block ends: it may have held more, and what it
                // swallowed may be of the block around it.
                body.unreadable = true;
                into.unreadable |= !top;
            }
            body
        }
        None => {
            problems.push(problem());
            // Where it ends is not known: what it swallowed may be of the block around it.
            into.unreadable |= !top;
            Body { unreadable: true, ..Body::default() }
        }
    };
    into.blocks.push(Block { kind, labels, body, span });
}
