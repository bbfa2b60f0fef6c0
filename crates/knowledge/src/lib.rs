//! The knowledge that Demarc decides with: embedded at build time, or with a user's folder laid over it.

mod catalog;

pub use catalog::SchemaTypes;
pub use demarc_knowledge_format as format;

use demarc_knowledge_format::{Knowledge, KnowledgeFile, KnowledgeProblem, load, validate};

/// The knowledge folder as the build validated it.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.bin"));

/// SHA-256 over the paths and texts of all embedded knowledge files, in hex.
pub static DIGEST: &str = include_str!(concat!(env!("OUT_DIR"), "/digest.txt"));

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

/// The embedded knowledge.
///
/// # Errors
/// Only if program and embedded file do not belong together.
pub fn embedded() -> Result<Knowledge, KnowledgeError> {
    postcard::from_bytes(EMBEDDED).map_err(|e| KnowledgeError::Embedded(e.to_string()))
}

/// The embedded knowledge with a user's files laid over it: a file with the same id replaces the whole file.
/// Returns the paths of the files that replaced one of ours or were added.
///
/// # Errors
/// If a file of the folder cannot be understood or the whole no longer holds together.
pub fn with_overlay(files: &[KnowledgeFile]) -> Result<(Knowledge, Vec<String>), KnowledgeError> {
    let mut knowledge = embedded()?;
    let (over, mut problems) = load(files);
    let paths: Vec<String> = files.iter().map(|f| f.path.clone()).collect();
    for (path, service) in over.services {
        knowledge.services.retain(|(_, s)| s.id != service.id);
        knowledge.services.push((path, service));
    }
    for (path, duty) in over.duties {
        knowledge.duties.retain(|(_, d)| d.id != duty.id);
        knowledge.duties.push((path, duty));
    }
    for framework in over.frameworks {
        knowledge.frameworks.retain(|f| f.id != framework.id);
        knowledge.frameworks.push(framework);
    }
    if !over.profiles.is_empty() {
        knowledge.profiles = over.profiles;
    }
    knowledge.services.sort_by(|a, b| a.0.cmp(&b.0));
    knowledge.duties.sort_by(|a, b| a.0.cmp(&b.0));
    // Examples of ours are not embedded, so only what the user wrote can be judged by its examples.
    let own: Vec<&str> = paths.iter().map(String::as_str).collect();
    problems
        .extend(validate(&knowledge, &SchemaTypes).into_iter().filter(|p| own.contains(&p.file.as_str())));
    if problems.is_empty() { Ok((knowledge, paths)) } else { Err(KnowledgeError::Folder(problems)) }
}
