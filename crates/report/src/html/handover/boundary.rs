//! What belongs to the system, what was read of it, and how the result was reached.

use super::{breakable, table};
use crate::html::{code_text, text};
use crate::words;
use demarc_assess::assessment::Assessment;
use demarc_model::{BoundaryPosition, ClaimBasis};
use maud::{Markup, html};

pub(super) fn section(assessment: &Assessment) -> Markup {
    let scope = &assessment.scope;
    let count = |at: BoundaryPosition| assessment.resources.iter().filter(|r| r.boundary == at).count();
    let list = |items: &[String]| match items {
        [] => html! { "none named" },
        _ => text(&items.join(", ")),
    };
    html! {
        section #boundary {
            h2 { "Boundary" }
            dl.facts-list {
                div { dt { "Accounts" } dd { (list(&scope.accounts)) } }
                div { dt { "Regions" } dd { (list(&scope.regions)) } }
                div { dt { "Roots" } dd { (list(&scope.roots)) } }
                div { dt { "Resources inside" } dd { (count(BoundaryPosition::Inside)) } }
                div { dt { "Outside, connected" } dd { (count(BoundaryPosition::OutsideConnected)) } }
                div { dt { "Out of scope" } dd { (count(BoundaryPosition::OutOfScope)) } }
                div { dt { "May not exist" } dd { (assessment.summary.maybe) } }
            }
            h3 { "What was read" }
            (table(
                &[("Path", "34%"), ("Kind", "14%"), ("Resources", "10%"), ("SHA-256", "42%")],
                assessment.inputs.iter().map(|input| {
                    vec![
                        breakable(&input.path),
                        text(&input.kind),
                        html! { (input.resources) },
                        html! { span.digest { (text(&input.sha256)) } },
                    ]
                }),
            ))
            p { "What was never read, and what was read and not assessed, stands under " a href="#gaps" { "What was not assessed" } "." }
        }
    }
}

pub(super) fn method(assessment: &Assessment) -> Markup {
    let knowledge = &assessment.tool.knowledge;
    let claims = |basis: ClaimBasis| assessment.entries.values().filter(|e| e.basis == basis).count();
    html! {
        section #method {
            h2 { "Method" }
            ol.method {
                li { "Every input is read into resources. A file or block that cannot be read is a problem in this report, and the rest is still assessed." }
                li { "For each resource the owner of each layer is decided by what is known of its service and of how it is configured; where the configuration is not known, every owner that is possible is named." }
                li { "On the layers that are the customer's or shared, each duty is checked against the configuration. A value that this input cannot show makes the verdict unknown, never met." }
                li { "For each control part it is decided whose it is and where each half stands. Checks that show only some of a part never make it met: the rest needs evidence that a person brings." }
                li { "AWS's share is inherited only where a named authorization includes the service, in this partition, at its date. Otherwise it is inheritable." }
            }
            dl.facts-list {
                div { dt { "Knowledge" } dd { (code_text(&knowledge.digest)) } }
                div { dt { "Held against its documents" } dd { "between " (text(&knowledge.oldest_as_of)) " and " (text(&knowledge.newest_as_of)) } }
                div { dt { "Claims about owners" } dd {
                    (claims(ClaimBasis::Stated)) " stated by a document about the service, "
                    (claims(ClaimBasis::Profile)) " by the kind of service, "
                    (claims(ClaimBasis::Inferred)) " Demarc's reading"
                } }
                div { dt { "Basis of verdicts" } dd { (bases(assessment)) } }
                @for (name, value) in &assessment.options { div { dt { (text(name)) } dd { (text(value)) } } }
            }
        }
    }
}

/// What kinds of observation the verdicts rest on.
fn bases(assessment: &Assessment) -> Markup {
    let mut counts = std::collections::BTreeMap::new();
    for duty in &assessment.duties {
        *counts.entry(duty.basis).or_insert(0usize) += 1;
    }
    html! {
        @for (i, (basis, number)) in counts.iter().enumerate() {
            @if i > 0 { ", " }
            (words::counted(*number, "verdict", "verdicts")) " by " (basis.id())
        }
        @if counts.is_empty() { "none" }
    }
}
