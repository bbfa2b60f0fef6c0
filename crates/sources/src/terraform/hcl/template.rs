//! Templates: literals, interpolations and directives, with whitespace as HCL treats it.
//!
//! HCL's scanner cuts the literals of heredocs and template files at line ends, and both `~` and the indentation of
//! `<<-` work on such pieces. The rules here follow it piece by piece: `~}` takes what follows up to and including the
//! line end, and a line whose beginning a `~` took keeps its indentation.

use super::{
    from_hcl::{Place, expr},
    syntax::{Expr, ExprKind, TemplatePart},
};
use demarc_model::Why;
use hcl_edit::{
    Span as _, parser,
    template::{Directive, Element, HeredocTemplate},
};
use std::rc::Rc;

/// A template in quotes.
pub(super) fn quoted<'e>(place: Place<'_>, elements: impl Iterator<Item = &'e Element>) -> ExprKind {
    let mut reader = Reader { place, pieces: Vec::new(), lines: false, nested: false };
    let parts = reader.elements(elements);
    reader.finish(parts, false)
}

/// A heredoc; with `<<-` the common indentation is taken away.
pub(super) fn heredoc(place: Place<'_>, source: &HeredocTemplate) -> ExprKind {
    let mut reader = Reader { place, pieces: Vec::new(), lines: true, nested: false };
    let flush =
        source.span().and_then(|r| place.text.get(r.start..r.start + 3)).is_some_and(|start| start == "<<-");
    if !flush {
        let parts = reader.elements(source.template.iter());
        return reader.finish(parts, false);
    }
    // The parser has already taken the indentation away, by other rules: read the text again.
    let raw = source.template.span().and_then(|r| place.text.get(r.clone()).map(|text| (r.start, text)));
    let Some((start, text)) = raw else {
        let parts = reader.elements(source.template.iter());
        return reader.finish(parts, false);
    };
    if text.is_empty() {
        return ExprKind::Text(Rc::from(""));
    }
    let Ok(template) = parser::parse_template(text) else {
        return ExprKind::Unreadable(Why::SyntaxError);
    };
    reader.place = Place { document: place.document, offset: place.offset + start, text };
    let parts = reader.elements(template.iter());
    reader.finish(parts, true)
}

/// A whole text as a template: a template file or a string of the JSON notation.
pub(super) fn whole(place: Place<'_>) -> Result<ExprKind, parser::Error> {
    let template = parser::parse_template(place.text)?;
    let mut reader = Reader { place, pieces: Vec::new(), lines: true, nested: false };
    let parts = reader.elements(template.iter());
    Ok(reader.finish(parts, false))
}

/// A piece of the flat sequence on which whitespace is decided.
enum Piece {
    Text(String),
    Control { trim_before: bool, trim_after: bool },
}

/// A part whose text is still a position in the flat sequence.
enum Draft {
    Text(usize),
    Interpolation(Expr),
    If { condition: Expr, then: Vec<Draft>, otherwise: Vec<Draft> },
    For { key: Option<String>, value: String, collection: Expr, body: Vec<Draft> },
}

struct Reader<'t> {
    place: Place<'t>,
    pieces: Vec<Piece>,
    /// Literals are cut at line ends.
    lines: bool,
    /// Inside a directive of a quoted template, whose literals the parser leaves escaped.
    nested: bool,
}

