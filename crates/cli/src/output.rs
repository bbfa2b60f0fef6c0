//! Writing results: to standard output or a file, quietly ending where the reader has gone.

use anyhow::{Context, Result};
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// Writes a result to a file or standard output.
///
/// # Errors
/// If the place cannot be written; what was expected is in the message.
pub fn write(text: &str, output: Option<&str>) -> Result<()> {
    match output {
        None | Some("-") => {
            let mut out = io::stdout().lock();
            out.write_all(text.as_bytes())?;
            out.flush()?;
            Ok(())
        }
        Some(path) => write_bytes(text.as_bytes(), Path::new(path)),
    }
}

/// Writes a file beside its place and moves it there, so that a full disk leaves no half result behind.
///
/// # Errors
/// If the place cannot be written; what was expected is in the message.
pub fn write_bytes(bytes: &[u8], target: &Path) -> Result<()> {
    let partial = target.with_extension("demarc-partial");
    let written = fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, target));
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written.with_context(|| {
        format!("`{}` could not be written; give a place with room that you may write to", target.display())
    })
}

/// Whether an error is the reader's end of a pipe having gone.
#[must_use]
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// An error with its causes in one line.
#[must_use]
pub fn chain(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
