//! `demarc knowledge check`: a user's own folder, with the care that the built-in one gets.

use super::load::files;
use crate::{Status, examples, output};
use anyhow::{Result, bail};
use demarc_knowledge::format::{Duty, Requirement};
use std::fmt::Write as _;

/// Checks a folder of a user's own knowledge files.
///
/// # Errors
/// If the folder or a file cannot be read.
pub fn run(directory: &str) -> Result<Status> {
    let files = files(directory)?;
    if files.is_empty() {
        bail!(
            "`{directory}` holds no knowledge file; expected folders `services`, `duties`, `frameworks` or `programmes`, see knowledge/README.md"
        );
    }
    match demarc_knowledge::with_overlay(&files) {
        Ok((knowledge, paths)) => {
            // Only a user's own duties have examples: those of ours are not embedded.
            let own: Vec<_> =
                knowledge.duties.iter().filter(|(file, _)| paths.contains(file)).cloned().collect();
            let unknown = unknown_checks(&own);
            if !unknown.is_empty() {
                output::write(&unknown, None)?;
                return Ok(Status::Findings);
            }
            let ran = examples::run(&own, &knowledge);
            let mut text = String::new();
            for failure in &ran.failures {
                let _ = writeln!(text, "{failure}");
            }
            if !ran.failures.is_empty() {
                let _ =
                    writeln!(text, "{} of {} examples get another verdict", ran.failures.len(), ran.examples);
                output::write(&text, None)?;
                return Ok(Status::Findings);
            }
            let _ = writeln!(
                text,
                "{} files hold together, {} examples get their verdicts",
                paths.len(),
                ran.examples
            );
            output::write(&text, None)?;
            Ok(Status::Done)
        }
        Err(demarc_knowledge::KnowledgeError::Folder(problems)) => {
            let mut text = String::new();
            for problem in &problems {
                let _ = writeln!(text, "{problem}");
            }
            let _ =
                writeln!(text, "{} problem{}", problems.len(), if problems.len() == 1 { "" } else { "s" });
            output::write(&text, None)?;
            Ok(Status::Findings)
        }
        Err(other) => Err(other.into()),
    }
}

/// What names a check in Rust that this program does not have.
fn unknown_checks(duties: &[(String, Duty)]) -> String {
    let mut text = String::new();
    for (file, duty) in duties {
        for on in &duty.on {
            if let Requirement::Native { name, .. } = &on.require
                && !demarc_assess::native_check_exists(name)
            {
                let _ = writeln!(
                    text,
                    "{file}: `{name}` is no check of this program; write the condition as `require`, or take a name that a duty of ours has"
                );
            }
        }
    }
    text
}
