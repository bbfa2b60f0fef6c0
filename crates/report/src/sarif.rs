//! SARIF 2.1.0 for code scanning: unmet duties with their places, fingerprints that last, and exceptions as suppressions.
//!
//! Of the format only what code scanning shows is written; a test holds it against the published schema.

mod place;
mod rule;

use crate::{document::ReportSettings, notice, table::markdown::inline, words};
use demarc_assess::assessment::{Assessment, DutyResult, ProblemResult, ResourceResult};
use demarc_model::{DutyId, ExceptionState, Severity, Verdict};
use place::{logical, physical, physical_with_message};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// The published schema that the document names.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Where a line's place is relative to.
pub(crate) const ROOT: &str = "%SRCROOT%";

/// Writes the unmet duties; with `unknown` in the settings those that are not known too, as notes.
#[must_use]
pub fn render(assessment: &Assessment, settings: &ReportSettings) -> String {
    let listed: Vec<&DutyResult> = (assessment.duties.iter())
        .filter(|d| d.verdict == Verdict::Unmet || (settings.unknown && d.verdict == Verdict::Unknown))
        .collect();
    let mut rules: BTreeMap<&DutyId, usize> = listed.iter().map(|d| (&d.duty, 0)).collect();
    for (index, position) in rules.values_mut().enumerate() {
        *position = index;
    }
    let resources: Resources<'_> = assessment.resources.iter().map(|r| (r.id.as_str(), r)).collect();
    let framework = &assessment.framework;
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Demarc",
                "semanticVersion": assessment.tool.version,
                "fullDescription": {"text": notice::all().collect::<Vec<_>>().join(" ")},
                "rules": rules.keys().map(|id| rule::rule(id, assessment.duty_definitions.get(*id))).collect::<Vec<_>>(),
            }},
            "automationDetails": {"id": format!("demarc/{}/{}", assessment.system, framework.id)},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which Demarc ran."}}},
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": assessment.problems.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": listed.iter().map(|d| result(assessment, d, &rules, &resources)).collect::<Vec<_>>(),
            "properties": {
                "system": assessment.system,
                "framework": framework,
                "knowledge": assessment.tool.knowledge.digest,
                "duties": assessment.summary.duties,
                "resourcesNotAssessed": assessment.summary.not_assessed,
                "controlPartsNotAssessed": crate::tally::count(&assessment.summary.customer, "not-assessed"),
            },
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

type Resources<'a> = HashMap<&'a str, &'a ResourceResult>;

fn result(
    assessment: &Assessment,
    duty: &DutyResult,
    rules: &BTreeMap<&DutyId, usize>,
    resources: &Resources<'_>,
) -> Value {
    let known = duty.verdict == Verdict::Unmet;
    let title = assessment.duty_definitions.get(&duty.duty).map(|d| d.title.as_str());
    let title = title.unwrap_or(duty.duty.as_str());
    let says = if known { "" } else { "Unknown: " };
    let why = duty.why.as_ref().map_or_else(String::new, |w| format!(" ({})", w.detail));
    let message = crate::escape::block(&format!("{says}{title}. {}{why}.", duty.message));
    let mut places: Vec<Value> = Vec::new();
    let mut ways: Vec<Value> = Vec::new();
    let mut seen = Vec::new();
    for evidence in &duty.evidence {
        let Some(location) = &evidence.location else { continue };
        if seen.contains(&location) {
            continue;
        }
        seen.push(location);
        let says =
            format!("{} is {}", evidence.source_path.as_deref().unwrap_or(&evidence.path), evidence.value);
        places.push(physical_with_message(location, &says));
        let path = evidence.source_path.as_deref().unwrap_or(&evidence.path);
        let passed_on = format!("The value of {path} is passed on here");
        ways.extend(evidence.via.iter().map(|step| physical_with_message(step, &passed_on)));
    }
    let resource = resources.get(duty.resource_id.as_str());
    let mut first = match seen.first().copied().or_else(|| resource.and_then(|r| r.location.as_ref())) {
        Some(location) => physical(location),
        None => json!({}),
    };
    if let Some(object) = first.as_object_mut() {
        object.insert("logicalLocations".to_owned(), json!([logical(duty)]));
    }
    if !places.is_empty() {
        places.remove(0);
    }
    places.append(&mut ways);
    if let Some(location) = resource.and_then(|r| r.location.as_ref())
        && !seen.contains(&location)
    {
        places.push(physical_with_message(location, &format!("The resource {}", duty.resource)));
    }
    for (id, place) in (1u32..).zip(&mut places) {
        if let Some(object) = place.as_object_mut() {
            object.insert("id".to_owned(), json!(id));
        }
    }
    let mut result = json!({
        "ruleId": duty.duty,
        "ruleIndex": rules.get(&duty.duty),
        "level": if known { level(duty.severity) } else { "note" },
        "message": {"text": message, "markdown": inline(&message)},
        "locations": [first],
        "fingerprints": {"demarcDuty/v1": duty.id},
        "partialFingerprints": {"demarcDuty/v1": duty.id},
        "properties": {
            "verdict": duty.verdict,
            "basis": duty.basis,
            "ifItExists": duty.if_it_exists,
            "severity": duty.severity,
            "layer": duty.layer,
            "resource": duty.resource,
            "resourceType": duty.resource_type,
            "controls": duty.controls,
            "decidedBy": duty.decided_by,
        },
    });
    if let Some(object) = result.as_object_mut() {
        if !places.is_empty() {
            object.insert("relatedLocations".to_owned(), Value::Array(places));
        }
        if let Some(suppression) = suppression(assessment, duty) {
            object.insert("suppressions".to_owned(), json!([suppression]));
        }
    }
    result
}

/// How loud an unmet duty is.
pub(crate) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

/// An exception as code scanning knows it; only an approved one hides a result.
fn suppression(assessment: &Assessment, duty: &DutyResult) -> Option<Value> {
    let exception = assessment.exceptions.get(duty.exception?)?;
    let status = match exception.state {
        ExceptionState::Approved => "accepted",
        ExceptionState::Requested => "underReview",
        ExceptionState::Expired => "rejected",
    };
    let mut says = format!(
        "{}, {}; requested by {} on {}",
        words::exception_kind(exception.kind),
        words::exception_state(exception.state),
        exception.requester,
        exception.date
    );
    for (what, value) in
        [("approved by", &exception.approver), ("until", &exception.expires), ("see", &exception.reference)]
    {
        if let Some(value) = value {
            says.push_str(&format!("; {what} {value}"));
        }
    }
    Some(json!({"kind": "external", "status": status, "justification": crate::escape::line(&says)}))
}

/// What went wrong while reading.
fn notification(problem: &ProblemResult) -> Value {
    let level = match problem.severity.as_str() {
        "error" => "error",
        "warning" => "warning",
        _ => "note",
    };
    let mut notification = json!({
        "descriptor": {"id": problem.code},
        "level": level,
        "message": {"text": crate::escape::block(&problem.message)},
    });
    if let (Some(location), Some(object)) = (&problem.location, notification.as_object_mut()) {
        object.insert("locations".to_owned(), json!([physical(location)]));
    }
    notification
}
