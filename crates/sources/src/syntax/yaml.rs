//! YAML into a tree: events of the parser, our own loader for tags, aliases, merge keys and limits.

mod anchors;
mod recovery;
mod tabs;
#[cfg(test)]
mod tests;

use super::{
    DEEPEST_NESTING, Entry, Mapping, Tree, TreeValue, merge_keys, offsets::Offsets, scalar::scalar_value,
};
use anchors::Anchors;
use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::{DocumentId, Span};
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use std::borrow::Cow;

/// Parses the first document of a YAML text.
///
/// After an error reading goes on at the next line that continues a mapping which is still open; whatever may have
/// lost something to the error is marked incomplete. Without any value there is no tree.
#[must_use]
pub fn parse_yaml(text: &str, document: DocumentId) -> (Option<Tree>, Vec<Problem>) {
    let read = parse_once(text, document);
    match tabs::without(text).filter(|_| tabs::errors(&read.1) > 0) {
        Some(spaced) => tabs::better(read, parse_once(&spaced.text, document), &spaced, document),
        None => read,
    }
}

fn parse_once(text: &str, document: DocumentId) -> (Option<Tree>, Vec<Problem>) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut loader = Loader {
        text: body,
        offsets: Offsets::new(body),
        document,
        shift: text.len() - body.len(),
        part_byte: 0,
        part_character: 0,
        last_end: 0,
        stack: Vec::new(),
        root: None,
        anchors: Anchors::default(),
        problems: Vec::new(),
    };
    loader.load();
    (loader.root, loader.problems)
}

/// A container that is still open.
struct Frame {
    start: usize,
    /// Column of its keys, if it is a block mapping.
    column: Option<usize>,
    tag: Option<Box<str>>,
    anchor: usize,
    incomplete: bool,
    content: Content,
}

enum Content {
    Sequence(Vec<Tree>),
    Mapping { entries: Vec<Entry>, key: PendingKey },
}

/// The key whose value comes next.
enum PendingKey {
    None,
    Text(Box<str>, Span),
    /// A mapping or a sequence as key: its value is left out.
    Unusable,
}

/// How parsing a part of the text ended.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    /// At the end of the first document.
    Done,
    /// At an error; part of the text may be lost.
    Broken,
    /// Behind the mapping that the part continued, where its parent goes on.
    Dedented,
    /// At a limit: nothing more is read.
    Stopped,
}

struct Loader<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    document: DocumentId,
    /// Length of the byte-order mark.
    shift: usize,
    /// Where the part that is being parsed starts.
    part_byte: usize,
    part_character: usize,
    /// End of the last scalar or bracket, in bytes.
    last_end: usize,
    stack: Vec<Frame>,
    root: Option<Tree>,
    anchors: Anchors,
    problems: Vec<Problem>,
}

impl<'a> Loader<'a> {
    fn load(&mut self) {
        let mut outcome = self.parse_part(false);
        for _ in 0..recovery::MOST_PARTS {
            let lost = match outcome {
                Outcome::Done | Outcome::Stopped => break,
                Outcome::Broken => true,
                Outcome::Dedented => false,
            };
            if !self.resume(lost) {
                break;
            }
            outcome = self.parse_part(true);
        }
        let broken = outcome != Outcome::Done;
        if let Some(root) = &mut self.root {
            root.incomplete |= broken;
        }
        while !self.stack.is_empty() {
            self.close(broken);
        }
    }

