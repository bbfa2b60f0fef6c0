//! Reports of an assessment: the terminal, JSON and one self-contained HTML page.
//!
//! Every report is made from [`demarc_assess::assessment::Assessment`] alone: reports know no sources.

pub mod document;

pub mod html;
pub mod json;
mod ladder;
pub mod manifest;
mod notice;
pub mod oscal;
pub mod statement;
mod tally;
pub mod terminal;
mod words;

pub(crate) use demarc_model::escape;
