//! A report for reading on a terminal.

use crate::finding::{Level, Report};
use demarc_model::escape;

/// The report as text; control characters of the documents are made visible.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let place = format!("{}:{}:{}", escape::line(&finding.file), finding.line, finding.column);
        text.push_str(&format!(
            "{}[{}] {place}\n  at    {}\n  {}\n  help: {}\n\n",
            finding.level.id(),
            finding.code,
            escape::line(if finding.pointer.is_empty() { "the whole text" } else { &finding.pointer }),
            escape::line(&finding.message),
            escape::line(&finding.advice),
        ));
    }
    for skipped in &report.not_checked {
        text.push_str(&format!(
            "not checked: {}: {}\n",
            escape::line(&skipped.file),
            escape::line(&skipped.reason)
        ));
    }
    if !report.not_checked.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!(
        "{}: {}, {}, {}\n",
        counted(report.documents.len(), "file"),
        counted(report.count(Level::Error), "error"),
        counted(report.count(Level::Warning), "warning"),
        counted(report.count(Level::Note), "note"),
    ));
    text
}

fn counted(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}
