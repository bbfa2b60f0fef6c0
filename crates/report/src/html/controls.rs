//! The control matrix: every part of the baseline with its allocation, both halves and what they rest on.

use super::halves::Halves;
use super::{code_text, pictogram, sentence, text};
use crate::tally::Verdicts;
use crate::words;
use demarc_assess::assessment::{Assessment, DutyResult, PartResult};
use demarc_model::{Allocation, AwsStatus, DutyId};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// What rows look up.
struct Lookup<'a> {
    results: BTreeMap<&'a str, &'a DutyResult>,
    attested: BTreeMap<&'a str, Vec<usize>>,
    halves: Halves<'a>,
    assessment: &'a Assessment,
}

/// The section with the filters and the matrix.
pub(super) fn section(assessment: &Assessment) -> Markup {
    let mut attested: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, attestation) in assessment.attestations.iter().enumerate() {
        attested.entry(attestation.part.as_deref().unwrap_or_default()).or_default().push(i);
    }
    let results = assessment.duties.iter().map(|d| (d.id.as_str(), d)).collect();
    let lookup = Lookup { results, attested, halves: Halves::new(assessment), assessment };
    let mut families: Vec<(&str, Vec<&PartResult>)> = vec![];
    for part in &assessment.controls {
        let family = words::group(part);
        match families.last_mut() {
            Some((last, parts)) if *last == family => parts.push(part),
            _ => families.push((family, vec![part])),
        }
    }
    html! {
        section #controls {
            h2 { "Control matrix" }
            (filters(assessment))
            div.matrix {
                div.row-head aria-hidden="true" {
                    span { "Part" } span { "Title" } span { "Nature" } span { "Allocation" } span { "AWS's half" } span { "Customer's half" }
                }
                @for (family, parts) in &families {
                    div.family data-group {
                        h3 { (text(&heading(family)))
                            @if let Some(title) = words::family_title(&assessment.framework.id, family) { " · " (title) }
                            " " span.note { (words::counted(parts.len(), "part", "parts")) }
                        }
                        @for part in parts { (row(&lookup, part)) }
                    }
                }
            }
            p.empty hidden data-empty="controls" { "No control part fits these filters." }
            (lookup.halves.section())
        }
    }
}

fn filters(assessment: &Assessment) -> Markup {
    let controls = &assessment.controls;
    let families: BTreeSet<&str> = controls.iter().map(words::group).collect();
    let backed = assessment.framework.programme.is_some();
    let total = controls.len();
    html! {
        form.filters data-for="controls" role="search" aria-label="Filter control parts" {
            label { "Family" select name="family" {
                option value="" { "all" }
                @for family in families {
                    option value=(family) { (heading(family)) @if let Some(title) = words::family_title(&assessment.framework.id, family) { " " (title) } }
                }
            } }
            label { "Allocation" select name="allocation" {
                option value="" { "all" }
                @for a in Allocation::ALL {
                    @if controls.iter().any(|p| p.allocation == a) { option value=(a.id()) { (words::allocation(a, backed)) } }
                }
            } }
            label { "Customer's half" select name="customer" {
                option value="" { "all" }
                @for s in words::CUSTOMER_STATUSES {
                    @if controls.iter().any(|p| p.customer.status == s) { option value=(s.id()) { (words::customer_status(s)) } }
                }
            } }
            label { "AWS's half" select name="aws" {
                option value="" { "all" }
                @for s in AwsStatus::ALL {
                    @if controls.iter().any(|p| p.aws.status == s) { option value=(s.id()) { (words::aws_status(s)) } }
                }
            } }
            label { "Nature" select name="nature" {
                option value="" { "all" }
                @for n in words::NATURES {
                    @if controls.iter().any(|p| p.nature == n) { option value=(n.id()) { (n.id()) } }
                }
            } }
            label.wide { "Search" input type="search" name="q" placeholder="words, ids, services" autocomplete="off"; }
            button type="reset" { "Clear" }
            p.counts aria-live="polite" {
                "Showing " output data-shown="controls" { (total) } " of " (total) " parts"
                span.tallies {
                    @for s in words::CUSTOMER_STATUSES {
                        @let number = controls.iter().filter(|p| p.customer.status == s).count();
                        @if number > 0 {
                            span { strong data-tally="controls" data-name="customer" data-value=(s.id()) { (number) } " " (words::customer_status(s)) }
                        }
                    }
                }
            }
        }
    }
}

/// Families are ids in lower case; groups of requirements are written as they are.
fn heading(family: &str) -> String {
    if family.contains(' ') { family.to_owned() } else { family.to_uppercase() }
}

