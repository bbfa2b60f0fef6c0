//! Open duties by who answers for them, with dates.

use crate::{
    days, sheets, statement,
    table::{Cell, Table, column},
    words,
};
use demarc_assess::assessment::{Assessment, DutyResult, ResourceResult};
use demarc_model::{Scope, Verdict};
use std::collections::HashMap;

pub(super) fn table(assessment: &Assessment) -> Table {
    let resources: HashMap<&str, &ResourceResult> =
        assessment.resources.iter().map(|r| (r.id.as_str(), r)).collect();
    let mut open: Vec<(String, &str, &DutyResult)> = (assessment.duties.iter())
        .filter(|d| matches!(d.verdict, Verdict::Unmet | Verdict::Unknown))
        .map(|d| {
            let plan = statement::plan(assessment, d);
            // Without a day it comes last.
            let due = plan.map_or("9999", |p| p.due.as_str());
            (owner(assessment, d, &resources), due, d)
        })
        .collect();
    open.sort_by(|a, b| {
        let key = |x: &(String, &str, &DutyResult)| (std::cmp::Reverse(x.2.severity), x.2.id.clone());
        (&a.0, a.1).cmp(&(&b.0, b.1)).then_with(|| key(a).cmp(&key(b)))
    });
    Table {
        id: "by-owner",
        sheet: "By owner",
        title: format!("Open duties of {} by who answers for them", assessment.system),
        notes: vec![
            "The owner is the one of the plan, else the one that a tag of the resource names, else the system or the organization, of which nobody is named.".to_owned(),
            "Late counts only where the day of the assessment is given.".to_owned(),
        ],
        columns: vec![
            column("Owner", 26),
            column("Due", 12),
            column("Late by days", 10),
            column("Severity", 10),
            column("Verdict", 14),
            column("Duty", 26),
            column("Title", 40),
            column("Resource", 40),
            column("Found", 60),
            column("Milestone", 40),
            column("Reference", 16),
            column("Exception", 28),
            column("Id", 38),
        ],
        rows: open.iter().map(|(owner, _, duty)| row(assessment, owner, duty)).collect(),
    }
}

/// Who answers for a duty on a resource.
fn owner(assessment: &Assessment, duty: &DutyResult, resources: &HashMap<&str, &ResourceResult>) -> String {
    if let Some(plan) = statement::plan(assessment, duty) {
        return plan.owner.clone();
    }
    let tag = resources.get(duty.resource_id.as_str()).and_then(|r| r.facts.get("owner"));
    if let Some(value) = tag.and_then(|t| t.value.as_ref()) {
        return format!("{value} (by tag)");
    }
    match duty.scope {
        Scope::Organization => "organization, nobody named".to_owned(),
        _ => "system, nobody named".to_owned(),
    }
}

fn row(assessment: &Assessment, owner: &str, duty: &DutyResult) -> Vec<Cell> {
    let plan = statement::plan(assessment, duty);
    let late = plan
        .zip(assessment.assessed_at.as_deref())
        .and_then(|(plan, today)| days::between(&plan.due, today))
        .and_then(|days| usize::try_from(days).ok())
        .filter(|days| *days > 0);
    let exception = duty.exception.and_then(|i| assessment.exceptions.get(i)).map(|e| {
        let until = e.expires.as_ref().map_or_else(String::new, |day| format!(" until {day}"));
        format!("{}, {}{until}", words::exception_kind(e.kind), words::exception_state(e.state))
    });
    vec![
        owner.into(),
        plan.map(|p| p.due.as_str()).into(),
        late.map_or(Cell::Empty, Cell::Number),
        duty.severity.id().into(),
        sheets::verdict(duty).into(),
        duty.duty.as_str().into(),
        assessment.duty_definitions.get(&duty.duty).map(|d| d.title.as_str()).into(),
        duty.resource.as_str().into(),
        duty.message.as_str().into(),
        plan.map(|p| p.milestone.as_str()).into(),
        plan.and_then(|p| p.reference.as_deref()).into(),
        exception.into(),
        duty.id.as_str().into(),
    ]
}
