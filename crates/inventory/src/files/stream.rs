//! A file read piece by piece: unpacked if it is gzip, limited in size, with the digest of its bytes on disk.

use super::{FileDigest, FileError};
use sha2::{Digest, Sha256};
use std::io::{self, BufReader, Read};

/// Bytes handed to the decoder at once.
const PACKED_BUFFER: usize = 1 << 16;

/// The first bytes of a gzip member.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a file in order, for files too large to be held.
pub struct FileStream {
    path: String,
    source: Source,
    /// Bytes that may still come out, and what the limit was.
    left: u64,
    limit: u64,
}

/// Where bytes come from.
type Bytes = Box<dyn Read + Send>;

enum Source {
    Plain(Digesting),
    Packed(Box<flate2::read::MultiGzDecoder<BufReader<Digesting>>>),
}

/// A reader that digests what passes.
struct Digesting {
    /// What was read ahead to tell what the file is.
    ahead: io::Cursor<Vec<u8>>,
    inner: Bytes,
    /// None where nobody asks for the digest.
    hash: Option<Sha256>,
    bytes: u64,
}

impl Read for Digesting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut count = self.ahead.read(buffer)?;
        if count == 0 {
            count = self.inner.read(buffer)?;
        }
        if let (Some(hash), Some(read)) = (&mut self.hash, buffer.get(..count)) {
            hash.update(read);
        }
        self.bytes += count as u64;
        Ok(count)
    }
}

impl FileStream {
    /// A stream of bytes that come from a reader.
    pub(super) fn new(
        path: &str,
        mut inner: Box<dyn Read + Send>,
        limit: u64,
        digest: bool,
    ) -> Result<Self, FileError> {
        let mut ahead = Vec::new();
        let refused = |e: io::Error| FileError::Refused { path: path.to_owned(), reason: e.to_string() };
        inner.by_ref().take(GZIP.len() as u64).read_to_end(&mut ahead).map_err(refused)?;
        let packed = ahead == GZIP;
        let digesting =
            Digesting { ahead: io::Cursor::new(ahead), inner, hash: digest.then(Sha256::new), bytes: 0 };
        let source = if packed {
            let reader = BufReader::with_capacity(PACKED_BUFFER, digesting);
            Source::Packed(Box::new(flate2::read::MultiGzDecoder::new(reader)))
        } else {
            Source::Plain(digesting)
        };
        Ok(Self { path: path.to_owned(), source, left: limit, limit })
    }

    /// The path it was opened by.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Fills a buffer as far as there are bytes; 0 at the end of the file.
    ///
    /// # Errors
    /// If reading is refused, the packed bytes are damaged or cut off, or more than the limit comes out.
    pub fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, FileError> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|r| !r.is_empty()) {
            let count = match &mut self.source {
                Source::Plain(reader) => reader.read(rest),
                Source::Packed(reader) => reader.read(rest),
            };
            match count {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(&error)),
            }
        }
        self.left = self
            .left
            .checked_sub(filled as u64)
            .ok_or_else(|| FileError::TooLarge { path: self.path.clone(), limit: self.limit })?;
        Ok(filled)
    }

    fn failed(&self, error: &io::Error) -> FileError {
        let (path, reason) = (self.path.clone(), error.to_string());
        match self.source {
            Source::Plain(_) => FileError::Refused { path, reason },
            Source::Packed(_) => FileError::Compression { path, reason },
        }
    }

    /// The digest of the bytes on disk; reads what is left of them.
    ///
    /// # Errors
    /// If the rest cannot be read.
    pub fn digest(self) -> Result<FileDigest, FileError> {
        let mut digesting = match self.source {
            Source::Plain(digesting) => digesting,
            Source::Packed(decoder) => {
                // What is buffered has been digested on its way into the buffer.
                (*decoder).into_inner().into_inner()
            }
        };
        io::copy(&mut digesting, &mut io::sink())
            .map_err(|e| FileError::Refused { path: self.path.clone(), reason: e.to_string() })?;
        let hash = digesting.hash.unwrap_or_default();
        Ok(FileDigest { sha256: super::hex(&hash.finalize()), bytes: digesting.bytes })
    }
}

impl std::fmt::Debug for FileStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileStream")
            .field("path", &self.path)
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}
