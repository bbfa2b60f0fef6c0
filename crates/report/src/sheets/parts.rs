//! Every control part: whose it is, where each half stands, and why.

use crate::{
    statement::Statement,
    table::{Cell, Table, column},
    words,
};
use demarc_assess::assessment::Assessment;

/// The sheet.
pub(crate) fn parts(assessment: &Assessment, statements: &[Statement<'_>]) -> Table {
    Table {
        id: "parts",
        sheet: "Parts",
        title: format!("Control parts of {}: whose they are and where they stand", assessment.system),
        notes: vec![crate::notice::NOT_ASSESSED.to_owned()],
        columns: vec![
            column("Control ID", 14),
            column("Part", 16),
            column("Title", 28),
            column("Nature", 14),
            column("Allocation", 20),
            column("Implementers", 18),
            column("AWS's half", 22),
            column("AWS does", 50),
            column("Why not inherited", 50),
            column("Customer's half", 16),
            column("Customer does", 50),
            column("Implementation status", 18),
            column("Remark", 40),
            column("Planned by", 13),
            column("Met", 7),
            column("Unmet", 8),
            column("Unknown", 10),
            column("Attested", 10),
            column("Still needed", 60),
            column("Why", 60),
        ],
        rows: statements.iter().map(|s| row(assessment, s)).collect(),
    }
}

fn row(assessment: &Assessment, statement: &Statement<'_>) -> Vec<Cell> {
    let part = statement.part;
    let implementers: Vec<String> = part.implementers.iter().map(ToString::to_string).collect();
    vec![
        words::control_id(part).into(),
        part.part.as_str().into(),
        part.title.as_str().into(),
        part.nature.id().into(),
        words::allocation(part.allocation, statement.authorization.is_some()).into(),
        implementers.join(", ").into(),
        words::aws_status(part.aws.status).into(),
        part.aws.statement.as_deref().into(),
        statement.not_inherited(assessment).into(),
        words::customer_status(part.customer.status).into(),
        part.customer.statement.as_deref().into(),
        statement.status.map(|s| s.id()).into(),
        statement.remark.as_deref().into(),
        statement.planned_by.into(),
        part.customer.met.into(),
        part.customer.unmet.into(),
        part.customer.unknown.into(),
        part.customer.attested.into(),
        part.customer.uncovered.join("\n").into(),
        part.because.as_str().into(),
    ]
}
