//! How AWS's share is backed: programme, scope, period, reviewed or not.

use super::table;
use crate::html::text;
use crate::{sheets, statement::Statement, words};
use demarc_assess::assessment::Assessment;
use demarc_model::AwsStatus;
use maud::{Markup, html};

pub(super) fn section(assessment: &Assessment, statements: &[Statement<'_>]) -> Markup {
    let heads = [
        ("Service", "22%"),
        ("Programme", "15%"),
        ("In scope", "25%"),
        ("Regions", "13%"),
        ("Report and period", "13%"),
        ("List as of", "12%"),
    ];
    html! {
        section #aws {
            h2 { "What AWS's documents cover" }
            @match &assessment.framework.programme {
                None => p { "No authorization was chosen. What AWS does is inheritable; nothing of it is inherited, and no service below is backed by a report." },
                Some(programme) => p {
                    "The authorization is " (text(programme)) ". Covered means that a list of AWS's names the service in this partition; it says nothing about whether "
                    "AWS's control works. Covered, not reviewed means that nobody on the owner's side has recorded that the report was read."
                },
            }
            @if let Some(why) = sheets::not_inherited(assessment, statements) { p { (text(&why)) } }
            (table(&heads, assessment.coverage.iter().map(|c| {
                vec![
                    text(&words::service_name(assessment, c.service.as_str())),
                    text(c.programme.as_deref().unwrap_or("none chosen")),
                    html! {
                        (words::aws_status(c.status))
                        span.note { (reviewed(c.status)) }
                        @if let Some(why) = c.why.as_deref().filter(|_| !words::backed(c.status)) { span.note { (text(why)) } }
                    },
                    text(&c.regions.join(", ")),
                    text(c.report.as_deref().unwrap_or("none held")),
                    text(c.as_of.as_deref().unwrap_or("")),
                ]
            })))
            @if assessment.coverage.is_empty() { p { "No service of AWS's is in use as far as the input shows." } }
        }
    }
}

/// Whether a person has read the report.
fn reviewed(status: AwsStatus) -> &'static str {
    match status {
        AwsStatus::Covered => "reviewed",
        AwsStatus::CoveredUnreviewed => "not reviewed by anybody",
        _ => "",
    }
}
