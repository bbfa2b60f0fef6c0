//! Counts of what passed and failed, read from the summaries that test runners print.

use std::fmt;

/// How many passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
}

impl Counts {
    /// One that passed or failed.
    pub fn one(passed: bool) -> Self {
        if passed { Self { passed: 1, failed: 0 } } else { Self::failed() }
    }

    /// One that failed.
    pub fn failed() -> Self {
        Self { passed: 0, failed: 1 }
    }

    /// Adds others to these.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// These, and one failure more if the runner failed without having counted one.
    pub fn judged_by(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The number before a word in `26 tests run: 25 passed (1 slow), 1 failed`.
fn number_before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || ",;:()".contains(c)).filter(|w| !w.is_empty()).collect();
    words
        .windows(2)
        .find_map(|pair| match pair {
            [number, name] if *name == word => number.parse().ok(),
            _ => None,
        })
        .unwrap_or(0)
}

/// Sums the `test result:` lines of `cargo test`.
pub fn of_cargo_test(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines().filter(|l| l.trim_start().starts_with("test result:")) {
        counts.add(Counts { passed: number_before(line, "passed"), failed: number_before(line, "failed") });
    }
    counts
}

/// Reads the `Summary` line of nextest.
pub fn of_nextest(output: &str) -> Counts {
    let Some(line) = output.lines().rev().find(|l| l.trim_start().starts_with("Summary ")) else {
        return Counts::default();
    };
    // "timed out" and "exec failed" are two words each; the number stands before the first.
    let failed = ["failed", "timed", "exec"].iter().map(|word| number_before(line, word)).sum();
    Counts { passed: number_before(line, "passed"), failed }
}

/// Reads a closing line `N passed, M failed`; none if there is no such line.
pub fn of_closing_line(output: &str) -> Option<Counts> {
    let line = output.lines().rev().find(|l| !l.trim().is_empty())?;
    let (passed, failed) = line.trim().strip_suffix(" failed")?.split_once(" passed, ")?;
    Some(Counts { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_test_prints_a_line_per_binary() {
        let output = "test a ... ok\ntest result: ok. 26 passed; 0 failed; 1 ignored; 0 measured\n\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(of_cargo_test(output), Counts { passed: 29, failed: 2 });
    }

    #[test]
    fn nextest_prints_one_summary() {
        let line =
            "     Summary [   1.204s] 30 tests run: 25 passed (1 slow), 3 failed, 2 timed out, 0 skipped\n";
        assert_eq!(of_nextest(line), Counts { passed: 25, failed: 5 });
        assert_eq!(of_nextest("error: could not compile"), Counts::default());
    }

    #[test]
    fn a_closing_line_is_read_and_nothing_else() {
        assert_eq!(of_closing_line("x\n12 passed, 1 failed\n\n"), Some(Counts { passed: 12, failed: 1 }));
        assert_eq!(of_closing_line("12 passed, 1 failed\nTraceback"), None);
    }

    #[test]
    fn a_runner_that_fails_without_a_count_is_a_failure() {
        assert_eq!(Counts::default().judged_by(false), Counts::failed());
        assert_eq!(Counts { passed: 1, failed: 2 }.judged_by(false), Counts { passed: 1, failed: 2 });
    }
}
