//! Reports of an assessment: the terminal, JSON and one self-contained HTML page.
//!
//! Every report is made from [`demarc_assess::assessment::Assessment`] alone: reports know no sources.

mod days;
pub mod document;
mod escape;
mod fedramp;
pub mod html;
pub mod json;
mod ladder;
mod notice;
mod sheets;
pub mod statement;
mod table;
mod tally;
pub mod terminal;
mod views;
mod words;
