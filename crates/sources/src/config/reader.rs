//! Goes through a file's items, whatever stands around them: snapshots, histories, events, answers of the API, queries.
//!
//! A file is a sequence of JSON values. One that fits into the window is looked at as a whole; of a larger one the list of
//! items is gone through element by element, so that memory does not grow with the file.

use super::{
    convert::Found,
    item::{Around, Parsed, Wrapper},
    plan::Selection,
    scan::{Broken, Cursor, Scan},
    window::{Place, Read, Window},
};
use demarc_inventory::{FileError, Position};
use std::ops::Range;

/// A value up to this size is looked at as a whole before its lists are gone through.
const WHOLE: usize = 2 << 20;

/// Events within events: a queue's message of a topic's message of an event.
const DEEPEST: usize = 6;

/// What is done with what a file holds.
pub(super) trait Sink {
    /// An item.
    fn item(&mut self, found: &Found<'_>);
    /// Something that is no item where one was expected.
    fn stray(&mut self, position: Position, what: &'static str);
    /// Which fields a query asked for.
    fn selection(&mut self, selection: Selection);
    /// The file says that it is a snapshot.
    fn snapshot(&mut self);
}

/// How reading a file ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// With its last byte.
    Whole,
    /// Somewhere before: what was expected there.
    Broken(Position, &'static str),
    /// The file could not be read on.
    Failed(FileError),
}

/// Goes through a file.
pub(super) fn read(window: &mut Window, sink: &mut dyn Sink) -> Ended {
    if let Err(error) = window.pass_mark() {
        return Ended::Failed(error);
    }
    let mut reader = Reader { window, sink, at: Position { line: 1, column: 1 } };
    match reader.values() {
        Ok(()) => Ended::Whole,
        Err(Stop::Expected(what)) => Ended::Broken(reader.at, what),
        Err(Stop::Failed(error)) => Ended::Failed(error),
    }
}

enum Stop {
    Expected(&'static str),
    Failed(FileError),
}

impl From<FileError> for Stop {
    fn from(error: FileError) -> Self {
        Self::Failed(error)
    }
}

struct Reader<'a> {
    window: &'a mut Window,
    sink: &'a mut dyn Sink,
    /// Where the thing starts that is being read.
    at: Position,
}

impl Reader<'_> {
    /// Reads one thing; what could not be read ends the file.
    fn one<T>(
        &mut self,
        mut take: impl FnMut(&mut Cursor<'_>, &Place<'_>, &mut dyn Sink) -> Scan<T>,
    ) -> Result<T, Stop> {
        let mut at = self.at;
        let sink = &mut *self.sink;
        let read = self.window.read(|cursor, place| {
            at = place.position(0);
            take(cursor, place, sink)
        });
        self.at = at;
        match read {
            Read::Got(got) => Ok(got),
            Read::CutOff => Err(Stop::Expected("the rest of the file; it ends within a value")),
            Read::Expected(what) => Err(Stop::Expected(what)),
            Read::TooLarge => Err(Stop::Expected("items of less than 64 MB")),
            Read::Failed(error) => Err(Stop::Failed(error)),
        }
    }

    fn values(&mut self) -> Result<(), Stop> {
        loop {
            match self.window.at_end() {
                Read::Got(true) => return Ok(()),
                Read::Failed(error) => return Err(Stop::Failed(error)),
                _ => {}
            }
            match self.one(|c, _, _| c.peek())? {
                b'[' => {
                    self.one(|c, _, _| c.accept(b'['))?;
                    self.elements()?;
                }
                b'{' => self.object()?,
                b'"' => self.one(|c, place, sink| element(c, &Bytes::of(c, place), sink, 0))?,
                _ => return Err(Stop::Expected("an object, a list or a text")),
            }
        }
    }

    /// An object at the top: as a whole if it is small, else key by key.
    fn object(&mut self) -> Result<(), Stop> {
        let whole_file = self.window.holds(WHOLE)?;
        let sink = &mut *self.sink;
        let done = self.window.try_read(|cursor, place| {
            let parsed = Parsed::read(cursor)?;
            of_object(&parsed, &Bytes::of(cursor, place), sink, 0);
            Ok(())
        });
        if done || whole_file {
            // What could not be read although all of it is at hand is read again for the place of the fault.
            return if done { Ok(()) } else { self.keys() };
        }
        self.keys()
    }

    fn keys(&mut self) -> Result<(), Stop> {
        self.one(|c, _, _| c.accept(b'{'))?;
        if self.one(|c, _, _| c.accept(b'}'))? {
            return Ok(());
        }
        loop {
            let (wrapper, opens) = self.one(|c, _, sink| {
                let key = c.text()?;
                if !c.accept(b':')? {
                    return Err(Broken::Expected("a colon behind a key"));
                }
                if key == "configSnapshotId" {
                    sink.snapshot();
                }
                let wrapper = Wrapper::of(&key);
                let listed = wrapper == Some(Wrapper::Items);
                Ok((wrapper, listed && c.accept(b'[')?))
            })?;
            if opens {
                self.elements()?;
            } else {
                self.one(|c, place, sink| {
                    let value = c.skip()?;
                    if let Some(kind) = wrapper {
                        let around = Around { kind, value };
                        of_around(&around, &Bytes::of(c, place), sink, 0);
                    }
                    Ok(())
                })?;
            }
            if !self.one(|c, _, _| c.accept(b','))? {
                return match self.one(|c, _, _| c.accept(b'}'))? {
                    true => Ok(()),
                    false => Err(Stop::Expected("a comma or the end of an object")),
                };
            }
        }
    }

    /// The elements of a list whose bracket has been passed.
    fn elements(&mut self) -> Result<(), Stop> {
        if self.one(|c, _, _| c.accept(b']'))? {
            return Ok(());
        }
        loop {
            self.one(|c, place, sink| element(c, &Bytes::of(c, place), sink, 0))?;
            if !self.one(|c, _, _| c.accept(b','))? {
                return match self.one(|c, _, _| c.accept(b']'))? {
                    true => Ok(()),
                    false => Err(Stop::Expected("a comma or the end of a list")),
                };
            }
        }
    }
}

/// Bytes in which ranges stand, and where they stand in the file.
struct Bytes<'a> {
    bytes: &'a [u8],
    place: Place<'a>,
    /// The range in the file of the text that the bytes come from.
    within: Option<Range<usize>>,
}

