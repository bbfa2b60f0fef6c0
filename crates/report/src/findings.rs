//! Findings as one file: SARIF, JUnit, Markdown, CSV; what `demarc assess --format` prints and `demarc report` writes.

use crate::{
    document::{Document, ReportError, ReportSettings},
    junit, pull_request, sarif, sheets, table,
};
use demarc_assess::assessment::Assessment;

type Made = Result<Vec<Document>, ReportError>;

/// Every duty on every resource with its evidence, as CSV.
#[must_use]
pub fn csv(assessment: &Assessment) -> String {
    table::csv_text(&sheets::duties(assessment))
}

pub(crate) fn csv_file(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(vec![Document::text("duties.csv", csv(assessment))])
}

pub(crate) fn junit_file(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(vec![Document::text("junit.xml", junit::render(assessment))])
}

pub(crate) fn markdown_file(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(vec![Document::text("pull-request.md", pull_request::render(assessment))])
}

pub(crate) fn sarif_file(assessment: &Assessment, settings: &ReportSettings) -> Made {
    Ok(vec![Document::text("demarc.sarif", sarif::render(assessment, settings))])
}
