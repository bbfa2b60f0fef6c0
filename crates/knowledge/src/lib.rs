//! The knowledge that Demarc decides with: embedded at build time, or with a user's folder laid over it.

mod catalog;
mod embedded;
mod error;
mod oscal;
mod overlay;

pub use catalog::SchemaTypes;
pub use demarc_knowledge_format as format;
pub use embedded::{DIGEST, embedded, embedded_for, sizes};
pub use error::KnowledgeError;
pub use oscal::{OscalError, OwnFramework, ReadFile, oscal_framework};
pub use overlay::{add_list, with_overlay};
