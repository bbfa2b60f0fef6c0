//! The first page: whose document it is, about what, in which state, and what it is not.

use super::SECTIONS;
use crate::{html::text, notice, tally, words};
use demarc_assess::assessment::Assessment;
use maud::{Markup, html};

pub(super) fn cover(assessment: &Assessment) -> Markup {
    let framework = &assessment.framework;
    let summary = &assessment.summary;
    html! {
        header.cover {
            p.product { "Demarc" }
            h1 { (text(&assessment.system)) }
            p.subtitle { "Who secures what: report for hand-over" }
            p.state { (text(&notice::state(assessment))) }
            dl {
                div { dt { "Framework" } dd { (text(&framework.title)) ", " (text(&framework.baseline)) " baseline" } }
                div { dt { "Partition" } dd { (text(&framework.partition)) } }
                div { dt { "AWS's share" } dd {
                    @match &framework.programme {
                        Some(programme) => { "by the authorization " (text(programme)) }
                        None => { "no authorization chosen: inheritable, not inherited" }
                    }
                } }
                div { dt { "Day of the assessment" } dd { (text(assessment.assessed_at.as_deref().unwrap_or("not given"))) } }
                div { dt { "Resources" } dd {
                    (summary.resources) ", not assessed: " (summary.not_assessed)
                } }
                div { dt { "Duties" } dd {
                    (summary.duties.met) " met, " (summary.duties.unmet) " unmet, " (summary.duties.unknown) " unknown, "
                    (summary.duties.not_applicable) " not applicable"
                } }
                div { dt { "Control parts" } dd {
                    (tally::allocations(assessment).into_iter().map(|(_, word, n)| format!("{n} {word}")).collect::<Vec<_>>().join(", "))
                    "; not assessed: " (tally::count(&summary.customer, "not-assessed")) " of " (words::counted(assessment.controls.len(), "part", "parts"))
                } }
                div { dt { "Made by" } dd { (text(&assessment.tool.name)) " " (text(&assessment.tool.version)) } }
            }
            div.notice role="note" { @for sentence in notice::all() { p { (sentence) } } }
            nav.contents aria-label="Contents" {
                ol { @for (anchor, title) in SECTIONS { li { a href={ "#" (anchor) } { (title) } } } }
            }
        }
    }
}