/// What a requirement maps to.
fn mapping(part: &PartResult) -> Markup {
    let Some(mapping) = &part.mapping else { return html! {} };
    html! {
        h4 { "Maps to" }
        p { "Taken together: " (mapping.together.as_deref().unwrap_or("nothing")) ". " (sentence(&mapping.because))
            span.note { " " (text(&mapping.source)) ", as of " (text(&mapping.as_of)) } }
        ul {
            @for target in &mapping.targets {
                li { (code_text(&target.to)) " (" (target.relation)
                    @if let Some(via) = &target.via { " by way of " (text(via)) } ")"
                    @if let Some(allocation) = target.allocation { ": " (words::allocation(allocation, words::backed(part.aws.status))) }
                    ", " (words::customer_status(target.customer)) }
            }
        }
    }
}

fn row(lookup: &Lookup<'_>, part: &PartResult) -> Markup {
    let backed = words::backed(part.aws.status);
    html! {
        details.row #{ "part-" (part.part) } data-row data-family=(words::group(part))
            data-allocation=(part.allocation.id()) data-customer=(part.customer.status.id())
            data-aws=(part.aws.status.id()) data-nature=(part.nature.id()) {
            summary {
                span.label { (text(&part.label)) }
                span.title { (text(&part.title)) }
                span.nature { (part.nature.id()) }
                span.allocation { (pictogram::allocation(part.allocation, backed)) }
                span.aws { (pictogram::aws(part.aws.status)) }
                span.customer { (pictogram::customer(part.customer.status)) }
            }
            div.body {
                p { (sentence(&part.because)) @if !part.reviewed { " " span.flag { "not decided by a person yet: follows the catalog only" } } }
                @if !part.possible.is_empty() {
                    p { "It may be " @for (i, a) in part.possible.iter().enumerate() { @if i > 0 { " or " } (words::allocation(*a, backed)) } "." }
                }
                (halves(lookup, part))
                (lookup.halves.of_part(part))
                (duties(lookup, part))
                (parameters(part))
                (mapping(part))
                p.note {
                    (code_text(part.part.as_str())) " · done by "
                    @for (i, who) in part.implementers.iter().enumerate() { @if i > 0 { ", " } (text(&who.to_string())) }
                    @if part.implementers.is_empty() { "nobody named" }
                    " · requirement: " (text(&part.source))
                }
            }
        }
    }
}

fn halves(lookup: &Lookup<'_>, part: &PartResult) -> Markup {
    let customer = &part.customer;
    html! {
        div.halves {
            @if let Some(statement) = &part.aws.statement {
                div.half-card { h4 { "AWS's half" } p { (sentence(statement)) } p.note { (words::aws_status(part.aws.status)) @if let Some(why) = &part.aws.why { " · " (text(why)) } } }
            }
            @if customer.statement.is_some() || part.residue.is_some() || !customer.uncovered.is_empty() {
                div.half-card {
                    h4 { "Customer's half" }
                    @if let Some(statement) = &customer.statement { p { (sentence(statement)) } }
                    @if let Some(residue) = &part.residue { p { b { "What stays with the customer: " } (sentence(residue)) } }
                    @if customer.resources > 0 {
                        p.note { (customer.resources_looked_at) " of " (words::counted(customer.resources, "resource", "resources")) " looked at; "
                            (customer.met) " met, " (customer.unmet) " unmet, " (customer.unknown) " unknown, " (customer.attested) " attested" }
                    }
                    @if !customer.uncovered.is_empty() {
                        p.note { "No check shows:" }
                        ul { @for shown in &customer.uncovered { li { (sentence(shown)) } } }
                    }
                    @for i in lookup.attested.get(part.part.as_str()).into_iter().flatten() {
                        @if let Some(a) = lookup.assessment.attestations.get(*i) {
                            p { b { "Attested: " } (sentence(&a.statement)) " " span.note { (text(&a.by)) ", " (text(&a.date)) } }
                        }
                    }
                }
            }
        }
    }
}

/// The duties behind a part, one line each with its verdicts.
fn duties(lookup: &Lookup<'_>, part: &PartResult) -> Markup {
    let mut duties: BTreeMap<&DutyId, Verdicts> = BTreeMap::new();
    for result in part.customer.duties.iter().filter_map(|id| lookup.results.get(id.as_str())) {
        duties.entry(&result.duty).or_default().add(result.verdict);
    }
    html! {
        @if !duties.is_empty() {
            h4 { "Duties" }
            ul.services {
                @for (id, verdicts) in &duties {
                    li {
                        a href={ "#duty-" (id) } { (title(lookup, id)) } " "
                        @for (verdict, number) in verdicts.listed() { (pictogram::verdict_count(verdict, number)) " " }
                    }
                }
            }
        }
    }
}

fn title<'a>(lookup: &Lookup<'a>, id: &'a DutyId) -> Markup {
    html! { @match lookup.assessment.duty_definitions.get(id) { Some(duty) => (text(&duty.title)), None => (text(id.as_str())) } }
}

fn parameters(part: &PartResult) -> Markup {
    html! {
        @if !part.parameters.is_empty() {
            h4 { "Parameters" }
            ul.services {
                @for (id, value) in &part.parameters {
                    li { (code_text(id)) " = " @match value { Some(value) => (text(value)), None => em { "not set by the organization" } } }
                }
            }
        }
    }
}
