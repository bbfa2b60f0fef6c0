//! Knowledge that cannot be used.

use demarc_knowledge_format::KnowledgeProblem;

/// Knowledge that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KnowledgeError {
    /// The embedded knowledge does not fit the program: a fault of the build.
    #[error("the embedded knowledge could not be read: {0}; build the program anew")]
    Embedded(String),
    /// A user's folder has faults.
    #[error("{} problems in the knowledge folder: {}", .0.len(), list(.0))]
    Folder(Vec<KnowledgeProblem>),
}

fn list(problems: &[KnowledgeProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
