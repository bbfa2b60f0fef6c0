//! The numbers; what was not assessed stands beside every one of them.

use super::pictogram;
use crate::tally::{self, count};
use crate::{notice, words};
use demarc_assess::assessment::{Assessment, DutyCounts};
use demarc_model::{AwsStatus, CustomerStatus, Verdict};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A part of a bar: number, words, fill, and the filter that lists what it counts.
struct Share {
    number: usize,
    word: &'static str,
    class: String,
    filter: Option<String>,
}

/// The section with the numbers.
pub(super) fn section(assessment: &Assessment) -> Markup {
    let summary = &assessment.summary;
    let not_assessed = count(&summary.customer, CustomerStatus::NotAssessed.id());
    let parts = assessment.controls.len();
    html! {
        section #scores {
            h2 { "In numbers" }
            p.intro { (notice::NOT_ASSESSED) }
            div.scorecards {
                (card("Whose the control parts are", parts, "control parts", &allocations(assessment), not_assessed, "parts whose customer half is not assessed"))
                (card("Where the customer's half stands", parts, "control parts", &customer(summary.customer.clone()), not_assessed, "parts not assessed"))
                (card("Duties on resources", assessment.duties.len(), "results", &duties(summary.duties), summary.not_assessed, "resources not assessed"))
                (card("How AWS's half is backed", parts, "control parts", &aws(&summary.aws), not_assessed, "parts whose customer half is not assessed"))
            }
        }
    }
}

fn card(title: &str, total: usize, of: &str, shares: &[Share], not_assessed: usize, beside: &str) -> Markup {
    html! {
        div.scorecard {
            h3 { (title) }
            p.total { strong { (total) } " " (of) }
            div.stack aria-hidden="true" {
                @for share in shares.iter().filter(|s| s.number > 0) {
                    span.(share.class) style={ "flex-grow:" (share.number) } {}
                }
            }
            ul.shares {
                @for share in shares.iter().filter(|s| s.number > 0) {
                    li {
                        (pictogram::swatch(&share.class))
                        strong { (share.number) } " "
                        @match &share.filter {
                            Some(filter) => a href={ "#" (filter) } { (share.word) },
                            None => (share.word),
                        }
                    }
                }
            }
            p.beside { strong { (not_assessed) } " " (beside) }
        }
    }
}

fn allocations(assessment: &Assessment) -> Vec<Share> {
    tally::allocations(assessment)
        .into_iter()
        .map(|(allocation, word, number)| Share {
            number,
            word,
            class: pictogram::allocation_class(allocation).to_owned(),
            filter: Some(format!("controls.allocation={}", allocation.id())),
        })
        .collect()
}

fn customer(counts: BTreeMap<String, usize>) -> Vec<Share> {
    words::CUSTOMER_STATUSES
        .into_iter()
        .map(|status| Share {
            number: count(&counts, status.id()),
            word: words::customer_status(status),
            class: format!("b-{}", status.id()),
            filter: Some(format!("controls.customer={}", status.id())),
        })
        .collect()
}

fn duties(counts: DutyCounts) -> Vec<Share> {
    [
        (Verdict::Met, counts.met),
        (Verdict::Unmet, counts.unmet),
        (Verdict::Unknown, counts.unknown),
        (Verdict::NotApplicable, counts.not_applicable),
    ]
    .into_iter()
    .map(|(verdict, number)| Share {
        number,
        word: words::verdict(verdict),
        class: format!("b-{}", verdict.id()),
        filter: Some(format!("duties.verdict={}", verdict.id())),
    })
    .collect()
}

fn aws(counts: &BTreeMap<String, usize>) -> Vec<Share> {
    AwsStatus::ALL
        .into_iter()
        .map(|status| Share {
            number: count(counts, status.id()),
            word: words::aws_status(status),
            class: match status {
                AwsStatus::Covered => "b-met",
                AwsStatus::CoveredUnreviewed => "b-partial",
                AwsStatus::Lapsed | AwsStatus::NotCovered => "b-unmet",
                AwsStatus::Unknown => "b-unknown",
                AwsStatus::NoProgramme => "b-not-assessed",
                AwsStatus::None => "b-none",
            }
            .to_owned(),
            filter: Some(format!("controls.aws={}", status.id())),
        })
        .collect()
}
