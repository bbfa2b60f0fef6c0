//! The one way by which input enters: disk or test map, with root, link, size and count limits.

mod disk;
mod memory;
mod stream;

pub use memory::MemoryFiles;
pub use stream::FileStream;

use crate::Skipped;
use std::{fmt, io::Read};

/// Limits on what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of one file in bytes, and of what a compressed one unpacks to.
    pub file_bytes: u64,
    /// Number of files in one run.
    pub files: usize,
    /// Depth of directories.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 1 << 30, files: 200_000, depth: 64 }
    }
}

/// What a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A FIFO, socket or device: never opened.
    Special,
}

/// One entry of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// Its name within the directory.
    pub name: String,
    /// What it is; the target's kind for a link.
    pub kind: EntryKind,
}

/// A path without `./`, doubled and closing slashes; `.` becomes empty and `a/../b` becomes `b`. Links are not looked at.
#[must_use]
pub fn clean_path(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|s| *s != "..") => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    let joined = steps.join("/");
    if path.starts_with('/') { format!("/{joined}") } else { joined }
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// There is nothing at that path.
    #[error("`{path}` does not exist; check the path")]
    NotFound {
        /// The path.
        path: String,
    },
    /// The path is a FIFO, socket or device.
    #[error("`{path}` is not a regular file or directory; give a file that can be read to its end")]
    NotRegular {
        /// The path.
        path: String,
    },
    /// The path, or the link there, leads out of the directory that is read.
    #[error("`{path}` lies outside of `{root}`; only files below it are read")]
    OutsideRoot {
        /// The path.
        path: String,
        /// The directory.
        root: String,
    },
    /// The file is larger than the limit.
    #[error("`{path}` is larger than {limit} bytes, the limit for one file")]
    TooLarge {
        /// The path.
        path: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// The run has read as many files as it may.
    #[error("`{path}` was not read: {limit} files, the limit for one run, were read before it")]
    TooMany {
        /// The path.
        path: String,
        /// The limit.
        limit: usize,
    },
    /// The bytes are not text.
    #[error("`{path}` is not UTF-8 or UTF-16 text (byte {offset}); save it as UTF-8")]
    NotText {
        /// The path.
        path: String,
        /// First byte that is not text.
        offset: usize,
    },
    /// The compressed file is damaged or cut off.
    #[error("`{path}` could not be unpacked: {reason}")]
    Compression {
        /// The path.
        path: String,
        /// What the decoder said.
        reason: String,
    },
    /// The operating system refused.
    #[error("`{path}` could not be read: {reason}")]
    Refused {
        /// The path.
        path: String,
        /// What the operating system said.
        reason: String,
    },
}

/// What identifies the bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDigest {
    /// Hex SHA-256.
    pub sha256: String,
    /// Number of bytes.
    pub bytes: u64,
}

