//! Files in a map, for tests and for fuzzing.

use super::{DirectoryEntry, EntryKind, FileError, FileSystem, Limits, clean_path};
use crate::Skipped;
use std::collections::{BTreeMap, BTreeSet};

/// Files by path, and paths that refuse to be read.
#[derive(Debug, Default, Clone)]
pub struct MemoryFiles {
    files: BTreeMap<String, Vec<u8>>,
    refused: BTreeSet<String>,
}

impl MemoryFiles {
    /// Files with the given contents.
    #[must_use]
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        Self {
            files: files.into_iter().map(|(p, b)| (p.into(), b.into())).collect(),
            refused: BTreeSet::new(),
        }
    }

    /// Makes a path refuse to be read.
    #[must_use]
    pub fn refusing(mut self, path: &str) -> Self {
        self.files.entry(path.to_owned()).or_default();
        self.refused.insert(path.to_owned());
        self
    }
}

/// A path as the map's keys are written: cleaned, without a leading slash.
fn normalize(path: &str) -> String {
    clean_path(path).trim_start_matches('/').to_owned()
}

impl FileSystem for MemoryFiles {
    fn kind(&self, path: &str) -> Result<EntryKind, FileError> {
        let path = normalize(path);
        if self.files.contains_key(&path) {
            return Ok(EntryKind::File);
        }
        let prefix = format!("{path}/");
        if path.is_empty() || self.files.keys().any(|f| f.starts_with(&prefix)) {
            return Ok(EntryKind::Directory);
        }
        Err(FileError::NotFound { path })
    }

    fn read(&self, path: &str, _limit: u64) -> Result<Vec<u8>, FileError> {
        let path = normalize(path);
        if self.refused.contains(&path) {
            return Err(FileError::Refused { path, reason: "permission denied".into() });
        }
        self.files.get(&path).cloned().ok_or(FileError::NotFound { path })
    }

    fn list(&self, directory: &str) -> Result<Vec<DirectoryEntry>, FileError> {
        let directory = normalize(directory);
        let prefix = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        let mut entries: BTreeMap<String, EntryKind> = BTreeMap::new();
        for file in self.files.keys() {
            if let Some(rest) = file.strip_prefix(&prefix) {
                match rest.split_once('/') {
                    Some((name, _)) => entries.insert(name.to_owned(), EntryKind::Directory),
                    None => entries.insert(rest.to_owned(), EntryKind::File),
                };
            }
        }
        if entries.is_empty() {
            return Err(FileError::NotFound { path: directory });
        }
        Ok(entries.into_iter().map(|(name, kind)| DirectoryEntry { name, kind }).collect())
    }

    fn real_path(&self, path: &str) -> Result<String, FileError> {
        Ok(normalize(path))
    }

    fn walk(&self, directory: &str, _all: bool, _limits: Limits) -> (Vec<String>, Vec<Skipped>) {
        let directory = normalize(directory);
        let prefix = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        (self.files.keys().filter(|f| f.starts_with(&prefix)).cloned().collect(), Vec::new())
    }
}
