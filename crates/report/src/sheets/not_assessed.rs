//! Everything that was not assessed: parts, duties, owners, resources, paths and types.

use super::place;
use crate::{
    statement::Statement,
    table::{Cell, Table, column},
    tally, words,
};
use demarc_assess::assessment::Assessment;
use demarc_model::{Owner, Verdict};

/// The sheet.
pub(crate) fn not_assessed(assessment: &Assessment, statements: &[Statement<'_>]) -> Table {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut push = |kind: &str, what: &str, why: String, place: String| {
        rows.push(vec![kind.into(), what.into(), why.into(), place.into()]);
    };
    for statement in statements.iter().filter(|s| s.status.is_none()) {
        let what = format!("{} {}", words::control_id(statement.part), statement.part.title);
        let why = statement.remark.as_deref().unwrap_or("nothing looked at it").to_owned();
        push("control part", &what, why, String::new());
    }
    for duty in assessment.duties.iter().filter(|d| d.verdict == Verdict::Unknown || d.if_it_exists) {
        let why = match (&duty.why, duty.verdict) {
            (Some(why), Verdict::Unknown) => why.detail.clone(),
            _ => "the resource may not exist; the verdict is counted as unknown".to_owned(),
        };
        let at = duty.evidence.iter().find_map(|e| e.location.as_ref());
        push("duty", &format!("{} on {}", duty.duty, duty.resource), why, place(at));
    }
    for resource in &assessment.resources {
        let at = || place(resource.location.as_ref());
        if !resource.assessed {
            let why = format!("no knowledge names the type {}", resource.type_name);
            push("resource", tally::shown(resource), why, at());
        }
        for layer in resource.layers.iter().filter(|l| l.owner == Owner::Unknown) {
            let why = layer.why.map_or("it is not known whose the layer is", demarc_model::Why::sentence);
            let what = format!("{} of {}", words::layer(layer.layer), tally::shown(resource));
            push("owner of a layer", &what, why.to_owned(), at());
        }
    }
    for skipped in &assessment.scope.skipped {
        push("path that was not read", &skipped.path, skipped.reason.clone(), String::new());
    }
    for name in &assessment.scope.not_recorded {
        push("type that is not recorded", name, "the recorder does not record it".to_owned(), String::new());
    }
    for problem in &assessment.problems {
        let at = problem
            .location
            .as_ref()
            .map_or_else(|| problem.file.clone().unwrap_or_default(), |l| place(Some(l)));
        push(&format!("{} while reading", problem.severity), &problem.code, problem.message.clone(), at);
    }
    Table {
        id: "not-assessed",
        sheet: "Not assessed",
        title: format!("What was not assessed of {}", assessment.system),
        notes: vec![crate::notice::NOT_ASSESSED.to_owned()],
        columns: vec![column("Kind", 24), column("What", 60), column("Why", 80), column("Place", 40)],
        rows,
    }
}
