//! What each party does for each service: every sentence stands once, rows of the matrix refer to it.

use super::{pictogram, sentence, text};
use crate::words;
use demarc_assess::assessment::{Assessment, PartResult, ServiceAllocation};
use demarc_model::{Allocation, AwsStatus};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Service, AWS's half, customer's half.
type Sentences<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// The different pairs of halves, numbered.
pub(super) struct Halves<'a> {
    numbers: BTreeMap<Sentences<'a>, usize>,
}

fn sentences(one: &ServiceAllocation) -> Option<Sentences<'_>> {
    let found = (one.service.as_str(), one.aws.as_deref(), one.customer.as_deref());
    (found.1.is_some() || found.2.is_some()).then_some(found)
}

impl<'a> Halves<'a> {
    pub(super) fn new(assessment: &'a Assessment) -> Self {
        let all = assessment.controls.iter().flat_map(|part| &part.by_service).filter_map(sentences);
        let mut numbers: BTreeMap<Sentences<'a>, usize> = all.map(|found| (found, 0)).collect();
        numbers.values_mut().zip(1..).for_each(|(place, number)| *place = number);
        Self { numbers }
    }

    /// All of them, by service.
    pub(super) fn section(&self) -> Markup {
        let mut services: BTreeMap<&str, Vec<(&Sentences<'a>, usize)>> = BTreeMap::new();
        for (found, number) in &self.numbers {
            services.entry(found.0).or_default().push((found, *number));
        }
        html! {
            @if !services.is_empty() {
                details.more #halves {
                    summary { "What each half is, by service" }
                    @for (service, halves) in &services {
                        div.inner-card {
                            h4 { (text(service)) }
                            @for ((_, aws, customer), number) in halves {
                                p.pair #{ "half-" (number) } {
                                    @if let Some(aws) = aws { span { b { "AWS: " } (sentence(aws)) } " " }
                                    @if let Some(customer) = customer { span { b { "Customer: " } (sentence(customer)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A part's result for each service; services with the same result stand together.
    pub(super) fn of_part(&self, part: &PartResult) -> Markup {
        /// The allocation, AWS's status and what else is said, which services may have in common.
        type Alike<'a> = (Allocation, Option<AwsStatus>, &'a [String]);
        let mut groups: BTreeMap<Alike<'_>, Vec<&ServiceAllocation>> = BTreeMap::new();
        for one in &part.by_service {
            groups.entry((one.allocation, one.coverage, &one.layers)).or_default().push(one);
        }
        html! {
            @if !groups.is_empty() {
                h4 { "By service" }
                ul.services {
                    @for ((allocation, coverage, layers), members) in &groups {
                        @let status = coverage.unwrap_or(part.aws.status);
                        li {
                            (pictogram::allocation(*allocation, words::backed(status)))
                            @if is_carried(*allocation) && status != AwsStatus::NoProgramme { " (" (words::aws_status(status)) ")" } ": "
                            @for (i, one) in members.iter().enumerate() { @if i > 0 { ", " } (self.name(one)) }
                            @if !layers.is_empty() {
                                span.note { " · " @for (i, layer) in layers.iter().enumerate() { @if i > 0 { ", " } (text(layer)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn name(&self, one: &ServiceAllocation) -> Markup {
        let number = sentences(one).and_then(|found| self.numbers.get(&found));
        html! {
            @match number {
                Some(number) => a data-half href={ "#half-" (number) } { (text(one.service.as_str())) },
                None => (text(one.service.as_str())),
            }
            @if let Some(variant) = &one.variant { " (" (text(variant)) ")" }
        }
    }
}

/// Whether AWS does something there for the customer's own resources.
fn is_carried(allocation: Allocation) -> bool {
    matches!(allocation, Allocation::Inherited | Allocation::SharedDependent)
}
