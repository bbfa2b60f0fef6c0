//! Reports that are files: what one is, and the list of all formats.

use crate::{
    fedramp, findings, html, json,
    oscal::{self, AwsComponent, OscalVersion, UserFramework},
    views,
};
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
    /// An earlier assessment to compare with.
    pub since: Option<Box<Assessment>>,
    /// Seed of the draw of samples.
    pub seed: Option<String>,
    /// Size of the sample of each population.
    pub sample: Option<usize>,
    /// Whether lists of findings hold what is unknown, too.
    pub unknown: bool,
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
    pub render: Render,
}

/// Makes the files of a format.
pub type Render = fn(&Assessment, &ReportSettings) -> Result<Vec<Document>, ReportError>;

/// Every format, by id; the one list of them.
pub const FORMATS: &[ReportFormat] = &[
    entry("by-owner", "open duties by who answers for them, with dates", views::by_owner),
    entry("cmmc-matrix", "what can be inherited under CMMC level 2", views::cmmc),
    entry("conmon", "new, closed and late duties since `--since FILE`", views::conmon),
    entry("control-matrix", "whose every control part is, for any framework", views::control_matrix),
    entry("crypto", "where encryption is used, and with which key", views::crypto),
    entry("csa-matrix", "ownership of controls in the words of CSA's CCM", views::csa),
    entry("csv", "every duty on every resource with its evidence", findings::csv_file),
    entry("cuec", "what AWS expects of its user, and the duties that show it", views::cuec),
    entry("evidence-requests", "evidence to ask for, of whom, by when", views::evidence_requests),
    entry("fedramp-cpo", "package overview after FedRAMP's rules of 2026", fedramp::cpo::documents),
    entry("fedramp-sdr", "decision record after FedRAMP's rules of 2026", fedramp::sdr::documents),
    entry("fedramp-workbook", "FedRAMP's CIS and CRM sheets, with what they rest on", fedramp::workbook),
    entry("handover", "a report for hand-over, to be printed", handover),
    entry("html", "one self-contained page", page),
    entry("inventory", "assets in the columns of FedRAMP's inventory", views::inventory),
    entry("iso-matrix", "who carries out each control of ISO 27001", views::iso),
    entry("json", "the whole assessment, from which every report can be made again", whole),
    entry("junit", "duties as test cases for pipelines", findings::junit_file),
    entry("markdown", "a summary for a pull request", findings::markdown_file),
    entry(
        "oscal",
        "a workspace of seven OSCAL models: statement, plan, results, actions and more",
        oscal::render,
    ),
    entry("pci-matrix", "responsibilities under PCI DSS", views::pci),
    entry("population", "resources to sample from, with `--seed` and `--sample`", views::population),
    entry("ports", "ports, protocols and services", views::ports),
    entry("responsibility-matrix", "who owns which layer of which resource", views::responsibility),
    entry("sarif", "unmet duties for code scanning", findings::sarif_file),
    entry("services", "AWS services in use by region and programme", views::services),
    entry("soa", "statement of applicability of ISO 27001", views::soa),
];

type Made = Result<Vec<Document>, ReportError>;

fn page(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(vec![Document::text("report.html", html::render(assessment))])
}

fn handover(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(vec![Document::text("handover.html", html::handover::render(assessment))])
}

fn whole(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(vec![Document::text("assessment.json", json::render(assessment))])
}

const fn entry(id: &'static str, what: &'static str, render: Render) -> ReportFormat {
    ReportFormat { id, what, render }
}

/// The format of an id.
#[must_use]
pub fn format(id: &str) -> Option<&'static ReportFormat> {
    FORMATS.iter().find(|f| f.id == id)
}
