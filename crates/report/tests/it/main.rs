//! Tests of the reports over a sample assessment written by hand.

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod agreement_workbook;
#[cfg(test)]
mod fedramp;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod formats;
mod html;
mod json;
#[cfg(test)]
mod oscal;
#[cfg(test)]
mod random;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod statement;
mod terminal;
mod wording;
