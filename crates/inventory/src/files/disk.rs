//! Files on disk.

use super::{DirectoryEntry, EntryKind, FileError, FileSystem, Limits};
use crate::Skipped;
use std::{
    fs,
    io::{self, Read},
    path::Path,
};

/// The real file system.
#[derive(Debug)]
pub(super) struct DiskFiles;

/// Directories that hold no infrastructure of the user's own.
const NEVER_READ: [&str; 3] = [".git", ".terraform", "node_modules"];

fn refuse(path: &str, error: &io::Error) -> FileError {
    match error.kind() {
        io::ErrorKind::NotFound => FileError::NotFound { path: path.to_owned() },
        _ => FileError::Refused { path: path.to_owned(), reason: error.to_string() },
    }
}

fn kind_of(kind: fs::FileType) -> EntryKind {
    if kind.is_dir() {
        EntryKind::Directory
    } else if kind.is_file() {
        EntryKind::File
    } else {
        EntryKind::Special
    }
}

impl FileSystem for DiskFiles {
    fn kind(&self, path: &str) -> Result<EntryKind, FileError> {
        // The working directory has no name among relative paths.
        let path = if path.is_empty() { "." } else { path };
        fs::metadata(path).map(|m| kind_of(m.file_type())).map_err(|e| {
            // A link whose target is missing exists, and says so.
            if e.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_ok() {
                FileError::Refused {
                    path: path.to_owned(),
                    reason: "it is a link whose target does not exist".into(),
                }
            } else {
                refuse(path, &e)
            }
        })
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileError> {
        let file = fs::File::open(path).map_err(|e| refuse(path, &e))?;
        let size = file.metadata().map_or(0, |m| m.len());
        if size > limit {
            return Err(FileError::TooLarge { path: path.to_owned(), limit });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| refuse(path, &e))?;
        Ok(bytes)
    }

    fn head(&self, path: &str, length: usize) -> Result<Vec<u8>, FileError> {
        let file = fs::File::open(path).map_err(|e| refuse(path, &e))?;
        let mut bytes = Vec::with_capacity(length);
        file.take(length as u64).read_to_end(&mut bytes).map_err(|e| refuse(path, &e))?;
        Ok(bytes)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, FileError> {
        Ok(Box::new(fs::File::open(path).map_err(|e| refuse(path, &e))?))
    }

    fn list(&self, directory: &str) -> Result<Vec<DirectoryEntry>, FileError> {
        let at = if directory.is_empty() { "." } else { directory };
        let mut entries = Vec::new();
        for entry in fs::read_dir(at).map_err(|e| refuse(directory, &e))? {
            let entry = entry.map_err(|e| refuse(directory, &e))?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let kind = fs::metadata(entry.path()).map_or(EntryKind::Special, |m| kind_of(m.file_type()));
            entries.push(DirectoryEntry { name, kind });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn real_path(&self, path: &str) -> Result<String, FileError> {
        let path = if path.is_empty() { "." } else { path };
        fs::canonicalize(path).map(|p| p.to_string_lossy().into_owned()).map_err(|e| refuse(path, &e))
    }

    fn walk(&self, directory: &str, all: bool, limits: Limits) -> (Vec<String>, Vec<Skipped>) {
        let mut skipped = Vec::new();
        let mut files = Vec::new();
        let (sender, receiver) = std::sync::mpsc::channel();
        let at = if directory.is_empty() { "." } else { directory };
        let walk = ignore::WalkBuilder::new(at)
            .hidden(false)
            .parents(!all)
            .git_ignore(!all)
            .git_exclude(!all)
            .git_global(false)
            .ignore(false)
            .require_git(true)
            .follow_links(true)
            .max_depth(Some(limits.depth))
            .sort_by_file_name(Ord::cmp)
            .filter_entry(move |entry| {
                let never = !all
                    && entry.depth() > 0
                    && entry.file_type().is_some_and(|t| t.is_dir())
                    && entry.file_name().to_str().is_some_and(|n| NEVER_READ.contains(&n));
                if never {
                    let _ = sender.send(slashes(entry.path()));
                }
                !never
            })
            .build();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    let path = slashes(entry.path());
                    match entry.file_type().map(kind_of) {
                        Some(EntryKind::File) if files.len() >= limits.files => {
                            skipped.push(Skipped {
                                path,
                                reason: format!("more than {} files, the limit for one run", limits.files),
                            });
                            break;
                        }
                        Some(EntryKind::File) => files.push(path),
                        Some(EntryKind::Special) => {
                            skipped.push(Skipped { path, reason: "not a regular file".into() });
                        }
                        _ => {}
                    }
                }
                Err(error) => {
                    skipped.push(Skipped { path: at.to_owned(), reason: error.to_string() });
                }
            }
        }
        skipped.extend(receiver.try_iter().map(|path| Skipped {
            path,
            reason: "never holds infrastructure of your own; read with --all".into(),
        }));
        (files, skipped)
    }
}

/// A path with `/`, without a leading `./`.
fn slashes(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").map_or_else(|| text.clone(), str::to_owned)
}
