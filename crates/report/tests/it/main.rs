//! Tests of the reports over a sample assessment written by hand.

mod html;
mod json;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod statement;
mod terminal;
mod wording;
