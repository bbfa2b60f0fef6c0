//! Where the checkout is and which text files it holds.

use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// A text file of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Path from the root, with `/`.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

impl TextFile {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The path without the last part.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether the name ends in `.extension`.
    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|e| e == extension)
    }
}

/// Folders that hold build output or what tools fetched.
const NOT_OURS: [&str; 3] = ["target", "node_modules", "__pycache__"];

/// Hidden folders that are part of the repository.
const HIDDEN_OURS: [&str; 3] = [".ci", ".cargo", ".github"];

/// Folders nest less deep than this.
const DEEPEST: usize = 24;

/// A file larger than this is data that no rule reads.
const LARGEST: u64 = 4 << 20;

/// The folder of the workspace.
///
/// # Errors
/// If the chore is not run through `cargo xtask`.
pub fn root() -> Result<PathBuf> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .context("run this as `cargo xtask`, which says where the checkout is")?;
    let parent = Path::new(&manifest).parent().context("xtask has no folder above it")?;
    Ok(parent.to_owned())
}

/// Every text file below the root, sorted by path; binary and very large files are left out.
///
/// # Errors
/// If a folder or file cannot be read.
pub fn text_files(root: &Path) -> Result<Vec<TextFile>> {
    let mut files = Vec::new();
    collect(root, "", 0, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, depth: usize, files: &mut Vec<TextFile>) -> Result<()> {
    if depth > DEEPEST {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("`{}` cannot be listed", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        let kind = entry.file_type()?;
        if kind.is_dir() {
            let hidden = name.starts_with('.') && !HIDDEN_OURS.contains(&name.as_str());
            if !hidden && !NOT_OURS.contains(&name.as_str()) {
                collect(&entry.path(), &path, depth + 1, files)?;
            }
        } else if kind.is_file() && name != ".git" && entry.metadata()?.len() <= LARGEST {
            let bytes = fs::read(entry.path()).with_context(|| format!("`{path}` cannot be read"))?;
            if let Ok(text) = String::from_utf8(bytes) {
                files.push(TextFile { path, text });
            }
        }
    }
    Ok(())
}

/// A file for tests.
#[cfg(test)]
pub fn file(path: &str, text: &str) -> TextFile {
    TextFile { path: path.to_owned(), text: text.to_owned() }
}
