//! Checks that need more than the condition grammar: one function per file, named in a duty's front matter.

mod literal_secret;

use crate::{evaluate::Look, world::World};
use demarc_inventory::ResourceIndex;
use demarc_model::Truth;

/// A native check: what it found and what it looked at.
pub type Check = fn(&World<'_>, ResourceIndex, &str) -> (Truth, Vec<Look>);

/// The check of a name.
#[must_use]
pub fn find(name: &str) -> Option<Check> {
    match name {
        "literal_secret" => Some(literal_secret::check),
        _ => None,
    }
}