impl FileDigest {
    /// The digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::{Digest, Sha256};
        Self { sha256: hex(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
    }
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        use std::fmt::Write as _;
        // Writing to a String does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Where files come from: the disk, or a map in tests.
pub trait FileSystem: fmt::Debug + Send + Sync {
    /// What stands at a path; links are followed.
    ///
    /// # Errors
    /// If nothing is there or it cannot be looked at.
    fn kind(&self, path: &str) -> Result<EntryKind, FileError>;

    /// At most `limit + 1` bytes of a file.
    ///
    /// # Errors
    /// If it cannot be read.
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileError>;

    /// The first `length` bytes of a file, or all of a shorter one.
    ///
    /// # Errors
    /// If it cannot be read.
    fn head(&self, path: &str, length: usize) -> Result<Vec<u8>, FileError> {
        let mut bytes = self.read(path, u64::MAX - 1)?;
        bytes.truncate(length);
        Ok(bytes)
    }

    /// The bytes of a file, to be read piece by piece.
    ///
    /// # Errors
    /// If it cannot be opened.
    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, FileError> {
        Ok(Box::new(std::io::Cursor::new(self.read(path, u64::MAX - 1)?)))
    }

    /// The entries of a directory, sorted by name.
    ///
    /// # Errors
    /// If it cannot be listed.
    fn list(&self, directory: &str) -> Result<Vec<DirectoryEntry>, FileError>;

    /// The path with links resolved.
    ///
    /// # Errors
    /// If nothing is there or links go in a circle.
    fn real_path(&self, path: &str) -> Result<String, FileError>;

    /// Files below a directory in sorted order, without what is ignored unless `all`; with what was left out and why.
    fn walk(&self, directory: &str, all: bool, limits: Limits) -> (Vec<String>, Vec<Skipped>);
}

/// Files of a run.
#[derive(Debug)]
pub struct Files {
    system: Box<dyn FileSystem>,
    limits: Limits,
    read: std::sync::atomic::AtomicUsize,
}

impl Files {
    /// Files on disk; paths are relative to the working directory or absolute.
    #[must_use]
    pub fn disk() -> Self {
        Self::new(Box::new(disk::DiskFiles), Limits::default())
    }

    /// Files of any system.
    #[must_use]
    pub fn new(system: Box<dyn FileSystem>, limits: Limits) -> Self {
        Self { system, limits, read: std::sync::atomic::AtomicUsize::new(0) }
    }

    /// What stands at a path.
    ///
    /// # Errors
    /// If nothing is there or it cannot be looked at.
    pub fn kind(&self, path: &str) -> Result<EntryKind, FileError> {
        self.system.kind(path)
    }

    /// The entries of a directory, sorted by name.
    ///
    /// # Errors
    /// If it cannot be listed.
    pub fn list(&self, directory: &str) -> Result<Vec<DirectoryEntry>, FileError> {
        self.system.list(directory)
    }

    /// The name of a directory, also where the path says only `.`; none at the top of the file system.
    #[must_use]
    pub fn name_of(&self, directory: &str) -> Option<String> {
        let real = self.system.real_path(directory).ok()?;
        let name = real.trim_end_matches('/').rsplit('/').next()?;
        (!name.is_empty() && name != "." && name != "..").then(|| name.to_owned())
    }

    /// Files below a directory; see [`FileSystem::walk`].
    #[must_use]
    pub fn walk(&self, directory: &str, all: bool) -> (Vec<String>, Vec<Skipped>) {
        self.system.walk(directory, all, self.limits)
    }

    /// The bytes of a file, unpacked if it is gzip.
    ///
    /// # Errors
    /// If it is missing, special, too large or damaged.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let limit = self.limits.file_bytes;
        if self.system.kind(path)? != EntryKind::File {
            return Err(FileError::NotRegular { path: path.to_owned() });
        }
        let count = self.read.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if count >= self.limits.files {
            return Err(FileError::TooMany { path: path.to_owned(), limit: self.limits.files });
        }
        let bytes = self.system.read(path, limit)?;
        if bytes.len() as u64 > limit {
            return Err(FileError::TooLarge { path: path.to_owned(), limit });
        }
        if bytes.starts_with(&[0x1f, 0x8b]) { unpack(path, &bytes, limit) } else { Ok(bytes) }
    }

    /// The bytes of a file piece by piece, unpacked if it is gzip; with `digest` their digest can be asked for at the end.
    ///
    /// # Errors
    /// If it is missing, special or cannot be opened. Damage and size show while it is read.
    pub fn stream(&self, path: &str, digest: bool) -> Result<FileStream, FileError> {
        if self.system.kind(path)? != EntryKind::File {
            return Err(FileError::NotRegular { path: path.to_owned() });
        }
        FileStream::new(path, self.system.open(path)?, self.limits.file_bytes, digest)
    }

    /// Bytes that came from elsewhere, such as standard input, piece by piece; see [`Files::stream`].
    ///
    /// # Errors
    /// As [`Files::stream`].
    pub fn stream_of(
        &self,
        name: &str,
        bytes: std::sync::Arc<[u8]>,
        digest: bool,
    ) -> Result<FileStream, FileError> {
        FileStream::new(name, Box::new(std::io::Cursor::new(bytes)), self.limits.file_bytes, digest)
    }

    /// The first `length` bytes of a file as they stand on disk: enough to tell what it is without holding it.
    ///
    /// # Errors
    /// If it is missing, special or not readable.
    pub fn head(&self, path: &str, length: usize) -> Result<Vec<u8>, FileError> {
        if self.system.kind(path)? != EntryKind::File {
            return Err(FileError::NotRegular { path: path.to_owned() });
        }
        self.system.head(path, length)
    }

    /// The text of a file: UTF-8 or UTF-16, without its byte-order mark.
    ///
    /// # Errors
    /// As [`Files::bytes`], and if the bytes are not text.
    pub fn text(&self, path: &str) -> Result<String, FileError> {
        decode(path, self.bytes(path)?)
    }

    /// The text of a file with what identifies its bytes.
    ///
    /// # Errors
    /// As [`Files::text`].
    pub fn text_with_digest(&self, path: &str) -> Result<(String, FileDigest), FileError> {
        let bytes = self.bytes(path)?;
        let digest = FileDigest::of(&bytes);
        Ok((decode(path, bytes)?, digest))
    }

    /// The text of bytes that came from elsewhere, such as standard input, unpacked if they are gzip.
    ///
    /// # Errors
    /// If they are damaged, too large or not text.
    pub fn decode(&self, name: &str, bytes: Vec<u8>) -> Result<(String, FileDigest), FileError> {
        let digest = FileDigest::of(&bytes);
        let limit = self.limits.file_bytes;
        let bytes = if bytes.starts_with(&[0x1f, 0x8b]) { unpack(name, &bytes, limit)? } else { bytes };
        Ok((decode(name, bytes)?, digest))
    }

    /// The bytes of a file that must lie below a root, links resolved (`file()` in a module, a nested template).
    ///
    /// # Errors
    /// As [`Files::bytes`], and if the file lies outside of the root.
    pub fn bytes_below(&self, root: &str, path: &str) -> Result<Vec<u8>, FileError> {
        self.check_below(root, path)?;
        self.bytes(path)
    }

    /// The text of a file that must lie below a root.
    ///
    /// # Errors
    /// As [`Files::bytes_below`] and [`Files::text`].
    pub fn text_below(&self, root: &str, path: &str) -> Result<String, FileError> {
        decode(path, self.bytes_below(root, path)?)
    }

    /// Whether a path stays below a root when links are resolved.
    ///
    /// # Errors
    /// [`FileError::OutsideRoot`] if not, or why the path cannot be resolved.
    pub fn check_below(&self, root: &str, path: &str) -> Result<(), FileError> {
        let real_root = self.system.real_path(root)?;
        let real = self.system.real_path(path)?;
        let below = real
            .strip_prefix(&real_root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || real_root.ends_with('/'));
        if below || real_root == "." || real_root.is_empty() {
            Ok(())
        } else {
            Err(FileError::OutsideRoot { path: path.to_owned(), root: root.to_owned() })
        }
    }
}

fn unpack(path: &str, bytes: &[u8], limit: u64) -> Result<Vec<u8>, FileError> {
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes)
        .take(limit + 1)
        .read_to_end(&mut unpacked)
        .map_err(|e| FileError::Compression { path: path.to_owned(), reason: e.to_string() })?;
    if unpacked.len() as u64 > limit {
        return Err(FileError::TooLarge { path: path.to_owned(), limit });
    }
    Ok(unpacked)
}

/// Text of bytes; see [`Files::text`].
fn decode(path: &str, bytes: Vec<u8>) -> Result<String, FileError> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, _, broken) = encoding.decode(&bytes);
        if broken {
            return Err(FileError::NotText { path: path.to_owned(), offset: 0 });
        }
        return Ok(text.into_owned());
    }
    String::from_utf8(bytes)
        .map_err(|e| FileError::NotText { path: path.to_owned(), offset: e.utf8_error().valid_up_to() })
}

#[cfg(test)]
mod tests;
