//! Inputs that the benchmarks make for themselves, and the clock they are measured with.

// The items of a snapshot are written as one literal each.
#![recursion_limit = "256"]

mod clock;
mod inputs;
pub mod ready;
mod snapshot;
pub mod tree;

pub use clock::{peak_memory_megabytes, processor_seconds, resident_memory_megabytes, seconds};
pub use inputs::{plan, small_template, template, terraform};
pub use snapshot::write_snapshot;
