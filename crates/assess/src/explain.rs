//! `explain`: the whole derivation of one answer, from the assessment alone.

use crate::assessment::{Assessment, DutyResult, MappingResult, PartResult, ResourceResult};
use demarc_model::{Layer, Verdict};
use std::fmt::Write as _;

/// Why nothing can be explained.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// No resource has that address.
    #[error("no resource `{name}` in the input; {hint}")]
    Resource {
        /// What was asked for.
        name: String,
        /// Names that are near, or how to list them.
        hint: String,
    },
    /// It is no layer, duty or control part.
    #[error(
        "`{name}` is no layer, duty or control part; give one like `guest-os`, `s3-versioning` or `si-2_smt.c` (or `si-2`)"
    )]
    Subject {
        /// What was asked for.
        name: String,
    },
}

/// A derivation as lines of text: headings start with `# `, the rest is prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The text, in Markdown.
    pub text: String,
}

/// Explains a resource, or one layer, duty or control part of it; `resource` may itself be a control part.
///
/// # Errors
/// If the resource or the subject is not in the assessment.
pub fn explain(
    assessment: &Assessment,
    resource: &str,
    subject: Option<&str>,
) -> Result<Explanation, ExplainError> {
    let mut text = String::new();
    let parts = parts_named(assessment, resource);
    if subject.is_none() && !parts.is_empty() {
        for part in parts {
            explain_part(&mut text, assessment, part, None);
        }
        return Ok(Explanation { text });
    }
    let found: Vec<&ResourceResult> = assessment
        .resources
        .iter()
        .filter(|r| r.address == resource || r.id == resource || r.display.as_deref() == Some(resource))
        .collect();
    if found.is_empty() {
        return Err(ExplainError::Resource { name: resource.to_owned(), hint: hint(assessment, resource) });
    }
    for one in found {
        match subject {
            None => explain_resource(&mut text, assessment, one),
            Some(subject) => explain_subject(&mut text, assessment, one, subject)?,
        }
    }
    Ok(Explanation { text })
}

fn hint(assessment: &Assessment, name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut near: Vec<&str> = assessment
        .resources
        .iter()
        .map(|r| r.address.as_str())
        .filter(|a| a.contains(last) || name.contains(a))
        .collect();
    near.truncate(5);
    if near.is_empty() {
        "`demarc inventory` lists all addresses".to_owned()
    } else {
        format!("did you mean {}?", near.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))
    }
}

fn parts_named<'a>(assessment: &'a Assessment, name: &str) -> Vec<&'a PartResult> {
    let name = name.to_lowercase();
    let all = assessment.controls.iter().chain(&assessment.mapped_controls);
    all.filter(|p| {
        [p.part.as_str(), p.control.as_str()].iter().any(|id| *id == name || id.to_lowercase() == name)
    })
    .collect()
}

fn heading(text: &mut String, level: usize, title: &str) {
    let _ = writeln!(text, "{} {title}\n", "#".repeat(level));
}

fn explain_resource(text: &mut String, assessment: &Assessment, resource: &ResourceResult) {
    heading(
        text,
        1,
        &format!("{} ({})", resource.display.as_deref().unwrap_or(&resource.address), resource.type_name),
    );
    if let Some(place) = &resource.location {
        let _ = writeln!(text, "Written at {}:{}.", place.file, place.line);
    }
    match (&resource.service, resource.role.as_str()) {
        (Some(service), "setting") => {
            let of = resource.part_of.as_deref().unwrap_or("a carrier that is not in the input");
            let _ = writeln!(
                text,
                "A setting of service `{service}`; it configures {of} and has no layers of its own."
            );
        }
        (Some(service), role) => {
            let _ = writeln!(text, "Service `{service}`, {role}.");
        }
        (None, _) => {
            let _ =
                writeln!(text, "No service file knows this type: it is in the inventory and not assessed.");
        }
    }
    if let Some(why) = resource.presence_why {
        let _ = writeln!(text, "It may not exist: {}.", why.sentence());
    }
    text.push('\n');
    if !resource.layers.is_empty() {
        heading(text, 2, "Layers, top to bottom");
        for layer in resource.layers.iter().rev() {
            explain_layer_line(text, assessment, layer);
        }
        text.push('\n');
    }
    let duties: Vec<&DutyResult> =
        assessment.duties.iter().filter(|d| d.resource_id == resource.id).collect();
    heading(text, 2, &format!("Duties ({})", duties.len()));
    if duties.is_empty() {
        let _ = writeln!(text, "No check exists for this type.");
    }
    for duty in duties {
        let _ = writeln!(text, "- `{}` {}: {}", duty.duty, duty.verdict.id(), duty.message);
    }
    text.push('\n');
}

