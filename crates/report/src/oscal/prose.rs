//! The sentences of a statement: who does what, on which components, how often, by what means, where the evidence is, and
//! what comes from AWS.

use super::{
    context::{Context, Looked},
    text,
};
use crate::{statement::Statement, words};
use demarc_assess::assessment::{EvidenceResult, PartResult, ServiceAllocation};
use demarc_model::{Basis, Implementer, Nature};
use std::collections::{BTreeMap, BTreeSet};

/// Longest list in a sentence; what is left out is counted.
const LONGEST_LIST: usize = 12;

/// A list in a sentence.
fn listed(items: &[String]) -> String {
    let mut shown: Vec<&str> = items.iter().take(LONGEST_LIST).map(String::as_str).collect();
    let more = items.len().saturating_sub(LONGEST_LIST);
    let rest = format!("and {more} more");
    if more > 0 {
        shown.push(&rest);
    }
    shown.join(", ")
}

/// What the owner's plan says of a part, as several paragraphs.
pub(crate) fn owners_statement(context: &Context<'_>, statement: &Statement<'_>) -> String {
    let part = statement.part;
    let customer = &part.customer;
    let mut all = vec![format!("{}{}", context.mark(), headline(part))];
    all.push(format!("Who: {}.", who(&part.implementers)));
    match &customer.statement {
        Some(what) => all.push(format!("What: {}", text::line(what))),
        None => all.push("What: nothing of this part is left to the system's owner.".to_owned()),
    }
    all.push(format!("On: {}.", components(context, part)));
    if !part.parameters.is_empty() {
        all.push(format!("How often, and which values: {}.", parameters(part)));
    }
    all.push(format!("Mechanism: {}.", mechanism(statement)));
    all.push(format!("Evidence: {}", evidence(context, statement)));
    if !customer.uncovered.is_empty() {
        let open: Vec<String> = customer.uncovered.iter().map(|u| text::line(u)).collect();
        all.push(format!("Still to be shown: {}", open.join(" ")));
    }
    if let Some(remark) = &statement.remark {
        all.push(text::line(remark));
    }
    if let Some(day) = statement.planned_by {
        all.push(format!("Planned until {}.", text::line(day)));
    }
    all.push(from_aws(context, statement));
    let tenant: Vec<String> = statement.tenant.iter().map(|d| text::line(&d.statement)).collect();
    let tenant = if tenant.is_empty() { "not declared.".to_owned() } else { tenant.join(" ") };
    all.push(format!("Customer Responsibility: {tenant}"));
    all.join("\n\n")
}

/// The part's label and title.
pub(crate) fn headline(part: &PartResult) -> String {
    format!("{} {}.", text::line(&part.label), text::line(part.title.trim_end_matches('.')))
}

/// Implementers as people call them.
fn who(implementers: &[Implementer]) -> String {
    let names: Vec<String> = implementers
        .iter()
        .map(|who| match who {
            Implementer::Aws => "AWS, the provider".to_owned(),
            Implementer::System => "the system's own team".to_owned(),
            Implementer::Corporate => "the organization that runs the system".to_owned(),
            Implementer::Platform(id) => format!("the platform `{}`", text::line(id)),
            Implementer::ThirdParty(id) => format!("the third party `{}`", text::line(id)),
            Implementer::Tenant => "the system's own customer".to_owned(),
        })
        .collect();
    if names.is_empty() { "not known".to_owned() } else { names.join("; ") }
}

fn components(context: &Context<'_>, part: &PartResult) -> String {
    let services: Vec<String> = part
        .by_service
        .iter()
        .filter_map(|s| {
            let service = context.services.get(s.service.as_str())?;
            Some(format!("{} ({})", service.name, words::counted(s.resources.len(), "resource", "resources")))
        })
        .collect();
    if services.is_empty() { "the system as a whole".to_owned() } else { listed(&services) }
}

fn parameters(part: &PartResult) -> String {
    let values: Vec<String> = part
        .parameters
        .iter()
        .map(|(name, value)| match value {
            Some(value) => format!("{name} = {}", text::line(value)),
            None => format!("{name} is not set"),
        })
        .collect();
    listed(&values)
}

/// The duties behind a part with what was found, each once.
fn mechanism(statement: &Statement<'_>) -> String {
    let mut by_duty: BTreeMap<&str, Looked> = BTreeMap::new();
    for duty in &statement.duties {
        by_duty.entry(duty.duty.as_str()).or_default().count(duty.verdict);
    }
    let duties: Vec<String> = by_duty
        .into_iter()
        .filter(|(_, looked)| looked.met + looked.unmet + looked.unknown > 0)
        .map(|(duty, looked)| {
            format!("`{duty}` ({} met, {} unmet, {} unknown)", looked.met, looked.unmet, looked.unknown)
        })
        .collect();
    if duties.is_empty() { "no check looks at this part".to_owned() } else { listed(&duties) }
}

