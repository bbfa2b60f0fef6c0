//! What people stated, asked for and approved.

use crate::{
    table::{Table, column},
    words,
};
use demarc_assess::assessment::{Assessment, DutyResult};
use demarc_model::Verdict;
use std::collections::BTreeMap;

/// Exceptions, with what each concerns.
pub(crate) fn exceptions(assessment: &Assessment) -> Table {
    let mut by_exception: BTreeMap<usize, Vec<&DutyResult>> = BTreeMap::new();
    for duty in &assessment.duties {
        if let Some(index) = duty.exception {
            by_exception.entry(index).or_default().push(duty);
        }
    }
    let rows = assessment.exceptions.iter().enumerate().map(|(index, e)| {
        let concerned = by_exception.get(&index).map_or(&[][..], Vec::as_slice);
        let unmet = concerned.iter().filter(|d| d.verdict == Verdict::Unmet).count();
        let resources: Vec<&str> = concerned.iter().map(|d| d.resource.as_str()).collect();
        vec![
            e.duty.as_str().into(),
            e.resource_id.as_deref().unwrap_or("every resource").into(),
            words::exception_kind(e.kind).into(),
            words::exception_state(e.state).into(),
            e.requester.as_str().into(),
            e.approver.as_deref().into(),
            e.date.as_str().into(),
            e.expires.as_deref().into(),
            e.reference.as_deref().into(),
            e.compensating_duty.as_deref().into(),
            unmet.into(),
            resources.join("\n").into(),
        ]
    });
    Table {
        id: "exceptions",
        sheet: "Exceptions",
        title: format!("Exceptions of {}", assessment.system),
        notes: vec!["An exception never changes a verdict; a requested one changes nothing.".to_owned()],
        columns: vec![
            column("Duty", 26),
            column("Resource id", 40),
            column("Kind", 22),
            column("State", 20),
            column("Requester", 20),
            column("Approver", 20),
            column("Date", 12),
            column("Expires", 12),
            column("Reference", 20),
            column("Compensating duty", 24),
            column("Unmet results", 10),
            column("Resources concerned", 50),
        ],
        rows: rows.collect(),
    }
}

/// Statements of people about duties and parts.
pub(crate) fn attestations(assessment: &Assessment) -> Table {
    let day = assessment.assessed_at.as_deref();
    let rows = assessment.attestations.iter().map(|a| {
        vec![
            a.duty.as_deref().or(a.part.as_deref()).into(),
            a.resource_id.as_deref().unwrap_or("all").into(),
            a.by.as_str().into(),
            a.date.as_str().into(),
            a.expires.as_deref().into(),
            match (a.counts_on(day), day) {
                (true, _) => "yes",
                (false, Some(_)) => "no, it has ended",
                (false, None) => "no, it ends and no day of the assessment was given",
            }
            .into(),
            a.statement.as_str().into(),
        ]
    });
    Table {
        id: "attestations",
        sheet: "Statements",
        title: format!("Statements of people about {}", assessment.system),
        notes: vec!["A statement settles what configuration leaves open, never what it shows.".to_owned()],
        columns: vec![
            column("Duty or part", 26),
            column("Resource id", 40),
            column("By", 28),
            column("Date", 12),
            column("Expires", 12),
            column("Counts", 20),
            column("Statement", 80),
        ],
        rows: rows.collect(),
    }
}
