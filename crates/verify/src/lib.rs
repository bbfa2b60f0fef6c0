//! Checks of OSCAL documents that anybody wrote: references inside and across them, responsibilities that nobody
//! satisfies, values and ids, dates and UUIDs; and of the manifest of a report.
//!
//! It reads a JSON tree that keeps its places, never a model of its own, so that documents that are broken, large or of
//! another version are checked as far as they go. It opens no file: the caller hands over texts and a way to follow imports.

mod catalog;
mod checks;
mod documents;
mod finding;
mod identifiers;
mod imports;
mod json;
pub mod manifest;
mod model;
mod sarif;
mod terminal;
mod tree;
mod verify;

pub use finding::{Finding, Level, NotChecked, Report};
pub use json::render as to_json;
pub use sarif::render as to_sarif;
pub use terminal::render as to_terminal;
pub use verify::{Source, verify};
