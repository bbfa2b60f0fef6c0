//! The statement of applicability of ISO/IEC 27001: every control, whether it applies, why, and where it stands.

use super::matrix::{needs, requirement};
use crate::{
    document::ReportError,
    statement::{ImplementationStatus, statements},
    table::{Table, column},
    words,
};
use demarc_assess::assessment::Assessment;
use demarc_model::Allocation;

pub(super) fn table(assessment: &Assessment) -> Result<Table, ReportError> {
    needs(assessment, "soa", &["iso-27001"], "iso-27001-2022")?;
    let rows = statements(assessment).into_iter().map(|s| {
        let part = s.part;
        let applies = part.allocation != Allocation::NotApplicable;
        let by: Vec<String> = part.implementers.iter().map(ToString::to_string).collect();
        vec![
            requirement(part).into(),
            if applies { "applicable" } else { "not applicable" }.into(),
            part.because.as_str().into(),
            status(s.status).into(),
            words::allocation(part.allocation, s.authorization.is_some()).into(),
            by.join(", ").into(),
            part.customer.statement.as_deref().into(),
            part.customer.uncovered.join("\n").into(),
            s.remark.as_deref().into(),
        ]
    });
    Ok(Table {
        id: "soa",
        sheet: "Applicability",
        title: format!("Statement of applicability of {}", assessment.system),
        notes: vec!["Controls are named by their ids only; the standard's text is licensed. A control that nothing looked at is not assessed.".to_owned()],
        columns: vec![
            column("Control", 14),
            column("Applicability", 16),
            column("Justification", 60),
            column("Implementation", 20),
            column("Whose", 22),
            column("By", 18),
            column("What the organization does", 60),
            column("Still needed", 60),
            column("Remark", 40),
        ],
        rows: rows.collect(),
    })
}

/// A status in the words of the statement.
fn status(status: Option<ImplementationStatus>) -> &'static str {
    match status {
        Some(ImplementationStatus::Implemented) => "implemented",
        Some(ImplementationStatus::Partial) => "partly implemented",
        Some(ImplementationStatus::Planned) => "planned",
        Some(ImplementationStatus::Alternative) => "implemented otherwise",
        Some(ImplementationStatus::NotApplicable) => "not applicable",
        None => "not assessed",
    }
}
