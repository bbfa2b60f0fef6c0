//! What was read, what was left out, how AWS's share is backed and what people stated.

use super::{code_text, sentence, text};
use crate::tally::unlisted_types;
use crate::{sheets, statement, words};
use demarc_assess::assessment::Assessment;
use maud::{Markup, html};

/// The section about the scope.
pub(super) fn section(assessment: &Assessment) -> Markup {
    html! {
        section #scope {
            h2 { "Scope: read, skipped, not assessed" }
            (inputs(assessment))
            (not_assessed(assessment))
            (coverage(assessment))
            (statements(assessment))
            @if !assessment.options.is_empty() {
                h3 { "Options" }
                ul.services { @for (name, value) in &assessment.options { li { (code_text(name)) " = " (code_text(value)) } } }
            }
        }
    }
}

fn inputs(assessment: &Assessment) -> Markup {
    html! {
        h3 { "Read" }
        table.cards role="table" {
            thead role="rowgroup" { tr role="row" {
                @for head in ["Path", "Kind"] { th scope="col" role="columnheader" { (head) } }
                @for head in ["Resources", "Bytes"] { th.number scope="col" role="columnheader" { (head) } }
                th scope="col" role="columnheader" { "SHA-256" }
            } }
            tbody role="rowgroup" {
                @for input in &assessment.inputs {
                    tr role="row" {
                        td role="cell" data-label="Path" { span.address { (text(&input.path)) } @if let Some(revision) = &input.revision { span.note { (text(revision)) } } }
                        td role="cell" data-label="Kind" { (text(&input.kind)) }
                        td.number role="cell" data-label="Resources" { (input.resources) }
                        td.number role="cell" data-label="Bytes" { (input.bytes) }
                        td role="cell" data-label="SHA-256" { code.digest { (text(&input.sha256)) } }
                    }
                }
            }
        }
    }
}

fn not_assessed(assessment: &Assessment) -> Markup {
    let types = unlisted_types(assessment);
    let scope = &assessment.scope;
    html! {
        h3 { "Not assessed" }
        @if types.is_empty() && scope.skipped.is_empty() && scope.not_recorded.is_empty() {
            p { "Every resource is of a type that knowledge names, and nothing was skipped." }
        }
        ul.services {
            @for (name, number) in &types { li { (code_text(name)) ": " (words::counted(*number, "resource", "resources")) ", no knowledge names the type" } }
            @for path in &scope.skipped { li { (code_text(&path.path)) ": " (text(&path.reason)) } }
            @for name in &scope.not_recorded { li { (code_text(name)) ": the recorder does not record it" } }
        }
    }
}

fn coverage(assessment: &Assessment) -> Markup {
    html! {
        @if !assessment.coverage.is_empty() {
            h3 { "How AWS's share is backed" }
            p.intro { "Whether a service is in the scope of the chosen programme says nothing about whether AWS's control works." }
            @if let Some(why) = sheets::not_inherited(assessment, &statement::statements(assessment)) { p { (text(&why)) } }
            table.cards role="table" {
                thead role="rowgroup" { tr role="row" {
                    @for head in ["Service", "Programme", "Status", "Partition and regions", "Report"] { th scope="col" role="columnheader" { (head) } }
                } }
                tbody role="rowgroup" {
                    @for one in &assessment.coverage {
                        tr role="row" {
                            td role="cell" data-label="Service" { (text(one.service.as_str())) }
                            td role="cell" data-label="Programme" { (text(one.programme.as_deref().unwrap_or("none chosen"))) }
                            td role="cell" data-label="Status" { (words::aws_status(one.status)) @if let Some(why) = &one.why { span.note { " " (text(why)) } } }
                            td role="cell" data-label="Partition" { (text(&one.partition)) " " (text(&one.regions.join(", "))) }
                            td role="cell" data-label="Report" { (text(one.report.as_deref().unwrap_or("none held"))) @if let Some(day) = &one.as_of { ", list of " (text(day)) } }
                        }
                    }
                }
            }
        }
    }
}

fn statements(assessment: &Assessment) -> Markup {
    html! {
        @if !assessment.attestations.is_empty() {
            h3 { "Stated by people" }
            ul.services {
                @for a in &assessment.attestations {
                    li {
                        b { (text(a.part.as_deref().or(a.duty.as_deref()).unwrap_or("the system"))) } ": " (sentence(&a.statement))
                        span.note { " " (text(&a.by)) ", " (text(&a.date)) @if let Some(until) = &a.expires { ", until " (text(until)) } }
                    }
                }
            }
        }
        @if !assessment.exceptions.is_empty() {
            h3 { "Exceptions" }
            ul.services {
                @for e in &assessment.exceptions {
                    li {
                        a href={ "#duty-" (e.duty) } { (text(&e.duty)) } ": " (words::exception_kind(e.kind)) ", " (words::exception_state(e.state))
                        span.note { " asked by " (text(&e.requester)) @if let Some(who) = &e.approver { ", approved by " (text(who)) } ", " (text(&e.date))
                            @if let Some(until) = &e.expires { ", until " (text(until)) } }
                    }
                }
            }
        }
        @if !assessment.inheritance.is_empty() {
            h3 { "Offered by others than AWS" }
            ul.services {
                @for offer in &assessment.inheritance {
                    li {
                        (code_text(&offer.part)) " by " (text(&offer.from.to_string()))
                        ": " @if offer.satisfied { "the offering party satisfies it itself" } @else { "not satisfied by the offering party itself, so not inherited" }
                    }
                }
            }
        }
    }
}
