//! Texts of the documents of a run: line and column of a place, and excerpts in which nothing sensitive shows.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use demarc_model::{DocumentId, Span};
use demarc_schema::is_prescribed_word;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

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
    /// Empty for a document that is too large to be held.
    text: String,
    /// Places of such a document that were noted while it was read, in order.
    places: Vec<(u32, Position)>,
    line_starts: Vec<u32>,
    /// Characters before every [`CHECKPOINT`]th byte: a plan is one line of megabytes, and columns count characters.
    characters: OnceLock<Vec<u32>>,
    masked: BTreeSet<(u32, u32)>,
    /// The masked ranges without overlap, in order; made when an excerpt is first asked for.
    hidden: OnceLock<Vec<(u32, u32)>>,
}

/// Distance of the places at which characters are counted ahead, in bytes.
const CHECKPOINT: usize = 4096;

/// A byte that starts a character.
fn starts_character(byte: &u8) -> bool {
    (byte & 0xC0) != 0x80
}

impl Text {
    /// Number of characters that start before a byte offset.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let offset = offset.min(bytes.len());
        let checkpoints = self.characters.get_or_init(|| {
            let mut count = 0u32;
            let mut counts = vec![0];
            for chunk in bytes.chunks(CHECKPOINT) {
                count += u32::try_from(chunk.iter().filter(|b| starts_character(b)).count()).unwrap_or(0);
                counts.push(count);
            }
            counts
        });
        let checkpoint = offset / CHECKPOINT;
        let before = checkpoints.get(checkpoint).copied().unwrap_or(0) as usize;
        let rest = bytes.get(checkpoint * CHECKPOINT..offset).unwrap_or(&[]);
        before + rest.iter().filter(|b| starts_character(b)).count()
    }

    /// The masked ranges without overlap.
    fn hidden(&self) -> &[(u32, u32)] {
        self.hidden.get_or_init(|| {
            let mut merged: Vec<(u32, u32)> = Vec::new();
            for &(start, end) in &self.masked {
                match merged.last_mut() {
                    Some(last) if start <= last.1 => last.1 = last.1.max(end),
                    _ => merged.push((start, end)),
                }
            }
            merged
        })
    }

    /// The nearest offset at or before this one at which a character starts.
    fn floor(&self, mut offset: usize) -> usize {
        offset = offset.min(self.text.len());
        while offset > 0 && !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// The text between two offsets with masked ranges replaced.
    fn masked_between(&self, start: u32, end: u32) -> String {
        let hidden = self.hidden();
        let first = hidden.partition_point(|(_, mask_end)| *mask_end <= start);
        let mut shown = String::new();
        let mut at = start;
        for &(mask_start, mask_end) in hidden.iter().skip(first).take_while(|(s, _)| *s < end) {
            shown.push_str(self.text.get(at as usize..mask_start.max(at) as usize).unwrap_or(""));
            shown.push_str(MASK);
            at = mask_end.min(end).max(at);
        }
        shown.push_str(self.text.get(at as usize..end as usize).unwrap_or(""));
        shown
    }
}

/// All texts of a run; the only way by which source text reaches a report.
#[derive(Debug, Default)]
pub struct SourceMap {
    texts: Vec<Text>,
    /// Each with whether it is hidden only where it stands as a whole word.
    literals: BTreeMap<String, bool>,
    /// What finds the literals; made when something is first shown, and anew after another literal came.
    finder: OnceLock<Option<Finder>>,
}

/// What finds the literals, and for each of its patterns whether only a whole word counts.
#[derive(Debug)]
struct Finder {
    automaton: AhoCorasick,
    whole_word: Vec<bool>,
}

/// Ranges in order, those that lie across each other as one.
fn joined(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match all.last_mut() {
            Some((_, last)) if start < *last => *last = end.max(*last),
            _ => all.push((start, end)),
        }
    }
    all
}

/// A literal shorter than this may stand anywhere by chance; masking it everywhere would hide the report itself.
const SHORTEST_MASKED_LITERAL: usize = 6;

/// Words that stand in environment variables everywhere and keep nothing secret; hiding them would blot out resource names.
const COMMON_WORDS: [&str; 12] = [
    "production",
    "staging",
    "development",
    "testing",
    "default",
    "enabled",
    "disabled",
    "warning",
    "warnings",
    "verbose",
    "localhost",
    "main.handler",
];

/// Whether a literal is one of the words that cannot be a secret: a common setting, a region's name, or a value that
/// AWS's schemas prescribe for some property (`required`), which would be blotted out of every resource that has it.
fn is_common_word(literal: &str) -> bool {
    COMMON_WORDS.contains(&literal.to_ascii_lowercase().as_str())
        || is_region(literal)
        || is_prescribed_word(literal)
}

/// Whether a match is part of a longer word.
fn within_word(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    joins(text.get(..start).and_then(|t| t.chars().next_back()))
        || joins(text.get(end..).and_then(|t| t.chars().next()))
}

