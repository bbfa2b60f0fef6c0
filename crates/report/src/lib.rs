//! Reports of an assessment: the terminal, JSON and one self-contained HTML page.
//!
//! Every report is made from [`demarc_assess::assessment::Assessment`] alone: reports know no sources.

mod days;
pub mod document;
mod fedramp;
pub mod findings;
pub mod html;
pub mod json;
pub mod junit;
mod ladder;
pub mod manifest;
mod notice;
pub mod oscal;
pub mod pull_request;
pub mod sarif;
mod sheets;
pub mod statement;
mod table;
mod tally;
pub mod terminal;
mod views;
mod words;

pub(crate) use demarc_model::escape;
