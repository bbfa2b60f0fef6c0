//! Texts of the documents of a run: line and column of a place, and excerpts in which nothing sensitive shows.

use demarc_model::{DocumentId, Span};
use std::collections::BTreeSet;

/// A line and a column, both from 1; the column counts Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

#[derive(Debug)]
struct Text {
    path: String,
    text: String,
    line_starts: Vec<u32>,
    masked: BTreeSet<(u32, u32)>,
}

/// All texts of a run; the only way by which source text reaches a report.
#[derive(Debug, Default)]
pub struct SourceMap {
    texts: Vec<Text>,
    literals: BTreeSet<String>,
}

/// A literal shorter than this may stand anywhere by chance; masking it everywhere would hide the report itself.
const SHORTEST_MASKED_LITERAL: usize = 6;

/// What stands in an excerpt for something that must not be shown.
const MASK: &str = "(sensitive)";

impl SourceMap {
    /// Adds a document and returns its id.
    pub fn add(&mut self, path: impl Into<String>, text: String) -> DocumentId {
        let id = DocumentId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let mut line_starts = vec![0];
        line_starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| u32::try_from(i + 1).unwrap_or(u32::MAX)),
        );
        self.texts.push(Text { path: path.into(), text, line_starts, masked: BTreeSet::new() });
        id
    }

    fn get(&self, id: DocumentId) -> Option<&Text> {
        self.texts.get(id.0 as usize)
    }

    /// A document's path.
    #[must_use]
    pub fn path(&self, id: DocumentId) -> &str {
        self.get(id).map_or("", |t| t.path.as_str())
    }

    /// A document's text, for readers; reports use [`SourceMap::excerpt`].
    #[must_use]
    pub fn text(&self, id: DocumentId) -> &str {
        self.get(id).map_or("", |t| t.text.as_str())
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, id: DocumentId, offset: u32) -> Position {
        let Some(text) = self.get(id) else { return Position { line: 1, column: 1 } };
        let line = text.line_starts.partition_point(|&start| start <= offset).max(1);
        let start = text.line_starts.get(line - 1).copied().unwrap_or(0) as usize;
        let end = (offset as usize).min(text.text.len());
        let column = text.text.as_bytes().get(start..end).map_or(0, |bytes| {
            // Bytes that continue a character do not count.
            bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count()
        });
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }

    /// Start and end of a span.
    #[must_use]
    pub fn positions(&self, span: Span) -> (Position, Position) {
        (self.position(span.document, span.start), self.position(span.document, span.end))
    }

    /// Hides a range in every excerpt.
    pub fn mask(&mut self, span: Span) {
        if let Some(text) = self.texts.get_mut(span.document.0 as usize) {
            text.masked.insert((span.start, span.end));
        }
    }

    /// Hides a literal of six characters or more wherever it would stand in an output.
    pub fn mask_literal(&mut self, literal: &str) {
        let literal = literal.trim();
        if literal.chars().count() >= SHORTEST_MASKED_LITERAL {
            self.literals.insert(literal.to_owned());
        }
        // A text of several lines may be cut by an excerpt: each of its lines is hidden too.
        if literal.contains('\n') {
            for line in literal.lines() {
                let line = line.trim();
                if line.chars().count() >= SHORTEST_MASKED_LITERAL {
                    self.literals.insert(line.to_owned());
                }
            }
        }
    }

    /// Replaces every masked literal in a text that is about to be shown.
    #[must_use]
    pub fn hide(&self, text: &str) -> String {
        let mut shown = text.to_owned();
        // Longest first, so that a secret that contains another one leaves no rest.
        let mut literals: Vec<&String> = self.literals.iter().collect();
        literals.sort_by_key(|l| std::cmp::Reverse(l.len()));
        for literal in literals {
            if shown.contains(literal.as_str()) {
                shown = shown.replace(literal.as_str(), MASK);
            }
        }
        shown
    }

    /// Number of literals that are hidden everywhere.
    #[must_use]
    pub fn masked_literals(&self) -> usize {
        self.literals.len()
    }

    /// The lines of a span with `context` lines around it, masked; with the number of the first line.
    #[must_use]
    pub fn excerpt(&self, span: Span, context: u32, most_lines: u32) -> Option<(u32, String)> {
        let text = self.get(span.document)?;
        let (from, to) = self.positions(span);
        let first = from.line.saturating_sub(context).max(1);
        let last = to.line.saturating_add(context).min(first.saturating_add(most_lines.saturating_sub(1)));
        let start = *text.line_starts.get(first as usize - 1)?;
        let end = text.line_starts.get(last as usize).copied().unwrap_or(u32::MAX);
        let end = end.min(u32::try_from(text.text.len()).unwrap_or(u32::MAX));
        let mut shown = String::new();
        let mut at = start;
        for &(mask_start, mask_end) in &text.masked {
            if mask_end <= at || mask_start >= end {
                continue;
            }
            shown.push_str(text.text.get(at as usize..mask_start.max(at) as usize).unwrap_or(""));
            shown.push_str(MASK);
            at = mask_end.min(end).max(at);
        }
        shown.push_str(text.text.get(at as usize..end as usize).unwrap_or(""));
        Some((first, self.hide(shown.trim_end())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut map = SourceMap::default();
        let doc = map.add("a.tf", "x = 1\nname = \"größe\" # é\n".to_owned());
        let offset = u32::try_from(map.text(doc).find('#').unwrap()).unwrap();
        assert_eq!(map.position(doc, offset), Position { line: 2, column: 16 });
        assert_eq!(map.position(doc, 0), Position { line: 1, column: 1 });
        assert_eq!(map.position(doc, 9999).line, 3);
    }

    #[test]
    fn excerpts_hide_marked_ranges_and_literals_in_context_too() {
        let mut map = SourceMap::default();
        let source = "a = 1\npassword = \"hunter22\"\nb = 2\nc = \"hunter22\"\n".to_owned();
        let start = source.find("\"hunter22\"").unwrap();
        let doc = map.add("a.tf", source);
        map.mask(Span::new(doc, start, start + 10));
        map.mask_literal("hunter22");
        let b = map.text(doc).find("b = 2").unwrap();
        let (first, shown) = map.excerpt(Span::new(doc, b, b + 5), 1, 10).unwrap();
        assert_eq!(first, 2);
        assert_eq!(shown, "password = (sensitive)\nb = 2\nc = \"(sensitive)\"");
    }
}
