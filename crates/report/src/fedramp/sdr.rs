//! The Security Decision Record of FedRAMP's rules of 2026: per control parameters, status, mechanisms, verification, validation.

use super::rules::{self, Missing};
use crate::{
    document::{Document, ReportError, ReportSettings},
    notice, sheets,
    statement::{ImplementationStatus, Origin, Statement, roll_up, statements},
    table::markdown::inline,
    tally, views, words,
};
use demarc_assess::assessment::{Assessment, DutyResult};
use demarc_model::{Basis, DutyId, Verdict};
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Where the overview of the package stands.
const PACKAGE: &str = "certificationPackageOverviewUri";

/// What the rules ask for and no configuration shows.
const ASKED: [Missing; 8] = [
    Missing { field: "version", rule: "SDR-CSO-MTD", what: "the version of this record" },
    Missing {
        field: "lastUpdated",
        rule: "SDR-CSO-MTD",
        what: "day and time of the last update; the day of the assessment stands for it where `--assessed-at` is given",
    },
    Missing { field: PACKAGE, rule: "SDR-CSO-FRR", what: "the address of the overview of the package" },
    Missing {
        field: "fedRampRequirements",
        rule: "SDR-CSO-FRR",
        what: "for each rule that applies: how it is followed, how that is verified and validated",
    },
    Missing {
        field: "independentVerification",
        rule: "SDR-CSF-CTF",
        what: "the independent assessor's verification of each control",
    },
    Missing {
        field: "independentValidation",
        rule: "SDR-CSF-CTF",
        what: "the independent assessor's validation of each control",
    },
    Missing {
        field: "ksiMetrics",
        rule: "SDR-CSX-KMT",
        what: "metrics of each indicator over time, for a certification of type 20x",
    },
    Missing {
        field: "responses",
        rule: "SDR-CSF-CTF",
        what: "answers to the assessor's comments, and artifacts of single controls",
    },
];

/// The record as JSON and for people.
pub(crate) fn documents(assessment: &Assessment, _: &ReportSettings) -> Result<Vec<Document>, ReportError> {
    let statements = statements(assessment);
    let mut controls: Vec<(&str, Vec<&Statement<'_>>)> = Vec::new();
    for statement in &statements {
        let control = statement.part.control.as_str();
        match controls.last_mut() {
            Some((last, parts)) if *last == control => parts.push(statement),
            _ => controls.push((control, vec![statement])),
        }
    }
    let mut record = json!({
        "metadata": metadata(assessment),
        "portsAndProtocols": ports(assessment),
        "securityControls": controls.iter().map(|(id, parts)| control(assessment, id, parts)).collect::<Vec<_>>(),
        "fedRampRequirements": [],
        "keySecurityIndicators": indicators(assessment, &controls),
        "toBeProvided": to_be_provided(assessment, &ASKED),
    });
    // A field that nobody has filled is left out: a null would be a value, and of a type that the schema has not.
    let address = assessment.declared.offering.get(PACKAGE).filter(|uri| is_uri(uri));
    if let (Some(record), Some(uri)) = (record.as_object_mut(), address) {
        record.insert(PACKAGE.to_owned(), json!(uri));
    }
    Ok(vec![
        Document::text("fedramp-sdr/security-decision-record.json", super::pretty(record)),
        Document::text("fedramp-sdr/security-decision-record.md", for_people(assessment, &controls)),
    ])
}

/// What every document of these rules says of itself.
pub(super) fn metadata(assessment: &Assessment) -> Value {
    let mut metadata = json!({
        "system": assessment.system,
        "source": format!("{} {}, knowledge {}", assessment.tool.name, assessment.tool.version, assessment.tool.knowledge.digest),
        "rules": {"title": rules::TITLE, "version": rules::VERSION, "released": rules::RELEASED},
        "framework": assessment.framework,
        "state": notice::state(assessment),
        "notice": notice::all().collect::<Vec<_>>(),
    });
    if let Some(metadata) = metadata.as_object_mut() {
        if let Some(version) = assessment.declared.offering.get("version") {
            metadata.insert("version".to_owned(), json!(version));
        }
        if let Some(time) = last_updated(assessment) {
            metadata.insert("lastUpdated".to_owned(), json!(time));
        }
    }
    metadata
}

/// Day and time of the last update, as far as somebody gave it.
fn last_updated(assessment: &Assessment) -> Option<String> {
    let declared = assessment.declared.offering.get("lastUpdated").cloned();
    declared.or_else(|| Some(format!("{}T00:00:00Z", assessment.assessed_at.as_deref()?)))
}

/// Whether a text has the form of an absolute address.
pub(super) fn is_uri(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, rest)| (scheme, !rest.is_empty()));
    let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    scheme.is_some_and(|(scheme, rest)| {
        rest && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    }) && text.chars().all(plain)
}

