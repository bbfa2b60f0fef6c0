//! FedRAMP's documents: the Rev 5 workbook, and the record and overview of the rules of 2026.

mod cis;
pub(crate) mod cpo;
mod crm;
mod rules;
pub(crate) mod sdr;

use crate::{
    document::{Document, ReportError, ReportSettings},
    notice, sheets,
    statement::statements,
    table::{Table, Tables, markdown::inline},
};
use demarc_assess::assessment::Assessment;
use serde_json::Value;
use std::fmt::Write;

/// The workbook, and each of its sheets as CSV, JSON and Markdown.
pub(crate) fn workbook(assessment: &Assessment, _: &ReportSettings) -> Result<Vec<Document>, ReportError> {
    let workbook = Tables {
        assessment,
        id: "fedramp-workbook",
        title: "Control implementation summary and customer responsibility matrices".to_owned(),
        about: vec![(
            "Speaks as".to_owned(),
            "the system owner, who is the service provider here; a customer is the owner's own (the tenant)"
                .to_owned(),
        )],
        tables: tables(assessment),
    };
    Ok(workbook.documents("fedramp-workbook"))
}

fn tables(assessment: &Assessment) -> Vec<Table> {
    let statements = statements(assessment);
    vec![
        cis::table(assessment, &statements),
        crm::from_aws(assessment, &statements),
        crm::to_tenant(assessment, &statements),
        sheets::parts(assessment, &statements),
        sheets::resources(assessment),
        sheets::duties(assessment),
        sheets::exceptions(assessment),
        sheets::attestations(assessment),
        sheets::uncovered(assessment, &statements),
        sheets::not_assessed(assessment, &statements),
    ]
}

/// JSON for a file.
fn pretty(value: Value) -> String {
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

/// The head of a document of the rules of 2026 for people.
fn head(assessment: &Assessment, title: &str) -> String {
    format!(
        "# {title} of {}\n\nAfter the {} (version {}, {}). {}. Day of the assessment: {}. {}, {} baseline.\n\n",
        inline(&assessment.system),
        rules::TITLE,
        rules::VERSION,
        rules::RELEASED,
        inline(&notice::state(assessment)),
        inline(assessment.assessed_at.as_deref().unwrap_or("not given")),
        inline(&assessment.framework.title),
        inline(&assessment.framework.baseline),
    )
}

/// What only people can supply.
fn open_items(text: &mut String, assessment: &Assessment, asked: &[rules::Missing]) {
    text.push_str("## To be provided by the owner or its assessor\n\n");
    for (missing, problem) in rules::missing(asked, assessment) {
        let problem = problem.map_or_else(String::new, |p| format!(" ({})", inline(&p)));
        let _ = writeln!(text, "- `{}` ({}): {}{problem}", missing.field, missing.rule, missing.what);
    }
    text.push('\n');
}

/// What the document is not.
fn closing(text: &mut String) {
    for sentence in notice::all() {
        let _ = writeln!(text, "> {sentence}");
    }
}
