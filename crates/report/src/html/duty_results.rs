//! The results of one duty: verdict, place, evidence and the masked source around it.

use super::{code, code_text, pictogram, sentence, text};
use crate::tally::{DutyGroup, Index, shown};
use crate::words;
use demarc_assess::assessment::{Assessment, DutyResult, EvidenceResult, Location};
use demarc_model::Verdict;
use maud::{Markup, html};

/// One row for each resource that the duty reaches, worst first.
pub(super) fn list(assessment: &Assessment, index: &Index<'_>, group: &DutyGroup<'_>) -> Markup {
    html! {
        div.results {
            @for result in &group.results { (row(assessment, index, group, result)) }
        }
    }
}

fn row(assessment: &Assessment, index: &Index<'_>, group: &DutyGroup<'_>, result: &DutyResult) -> Markup {
    let resource = index.resource(&result.resource_id);
    let place = result
        .evidence
        .iter()
        .find_map(|e| e.location.as_ref())
        .or(resource.and_then(|r| r.location.as_ref()));
    html! {
        details.result #{ "result-" (result.id) } data-row data-verdict=(result.verdict.id())
            data-severity=(group.severity.id()) data-layer=(result.layer.id()) open[result.verdict == Verdict::Unmet] {
            summary {
                (pictogram::verdict(result.verdict)) " "
                span.address { (text(resource.map_or(result.resource.as_str(), shown))) } " "
                @if result.if_it_exists { span.flag { "if it exists" } " " }
                @if let Some(place) = place { span.note { (location(place)) } }
            }
            div.body {
                p { (sentence(&result.message)) }
                @if let Some(why) = &result.why {
                    p { b { "Why: " } (text(words::reason(&why.code).unwrap_or(&why.code))) @if !why.detail.is_empty() { " — " (sentence(&why.detail)) }
                        @if let Some(at) = &why.location { " " span.note { (location(at)) } } }
                }
                @if let Some(excerpt) = &result.excerpt { (code::excerpt(excerpt)) }
                @if !result.evidence.is_empty() { ul.evidence { @for evidence in &result.evidence { li { (seen(evidence)) } } } }
                (exception(assessment, result))
                p.note {
                    (code_text(result.resource_type.as_str())) " · " (result.basis.id())
                    @if let Some(from) = result.value_from { ", " (from.id()) }
                    @if !result.decided_by.is_empty() { " · decided by " (code_text(&result.decided_by)) }
                    @if !result.controls.is_empty() {
                        " · " @for (i, part) in result.controls.iter().enumerate() {
                            @if i > 0 { ", " } (part_link(index, part.as_str()))
                        }
                    }
                }
            }
        }
    }
}

/// A part's label, as a link where the page has the part: a duty may bear on parts outside of the chosen baseline.
pub(super) fn part_link(index: &Index<'_>, part: &str) -> Markup {
    let label = index.label(part);
    html! {
        @if index.has_part(part) { a href={ "#part-" (part) } { (text(&label)) } } @else { (text(&label)) }
    }
}

fn seen(evidence: &EvidenceResult) -> Markup {
    html! {
        (code_text(evidence.source_path.as_deref().unwrap_or(&evidence.path))) " = " (code_text(&evidence.value))
        span.note {
            " " (evidence.value_from.id())
            @if let Some(source) = &evidence.default_source { ", " (text(source)) }
            @if let Some(resource) = &evidence.resource { ", at " (text(resource)) }
            @if let Some(at) = &evidence.location { ", " (location(at)) }
            @for (i, step) in evidence.via.iter().enumerate() { @if i == 0 { ", by way of " } @else { ", " } (location(step)) }
            @if let Some(time) = &evidence.observed_at { ", observed " (text(time)) }
        }
    }
}

fn exception(assessment: &Assessment, result: &DutyResult) -> Markup {
    let exception = result.exception.and_then(|i| assessment.exceptions.get(i));
    html! {
        @if let Some(exception) = exception {
            p {
                b { "Exception, " (words::exception_state(exception.state)) ": " } (words::exception_kind(exception.kind))
                @if let Some(approver) = &exception.approver { ", by " (text(approver)) }
                ", " (text(&exception.date))
                @if let Some(until) = &exception.expires { ", until " (text(until)) }
                @if let Some(reference) = &exception.reference { ", " (text(reference)) }
                ". The verdict stays."
            }
        }
    }
}

/// `infra/storage.tf:53`
pub(super) fn location(at: &Location) -> Markup {
    html! { span.place { (text(&at.file)) ":" (at.line) } }
}
