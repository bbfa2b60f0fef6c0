//! Inputs that the benchmarks make for themselves, and the clock they are measured with.

mod clock;
mod inputs;
pub mod ready;

pub use clock::{peak_memory_megabytes, processor_seconds, resident_memory_megabytes, seconds};
pub use inputs::{plan, small_template, template, terraform};
