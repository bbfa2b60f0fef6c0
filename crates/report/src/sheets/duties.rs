//! The customer's duties on every resource, with what was looked at.

use super::place;
use crate::{
    statement,
    table::{Cell, Table, column},
    words,
};
use demarc_assess::assessment::{Assessment, DutyResult, EvidenceResult};

/// The sheet.
pub(crate) fn duties(assessment: &Assessment) -> Table {
    Table {
        id: "duties",
        sheet: "Duties",
        title: format!("Duties of the owner of {} with their evidence", assessment.system),
        notes: vec![
            "Basis design means that code or a template says so; nobody looked at what runs.".to_owned(),
        ],
        columns: vec![
            column("Duty", 26),
            column("Title", 36),
            column("Severity", 10),
            column("Verdict", 14),
            column("Resource", 40),
            column("Type", 28),
            column("Layer", 20),
            column("Found", 60),
            column("Why unknown or not applicable", 40),
            column("Evidence", 60),
            column("Basis", 10),
            column("Value from", 12),
            column("Control parts", 26),
            column("Exception", 24),
            column("Planned by", 13),
            column("Id", 38),
        ],
        rows: assessment.duties.iter().map(|d| row(assessment, d)).collect(),
    }
}

fn row(assessment: &Assessment, duty: &DutyResult) -> Vec<Cell> {
    let definition = assessment.duty_definitions.get(&duty.duty);
    let controls: Vec<&str> = duty.controls.iter().map(|c| c.as_str()).collect();
    let exception = duty.exception.and_then(|i| assessment.exceptions.get(i));
    vec![
        duty.duty.as_str().into(),
        definition.map(|d| d.title.as_str()).into(),
        duty.severity.id().into(),
        verdict(duty).into(),
        duty.resource.as_str().into(),
        duty.resource_type.as_str().into(),
        words::layer(duty.layer).into(),
        duty.message.as_str().into(),
        duty.why.as_ref().map(|w| w.detail.as_str()).into(),
        duty.evidence.iter().map(evidence).collect::<Vec<_>>().join("\n").into(),
        duty.basis.id().into(),
        duty.value_from.map(|v| v.id()).into(),
        controls.join(", ").into(),
        exception
            .map(|e| format!("{}, {}", words::exception_kind(e.kind), words::exception_state(e.state)))
            .into(),
        statement::plan(assessment, duty).map(|p| p.due.as_str()).into(),
        duty.id.as_str().into(),
    ]
}

/// A verdict for people; one on a resource that may not exist says so.
pub(crate) fn verdict(duty: &DutyResult) -> String {
    let verdict = words::verdict(duty.verdict);
    if duty.if_it_exists { format!("{verdict}, if it exists") } else { verdict.to_owned() }
}

/// What was looked at in a line: property, value, place.
pub(crate) fn evidence(evidence: &EvidenceResult) -> String {
    let path = evidence.source_path.as_deref().unwrap_or(&evidence.path);
    let of = evidence.resource.as_ref().map_or_else(String::new, |r| format!(" of {r}"));
    let place = match (&evidence.location, &evidence.default_source) {
        (_, Some(source)) => format!(" (default: {source})"),
        (Some(location), None) => {
            let via: Vec<String> = evidence.via.iter().map(|step| place(Some(step))).collect();
            let way = if via.is_empty() { String::new() } else { format!(", by way of {}", via.join(", ")) };
            format!(" ({}{way})", place(Some(location)))
        }
        (None, None) => String::new(),
    };
    let observed = evidence.observed_at.as_ref().map_or_else(String::new, |at| format!(", observed {at}"));
    format!("{path}{of} = {}{place}{observed}", evidence.value)
}
