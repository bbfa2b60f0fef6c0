//! Reports of an assessment: the terminal, JSON and one self-contained HTML page.
//!
//! Every report is made from [`demarc_assess::assessment::Assessment`] alone: reports know no sources.

pub mod document;
mod escape;
pub mod html;
pub mod json;
mod ladder;
mod notice;
pub mod oscal;
pub mod statement;
mod tally;
pub mod terminal;
mod words;
