//! Continuous monitoring: what is new, closed, gone, no longer known and late since an earlier assessment.

use crate::{
    days,
    document::{ReportError, ReportSettings},
    statement,
    table::{Cell, Table, column},
    words,
};
use demarc_assess::assessment::{Assessment, DutyResult};
use demarc_model::Verdict;
use std::collections::BTreeMap;

type Found<'a> = BTreeMap<(&'a str, &'a str), &'a DutyResult>;

pub(super) fn table(
    now: &Assessment,
    settings: &ReportSettings,
) -> Result<(Table, Vec<(String, String)>), ReportError> {
    let Some(then) = settings.since.as_deref() else {
        return Err(ReportError::Unavailable {
            format: "conmon",
            reason: "it compares with an earlier assessment; name a saved one with `--since FILE`".to_owned(),
        });
    };
    let (before, after) = (found(then), found(now));
    let mut rows = Vec::new();
    let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let (old, new) = (before.get(key).copied(), after.get(key).copied());
        if let Some(change) = change(old, new) {
            rows.push((change, row(now, change, old, new)));
        }
    }
    rows.sort_by_key(|(change, _)| *change);
    let mut notes = vec![
        "Closed is only what is met now; a duty that is unknown now is no longer known, and one whose resource is not there any more is gone.".to_owned(),
    ];
    for (what, old, new) in [
        ("system", &then.system, &now.system),
        ("framework", &then.framework.id, &now.framework.id),
        ("baseline", &then.framework.baseline, &now.framework.baseline),
        ("knowledge", &then.tool.knowledge.digest, &now.tool.knowledge.digest),
    ] {
        if old != new {
            notes.push(format!("The {what} differs between the two: {old} then, {new} now."));
        }
    }
    let day = |a: &Assessment| a.assessed_at.clone().unwrap_or_else(|| "day not given".to_owned());
    let about =
        vec![("Compared with".to_owned(), format!("the assessment of {}: {}", then.system, day(then)))];
    let table = Table {
        id: "conmon",
        sheet: "Since last report",
        title: format!("What has changed in the duties of {}", now.system),
        notes,
        columns: vec![
            column("Change", 18),
            column("Late by days", 10),
            column("Severity", 10),
            column("Duty", 26),
            column("Title", 40),
            column("Resource", 40),
            column("Then", 14),
            column("Now", 14),
            column("Found", 60),
            column("Due", 12),
            column("Exception", 28),
            column("Id", 38),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    };
    Ok((table, about))
}

fn found(assessment: &Assessment) -> Found<'_> {
    assessment.duties.iter().map(|d| ((d.resource_id.as_str(), d.duty.as_str()), d)).collect()
}

/// What became of a duty, in the order in which it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    New,
    Open,
    NoLongerKnown,
    Closed,
    NotApplicable,
    Gone,
}

fn change(then: Option<&DutyResult>, now: Option<&DutyResult>) -> Option<Change> {
    let was = then.is_some_and(|d| d.verdict == Verdict::Unmet);
    Some(match (was, now.map(|d| d.verdict)) {
        (false, Some(Verdict::Unmet)) => Change::New,
        (false, _) => return None,
        (true, Some(Verdict::Unmet)) => Change::Open,
        (true, Some(Verdict::Unknown)) => Change::NoLongerKnown,
        (true, Some(Verdict::Met)) => Change::Closed,
        (true, Some(Verdict::NotApplicable)) => Change::NotApplicable,
        (true, None) => Change::Gone,
    })
}

fn row(now: &Assessment, change: Change, then: Option<&DutyResult>, new: Option<&DutyResult>) -> Vec<Cell> {
    let Some(duty) = new.or(then) else { return Vec::new() };
    let plan = statement::plan(now, duty);
    let open = matches!(change, Change::New | Change::Open | Change::NoLongerKnown);
    let late = plan
        .filter(|_| open)
        .zip(now.assessed_at.as_deref())
        .and_then(|(plan, today)| days::between(&plan.due, today))
        .and_then(|days| usize::try_from(days).ok())
        .filter(|days| *days > 0);
    let exception = new
        .and_then(|d| d.exception)
        .and_then(|i| now.exceptions.get(i))
        .map(|e| format!("{}, {}", words::exception_kind(e.kind), words::exception_state(e.state)));
    let verdict = |d: Option<&DutyResult>| d.map_or("not there", |d| words::verdict(d.verdict));
    vec![
        match change {
            Change::New => "new",
            Change::Open => "still open",
            Change::NoLongerKnown => "no longer known",
            Change::Closed => "closed",
            Change::NotApplicable => "does not apply now",
            Change::Gone => "gone",
        }
        .into(),
        late.map_or(Cell::Empty, Cell::Number),
        duty.severity.id().into(),
        duty.duty.as_str().into(),
        now.duty_definitions.get(&duty.duty).map(|d| d.title.as_str()).into(),
        duty.resource.as_str().into(),
        verdict(then).into(),
        verdict(new).into(),
        duty.message.as_str().into(),
        plan.map(|p| p.due.as_str()).into(),
        exception.into(),
        duty.id.as_str().into(),
    ]
}
