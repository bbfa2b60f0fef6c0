//! The report for a terminal: the ladder of the system, counts, what is unmet with its source, what is unknown and why.

mod findings;
mod frame;
mod gaps;
mod header;
mod picture;
mod scores;
mod screen;

use demarc_assess::{Examples, assessment::Assessment};
use screen::Screen;

/// How a terminal report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to write ANSI colours.
    pub color: bool,
    /// Whether to list everything instead of the first of each kind.
    pub verbose: bool,
    /// Whether lines and marks may be other than ASCII.
    pub unicode: bool,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self { width: 100, color: false, verbose: false, unicode: true }
    }
}

/// What a report that is not verbose shows of lists that grow with the input: an assessment in brief is enough for it.
pub const EXAMPLES: Examples = Examples { unmet: findings::SHOWN, of_each: gaps::EXAMPLES };

/// Writes an assessment for a terminal.
#[must_use]
pub fn render(assessment: &Assessment, options: &TerminalOptions) -> String {
    let mut screen = Screen::new(*options);
    header::write(&mut screen, assessment);
    picture::write(&mut screen, assessment);
    scores::write(&mut screen, assessment);
    findings::write(&mut screen, assessment);
    gaps::write_unknown(&mut screen, assessment);
    gaps::write_not_assessed(&mut screen, assessment);
    gaps::write_problems(&mut screen, assessment);
    header::write_closing(&mut screen, assessment);
    screen.finish()
}
