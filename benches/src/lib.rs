//! Inputs that the benchmarks make for themselves, and the clock they are measured with.

mod clock;
mod inputs;

pub use clock::{cpu_seconds, peak_memory_megabytes};
pub use inputs::{plan, small_template, template, terraform};
