//! The control implementation summary: status and origination of every control part.

use crate::{
    sheets,
    statement::{ImplementationStatus, Origin, Statement},
    table::{Cell, Table, column, grouped},
    words,
};
use demarc_assess::assessment::Assessment;

const STATUS: &str = "Implementation Status";
const ORIGINATION: &str = "Control Origination";

/// The sheet; a part that is not assessed has no mark under its status.
pub(crate) fn table(assessment: &Assessment, statements: &[Statement<'_>]) -> Table {
    Table {
        id: "cis",
        sheet: "CIS",
        title: format!("Control implementation summary of {}", assessment.system),
        notes: [
            "A row without a mark under the status is not assessed or unknown: see the sheet Not assessed."
                .to_owned(),
            "Hybrid and Shared are marked beside the origins that they are made of.".to_owned(),
        ]
        .into_iter()
        .chain(sheets::not_inherited(assessment, statements))
        .collect(),
        columns: vec![
            column("Control ID", 14),
            grouped(STATUS, "Implemented", 13),
            grouped(STATUS, "Partially Implemented", 13),
            grouped(STATUS, "Planned", 10),
            grouped(STATUS, "Alternative Implementation", 16),
            grouped(STATUS, "N/A", 7),
            grouped(ORIGINATION, "Service Provider Corporate", 14),
            grouped(ORIGINATION, "Service Provider System Specific", 15),
            grouped(ORIGINATION, "Service Provider Hybrid (Corporate and System Specific)", 19),
            grouped(ORIGINATION, "Configured by Customer (Customer System Specific)", 19),
            grouped(ORIGINATION, "Provided by Customer (Customer System Specific)", 19),
            grouped(ORIGINATION, "Shared (Service Provider and Customer Responsibility)", 19),
            grouped(ORIGINATION, "Inherited from Pre-Existing Authorization", 17),
        ],
        rows: statements.iter().map(row).collect(),
    }
}

fn row(statement: &Statement<'_>) -> Vec<Cell> {
    use ImplementationStatus::{Alternative, Implemented, NotApplicable, Partial, Planned};
    let has = |origin: Origin| statement.origins.contains(&origin);
    let owner = has(Origin::Corporate) || has(Origin::System);
    let customer = has(Origin::CustomerConfigured) || has(Origin::CustomerProvided);
    let mut row = vec![Cell::from(words::control_id(statement.part))];
    for status in [Implemented, Partial, Planned, Alternative, NotApplicable] {
        row.push(Cell::mark(statement.status == Some(status)));
    }
    row.extend(
        [
            has(Origin::Corporate),
            has(Origin::System),
            has(Origin::Corporate) && has(Origin::System),
            has(Origin::CustomerConfigured),
            has(Origin::CustomerProvided),
            owner && customer,
            has(Origin::Inherited),
        ]
        .map(Cell::mark),
    );
    row
}
