//! CPU time and memory of this process.

use std::{fs, sync::OnceLock, time::Instant};

/// Seconds that the main thread has run on a core; wall time where the system does not say.
#[must_use]
pub fn cpu_seconds() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(Instant::now);
    let scheduled = fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = scheduled.and_then(|s| s.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |n| n / 1e9)
}

/// The most memory that this process has held so far, if the system says.
#[must_use]
pub fn peak_memory_megabytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
