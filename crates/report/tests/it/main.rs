//! Tests of the reports over a sample assessment written by hand.

mod html;
mod json;
#[cfg(test)]
mod sample;
mod terminal;
mod wording;
