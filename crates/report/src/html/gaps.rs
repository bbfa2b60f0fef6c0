//! What is unknown and why, and what went wrong while reading.

use super::{code, code_text, sentence, text};
use crate::tally::{Unknowns, shown, unknowns};
use crate::words;
use demarc_assess::assessment::{Assessment, ProblemResult};
use maud::{Markup, html};

/// The section with everything unknown, grouped by its reason.
pub(super) fn unknown(assessment: &Assessment) -> Markup {
    let groups = unknowns(assessment);
    html! {
        section #unknown {
            h2 { "Unknown, and why" }
            @if groups.is_empty() { p { "Nothing that was looked at is unknown." } } @else {
                p.intro { "Unknown is neither met nor unmet. Each reason says why nobody can tell from this input." }
                @for group in &groups { (reason(group)) }
            }
        }
    }
}

fn reason(group: &Unknowns<'_>) -> Markup {
    html! {
        details.card {
            summary {
                span.name { strong { (text(words::reason(group.code).unwrap_or(group.code))) } " " (code_text(group.code)) }
                span.tags {
                    @if !group.duties.is_empty() { span.tag.plain { (words::counted(group.duties.len(), "duty", "duties")) } " " }
                    @if !group.layers.is_empty() { span.tag.plain { (words::counted(group.layers.len(), "layer", "layers")) } " " }
                    @if !group.resources.is_empty() { span.tag.plain { (words::counted(group.resources.len(), "resource", "resources")) } " " }
                }
            }
            div.body {
                ul.evidence {
                    @for duty in &group.duties {
                        li {
                            a href={ "#result-" (duty.id) } { (text(duty.duty.as_str())) } " of " (code_text(&duty.resource))
                            @if let Some(why) = &duty.why { @if !why.detail.is_empty() { ": " (sentence(&why.detail)) } }
                        }
                    }
                    @for (resource, layer) in &group.layers { li { "owner of " (words::layer(*layer)) " of " (code_text(shown(resource))) } }
                    @for resource in &group.resources { li { "whether " (code_text(shown(resource))) " exists" } }
                }
            }
        }
    }
}

/// The section with the problems, if there are any.
pub(super) fn problems(assessment: &Assessment) -> Markup {
    html! {
        @if !assessment.problems.is_empty() {
            section #problems {
                h2 { "Problems while reading" }
                p.intro { "One bad file or block is left out and named here; the rest was assessed." }
                ul.problems { @for problem in &assessment.problems { (one(problem)) } }
            }
        }
    }
}

fn one(problem: &ProblemResult) -> Markup {
    html! {
        li {
            span.badge.{ "p-" (problem.severity) } { (text(&problem.severity)) } " " (code_text(&problem.code)) " "
            @match (&problem.location, &problem.file) {
                (Some(at), _) => span.note.place { (text(&at.file)) ":" (at.line) ":" (at.column) },
                (None, Some(file)) => span.note.place { (text(file)) },
                (None, None) => {}
            }
            p { (sentence(&problem.message)) }
            @if let Some(excerpt) = &problem.excerpt { (code::lines(excerpt, problem.location.as_ref().map_or(1, |at| at.line), None)) }
        }
    }
}
