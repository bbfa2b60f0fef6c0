//! A report as JSON.

use crate::finding::{Level, Report};
use serde_json::json;

/// The report as indented JSON.
#[must_use]
pub fn render(report: &Report) -> String {
    let whole = json!({
        "schema_version": "1",
        "tool": { "name": "demarc", "version": env!("CARGO_PKG_VERSION") },
        "summary": {
            "documents": report.documents.len(),
            "errors": report.count(Level::Error),
            "warnings": report.count(Level::Warning),
            "notes": report.count(Level::Note),
        },
        "documents": report.documents,
        "findings": report.findings,
        "not_checked": report.not_checked,
    });
    // Keys are texts, so that writing does not fail.
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}
