//! Reports that are files: what one is, and the list of all formats.

use crate::oscal::{AwsComponent, OscalVersion, UserFramework};
use demarc_assess::assessment::Assessment;

/// A file of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its path below the output folder, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Document {
    /// A file that holds text.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), bytes: text.into().into_bytes() }
    }
}

/// A report that could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// What the format needs cannot be had from the assessment or the settings.
    #[error("`{format}` could not be made: {reason}")]
    Unavailable {
        /// The format.
        format: &'static str,
        /// What is missing and what to do.
        reason: String,
    },
}

/// What shapes the documents besides the assessment.
#[derive(Debug, Clone, Default)]
pub struct ReportSettings {
    /// The version of OSCAL that is written.
    pub oscal_version: OscalVersion,
    /// Components that AWS publishes; their UUIDs stand for the services in use.
    pub aws_components: Vec<AwsComponent>,
    /// The user's own catalog and profile, if the system was held against them.
    pub user_framework: Option<UserFramework>,
}

/// One format of `demarc report`.
#[derive(Debug, Clone, Copy)]
pub struct ReportFormat {
    /// What `--format` takes.
    pub id: &'static str,
    /// One line for the help.
    pub what: &'static str,
    /// Makes its files.
    pub render: fn(&Assessment, &ReportSettings) -> Result<Vec<Document>, ReportError>,
}

/// Every format, by id; the one list of them.
pub const FORMATS: &[ReportFormat] = &[
    ReportFormat {
        id: "html",
        what: "one self-contained page",
        render: |a, _| Ok(vec![Document::text("report.html", crate::html::render(a))]),
    },
    ReportFormat {
        id: "json",
        what: "the whole assessment, from which every report can be made again",
        render: |a, _| Ok(vec![Document::text("assessment.json", crate::json::render(a))]),
    },
    ReportFormat {
        id: "oscal",
        what: "a workspace of seven OSCAL models: provider statement, security plan, results, actions and more",
        render: crate::oscal::render,
    },
];

/// The format of an id.
#[must_use]
pub fn format(id: &str) -> Option<&'static ReportFormat> {
    FORMATS.iter().find(|f| f.id == id)
}
