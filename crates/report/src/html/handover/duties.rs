//! The customer's duties with their evidence: all that is unmet or unknown, and of what is met the first of each duty.

use super::{breakable, table};
use crate::html::{sentence, text};
use crate::tally::{DutyGroup, duty_groups};
use crate::{sheets, words};
use demarc_assess::assessment::{Assessment, DutyResult};
use demarc_model::Verdict;
use maud::{Markup, html};

/// Met results of a duty that are listed; all stand in the table of duties.
const MOST_MET: usize = 8;

pub(super) fn section(assessment: &Assessment) -> Markup {
    let groups = duty_groups(assessment);
    html! {
        section #duties {
            h2 { "The customer's duties and their evidence" }
            @if groups.is_empty() { p { "No duty looks at any of the resources." } }
            @for group in &groups {
                @if group.results.iter().any(|r| r.verdict != Verdict::NotApplicable) { (duty(assessment, group)) }
            }
            (without(&groups))
        }
    }
}

fn duty(assessment: &Assessment, group: &DutyGroup<'_>) -> Markup {
    let heads = [("Resource", "28%"), ("Verdict", "10%"), ("Found", "35%"), ("Evidence", "27%")];
    let counts: Vec<String> =
        group.verdicts.listed().map(|(v, n)| format!("{n} {}", words::verdict(v))).collect();
    let met = group.results.iter().filter(|r| r.verdict == Verdict::Met).count();
    let mut shown_met = 0;
    let listed = group.results.iter().filter(|r| match r.verdict {
        Verdict::Unmet | Verdict::Unknown => true,
        Verdict::NotApplicable => false,
        Verdict::Met => {
            shown_met += 1;
            shown_met <= MOST_MET
        }
    });
    html! {
        div.duty {
            h3 { (text(group.definition.map_or(group.id.as_str(), |d| d.title.as_str()))) }
            p.about {
                code { (group.id) } " · " (group.severity.id()) " · "
                @if let Some(definition) = group.definition { (words::layer(definition.layer)) " · " }
                (counts.join(", "))
            }
            (table(&heads, listed.map(|r| row(assessment, r)).collect::<Vec<_>>()))
            @if met > MOST_MET {
                p.about { "and " (met - MOST_MET) " more that are met; all stand in the table of duties." }
            }
        }
    }
}

fn row(assessment: &Assessment, result: &DutyResult) -> Vec<Markup> {
    let why = result.why.as_ref().filter(|_| result.verdict == Verdict::Unknown);
    let exception = result.exception.and_then(|i| assessment.exceptions.get(i));
    vec![
        breakable(&result.resource),
        html! {
            span.verdict.(result.verdict.id()) { (sheets::verdict(result)) }
            @if let Some(exception) = exception { span.note { "exception " (words::exception_state(exception.state)) } }
        },
        html! {
            (sentence(found(result)))
            @if let Some(why) = why { span.note { (sentence(&why.detail)) } }
        },
        html! {
            @for place in places(result) { span.line { (breakable(&place)) } }
        },
    ]
}

/// What was found, without the resource that stands beside it.
fn found(result: &DutyResult) -> &str {
    let message = result.message.as_str();
    let rest = message.strip_prefix('`').and_then(|m| m.strip_prefix(result.resource.as_str()));
    rest.and_then(|m| m.strip_prefix("`: ")).unwrap_or(message)
}

/// Where the evidence stands: each file once with its lines, documents for defaults, properties that stand nowhere.
fn places(result: &DutyResult) -> Vec<String> {
    let mut files: Vec<(&str, Vec<u32>)> = Vec::new();
    let mut others = Vec::new();
    for evidence in &result.evidence {
        match (&evidence.location, &evidence.default_source) {
            (_, Some(source)) => others.push(format!("default: {source}")),
            (None, None) => others.push(evidence.path.clone()),
            (Some(location), None) => {
                let known = files.iter_mut().find(|(file, _)| *file == location.file);
                match known {
                    Some((_, lines)) if lines.contains(&location.line) => {}
                    Some((_, lines)) => lines.push(location.line),
                    None => files.push((&location.file, vec![location.line])),
                }
            }
        }
    }
    let observed = result.evidence.iter().filter_map(|e| e.observed_at.as_deref()).max();
    let mut places: Vec<String> = (files.into_iter())
        .map(|(file, lines)| {
            let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
            format!("{file}:{}", lines.join(", "))
        })
        .collect();
    others.dedup();
    places.append(&mut others);
    places.extend(observed.map(|at| format!("observed {at}")));
    places
}

/// Duties that concern none of the resources, so that none is missing.
fn without(groups: &[DutyGroup<'_>]) -> Markup {
    let none: Vec<&str> = (groups.iter())
        .filter(|g| g.results.iter().all(|r| r.verdict == Verdict::NotApplicable))
        .map(|g| g.id.as_str())
        .collect();
    html! {
        @if !none.is_empty() {
            p { "Looked at and not applicable to any resource as it is set up: " (text(&none.join(", "))) "." }
        }
    }
}