/// Fields that only the owner or its assessor can fill.
pub(super) fn to_be_provided(assessment: &Assessment, asked: &[Missing]) -> Vec<Value> {
    rules::missing(asked, assessment)
        .map(|(m, problem)| match problem {
            Some(problem) => json!({"field": m.field, "rule": m.rule, "what": m.what, "problem": problem}),
            None => json!({"field": m.field, "rule": m.rule, "what": m.what}),
        })
        .collect()
}

pub(super) fn ports(assessment: &Assessment) -> Vec<Value> {
    let open = assessment.ports.iter().filter(|p| p.direction != "out");
    open.map(|p| {
        let (ports, protocol) = (sheets::shown(p.ports.as_ref()), sheets::shown(p.protocol.as_ref()));
        let encryption = match protocol.to_ascii_uppercase().as_str() {
            "HTTPS" | "TLS" | "SSL" => "TLS",
            "HTTP" => "None",
            _ => "not shown",
        };
        json!({
            "serviceName": views::port_name(&ports).unwrap_or("not named"),
            "portNumber": ports,
            "transportProtocol": protocol,
            "encryption": encryption,
            "purpose": p.purpose.as_deref().unwrap_or("not described"),
            "resource": p.resource,
            "otherSide": sheets::shown(p.peer.as_ref()),
        })
    })
    .collect()
}

/// A status in the rules' five words.
fn word(status: ImplementationStatus) -> &'static str {
    match status {
        ImplementationStatus::Implemented => "Implemented",
        ImplementationStatus::Partial => "Partially Implemented",
        ImplementationStatus::Planned => "Planned",
        ImplementationStatus::Alternative => "Alternative Implementation",
        ImplementationStatus::NotApplicable => "Not Applicable",
    }
}

/// A status in the three words of the published schema; it has none for the others.
fn schema_word(status: ImplementationStatus) -> Option<&'static str> {
    match status {
        ImplementationStatus::Implemented => Some("Implemented"),
        ImplementationStatus::Partial => Some("Partially Implemented"),
        ImplementationStatus::Planned => Some("Not Implemented"),
        ImplementationStatus::Alternative | ImplementationStatus::NotApplicable => None,
    }
}

/// `ac-2.1` as people write it: `AC-2(1)`.
fn control_id(control: &str) -> String {
    let mut pieces = control.split('.');
    let mut label = pieces.next().unwrap_or_default().to_uppercase();
    for piece in pieces {
        label.push_str(&format!("({piece})"));
    }
    label
}

