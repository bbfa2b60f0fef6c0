//! What can be wrong with a knowledge file.

/// A file that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The TOML is malformed or a field is missing or unknown.
    #[error("{0}")]
    Toml(String),
    /// A duty has no front matter between `+++` lines.
    #[error("a duty starts with front matter between two `+++` lines; none was found")]
    FrontMatter,
    /// A condition does not follow the grammar.
    #[error("in the condition at character {at}: {message}; the grammar stands in knowledge/README.md")]
    Condition {
        /// Where, counted in characters from 1.
        at: usize,
        /// What was expected.
        message: String,
    },
    /// Anything else that breaks a rule of the format.
    #[error("{0}")]
    Rule(String),
}

/// A file with what is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeProblem {
    /// The file, relative to the knowledge folder.
    pub file: String,
    /// The line, from 1, where one can be named.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl std::fmt::Display for KnowledgeProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}
