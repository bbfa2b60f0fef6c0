//! Tables that several documents share: parts, resources × layers, duties with evidence, exceptions, what is not covered or assessed.

mod duties;
mod not_assessed;
mod parts;
mod people;
mod resources;
mod uncovered;

pub(crate) use duties::{duties, evidence, verdict};
pub(crate) use not_assessed::not_assessed;
pub(crate) use parts::parts;
pub(crate) use people::{attestations, exceptions};
pub(crate) use resources::{owner, resources};
pub(crate) use uncovered::{not_inherited, uncovered};

use demarc_assess::assessment::{Fact, Location};

/// A place for people: `file:line`.
pub(crate) fn place(location: Option<&Location>) -> String {
    location.map_or_else(String::new, |l| format!("{}:{}", l.file, l.line))
}

/// A fact for people: its value, or that it is unknown and why.
pub(crate) fn shown(fact: Option<&Fact>) -> String {
    match fact {
        None => String::new(),
        Some(Fact { value: Some(value), .. }) => value.clone(),
        Some(Fact { why, .. }) => {
            format!("unknown: {}", why.map_or("no reason given", demarc_model::Why::sentence))
        }
    }
}
