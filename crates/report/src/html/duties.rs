//! The duties, most severe first: why they are the customer's, where they stand, how to fix them.

use super::{
    duty_results::{self, part_link},
    markdown, pictogram, sentence, text,
};
use crate::tally::{DutyGroup, Index, Verdicts, duty_groups, rank};
use crate::words;
use demarc_assess::assessment::{Assessment, DutyDefinition};
use demarc_model::{Covers, Severity, Verdict};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// With more unmet results than this, every card starts closed.
const MOST_OPEN: usize = 30;

/// The section with the filters and a card for each duty.
pub(super) fn section(assessment: &Assessment, index: &Index<'_>) -> Markup {
    let groups = duty_groups(assessment);
    let open = assessment.summary.duties.unmet <= MOST_OPEN;
    html! {
        section #duties {
            h2 { "Duties of the customer" }
            @if groups.is_empty() { p { "No duty reaches any resource of the input." } } @else {
                (filters(assessment))
                @for severity in words::SEVERITIES {
                    @let of_severity: Vec<_> = groups.iter().filter(|g| g.severity == severity).collect();
                    @if !of_severity.is_empty() {
                        div.severity data-block {
                            h3 { (pictogram::severity(severity)) " " (heading(&of_severity)) }
                            @for group in of_severity { (card(assessment, index, group, open)) }
                        }
                    }
                }
                p.empty hidden data-empty="duties" { "No result fits these filters." }
            }
        }
    }
}

fn heading(groups: &[&DutyGroup<'_>]) -> Markup {
    let verdicts = Verdicts::of(groups.iter().flat_map(|g| g.results.iter().copied()));
    html! { span.note { @for (i, (verdict, number)) in verdicts.listed().enumerate() { @if i > 0 { ", " } (number) " " (words::verdict(verdict)) } } }
}

fn filters(assessment: &Assessment) -> Markup {
    let total = assessment.duties.len();
    let layers: BTreeSet<_> = assessment.duties.iter().map(|d| d.layer).collect();
    html! {
        form.filters data-for="duties" role="search" aria-label="Filter duties" {
            label { "Verdict" select name="verdict" {
                option value="" { "all" }
                @for v in [Verdict::Unmet, Verdict::Unknown, Verdict::Met, Verdict::NotApplicable] {
                    @if assessment.duties.iter().any(|d| d.verdict == v) { option value=(v.id()) { (words::verdict(v)) } }
                }
            } }
            label { "Severity" select name="severity" {
                option value="" { "all" }
                @for s in words::SEVERITIES { option value=(s.id()) { (s.id()) } }
            } }
            label { "Layer" select name="layer" {
                option value="" { "all" }
                @for layer in layers { option value=(layer.id()) { (words::layer(layer)) } }
            } }
            label.wide { "Search" input type="search" name="q" placeholder="resource, file, duty" autocomplete="off"; }
            button type="reset" { "Clear" }
            p.counts aria-live="polite" {
                "Showing " output data-shown="duties" { (total) } " of " (total) " results; resources not assessed: "
                strong { (assessment.summary.not_assessed) }
            }
        }
    }
}

fn card(assessment: &Assessment, index: &Index<'_>, group: &DutyGroup<'_>, open: bool) -> Markup {
    let open = open
        && group.verdicts.worst().map_or(0, rank) == rank(Verdict::Unmet)
        && group.severity >= Severity::High;
    let title = group.definition.map_or_else(|| group.id.as_str(), |d| d.title.as_str());
    html! {
        details.card #{ "duty-" (group.id) } data-group open[open] {
            summary {
                span.name { strong { (text(title)) } " " code { (text(group.id.as_str())) } }
                span.tags { @for (verdict, number) in group.verdicts.listed() { (pictogram::verdict_count(verdict, number)) " " } }
            }
            div.body {
                @if let Some(definition) = group.definition { (why(definition)) }
                h4 { "Where it stands" }
                (duty_results::list(assessment, index, group))
                @if let Some(definition) = group.definition { (about(index, group, definition)) }
            }
        }
    }
}

fn why(definition: &DutyDefinition) -> Markup {
    html! {
        h4 { "Why it is yours" }
        div.prose { (markdown::render(&definition.why)) }
        @if let Some(evidence) = &definition.needs_evidence { p { b { "Evidence that shows it: " } (sentence(evidence)) } }
        @if let Some(by) = &definition.evidence_by { p { b { "Who produces it: " } (sentence(by)) } }
    }
}

fn about(index: &Index<'_>, group: &DutyGroup<'_>, definition: &DutyDefinition) -> Markup {
    let dialects: BTreeSet<&str> =
        group.results.iter().filter_map(|r| dialect(index, &r.resource_id)).collect();
    html! {
        @if !definition.fix.is_empty() {
            h4 { "How to fix" }
            @for (name, text) in &definition.fix {
                details.fix open[dialects.contains(name.as_str()) || definition.fix.len() == 1] {
                    summary { (dialect_title(name)) }
                    div.prose { (markdown::render(text)) }
                }
            }
        }
        @if !definition.parts.is_empty() {
            h4 { "Control parts" }
            ul.services {
                @for part in &definition.parts {
                    li {
                        (part_link(index, part.part.as_str())) " "
                        span.note { (covers(part.covers)) } " " (sentence(&part.because))
                    }
                }
            }
        }
        p.note {
            "Layer: " (words::layer(definition.layer)) " · " (text(&definition.sources.join("; "))) " · " (text(&definition.as_of))
        }
    }
}

/// The dialect in which a resource is written.
fn dialect(index: &Index<'_>, id: &str) -> Option<&'static str> {
    let resource = index.resource(id)?;
    match resource.source_type.contains("::") {
        true => Some("cloudformation"),
        false => Some("terraform"),
    }
}

fn dialect_title(name: &str) -> String {
    match name {
        "terraform" => "Terraform".to_owned(),
        "cloudformation" => "CloudFormation".to_owned(),
        "general" => "In general".to_owned(),
        other => other.to_owned(),
    }
}

fn covers(covers: Covers) -> &'static str {
    match covers {
        Covers::Indicates => "points at it:",
        Covers::Partial => "shows some of it:",
        Covers::Full => "shows all of it:",
    }
}