/// A region's or a zone's name: `eu-central-1`, `us-gov-west-1`, `eu-central-1a`.
fn is_region(literal: &str) -> bool {
    let mut parts = literal.split('-').rev();
    let numbered = parts.next().is_some_and(|last| {
        last.len() <= 2
            && last.starts_with(|c: char| c.is_ascii_digit())
            && last.chars().skip(1).all(|c| c.is_ascii_lowercase())
    });
    let rest: Vec<&str> = parts.collect();
    let Some((continent, middle)) = rest.split_last() else { return false };
    numbered
        && (continent.len() == 2 || *continent == "eusc")
        && !middle.is_empty()
        && middle.iter().all(|p| REGION_WORDS.contains(p))
}

/// The words between continent and number in names of regions.
const REGION_WORDS: [&str; 15] = [
    "central",
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "gov",
    "iso",
    "isob",
    "isoe",
    "isof",
    "de",
];

/// Longest excerpt that is shown as whole lines, in bytes.
const MOST_EXCERPT_BYTES: u32 = 4_000;

/// Longest line that is shown as a whole, in bytes.
const LONGEST_LINE: u32 = 400;

/// Bytes shown on each side of a place in a long line.
const WINDOW: usize = 160;

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
        self.texts.push(Text {
            path: path.into(),
            text,
            places: Vec::new(),
            line_starts,
            characters: OnceLock::new(),
            masked: BTreeSet::new(),
            hidden: OnceLock::new(),
        });
        id
    }

    /// Adds a document whose text is not held: places are known where [`SourceMap::add_places`] notes them, and there are
    /// no excerpts.
    pub fn add_outline(&mut self, path: impl Into<String>) -> DocumentId {
        self.add(path, String::new())
    }

    /// Notes places of a document whose text is not held; they are in order.
    pub fn add_places(&mut self, id: DocumentId, places: &[(u32, Position)]) {
        let Some(text) = self.texts.get_mut(id.0 as usize) else { return };
        let (Some(first), last) = (places.first(), text.places.last()) else { return };
        let in_order = last.is_none_or(|last| last.0 < first.0);
        text.places.extend_from_slice(places);
        if !in_order {
            text.places.sort_unstable_by_key(|(offset, _)| *offset);
            text.places.dedup_by_key(|(offset, _)| *offset);
        }
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
        if !text.places.is_empty() {
            let behind = text.places.partition_point(|(known, _)| *known <= offset);
            let nearest = behind.checked_sub(1).and_then(|at| text.places.get(at)).or(text.places.first());
            return nearest.map_or(Position { line: 1, column: 1 }, |(_, position)| *position);
        }
        let line = text.line_starts.partition_point(|&start| start <= offset).max(1);
        let start = text.line_starts.get(line - 1).copied().unwrap_or(0) as usize;
        let column =
            text.characters_before(offset as usize) - text.characters_before(start.min(offset as usize));
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
            text.hidden = OnceLock::new();
        }
    }

    /// Hides a literal of six characters or more wherever it would stand in an output.
    pub fn mask_literal(&mut self, literal: &str) {
        self.mask_text(literal, false);
    }

    /// Hides a literal that nothing but its place makes a secret: if it consists of letters alone, longer words that
    /// contain it (`encryption` for `encrypt`) stay.
    pub fn mask_setting(&mut self, literal: &str) {
        self.mask_text(literal, literal.trim().chars().all(char::is_alphabetic));
    }

    fn mask_text(&mut self, literal: &str, whole_word: bool) {
        let literal = literal.trim();
        if literal.chars().count() >= SHORTEST_MASKED_LITERAL && !is_common_word(literal) {
            self.hide_literal(literal, whole_word);
        }
        // A text of several lines may be cut by an excerpt: each of its lines is hidden too.
        if literal.contains('\n') {
            for line in literal.lines() {
                let line = line.trim();
                if line.chars().count() >= SHORTEST_MASKED_LITERAL {
                    self.hide_literal(line, whole_word);
                }
            }
        }
    }

    fn hide_literal(&mut self, literal: &str, whole_word: bool) {
        match self.literals.get_mut(literal) {
            // A secret proper stays one wherever else it stands.
            Some(known) if *known && !whole_word => {
                *known = false;
                self.finder = OnceLock::new();
            }
            Some(_) => {}
            None => {
                self.literals.insert(literal.to_owned(), whole_word);
                self.finder = OnceLock::new();
            }
        }
    }

    /// Replaces every masked literal in a text that is about to be shown.
    #[must_use]
    pub fn hide(&self, text: &str) -> String {
        if self.literals.is_empty() {
            return text.to_owned();
        }
        // An automaton of another kind takes time with the square of the length of a secret that repeats itself.
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let build = || {
            let automaton = AhoCorasick::builder().kind(kind).build(self.literals.keys()).ok()?;
            Some(Finder { automaton, whole_word: self.literals.values().copied().collect() })
        };
        let finder = self.finder.get_or_init(build);
        let Some(finder) = finder else { return self.hide_one_by_one(text) };
        let mut shown = String::with_capacity(text.len());
        let mut rest = 0;
        let found = finder.automaton.find_overlapping_iter(text).filter(|m| {
            !finder.whole_word.get(m.pattern().as_usize()).is_some_and(|w| *w)
                || !within_word(text, m.start(), m.end())
        });
        // Where secrets lie across each other all of them are hidden, as one.
        for (start, end) in joined(found.map(|m| (m.start(), m.end())).collect()) {
            shown.push_str(text.get(rest..start).unwrap_or(""));
            shown.push_str(MASK);
            rest = end;
        }
        shown.push_str(text.get(rest..).unwrap_or(""));
        shown
    }

    /// What [`SourceMap::hide`] does, for more literals than the finder can hold.
    fn hide_one_by_one(&self, text: &str) -> String {
        let found = self.literals.iter().flat_map(|(literal, whole_word)| {
            let all = text.match_indices(literal.as_str()).map(|(at, l)| (at, at + l.len()));
            all.filter(move |(start, end)| !whole_word || !within_word(text, *start, *end))
        });
        let found = found.collect();
        let mut shown = text.to_owned();
        for (start, end) in joined(found).into_iter().rev() {
            shown.replace_range(start..end, MASK);
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
        let text = self.get(span.document).filter(|t| !t.text.is_empty())?;
        let (from, to) = self.positions(span);
        let first = from.line.saturating_sub(context).max(1);
        let last = to.line.saturating_add(context).min(first.saturating_add(most_lines.saturating_sub(1)));
        let start = *text.line_starts.get(first as usize - 1)?;
        let end = text.line_starts.get(last as usize).copied().unwrap_or(u32::MAX);
        let end = end.min(u32::try_from(text.text.len()).unwrap_or(u32::MAX));
        // Lines of machine-made files may be megabytes: a window around the place says as much as anybody can read.
        let own_start = text.line_starts.get(from.line as usize - 1).copied().unwrap_or(0);
        let own_end = text.line_starts.get(from.line as usize).copied().unwrap_or(end);
        if end.saturating_sub(start) > MOST_EXCERPT_BYTES || own_end.saturating_sub(own_start) > LONGEST_LINE
        {
            let from_byte = text.floor((span.start as usize).saturating_sub(WINDOW)).max(start as usize);
            let to_byte = text
                .floor((span.end.min(span.start.saturating_add(MOST_EXCERPT_BYTES / 4)) as usize) + WINDOW);
            let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let window = text.masked_between(clamp(from_byte), clamp(to_byte.min(end as usize)));
            let window = window.replace('\n', " ");
            return Some((from.line, self.hide(&format!("… {} …", window.trim()))));
        }
        let shown = text.masked_between(start, end);
        Some((first, self.hide(shown.trim_end())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_and_common_words_are_not_blotted_out_and_secrets_are() {
        let mut map = SourceMap::default();
        for word in ["eu-central-1", "us-gov-west-1", "eu-central-1a", "production", "Default", "required"] {
            map.mask_literal(word);
        }
        assert_eq!(map.masked_literals(), 0);
        for word in ["hunter22", "ab-cdef-9x", "pa-ss-word", "productions", "eu-central-12"] {
            map.mask_literal(word);
        }
        assert_eq!(map.masked_literals(), 5);
    }

    #[test]
    fn a_setting_hides_itself_but_no_longer_word_around_it() {
        let mut map = SourceMap::default();
        map.mask_setting("encrypter");
        map.mask_setting("hunter22");
        let text = "encrypters encrypter xhunter22x";
        assert_eq!(map.hide(text), "encrypters (sensitive) x(sensitive)x");
        map.mask_literal("encrypter");
        assert_eq!(map.hide(text), "(sensitive)s (sensitive) x(sensitive)x");
    }

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
    fn a_line_of_megabytes_gives_a_window_and_the_right_column() {
        let mut map = SourceMap::default();
        let text = format!("{{\"ä\": [{}\"secret-value\", \"end\"]}}", "\"x\", ".repeat(50_000));
        let at = text.find("\"end\"").unwrap();
        let secret = text.find("\"secret").unwrap();
        let column = text.bytes().take(at).filter(starts_character).count() + 1;
        let doc = map.add("p.json", text);
        map.mask(Span::new(doc, secret, secret + 14));
        let span = Span::new(doc, at, at + 5);
        assert_eq!(
            map.position(doc, span.start),
            Position { line: 1, column: u32::try_from(column).unwrap() }
        );
        let (line, shown) = map.excerpt(span, 2, 10).unwrap();
        assert_eq!(line, 1);
        assert!(shown.len() < 400 && shown.contains("\"end\"") && shown.contains("(sensitive)"), "{shown}");
        assert!(!shown.contains("secret-value"));
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
