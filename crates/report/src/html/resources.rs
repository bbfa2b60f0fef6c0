//! Every resource with its layers as a strip and its duties.

use super::duty_results::location;
use super::{code_text, pictogram, text};
use crate::tally::Verdicts;
use crate::words;
use demarc_assess::assessment::{Assessment, LayerResult, ResourceResult};
use demarc_model::{BoundaryPosition, Owner, ServiceId, Verdict};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// The section with the filters and the table.
pub(super) fn section(assessment: &Assessment) -> Markup {
    let mut verdicts: BTreeMap<&str, Verdicts> = BTreeMap::new();
    for duty in &assessment.duties {
        verdicts.entry(&duty.resource_id).or_default().add(duty.verdict);
    }
    html! {
        section #resources {
            h2 { "Resources" }
            (filters(assessment))
            table.cards role="table" {
                caption.unseen { "Resources with the owners of their layers" }
                thead role="rowgroup" { tr role="row" {
                    th scope="col" role="columnheader" { "Resource" } th scope="col" role="columnheader" { "Service" } th scope="col" role="columnheader" { "Place" }
                    th scope="col" role="columnheader" { "Layers, bottom to top" } th scope="col" role="columnheader" { "Duties" }
                } }
                tbody role="rowgroup" {
                    @for resource in &assessment.resources {
                        (row(resource, verdicts.get(resource.id.as_str()).copied().unwrap_or_default()))
                    }
                }
            }
            p.empty hidden data-empty="resources" { "No resource fits these filters." }
        }
    }
}

fn filters(assessment: &Assessment) -> Markup {
    let services: BTreeSet<&str> =
        assessment.resources.iter().filter_map(|r| r.service.as_ref()).map(ServiceId::as_str).collect();
    let total = assessment.resources.len();
    html! {
        form.filters data-for="resources" role="search" aria-label="Filter resources" {
            label { "Service" select name="service" {
                option value="" { "all" }
                @for service in services { option value=(service) { (text(service)) } }
            } }
            label { "Assessed" select name="assessed" {
                option value="" { "all" } option value="yes" { "of a known type" } option value="no" { "not assessed" }
            } }
            label { "Worst duty" select name="worst" {
                option value="" { "all" }
                @for v in [Verdict::Unmet, Verdict::Unknown, Verdict::Met] { option value=(v.id()) { (words::verdict(v)) } }
                option value="none" { "nothing looked" }
            } }
            label.wide { "Search" input type="search" name="q" placeholder="address, type, file" autocomplete="off"; }
            button type="reset" { "Clear" }
            p.counts aria-live="polite" {
                "Showing " output data-shown="resources" { (total) } " of " (total) " resources; not assessed: "
                strong { (assessment.summary.not_assessed) }
            }
        }
    }
}

fn row(resource: &ResourceResult, verdicts: Verdicts) -> Markup {
    let worst = verdicts.worst().filter(|v| *v != Verdict::NotApplicable);
    html! {
        tr role="row" data-row data-service=(resource.service.as_ref().map_or("", ServiceId::as_str))
            data-assessed=(if resource.assessed { "yes" } else { "no" }) data-worst=(worst.map_or("none", Verdict::id)) {
            td role="cell" data-label="Resource" {
                span.address { (text(&resource.address)) }
                @if let Some(display) = &resource.display { span.note { (text(display)) } }
                span.note {
                    (code_text(resource.type_name.as_str()))
                    @if resource.source_type != resource.type_name.as_str() { " " (code_text(&resource.source_type)) }
                }
                (flags(resource))
            }
            td role="cell" data-label="Service" {
                @match &resource.service { Some(service) => (text(service.as_str())), None => span.flag { "not assessed" } }
                @if let Some(carrier) = &resource.part_of { span.note { "setting of " (text(carrier)) } }
            }
            td role="cell" data-label="Place" {
                @if let Some(at) = &resource.location { (location(at)) }
                @if resource.region.is_some() || resource.account.is_some() {
                    span.note { (text(resource.account.as_deref().unwrap_or(""))) " " (text(resource.region.as_deref().unwrap_or(""))) }
                }
            }
            td role="cell" data-label="Layers" { (strip(&resource.layers)) }
            td role="cell" data-label="Duties" {
                @for (verdict, number) in verdicts.listed() { (pictogram::verdict_count(verdict, number)) " " }
                @if verdicts.worst().is_none() { span.note { "nothing looked" } }
            }
        }
    }
}

fn flags(resource: &ResourceResult) -> Markup {
    html! {
        @if resource.presence == "maybe" {
            span.flag { "may not exist" @if let Some(why) = resource.presence_why { ": " (why.sentence()) } }
        }
        @match resource.boundary {
            BoundaryPosition::Inside => {}
            BoundaryPosition::OutsideConnected => span.flag { "outside the boundary, connected" },
            BoundaryPosition::OutOfScope => span.flag { "out of scope" },
        }
        @if let Some(by) = &resource.generated_by { span.note { "generated by " (text(by)) } }
    }
}

/// Neighbouring layers with one owner as one field.
fn strip(layers: &[LayerResult]) -> Markup {
    let mut runs: Vec<(Owner, Vec<&LayerResult>)> = vec![];
    for layer in layers {
        match runs.last_mut() {
            Some((owner, run)) if *owner == layer.owner => run.push(layer),
            _ => runs.push((layer.owner, vec![layer])),
        }
    }
    html! {
        @if layers.is_empty() { span.note { "none of its own" } } @else {
            span.strip {
                @for (owner, run) in &runs {
                    @let names = names(*owner, run);
                    span.(pictogram::owner_class(*owner)) style={ "flex-grow:" (run.len()) } title=(names) {
                        span.plate-text aria-hidden="true" { (words::owner_letter(*owner)) }
                        span.unseen { (names) ". " }
                    }
                }
            }
        }
    }
}

fn names(owner: Owner, run: &[&LayerResult]) -> String {
    let layers: Vec<&str> = run.iter().map(|l| words::layer(l.layer)).collect();
    let elsewhere =
        if run.iter().any(|l| l.carried_by.is_some()) { " (counted at another resource)" } else { "" };
    format!("{}: {}{elsewhere}", words::owner(owner), layers.join(", "))
}
