//! A window onto a file that moves forward: the bytes at hand, and how far into the file they are.

use super::scan::{Broken, Cursor, Scan};
use demarc_inventory::{FileError, FileStream, Position};

/// Bytes read at once.
const PIECE: usize = 1 << 20;

/// The largest single value that is held: AWS Config's items are far smaller, and larger ones it does not deliver.
const LARGEST_VALUE: usize = 64 << 20;

/// What came of reading one thing.
pub(super) enum Read<T> {
    /// It.
    Got(T),
    /// The file ends within it.
    CutOff,
    /// It is not JSON; what was expected.
    Expected(&'static str),
    /// It is larger than what is held.
    TooLarge,
    /// The file cannot be read on.
    Failed(FileError),
}

/// The bytes of a file around the place that is being read.
pub(super) struct Window {
    stream: FileStream,
    bytes: Vec<u8>,
    /// First byte that is not passed.
    start: usize,
    /// Behind the last byte that was read.
    end: usize,
    ended: bool,
    /// Offset of `start` in the file, its line, and the characters before it on the line.
    offset: usize,
    line: u32,
    column: u32,
}

impl Window {
    pub(super) fn new(stream: FileStream) -> Self {
        Self { stream, bytes: Vec::new(), start: 0, end: 0, ended: false, offset: 0, line: 1, column: 0 }
    }

    /// The file, when all that was wanted has been read.
    pub(super) fn into_stream(self) -> FileStream {
        self.stream
    }

    /// The bytes at hand that are not passed.
    fn rest(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or(&[])
    }

    /// Reads one thing that starts here and passes it; tried again with more bytes while they end within it.
    ///
    /// What is read borrows the bytes, so it is handed to `take` with the place at which it starts.
    pub(super) fn read<T>(
        &mut self,
        mut take: impl FnMut(&mut Cursor<'_>, &Place<'_>) -> Scan<T>,
    ) -> Read<T> {
        loop {
            let rest = self.rest();
            let mut cursor = Cursor::new(rest);
            let place = Place { bytes: rest, offset: self.offset, line: self.line, column: self.column };
            match take(&mut cursor, &place) {
                Ok(got) => {
                    let passed = cursor.at();
                    self.pass(passed);
                    return Read::Got(got);
                }
                Err(Broken::Expected(what)) => return Read::Expected(what),
                Err(Broken::End) if self.ended => return Read::CutOff,
                Err(Broken::End) if self.end - self.start > LARGEST_VALUE => return Read::TooLarge,
                Err(Broken::End) => {
                    if let Err(error) = self.more() {
                        return Read::Failed(error);
                    }
                }
            }
        }
    }

    /// Reads one thing if all of it is at hand and passes it; whether it was.
    pub(super) fn try_read(&mut self, take: impl FnOnce(&mut Cursor<'_>, &Place<'_>) -> Scan<()>) -> bool {
        let rest = self.rest();
        let mut cursor = Cursor::new(rest);
        let place = Place { bytes: rest, offset: self.offset, line: self.line, column: self.column };
        let done = take(&mut cursor, &place).is_ok();
        if done {
            let passed = cursor.at();
            self.pass(passed);
        }
        done
    }

    /// Whether only white space is left in the file.
    pub(super) fn at_end(&mut self) -> Read<bool> {
        match self.read(|c, _| c.peek()) {
            Read::Got(_) => Read::Got(false),
            Read::CutOff => Read::Got(true),
            Read::Expected(what) => Read::Expected(what),
            Read::TooLarge => Read::TooLarge,
            Read::Failed(error) => Read::Failed(error),
        }
    }

    /// Whether the whole file is at hand already, or at least this many bytes of it are.
    pub(super) fn holds(&mut self, bytes: usize) -> Result<bool, FileError> {
        while !self.ended && self.end - self.start < bytes {
            self.more()?;
        }
        Ok(self.ended)
    }

    /// Passes a byte-order mark.
    pub(super) fn pass_mark(&mut self) -> Result<(), FileError> {
        self.holds(4)?;
        if self.rest().starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.start += 3;
            self.offset += 3;
        }
        Ok(())
    }

    fn pass(&mut self, count: usize) {
        let passed = self.rest().get(..count).unwrap_or(&[]);
        let place = Place { bytes: passed, offset: self.offset, line: self.line, column: self.column };
        let (line, column) = place.behind(count);
        (self.line, self.column) = (line, column);
        self.offset += count;
        self.start += count;
    }

    /// Moves what is left to the front and reads on.
    fn more(&mut self) -> Result<(), FileError> {
        self.bytes.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.bytes.len() - self.end < PIECE / 2 {
            let room = self.bytes.len().max(PIECE / 2) * 2;
            self.bytes.resize(room, 0);
        }
        let count = match self.bytes.get_mut(self.end..) {
            Some(room) => self.stream.fill(room)?,
            None => 0,
        };
        self.end += count;
        if count == 0 {
            self.ended = true;
            // A number at the very end of the file ends there: white space says so.
            if let Some(byte) = self.bytes.get_mut(self.end) {
                *byte = b'\n';
                self.end += 1;
            }
        }
        Ok(())
    }
}

/// Where a thing starts: bytes from there on, and the position of the first of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    bytes: &'a [u8],
    /// Offset in the file.
    pub offset: usize,
    line: u32,
    column: u32,
}

impl Place<'_> {
    /// Line and characters before on the line, `count` bytes on.
    fn behind(&self, count: usize) -> (u32, u32) {
        let passed = self.bytes.get(..count).unwrap_or(self.bytes);
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let characters = |bytes: &[u8]| clamp(bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count());
        match memchr::memrchr(b'\n', passed) {
            None => (self.line, self.column.saturating_add(characters(passed))),
            Some(last) => {
                let lines = clamp(memchr::memchr_iter(b'\n', passed).count());
                (self.line.saturating_add(lines), characters(passed.get(last + 1..).unwrap_or(&[])))
            }
        }
    }

    /// The position `count` bytes on.
    pub(super) fn position(&self, count: usize) -> Position {
        let (line, column) = self.behind(count);
        Position { line, column: column.saturating_add(1) }
    }

    /// The same place seen from `count` bytes on.
    pub(super) fn moved(&self, count: usize) -> Self {
        let (line, column) = self.behind(count);
        Self { bytes: self.bytes.get(count..).unwrap_or(&[]), offset: self.offset + count, line, column }
    }
}
