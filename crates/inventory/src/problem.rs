//! What went wrong or was left out while reading, said in one sentence with a place.

use demarc_model::Span;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemSeverity {
    /// Something is worth knowing.
    Note,
    /// Something could not be taken into account.
    Warning,
    /// Something could not be read.
    Error,
}

/// A diagnostic of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A stable code: `syntax-error`, `unsupported-type`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: ProblemSeverity,
    /// What happened, what was expected, what to do.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
    /// The file, where there is no span.
    pub file: Option<String>,
}

impl Problem {
    /// A problem with a place in a document.
    #[must_use]
    pub fn at(code: &'static str, severity: ProblemSeverity, message: impl Into<String>, span: Span) -> Self {
        Self { code, severity, message: message.into(), span: Some(span), file: None }
    }

    /// A problem of a file as a whole.
    #[must_use]
    pub fn in_file(
        code: &'static str,
        severity: ProblemSeverity,
        message: impl Into<String>,
        file: impl Into<String>,
    ) -> Self {
        Self { code, severity, message: message.into(), span: None, file: Some(file.into()) }
    }

    /// A problem of the run.
    #[must_use]
    pub fn general(code: &'static str, severity: ProblemSeverity, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), span: None, file: None }
    }
}