impl Reader<'_> {
    fn control(&mut self, strip: hcl_edit::template::Strip) {
        self.pieces.push(Piece::Control { trim_before: strip.strip_start(), trim_after: strip.strip_end() });
    }

    fn literal(&mut self, text: &str, drafts: &mut Vec<Draft>) {
        let unescaped = if self.nested && !self.lines { unescape(text) } else { None };
        let text = unescaped.as_deref().unwrap_or(text);
        let mut push = |piece: &str| {
            drafts.push(Draft::Text(self.pieces.len()));
            self.pieces.push(Piece::Text(piece.to_owned()));
        };
        if self.lines {
            text.split_inclusive('\n').for_each(&mut push);
        } else {
            push(text);
        }
    }

    fn nested<'e>(&mut self, elements: impl Iterator<Item = &'e Element>) -> Vec<Draft> {
        let outer = std::mem::replace(&mut self.nested, true);
        let parts = self.elements(elements);
        self.nested = outer;
        parts
    }

    fn elements<'e>(&mut self, elements: impl Iterator<Item = &'e Element>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for element in elements {
            match element {
                Element::Literal(text) => self.literal(text.value(), &mut drafts),
                Element::Interpolation(interpolation) => {
                    self.control(interpolation.strip);
                    drafts.push(Draft::Interpolation(expr(self.place, &interpolation.expr)));
                }
                Element::Directive(directive) => drafts.push(self.directive(directive)),
            }
        }
        drafts
    }

    fn directive(&mut self, directive: &Directive) -> Draft {
        match directive {
            Directive::If(source) => {
                let condition = expr(self.place, &source.if_expr.cond_expr);
                self.control(source.if_expr.strip);
                let then = self.nested(source.if_expr.template.iter());
                let mut otherwise = Vec::new();
                if let Some(part) = &source.else_expr {
                    self.control(part.strip);
                    otherwise = self.nested(part.template.iter());
                }
                self.control(source.endif_expr.strip);
                Draft::If { condition, then, otherwise }
            }
            Directive::For(source) => {
                let collection = expr(self.place, &source.for_expr.collection_expr);
                self.control(source.for_expr.strip);
                let body = self.nested(source.for_expr.template.iter());
                self.control(source.endfor_expr.strip);
                Draft::For {
                    key: source.for_expr.key_var.as_ref().map(|n| n.value().to_string()),
                    value: source.for_expr.value_var.value().to_string(),
                    collection,
                    body,
                }
            }
        }
    }

    fn finish(mut self, drafts: Vec<Draft>, flush: bool) -> ExprKind {
        self.trim();
        if flush {
            self.flush();
        }
        let mut parts = settle(drafts, &self.pieces);
        // One literal, or none, is a plain text; one interpolation alone keeps its value's type.
        match parts.len() {
            0 => ExprKind::Text(Rc::from("")),
            1 => match parts.pop() {
                Some(TemplatePart::Text(text)) => ExprKind::Text(Rc::from(text.as_str())),
                other => ExprKind::Template(other.into_iter().collect()),
            },
            _ => ExprKind::Template(parts),
        }
    }

    fn trim(&mut self) {
        for at in 0..self.pieces.len() {
            let Some(Piece::Control { trim_before, trim_after }) = self.pieces.get(at) else { continue };
            let (before, after) = (*trim_before, *trim_after);
            if before
                && at > 0
                && let Some(Piece::Text(text)) = self.pieces.get_mut(at - 1)
            {
                text.truncate(text.trim_end().len());
            }
            if after && let Some(Piece::Text(text)) = self.pieces.get_mut(at + 1) {
                *text = text.trim_start().to_owned();
            }
        }
    }

    fn flush(&mut self) {
        let mut least = usize::MAX;
        let mut starts = Vec::new();
        let mut line_start = true;
        for (at, piece) in self.pieces.iter().enumerate() {
            let text = match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Control { .. } => None,
            };
            if line_start {
                line_start = false;
                let spaces = match text {
                    None => 0,
                    Some(text) if text.trim().is_empty() && text.ends_with('\n') => usize::MAX,
                    Some(text) => {
                        starts.push(at);
                        text.chars().take_while(|c| c.is_whitespace()).count()
                    }
                };
                least = least.min(spaces);
            }
            line_start |= text.is_some_and(|t| t.ends_with('\n'));
        }
        for at in starts {
            if let Some(Piece::Text(text)) = self.pieces.get_mut(at) {
                *text = text.chars().skip(least).collect();
            }
        }
    }
}

fn settle(drafts: Vec<Draft>, pieces: &[Piece]) -> Vec<TemplatePart> {
    let mut parts: Vec<TemplatePart> = Vec::new();
    for draft in drafts {
        let part = match draft {
            Draft::Text(at) => {
                let Some(Piece::Text(text)) = pieces.get(at) else { continue };
                if let Some(TemplatePart::Text(before)) = parts.last_mut() {
                    before.push_str(text);
                    continue;
                }
                TemplatePart::Text(text.clone())
            }
            Draft::Interpolation(e) => TemplatePart::Interpolation(e),
            Draft::If { condition, then, otherwise } => TemplatePart::If {
                condition,
                then: settle(then, pieces),
                otherwise: settle(otherwise, pieces),
            },
            Draft::For { key, value, collection, body } => {
                TemplatePart::For { key, value, collection, body: settle(body, pieces) }
            }
        };
        parts.push(part);
    }
    parts
}

/// Escapes of a quoted string; None if there are none.
fn unescape(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some(kind @ ('u' | 'U')) => {
                let digits: String = chars.by_ref().take(if kind == 'u' { 4 } else { 8 }).collect();
                plain.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some(other) => plain.push(other),
            None => plain.push('\\'),
        }
    }
    Some(plain)
}
