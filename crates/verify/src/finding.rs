//! What is found, where, and what to do about it; and what could not be looked at.

use serde::Serialize;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Worth knowing; the document holds together all the same.
    Note,
    /// Likely a mistake.
    Warning,
    /// The document does not hold together.
    Error,
}

impl Level {
    /// The word in outputs, which is SARIF's too.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable code, such as `component-unknown`.
    pub code: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// The file.
    pub file: String,
    /// JSON pointer within it.
    pub pointer: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values.
    pub column: u32,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do, in one sentence.
    pub advice: String,
}

/// Something that could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NotChecked {
    /// The file.
    pub file: String,
    /// What was not checked, and why.
    pub reason: String,
}

/// A file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The file.
    pub file: String,
    /// What it is: `system-security-plan`, `catalog`, …
    pub model: String,
    /// Its title.
    pub title: Option<String>,
    /// The version of OSCAL that it names.
    pub oscal_version: Option<String>,
}

/// Everything about a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The files, in the order in which they were given.
    pub documents: Vec<Checked>,
    /// What was found, by file and place.
    pub findings: Vec<Finding>,
    /// What could not be looked at.
    pub not_checked: Vec<NotChecked>,
}

impl Report {
    /// Number of findings of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|f| f.level == level).count()
    }
}