fn evidence(context: &Context<'_>, statement: &Statement<'_>) -> String {
    let customer = &statement.part.customer;
    let mut sentences = Vec::new();
    if customer.met + customer.unmet + customer.unknown > 0 {
        sentences.push(format!(
            "{} met, {} unmet, {} unknown; checks looked at {} of {} resources with the owner's share. Each is an observation \
             in the assessment results, with file and line.",
            customer.met, customer.unmet, customer.unknown, customer.resources_looked_at, customer.resources
        ));
        let bases: BTreeSet<&str> = statement.duties.iter().map(|d| basis(d.basis)).collect();
        sentences.push(format!("It shows {}.", bases.into_iter().collect::<Vec<_>>().join(" and ")));
        let since: BTreeSet<&str> = statement
            .duties
            .iter()
            .flat_map(|d| &d.evidence)
            .filter_map(|e: &EvidenceResult| e.observed_at.as_deref())
            .collect();
        sentences.push(match since.first() {
            Some(first) => format!("Since: {}.", text::line(first)),
            None => "Since when is not known from the input.".to_owned(),
        });
    }
    for stated in &context.assessment.attestations {
        if stated.part.as_deref() == Some(statement.part.part.as_str()) {
            sentences.push(format!(
                "Stated by {} on {}: {}",
                text::line(&stated.by),
                text::line(&stated.date),
                text::line(&stated.statement)
            ));
        }
    }
    if sentences.is_empty() { "none in the input.".to_owned() } else { sentences.join(" ") }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Design => "the design",
        Basis::Deployed => "what is deployed",
        Basis::Operating => "operation over a period",
    }
}

fn from_aws(context: &Context<'_>, statement: &Statement<'_>) -> String {
    let Some(share) = &statement.part.aws.statement else { return "From AWS: nothing.".to_owned() };
    let share = text::line(share);
    match (statement.authorization, crate::statement::carries(statement.part)) {
        (Some(authorization), true) => {
            format!("From AWS, inherited under {}: {share}", text::line(authorization))
        }
        (None, true) => {
            let why = statement.not_inherited(context.assessment).map_or_else(
                || "Nothing is inherited as long as no authorization covers it.".to_owned(),
                |why| format!("Nothing of it is inherited: {}", text::line(&why)),
            );
            format!("From AWS, inheritable ({}): {share} {why}", words::aws_status(statement.part.aws.status))
        }
        (_, false) => format!("AWS for itself, nothing of which is inherited: {share}"),
    }
}

/// What AWS does in a service for a part: its share, and for activities also what knowledge says of the layers.
pub(crate) fn aws_share(context: &Context<'_>, part: &PartResult, service: &ServiceAllocation) -> String {
    let whole = service.aws.as_ref().or(part.aws.statement.as_ref());
    let mut sentences: Vec<String> = whole.iter().map(|s| text::line(s)).collect();
    if part.nature == Nature::Activity {
        sentences
            .extend(entries(context, service).into_iter().filter_map(|e| e.aws.as_deref()).map(text::line));
    }
    joined(sentences, "AWS operates this layer.")
}

/// What the owner does in a service for a part.
pub(crate) fn owners_share(context: &Context<'_>, part: &PartResult, service: &ServiceAllocation) -> String {
    let whole = service.customer.as_ref().or(part.customer.statement.as_ref());
    let mut sentences: Vec<String> = whole.iter().map(|s| text::line(s)).collect();
    if part.nature == Nature::Activity {
        let entries = entries(context, service);
        sentences.extend(entries.into_iter().filter_map(|e| e.customer.as_deref()).map(text::line));
    }
    joined(sentences, "Sets up and uses the service.")
}

fn joined(sentences: Vec<String>, otherwise: &str) -> String {
    let mut seen = BTreeSet::new();
    let kept: Vec<String> = sentences.into_iter().filter(|s| seen.insert(s.clone())).collect();
    if kept.is_empty() { otherwise.to_owned() } else { kept.join(" ") }
}

/// What knowledge says of the shared layers of a service.
fn entries<'a>(
    context: &Context<'a>,
    service: &ServiceAllocation,
) -> Vec<&'a demarc_assess::assessment::Entry> {
    let shared = service.layers.iter().filter_map(|l| l.strip_suffix(": shared"));
    shared
        .filter_map(|layer| {
            let of_variant = service.variant.as_ref().map(|v| format!("{v}/{layer}"));
            let entries = &context.assessment.entries;
            of_variant
                .and_then(|key| entries.get(&key))
                .or_else(|| entries.get(&format!("{}/{layer}", service.service)))
        })
        .collect()
}

/// Layers of a service that an owner has, for people.
pub(crate) fn layers(service: &ServiceAllocation) -> String {
    let layers: Vec<String> = service.layers.iter().map(|l| text::line(l)).collect();
    if layers.is_empty() { "no layer of its own".to_owned() } else { layers.join(", ") }
}