    /// Parses from `part_byte` on; a part that `continues` starts inside the mapping on top of the stack.
    fn parse_part(&mut self, mut continues: bool) -> Outcome {
        let continued = continues;
        let floor = self.stack.len();
        let text: &'a str = self.text.get(self.part_byte..).unwrap_or("");
        for event in Parser::new_from_str(text) {
            let (event, place) = match event {
                Ok(event) => event,
                Err(_) if continued && self.stack.len() < floor => return Outcome::Dedented,
                Err(error) => {
                    self.syntax_error(self.byte(error.marker().index()), error.info());
                    return Outcome::Broken;
                }
            };
            let start = self.byte(place.start.index());
            let end =
                start + self.text.get(start..self.byte(place.end.index())).unwrap_or("").trim_end().len();
            let opens = matches!(event, Event::MappingStart(..) | Event::SequenceStart(..));
            if continues && (opens || matches!(event, Event::Scalar(..) | Event::Alias(_))) {
                if !matches!(event, Event::MappingStart(..)) {
                    return Outcome::Broken;
                }
                continues = false;
                continue;
            }
            if end > start && !matches!(event, Event::DocumentStart(_) | Event::DocumentEnd) {
                self.last_end = end;
            }
            match event {
                Event::DocumentStart(_) if self.root.as_ref().is_some_and(|root| !root.is_null()) => {
                    self.problems.push(Problem::at(
                        "several-documents",
                        ProblemSeverity::Note,
                        "the file holds several YAML documents; the first one counts, the others were left out",
                        self.span(start, end),
                    ));
                    return Outcome::Done;
                }
                Event::Scalar(text, style, anchor, tag) => {
                    self.scalar(text, style, anchor, tag, self.span(start, end));
                }
                Event::Alias(anchor) => self.alias(anchor, self.span(start, end)),
                Event::MappingStart(anchor, tag) => {
                    let flow = self.text.get(start..end).is_some_and(|t| t.ends_with('{'));
                    let column = (!flow).then(|| place.end.col());
                    let content = Content::Mapping { entries: Vec::new(), key: PendingKey::None };
                    let tag = split_tag(tag).0;
                    if !self.open(Frame { start, column, tag, anchor, incomplete: false, content }) {
                        return Outcome::Stopped;
                    }
                }
                Event::SequenceStart(anchor, tag) => {
                    let content = Content::Sequence(Vec::new());
                    let tag = split_tag(tag).0;
                    if !self.open(Frame { start, column: None, tag, anchor, incomplete: false, content }) {
                        return Outcome::Stopped;
                    }
                }
                Event::MappingEnd | Event::SequenceEnd => self.close(false),
                _ => {}
            }
        }
        Outcome::Done
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.document, start + self.shift, end.max(start) + self.shift)
    }

    fn byte(&self, character: usize) -> usize {
        self.offsets.byte(self.part_character + character)
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        span: Span,
    ) {
        let (tag, core) = split_tag(tag);
        let plain = style == ScalarStyle::Plain && core.as_deref() != Some("");
        let mut tree = Tree::new(scalar_value(&text, plain, core.as_deref()), span);
        tree.tag = tag;
        self.anchors.store(anchor, &tree);
        // A key is what was written: `1`, `null` and `on` are names there.
        if self.awaits_key() { self.put_key(text.into(), span) } else { self.place(tree) }
    }

    fn alias(&mut self, anchor: usize, span: Span) {
        let tree = self.anchors.expand(anchor, span, self.stack.len(), &mut self.problems);
        match tree.scalar_text() {
            Some(key) if self.awaits_key() => self.put_key(key.into(), span),
            _ => self.place(tree),
        }
    }

    fn awaits_key(&self) -> bool {
        let top = self.stack.last().map(|frame| &frame.content);
        matches!(top, Some(Content::Mapping { key: PendingKey::None, .. }))
    }

    fn put_key(&mut self, text: Box<str>, span: Span) {
        if let Some(Frame { content: Content::Mapping { key, .. }, .. }) = self.stack.last_mut() {
            *key = PendingKey::Text(text, span);
        }
    }

    fn open(&mut self, frame: Frame) -> bool {
        if self.stack.len() >= DEEPEST_NESTING {
            self.problems.push(Problem::at(
                "syntax-error",
                ProblemSeverity::Error,
                format!(
                    "more than {DEEPEST_NESTING} YAML containers are nested, the limit; the rest was not read"
                ),
                self.span(frame.start, frame.start),
            ));
            return false;
        }
        self.stack.push(frame);
        true
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, tree: Tree) {
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(tree);
            return;
        };
        match &mut frame.content {
            Content::Sequence(elements) => elements.push(tree),
            Content::Mapping { entries, key } => match std::mem::replace(key, PendingKey::None) {
                PendingKey::Text(key, key_span) => entries.push(Entry { key, key_span, value: tree }),
                PendingKey::Unusable => {}
                PendingKey::None => {
                    *key = PendingKey::Unusable;
                    frame.incomplete = true;
                    self.problems.push(Problem::at(
                        "unsupported-key",
                        ProblemSeverity::Warning,
                        "a mapping or a list stands as a key where a text was expected; the entry was left out",
                        tree.span,
                    ));
                }
            },
        }
    }

    /// Finishes the innermost container.
    fn close(&mut self, broken: bool) {
        let Some(mut frame) = self.stack.pop() else { return };
        let end = self.last_end;
        let mut incomplete = frame.incomplete || broken;
        self.settle_key(&mut frame.content);
        let value = match frame.content {
            Content::Sequence(elements) => TreeValue::Sequence(elements),
            Content::Mapping { entries, .. } => {
                let (entries, merged_incomplete) = merge_keys::merge(entries, &mut self.problems);
                incomplete |= merged_incomplete;
                TreeValue::Mapping(Mapping::new(entries, &mut self.problems))
            }
        };
        let mut tree = Tree::new(value, self.span(frame.start, end));
        tree.tag = frame.tag;
        tree.incomplete = incomplete;
        self.anchors.store(frame.anchor, &tree);
        self.place(tree);
    }

    /// Gives a key whose value was lost an unreadable value, so that the property is unknown and not absent.
    fn settle_key(&self, content: &mut Content) {
        if let Content::Mapping { entries, key } = content
            && let PendingKey::Text(key, key_span) = std::mem::replace(key, PendingKey::None)
        {
            entries.push(Entry { key, key_span, value: Tree::unreadable(key_span) });
        }
    }

    fn syntax_error(&mut self, at: usize, info: &str) {
        self.problems.push(Problem::at(
            "syntax-error",
            ProblemSeverity::Error,
            format!(
                "the YAML text cannot be read here: {info}; correct it, what may be lost counts as unknown"
            ),
            self.span(at, at),
        ));
    }
}

/// A tag of the document without its `!`, or the name of one of YAML's own; the latter is empty for a lone `!`.
fn split_tag(tag: Option<Cow<'_, Tag>>) -> (Option<Box<str>>, Option<String>) {
    match tag {
        None => (None, None),
        Some(tag) if tag.is_yaml_core_schema() => (None, Some(tag.suffix.clone())),
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => (None, Some(String::new())),
        Some(tag) if tag.handle == "!" => (Some(tag.suffix.clone().into()), None),
        Some(tag) => (Some(tag.to_string().into()), None),
    }
}
