//! An item's properties as nodes: those that are asked for, with their places and with marks on what must not be shown.

use super::{
    keep::Keep,
    scan::{Broken, Cursor, Scan, Token},
    secrets::Hidden,
    window::Place,
};
use demarc_inventory::{Arena, KeyId, Marks, NodeId, Position};
use demarc_model::{DocumentId, Span, Why};
use std::{borrow::Cow, ops::Range};

/// Properties nested deeper come from no service; `serde_json` stops at the same depth.
const DEEPEST: usize = 128;

/// JSON texts within JSON texts: the API's text of a text of an access control list is three deep.
const DEEPEST_TEXT: usize = 4;

/// Builds nodes out of an item's bytes.
pub(super) struct Builder<'a, 'b> {
    pub arena: &'a mut Arena,
    /// Places that were met, in the order in which they stand.
    pub places: &'a mut Vec<(u32, Position)>,
    document: DocumentId,
    start: Place<'b>,
    /// How far places have been counted, from `start`.
    counted: (usize, Place<'b>),
    /// The span of everything inside of a text, whose own bytes have no places.
    within: Option<Span>,
    depth: usize,
}

impl<'a, 'b> Builder<'a, 'b> {
    /// A builder for the bytes of an item that starts at a place.
    pub(super) fn new(
        arena: &'a mut Arena,
        places: &'a mut Vec<(u32, Position)>,
        document: DocumentId,
        start: Place<'b>,
    ) -> Self {
        Self { arena, places, document, start, counted: (0, start), within: None, depth: 0 }
    }

    /// The span of a range of the item's bytes.
    pub(super) fn span(&mut self, range: Range<usize>) -> Span {
        self.note(range.start);
        self.note(range.end);
        let base = self.start.offset;
        Span::new(self.document, base + range.start, base + range.end)
    }

    /// Puts everything that follows at one range of the file's bytes, for an item that stands in a text.
    pub(super) fn everything_at(&mut self, range: Range<usize>) -> Span {
        let span = self.span(range);
        self.within = Some(span);
        span
    }

    fn note(&mut self, at: usize) {
        let (counted, place) = self.counted;
        let (counted, place) = if at < counted { (0, self.start) } else { (counted, place) };
        let here = place.moved(at - counted);
        self.counted = (at, here);
        let offset = u32::try_from(here.offset).unwrap_or(u32::MAX);
        self.places.push((offset, here.position(0)));
    }

    /// The properties in a range of the item's bytes: an object, or a text that holds one.
    ///
    /// # Errors
    /// If it is neither.
    pub(super) fn properties(&mut self, bytes: &[u8], range: Range<usize>, keep: &Keep) -> Scan<NodeId> {
        let own = bytes.get(range.clone()).unwrap_or(&[]);
        let mut cursor = Cursor::new(own);
        if cursor.peek()? == b'"' {
            let text = cursor.text()?;
            let span = self.place(range);
            return self.inside_text(text, span, keep, 0);
        }
        self.value(&mut cursor, range.start, keep, Hidden::default())
    }

    /// What a text holds, all of it at the text's own place.
    fn inside_text(&mut self, text: Cow<'_, str>, span: Span, keep: &Keep, nested: usize) -> Scan<NodeId> {
        if nested > DEEPEST_TEXT {
            return Err(Broken::Expected("an object"));
        }
        let mut cursor = Cursor::new(text.as_bytes());
        if cursor.peek()? == b'"' {
            let inner = cursor.text()?;
            return self.inside_text(inner, span, keep, nested + 1);
        }
        let outer = self.within.replace(span);
        // A closing space lets a number at the very end be one.
        let node = self.value(&mut cursor, 0, keep, Hidden::default());
        self.within = outer;
        node
    }

    /// The value at the cursor; `base` is the offset of the cursor's first byte in the item.
    pub(super) fn value(
        &mut self,
        cursor: &mut Cursor<'_>,
        base: usize,
        keep: &Keep,
        hidden: Hidden,
    ) -> Scan<NodeId> {
        cursor.peek()?;
        let start = base + cursor.at();
        if self.depth > DEEPEST {
            let passed = cursor.skip()?;
            let span = self.place(start..base + passed.end);
            return Ok(self.arena.unknown(Why::UnsupportedExpression, None, Some(span)));
        }
        if self.within.is_none() {
            self.note(start);
        }
        self.depth += 1;
        let made = self.token(cursor, base, keep, hidden);
        self.depth -= 1;
        let node = made?;
        let end = base + cursor.at();
        let span = self.place_from(start, end);
        self.arena.place(node, Some(span));
        Ok(node)
    }

    fn place(&mut self, range: Range<usize>) -> Span {
        match self.within {
            Some(span) => span,
            None => self.span(range),
        }
    }

    /// The span of a value whose start has been noted.
    fn place_from(&mut self, start: usize, end: usize) -> Span {
        if let Some(span) = self.within {
            return span;
        }
        self.note(end);
        let base = self.start.offset;
        Span::new(self.document, base + start, base + end)
    }

    fn token(&mut self, cursor: &mut Cursor<'_>, base: usize, keep: &Keep, hidden: Hidden) -> Scan<NodeId> {
        let node = match cursor.token()? {
            Token::Null => return Ok(self.arena.absent(None)),
            Token::Bool(truth) => return Ok(self.arena.bool(truth, None)),
            Token::Number(digits) => self.arena.number(digits, None),
            Token::Text(text) => self.arena.string(&text, None),
            Token::Array => {
                let mut elements = Vec::new();
                cursor.array(|c| {
                    elements.push(self.value(c, base, keep, hidden)?);
                    Ok(())
                })?;
                return Ok(self.arena.list(&elements, None, None));
            }
            Token::Object => return self.object(cursor, base, keep, hidden),
        };
        if hidden.hides_all() {
            self.arena.mark(node, Marks::SENSITIVE);
            if hidden == Hidden::Value {
                self.arena.mark(node, Marks::ENVIRONMENT);
            }
        }
        Ok(node)
    }

    fn object(&mut self, cursor: &mut Cursor<'_>, base: usize, keep: &Keep, hidden: Hidden) -> Scan<NodeId> {
        let mut entries: Vec<(KeyId, NodeId)> = Vec::new();
        cursor.object(|c, key| {
            let Some(below) = keep.below(&key) else {
                c.skip()?;
                return Ok(());
            };
            let node = self.value(c, base, below, hidden.below(&key))?;
            entries.push((self.arena.key(&key), node));
            Ok(())
        })?;
        Ok(self.arena.map(&entries, None, None))
    }
}
