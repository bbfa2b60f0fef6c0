//! Time and memory of this process.

use std::{fs, sync::OnceLock, time::Instant};

/// Seconds since the first call.
///
/// Reading and assessing keep one thread busy at a time, so on an idle machine this is their CPU time, and never less.
#[must_use]
pub fn seconds() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64()
}

/// The most memory that this process has held so far, if the system says.
#[must_use]
pub fn peak_memory_megabytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// Memory of this process in RAM right now, in megabytes, where the system tells.
#[must_use]
pub fn resident_memory_megabytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// Processor time that the process has used so far, all threads together, in seconds; none where the system does not say.
#[must_use]
pub fn processor_seconds() -> Option<f64> {
    // Fields 14 and 15 of /proc/self/stat, counted behind the name in parentheses, in ticks of a hundredth of a second.
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / 100.0)
}
