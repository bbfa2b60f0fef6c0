//! Every check, one concern a file.

mod back_matter;
mod controls;
mod dates;
mod descriptions;
mod imports;
mod leverage;
mod references;
mod shape;
mod syntax;
mod uuids;
mod values;

use crate::verify::Set;

/// Longest value that a message repeats, in characters.
const LONGEST_VALUE: usize = 80;

/// Runs every check on every document that was given.
pub(crate) fn all(set: &mut Set) {
    for document in set.given() {
        if !syntax::check(set, document) {
            continue;
        }
        shape::check(set, document);
        uuids::check(set, document);
        references::check(set, document);
        values::check(set, document);
        dates::check(set, document);
        descriptions::check(set, document);
        back_matter::check(set, document);
        imports::check(set, document);
        controls::check(set, document);
    }
    uuids::across(set);
    leverage::check(set);
}

/// A value in a message: in backticks, cut if it is long.
fn quoted(value: &str) -> String {
    let mut shown: String = value.chars().take(LONGEST_VALUE).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    format!("`{shown}`")
}