fn explain_layer_line(text: &mut String, assessment: &Assessment, layer: &crate::assessment::LayerResult) {
    let variant = layer.variant.as_ref().map_or_else(String::new, |v| format!(" by variant `{v}`"));
    let _ = write!(text, "- `{}`: {}{variant}", layer.layer, layer.owner);
    if let Some(why) = layer.why {
        let possible: Vec<&str> = layer.possible.iter().map(|o| o.id()).collect();
        let _ = write!(text, ", {} ({})", possible.join(" or "), why.sentence());
    }
    if let Some(carrier) = &layer.carried_by {
        let _ = write!(text, ", counted at {carrier}");
    }
    if let Some(entry) = assessment.entries.get(&layer.entry) {
        let _ = write!(text, " [{}; {}, as of {}]", entry.basis.id(), entry.source, entry.as_of);
    }
    text.push('\n');
}

fn explain_subject(
    text: &mut String,
    assessment: &Assessment,
    resource: &ResourceResult,
    subject: &str,
) -> Result<(), ExplainError> {
    if let Ok(layer) = subject.parse::<Layer>() {
        explain_layer(text, assessment, resource, layer);
        return Ok(());
    }
    let duty = assessment.duties.iter().find(|d| d.resource_id == resource.id && d.duty.as_str() == subject);
    if let Some(duty) = duty {
        explain_duty(text, assessment, duty);
        return Ok(());
    }
    let parts = parts_named(assessment, subject);
    if parts.is_empty() {
        return Err(ExplainError::Subject { name: subject.to_owned() });
    }
    for part in parts {
        explain_part(text, assessment, part, Some(resource));
    }
    Ok(())
}

fn explain_layer(text: &mut String, assessment: &Assessment, resource: &ResourceResult, layer: Layer) {
    heading(text, 1, &format!("Layer `{layer}` of {}", resource.address));
    let Some(found) = resource.layers.iter().find(|l| l.layer == layer) else {
        let _ = writeln!(text, "This resource has no layer `{layer}`.\n");
        return;
    };
    explain_layer_line(text, assessment, found);
    for (task, owner) in &found.tasks {
        let _ = writeln!(text, "  - `{}`: {owner}", task);
    }
    if let Some(entry) = assessment.entries.get(&found.entry) {
        let _ = writeln!(text, "\n{}", entry.because);
        if let Some(aws) = &entry.aws {
            let _ = writeln!(text, "AWS: {aws}");
        }
        if let Some(customer) = &entry.customer {
            let _ = writeln!(text, "Customer: {customer}");
        }
        let _ = writeln!(
            text,
            "Decided by entry `{}` of {} ({}, {}, as of {}).",
            found.entry,
            entry.knowledge,
            entry.basis.id(),
            entry.source,
            entry.as_of
        );
    }
    let duties = assessment.duties.iter().filter(|d| d.resource_id == resource.id && d.layer == layer);
    for duty in duties {
        let _ = writeln!(text, "- duty `{}` {}: {}", duty.duty, duty.verdict.id(), duty.message);
    }
    text.push('\n');
}

fn explain_duty(text: &mut String, assessment: &Assessment, duty: &DutyResult) {
    heading(text, 1, &format!("Duty `{}` on {}: {}", duty.duty, duty.resource, duty.verdict.id()));
    let _ = writeln!(text, "{}.", duty.message);
    if let Some(why) = &duty.why {
        let _ = writeln!(text, "Reason `{}`: {}.", why.code, why.detail);
    }
    let _ = writeln!(text, "Decided by {}", duty.decided_by);
    let from = duty.value_from.map_or_else(String::new, |v| format!(", value {}", v.id()));
    let _ = writeln!(text, "Basis: {}{from}.\n", duty.basis.id());
    heading(text, 2, "Evidence");
    if duty.evidence.is_empty() {
        let _ = writeln!(text, "Nothing was looked at.");
    }
    for one in &duty.evidence {
        let place = one
            .location
            .as_ref()
            .map_or_else(String::new, |l| format!("{}:{}:{} ", l.file, l.line, l.column));
        let source = one.source_path.as_ref().map_or_else(String::new, |p| format!(" (written as `{p}`)"));
        let of = one.resource.as_ref().map_or_else(String::new, |r| format!(" of {r}"));
        let default = one
            .default_source
            .as_ref()
            .map_or_else(String::new, |s| format!(" — a default, documented in {s}"));
        let _ = writeln!(text, "- {place}`{}`{of}{source} = {}{default}", one.path, one.value);
        for step in &one.via {
            let _ = writeln!(text, "  - by way of {}:{}:{}", step.file, step.line, step.column);
        }
    }
    if let Some(definition) = assessment.duty_definitions.get(&duty.duty) {
        let _ = writeln!(text, "\n## Why it is yours\n\n{}\n", definition.why);
        if duty.verdict == Verdict::Unmet {
            for (dialect, fix) in &definition.fix {
                let _ = writeln!(text, "## How to fix ({dialect})\n\n{fix}\n");
            }
        }
        heading(text, 2, "Control parts");
        for part in &definition.parts {
            let counted = duty.controls.contains(&part.part);
            let note = if counted { "" } else { " — not counted here" };
            let covers = match part.covers {
                demarc_model::Covers::Full => "full",
                demarc_model::Covers::Partial => "partial",
                demarc_model::Covers::Indicates => "indicates",
            };
            let _ = writeln!(text, "- `{}` ({covers}): {}{note}", part.part, part.because);
        }
        let _ = writeln!(
            text,
            "\nSources: {} (as of {}; {}).\n",
            definition.sources.join("; "),
            definition.as_of,
            definition.knowledge
        );
    }
}

