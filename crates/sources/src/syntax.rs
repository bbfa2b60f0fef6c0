//! Text into spanned trees: JSON and YAML give the same type, so that readers do not care which one was written.

mod json;
mod merge_keys;
mod offsets;
mod scalar;
mod tree;
mod yaml;

pub use json::parse_json;
pub(crate) use scalar::is_number;
pub use tree::{Entry, Mapping, Tree, TreeValue};
pub use yaml::parse_yaml;

use demarc_inventory::Problem;
use demarc_model::DocumentId;

/// Containers nested deeper than this are not read: no real template or plan comes near, and readers recurse.
pub const DEEPEST_NESTING: usize = 256;

/// Parses a text that is JSON or YAML, as its first character says.
///
/// Text that starts like JSON and is not (a YAML flow mapping, JSON with comments) is read as YAML if that goes better.
#[must_use]
pub fn parse_json_or_yaml(text: &str, document: DocumentId) -> (Option<Tree>, Vec<Problem>) {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with(['{', '[']) {
        return parse_yaml(text, document);
    }
    let (tree, problems) = parse_json(text, document);
    let broken = |problems: &[Problem]| problems.iter().any(|p| p.code == "syntax-error");
    if broken(&problems) {
        let (yaml, yaml_problems) = parse_yaml(text, document);
        if yaml.is_some() && !broken(&yaml_problems) {
            return (yaml, yaml_problems);
        }
    }
    (tree, problems)
}
