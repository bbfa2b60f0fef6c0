//! What was not assessed, and why.

use super::{breakable, table};
use crate::html::{code_text, sentence, text};
use crate::statement::Statement;
use crate::{notice, sheets, tally, words};
use demarc_assess::assessment::Assessment;
use maud::{Markup, html};
use std::collections::BTreeMap;

pub(super) fn section(assessment: &Assessment, statements: &[Statement<'_>]) -> Markup {
    let mut parts: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for statement in statements.iter().filter(|s| s.status.is_none()) {
        let family = words::family(statement.part.control.as_str());
        let remark = statement.remark.as_deref().unwrap_or("Not assessed.");
        parts.entry((remark, family)).or_default().push(words::control_id(statement.part));
    }
    let types = tally::unlisted_types(assessment);
    let scope = &assessment.scope;
    html! {
        section #gaps {
            h2 { "What was not assessed" }
            p { (notice::NOT_ASSESSED) }
            h3 { "Control parts" }
            @if parts.is_empty() { p { "Every part was looked at." } } @else {
                (table(
                    &[("Why", "28%"), ("Family", "10%"), ("Number", "9%"), ("Parts", "53%")],
                    parts.iter().map(|((remark, family), ids)| vec![
                        html! { (remark) },
                        text(&family.to_uppercase()),
                        html! { (ids.len()) },
                        html! { span.small { (text(&ids.join(", "))) } },
                    ]),
                ))
            }
            h3 { "Unknown" }
            @let unknowns = tally::unknowns(assessment);
            @if unknowns.is_empty() { p { "No verdict, owner or resource is unknown." } } @else {
                (table(
                    &[("Reason", "49%"), ("Duties", "17%"), ("Owners of layers", "17%"), ("Resources", "17%")],
                    unknowns.iter().map(|u| vec![
                        html! { (words::reason(u.code).unwrap_or(u.code)) },
                        html! { (u.duties.len()) },
                        html! { (u.layers.len()) },
                        html! { (u.resources.len()) },
                    ]),
                ))
            }
            h3 { "Resources, files and types" }
            @if types.is_empty() && scope.skipped.is_empty() && scope.not_recorded.is_empty() && assessment.problems.is_empty() {
                p { "Every resource is of a type that knowledge names, nothing was skipped, and no problem was met while reading." }
            }
            ul.plain-list {
                @for (name, number) in &types { li { (code_text(name)) ": " (words::counted(*number, "resource", "resources")) ", no knowledge names the type" } }
                @for path in &scope.skipped { li { (code_text(&path.path)) ": not read, " (text(&path.reason)) } }
                @for name in &scope.not_recorded { li { (code_text(name)) ": the recorder does not record it" } }
            }
            @if !assessment.problems.is_empty() {
                h3 { "Problems while reading" }
                (table(
                    &[("Kind", "12%"), ("What", "58%"), ("Place", "30%")],
                    assessment.problems.iter().map(|p| vec![
                        text(&p.severity),
                        sentence(&p.message),
                        breakable(&p.location.as_ref().map_or_else(|| p.file.clone().unwrap_or_default(), |l| sheets::place(Some(l)))),
                    ]),
                ))
            }
        }
    }
}