fn control(assessment: &Assessment, id: &str, parts: &[&Statement<'_>]) -> Value {
    let status = roll_up(parts.iter().map(|s| s.status));
    let mut parameters: BTreeMap<&str, &str> = BTreeMap::new();
    let mut unset: BTreeSet<&str> = BTreeSet::new();
    for (name, value) in parts.iter().flat_map(|s| &s.part.parameters) {
        match value {
            Some(value) => {
                parameters.insert(name, value);
            }
            None => {
                unset.insert(name);
            }
        }
    }
    let mut control = Map::new();
    let mut set = |key: &str, value: Value| {
        control.insert(key.to_owned(), value);
    };
    set("controlId", json!(control_id(id)));
    let values: Vec<Value> =
        parameters.iter().map(|(n, v)| json!({"parameterId": n, "parameterValue": v})).collect();
    set("parameterValues", json!(values));
    set("parametersWithoutValue", json!(unset));
    match status {
        Some(status) => {
            set("implementationStatus", json!(word(status)));
            if let Some(word) = schema_word(status) {
                set("controlImplementationStatus", json!(word));
            }
        }
        // No status at all is the only honest one for what nothing looked at.
        None => set("assessment", json!("not-assessed")),
    }
    set("controlImplementationDescription", json!(description(parts)));
    set("parts", json!(parts.iter().map(|s| part(assessment, s)).collect::<Vec<_>>()));
    Value::Object(control)
}

fn part(assessment: &Assessment, statement: &Statement<'_>) -> Value {
    let part = statement.part;
    let origins: Vec<&str> = statement.origins.iter().map(|o| o.fedramp()).collect();
    json!({
        "part": words::control_id(part),
        "implementationStatus": statement.status.map_or("not assessed", word),
        "remark": statement.remark,
        "plannedBy": statement.planned_by,
        "originations": origins,
        "mechanisms": {
            "aws": part.aws.statement,
            "owner": part.customer.statement,
            "tenant": statement.tenant.iter().map(|t| t.statement.as_str()).collect::<Vec<_>>(),
        },
        "inheritance": inheritance(assessment, statement),
        "verification": verification(assessment, statement),
        "validation": validation(statement),
        "stillNeeded": part.customer.uncovered,
    })
}

fn inheritance(assessment: &Assessment, statement: &Statement<'_>) -> Value {
    match statement.authorization.filter(|_| statement.origins.contains(&Origin::Inherited)) {
        Some(authorization) => json!({
            "authorization": authorization,
            "aws": words::aws_status(statement.part.aws.status),
            "services": statement.carriers.covered,
        }),
        None => match statement.not_inherited(assessment) {
            Some(why) => json!({
                "authorization": null,
                "aws": words::aws_status(statement.part.aws.status),
                "whyNot": why,
                "servicesNotCovered": statement.carriers.others.keys().collect::<Vec<_>>(),
                "servicesCovered": statement.carriers.covered,
            }),
            None => Value::Null,
        },
    }
}

/// Why the checks are fit for the part: what each covers.
fn verification(assessment: &Assessment, statement: &Statement<'_>) -> Vec<String> {
    let ids: BTreeSet<&DutyId> = statement.duties.iter().map(|d| &d.duty).collect();
    ids.into_iter()
        .map(|id| {
            let definition = assessment.duty_definitions.get(id);
            let part = definition.and_then(|d| d.parts.iter().find(|p| p.part == statement.part.part));
            match part {
                Some(part) => {
                    let covers = match part.covers {
                        demarc_model::Covers::Full => "covers the part in full",
                        demarc_model::Covers::Partial => "covers the part partly",
                        demarc_model::Covers::Indicates => "points at the part",
                    };
                    format!("{id} {covers}: {}", part.because)
                }
                None => format!("{id} bears on the part."),
            }
        })
        .collect()
}

/// What the checks found, and whether anything looked at what runs.
fn validation(statement: &Statement<'_>) -> Vec<String> {
    let mut by_duty: BTreeMap<&DutyId, Vec<&DutyResult>> = BTreeMap::new();
    for duty in &statement.duties {
        by_duty.entry(&duty.duty).or_default().push(duty);
    }
    by_duty
        .into_iter()
        .map(|(id, results)| {
            let verdicts = verdicts(&results);
            let basis = results.iter().map(|r| r.basis).min().unwrap_or(Basis::Design);
            let says = match basis {
                Basis::Design => "by design: nothing looked at what runs",
                Basis::Deployed => "as deployed",
                Basis::Operating => "in operation",
            };
            format!("{id}: {verdicts}, {says}.")
        })
        .collect()
}

fn verdicts(results: &[&DutyResult]) -> String {
    let counts = tally::Verdicts::of(results.iter().copied());
    counts.listed().map(|(v, n)| format!("{n} {}", words::verdict(v))).collect::<Vec<_>>().join(", ")
}

/// A short summary of a control in Markdown.
fn description(parts: &[&Statement<'_>]) -> String {
    let mut text = String::new();
    for statement in parts {
        let part = statement.part;
        let _ = write!(
            text,
            "**{}**: {}",
            words::control_id(part),
            statement.status.map_or("not assessed", word)
        );
        if let Some(remark) = &statement.remark {
            let _ = write!(text, " ({remark})");
        }
        text.push_str(". ");
        if let Some(aws) = &part.aws.statement {
            let how = match statement.authorization.filter(|_| statement.origins.contains(&Origin::Inherited))
            {
                Some(authorization) => format!("inherited under {}", inline(authorization)),
                None => "not inherited".to_owned(),
            };
            let _ = write!(text, "AWS ({how}): {} ", inline(aws));
        }
        if let Some(owner) = &part.customer.statement {
            let _ = write!(text, "Owner: {} ", inline(owner));
        }
        text = text.trim_end().to_owned();
        text.push_str("\n\n");
    }
    text.trim_end().to_owned()
}

fn indicators(assessment: &Assessment, controls: &[(&str, Vec<&Statement<'_>>)]) -> Vec<Value> {
    let by_id: BTreeMap<&str, &Vec<&Statement<'_>>> =
        controls.iter().map(|(id, parts)| (*id, parts)).collect();
    if !assessment.framework.id.contains("800-53") && !assessment.framework.id.starts_with("fedramp") {
        return Vec::new();
    }
    rules::indicators()
        .into_iter()
        .map(|indicator| {
            let parts: Vec<&Statement<'_>> =
                indicator.controls.iter().filter_map(|c| by_id.get(c)).flat_map(|p| p.iter().copied()).collect();
            let outside: Vec<String> =
                indicator.controls.iter().filter(|c| !by_id.contains_key(*c)).map(|c| control_id(c)).collect();
            let duties: Vec<&DutyResult> = {
                let mut seen = BTreeSet::new();
                let all = parts.iter().flat_map(|s| s.duties.iter().copied());
                all.filter(|d| seen.insert(d.id.as_str())).collect()
            };
            let mut by_duty: BTreeMap<&DutyId, Vec<&DutyResult>> = BTreeMap::new();
            for duty in &duties {
                by_duty.entry(&duty.duty).or_default().push(duty);
            }
            let status = if outside.is_empty() { roll_up(parts.iter().map(|s| s.status)) } else {
                // A control that was not assessed at all never lets the indicator look complete.
                roll_up(parts.iter().map(|s| s.status).chain([None]))
            };
            let implementation = implementation(&indicator.controls, &by_id, &outside);
            let mut value = json!({
                "ksiId": indicator.id,
                "name": indicator.name,
                "ksiImplementation": implementation,
                "ksiValidation": by_duty.iter().map(|(id, r)| format!("{id}: {}.", verdicts(r))).collect::<Vec<_>>(),
                "ksiAssessment": [],
                "ksiTests": by_duty.keys().collect::<Vec<_>>(),
                "ksiEvidence": by_duty.iter().map(|(id, r)| evidence(id, r)).collect::<Vec<_>>(),
            });
            if let Some(object) = value.as_object_mut() {
                match status.and_then(schema_word) {
                    Some(word) => object.insert("ksiImplementationStatus".to_owned(), json!(word)),
                    None => object.insert("assessment".to_owned(), json!("not-assessed")),
                };
            }
            value
        })
        .collect()
}

/// How each control behind an indicator stands.
fn implementation(
    controls: &[&str],
    by_id: &BTreeMap<&str, &Vec<&Statement<'_>>>,
    outside: &[String],
) -> Vec<String> {
    let mut says: Vec<String> = (controls.iter())
        .filter_map(|c| {
            let parts = by_id.get(c)?;
            let status = roll_up(parts.iter().map(|s| s.status)).map_or("not assessed", word);
            let title = parts.first().map_or("", |s| s.part.title.as_str());
            Some(format!("{} {title}: {status}.", control_id(c)))
        })
        .collect();
    if controls.is_empty() {
        says.push("The rules map this indicator to no control; nothing in the input shows it.".to_owned());
    }
    if !outside.is_empty() {
        says.push(format!("Not in the baseline that was assessed: {}.", outside.join(", ")));
    }
    says
}

/// The configuration that a duty looked at.
fn evidence(id: &DutyId, results: &[&DutyResult]) -> Value {
    const MOST: usize = 10;
    let mut places: Vec<String> = (results.iter())
        .filter(|r| r.verdict != Verdict::NotApplicable)
        .filter_map(|r| {
            let place = r.evidence.iter().find_map(|e| e.location.as_ref())?;
            Some(format!("{}: {} ({})", r.resource, words::verdict(r.verdict), sheets::place(Some(place))))
        })
        .collect();
    let more = places.len().saturating_sub(MOST);
    places.truncate(MOST);
    if more > 0 {
        places.push(format!("and {more} more"));
    }
    json!({
        "evidenceType": "Configuration",
        "evidenceDescription": format!("{id}: {}", verdicts(results)),
        "evidenceText": places.join("\n"),
    })
}

fn for_people(assessment: &Assessment, controls: &[(&str, Vec<&Statement<'_>>)]) -> String {
    let mut text = super::head(assessment, "Security Decision Record");
    super::open_items(&mut text, assessment, &ASKED);
    text.push_str("## Controls\n\n");
    for (id, parts) in controls {
        let title = parts.first().map_or("", |s| s.part.title.as_str());
        let status = roll_up(parts.iter().map(|s| s.status)).map_or("not assessed", word);
        let _ = writeln!(text, "### {} {}\n\nStatus: {status}.\n", control_id(id), inline(title));
        let values: Vec<String> = (parts.iter().flat_map(|s| &s.part.parameters))
            .map(|(name, value)| match value {
                Some(value) => format!("`{name}` = {}", inline(value)),
                None => format!("`{name}` has no value"),
            })
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        if !values.is_empty() {
            let _ = writeln!(text, "Parameters: {}.\n", values.join("; "));
        }
        let _ = writeln!(text, "{}\n", description(parts));
        for statement in parts {
            for (what, says) in
                [("Verification", verification(assessment, statement)), ("Validation", validation(statement))]
            {
                if !says.is_empty() {
                    let id = words::control_id(statement.part);
                    let says: Vec<String> = says.iter().map(|s| inline(s)).collect();
                    let _ = writeln!(text, "- {what} of {id}: {}", says.join(" "));
                }
            }
        }
        text.push('\n');
    }
    super::closing(&mut text);
    text
}