impl<'a> Bytes<'a> {
    fn of(cursor: &Cursor<'a>, place: &Place<'a>) -> Self {
        Self { bytes: cursor.all(), place: *place, within: None }
    }

    /// What a text at a range holds.
    fn inside<'t>(&self, text: &'t str, range: Range<usize>) -> Bytes<'t>
    where
        'a: 't,
    {
        Bytes {
            bytes: text.as_bytes(),
            place: self.place,
            within: Some(self.within.clone().unwrap_or(range)),
        }
    }

    fn position(&self, at: usize) -> Position {
        self.place.position(self.within.as_ref().map_or(at, |w| w.start))
    }
}

/// An element of a list: an item, or a text or object that holds one. One that is none is said and passed.
///
/// # Errors
/// If the bytes end within it, or if it is no JSON and cannot be told from what follows.
fn element(cursor: &mut Cursor<'_>, bytes: &Bytes<'_>, sink: &mut dyn Sink, depth: usize) -> Scan<()> {
    cursor.peek()?;
    let start = cursor.at();
    match holder(cursor, bytes, sink, depth) {
        Ok(true) => {}
        Ok(false) => sink.stray(bytes.position(start), "an item with `resourceType` and `resourceId`"),
        Err(Broken::End) => return Err(Broken::End),
        Err(Broken::Expected(what)) => {
            // One broken item costs only itself if it can be told where it ends.
            cursor.back_to(start);
            cursor.skip()?;
            sink.stray(bytes.position(start), what);
        }
    }
    Ok(())
}

/// An object or a text at the cursor: whether it is an item or holds some.
fn holder(cursor: &mut Cursor<'_>, bytes: &Bytes<'_>, sink: &mut dyn Sink, depth: usize) -> Scan<bool> {
    match cursor.peek()? {
        b'{' => {
            let parsed = Parsed::read(cursor)?;
            Ok(of_object(&parsed, bytes, sink, depth))
        }
        b'"' => {
            let start = cursor.at();
            let text = cursor.text()?;
            Ok(of_text(&text, &bytes.inside(&text, start..cursor.at()), sink, depth + 1))
        }
        _ => {
            cursor.skip()?;
            Ok(false)
        }
    }
}

/// An object that was gone through: an item, or something around items. Whether there was any.
fn of_object(parsed: &Parsed<'_>, bytes: &Bytes<'_>, sink: &mut dyn Sink, depth: usize) -> bool {
    if parsed.item.is_item() {
        let range = parsed.range.clone();
        let found = Found {
            item: &parsed.item,
            bytes: bytes.bytes,
            range,
            place: bytes.place,
            within: bytes.within.clone(),
        };
        sink.item(&found);
        return true;
    }
    if parsed.snapshot {
        sink.snapshot();
    }
    // What a query asked for is said before its rows, wherever it stands.
    let (query, rest): (Vec<&Around>, Vec<&Around>) =
        parsed.around.iter().partition(|a| a.kind == Wrapper::Query);
    let mut any = false;
    for around in query.into_iter().chain(rest) {
        any |= of_around(around, bytes, sink, depth + 1);
    }
    any
}

fn of_around(around: &Around, bytes: &Bytes<'_>, sink: &mut dyn Sink, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let mut cursor = Cursor::new(bytes.bytes);
    cursor.back_to(around.value.start);
    match around.kind {
        Wrapper::Query => {
            sink.selection(selection(&mut cursor).unwrap_or_default());
            false
        }
        Wrapper::Items => {
            if cursor.array(|c| element(c, bytes, sink, depth)).is_err() {
                sink.stray(bytes.position(around.value.start), "a list of items");
            }
            // An empty list of items is an answer too.
            true
        }
        Wrapper::Holder => holder(&mut cursor, bytes, sink, depth).unwrap_or(false),
    }
}

/// A text that holds JSON.
fn of_text(text: &str, bytes: &Bytes<'_>, sink: &mut dyn Sink, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let mut cursor = Cursor::new(text.as_bytes());
    match cursor.peek() {
        Ok(b'{' | b'"') => holder(&mut cursor, bytes, sink, depth).unwrap_or(false),
        Ok(b'[') => {
            let around = Around { kind: Wrapper::Items, value: cursor.at()..text.len() };
            of_around(&around, bytes, sink, depth + 1)
        }
        _ => false,
    }
}

/// The fields that a query asked for.
fn selection(cursor: &mut Cursor<'_>) -> Scan<Selection> {
    let mut fields = Vec::new();
    cursor.object(|c, key| {
        if !key.eq_ignore_ascii_case("SelectFields") {
            return c.skip().map(drop);
        }
        c.array(|c| {
            c.object(|c, key| {
                if key.eq_ignore_ascii_case("Name") {
                    fields.push(c.text()?.into_owned());
                    Ok(())
                } else {
                    c.skip().map(drop)
                }
            })
        })
    })?;
    Ok(Selection { fields })
}