fn explain_mapping(text: &mut String, mapping: &MappingResult) {
    heading(text, 2, "Maps to");
    let together = mapping.together.as_deref().unwrap_or("nothing");
    let _ = writeln!(
        text,
        "Taken together: `{together}`. {} ({}; {}, as of {})\n",
        mapping.because,
        mapping.basis.id(),
        mapping.source,
        mapping.as_of
    );
    for target in &mapping.targets {
        let via = target.via.as_ref().map_or_else(String::new, |v| format!(" by way of `{v}`"));
        let whose = target.allocation.map_or_else(|| "a duty".to_owned(), |a| a.to_string());
        let because = target.because.as_ref().map_or_else(String::new, |b| format!(" — {b}"));
        let _ = writeln!(
            text,
            "- `{}` ({}{via}): {whose}; the customer's half is {}{because}",
            target.to,
            target.relation,
            target.customer.id()
        );
    }
    text.push('\n');
}

fn explain_part(
    text: &mut String,
    assessment: &Assessment,
    part: &PartResult,
    resource: Option<&ResourceResult>,
) {
    heading(text, 1, &format!("{} {} (`{}`): {}", part.label, part.title, part.part, part.allocation));
    let _ = writeln!(text, "{}", part.because);
    let who: Vec<String> = part.implementers.iter().map(ToString::to_string).collect();
    let _ = writeln!(text, "Nature: {}. Done by: {}.", part.nature.id(), who.join(", "));
    let _ = writeln!(text, "Source: {}.\n", part.source);
    if let Some(aws) = &part.aws.statement {
        let _ = writeln!(text, "AWS ({}): {aws}", part.aws.status.id());
    }
    if let Some(why) = &part.aws.why {
        let _ = writeln!(text, "AWS's side is {}: {why}.", part.aws.status.id());
    }
    if let Some(customer) = &part.customer.statement {
        let _ = writeln!(text, "Customer: {customer}");
    }
    let c = &part.customer;
    let _ = writeln!(
        text,
        "Customer's status: {} ({} met, {} unmet, {} unknown; checks looked at {} of {} resources).",
        c.status.id(),
        c.met,
        c.unmet,
        c.unknown,
        c.resources_looked_at,
        c.resources
    );
    for open in &c.uncovered {
        let _ = writeln!(text, "- open: {open}");
    }
    for (name, value) in &part.parameters {
        let value = value.as_deref().unwrap_or("not set by your organization");
        let origin = part.parameter_origins.get(name).map_or_else(String::new, |o| format!(" (set by {o})"));
        let _ = writeln!(text, "- parameter `{name}`: {value}{origin}");
    }
    text.push('\n');
    if let Some(mapping) = &part.mapping {
        explain_mapping(text, mapping);
    }
    if !part.by_service.is_empty() {
        heading(text, 2, "By service");
        for share in &part.by_service {
            if resource.is_some_and(|r| !share.resources.contains(&r.id)) {
                continue;
            }
            let variant = share.variant.as_ref().map_or_else(String::new, |v| format!(" ({v})"));
            let _ = writeln!(
                text,
                "- `{}`{variant}: {} — {} [{} resources]",
                share.service,
                share.allocation,
                share.layers.join(", "),
                share.resources.len()
            );
        }
        text.push('\n');
    }
    let duties: Vec<&DutyResult> = assessment
        .duties
        .iter()
        .filter(|d| d.controls.contains(&part.part) && resource.is_none_or(|r| r.id == d.resource_id))
        .collect();
    if !duties.is_empty() {
        heading(text, 2, "Duties");
        for duty in duties {
            let _ = writeln!(text, "- `{}` {}: {}", duty.duty, duty.verdict.id(), duty.message);
        }
        text.push('\n');
    }
}
