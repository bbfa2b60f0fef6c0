//! Text into spanned trees: JSON and YAML give the same type, so that readers do not care which one was written.

mod json;
mod tree;

pub use json::parse_json;
pub use tree::{Entry, Mapping, Tree, TreeValue};

/// Containers nested deeper than this are not read: no real template or plan comes near, and readers recurse.
pub const DEEPEST_NESTING: usize = 256;
