//! From what an evaluation looked at to evidence with file, line, property and value.

use crate::{
    assessment::{EvidenceResult, Excerpt, Location},
    duties::{Because, Judged},
    evaluate::{Found, Look},
    world::World,
};
use demarc_inventory::{Arena, Dialect, Inventory, Marks, NodeId, Resource, Value, node_to_json};
use demarc_model::{Attestation, Span, Truth, ValueFrom, Verdict};
use std::collections::HashMap;

/// Longest value that is written out, in characters.
const LONGEST_VALUE: usize = 160;

/// Lines of source around a finding.
const CONTEXT: u32 = 2;
const MOST_LINES: u32 = 12;

/// A span as file, line and column.
#[must_use]
pub fn location(inventory: &Inventory, span: Span) -> Location {
    let (start, end) = inventory.sources.positions(span);
    Location {
        file: inventory.sources.path(span.document).to_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// Evidence of a judged duty; at least one record for a verdict that was reached by looking.
#[must_use]
pub fn evidence(
    world: &World<'_>,
    judged: &Judged<'_>,
    digests: &HashMap<&str, &str>,
) -> Vec<EvidenceResult> {
    judged.looks.iter().map(|look| of_look(world, judged, look, digests)).collect()
}

/// A person's statement as evidence.
#[must_use]
pub fn statement(attestation: &Attestation) -> EvidenceResult {
    EvidenceResult {
        location: None,
        via: Vec::new(),
        resource: None,
        path: "attestation".to_owned(),
        source_path: None,
        value: shorten(&format!("{} ({})", attestation.statement, attestation.by)),
        value_from: ValueFrom::Attested,
        default_source: None,
        observed_at: Some(attestation.date.clone()),
        method: "interview".to_owned(),
        sha256: None,
    }
}

fn of_look(
    world: &World<'_>,
    judged: &Judged<'_>,
    look: &Look,
    digests: &HashMap<&str, &str>,
) -> EvidenceResult {
    let inventory = world.inventory;
    let resource = inventory.resource(look.resource);
    let (value, value_from, span, source_path, default_source) = match &look.found {
        Found::Node(node) => {
            let found = inventory.arena.node(*node);
            let path = inventory.arena.source_path(*node);
            (shown(inventory, *node), ValueFrom::Configured, found.span, Some(path), None)
        }
        Found::Default(value, source) => {
            (shorten(value), ValueFrom::Default, None, None, Some(source.clone()))
        }
        Found::Text(value) => {
            (shorten(&inventory.sources.hide(value)), ValueFrom::Configured, None, None, None)
        }
        Found::Absent => ("absent".to_owned(), ValueFrom::Configured, None, None, None),
        Found::Unknown(why) => {
            (format!("unknown: {}", why.sentence()), ValueFrom::Configured, None, None, None)
        }
    };
    let span = span.or_else(|| unknown_span(world, look)).or_else(|| resource.and_then(|r| r.span));
    let place = span.map(|s| location(inventory, s));
    // What is not there is named by the place where it would be written.
    let source_path = source_path.or_else(|| {
        let missing = matches!(look.found, Found::Absent | Found::Default(..));
        let resource = resource.filter(|r| missing && r.kind().dialect() == Dialect::Terraform)?;
        demarc_schema::written_as(&resource.source_type, resource.type_name.as_str(), &look.path)
    });
    let via = match &look.found {
        Found::Node(node) => inventory.arena.way(*node),
        _ => Vec::new(),
    };
    EvidenceResult {
        via: via.into_iter().map(|s| location(inventory, s)).collect(),
        sha256: place.as_ref().and_then(|p| digests.get(p.file.as_str())).map(|d| (*d).to_owned()),
        location: place,
        resource: (look.resource != judged.resource).then(|| resource.map(|r| r.address.clone())).flatten(),
        path: look.path.clone(),
        source_path: source_path.filter(|p| !p.is_empty() && *p != look.path),
        value,
        value_from,
        default_source,
        observed_at: resource.and_then(|r| r.views.last()).and_then(|v| v.observed_at.clone()),
        method: "examine".to_owned(),
    }
}

/// The place of the longest part of a path that is written.
fn unknown_span(world: &World<'_>, look: &Look) -> Option<Span> {
    let resource = world.inventory.resource(look.resource)?;
    let arena = &world.inventory.arena;
    let mut node = resource.document;
    let mut span = None;
    for key in look.path.split('.') {
        let key = key.trim_end_matches("[]");
        let Some(next) = arena.get_named(node, key) else { break };
        span = arena.node(next).span.or(span);
        node = arena.elements(next).next().unwrap_or(next);
    }
    span
}

/// A value for people.
fn shown(inventory: &Inventory, node: NodeId) -> String {
    let found = inventory.arena.node(node);
    if found.marks.has(Marks::SENSITIVE) {
        return "(sensitive)".to_owned();
    }
    match found.value {
        Value::Absent => "absent".to_owned(),
        Value::Unknown { why, .. } if inventory.arena.parts(node).len() > 0 => {
            let text = shorten(&inventory.sources.hide(&partly_known(&inventory.arena, node)));
            format!("unknown: known in part as `{text}`, {}", why.sentence())
        }
        Value::Unknown { why, refers, .. } => match refers {
            Some(refers) => format!("unknown: {} ({})", why.sentence(), inventory.arena.text(refers)),
            None => format!("unknown: {}", why.sentence()),
        },
        Value::Ref { target, attribute } => {
            let attribute = inventory.arena.text(attribute);
            let dot = if attribute.is_empty() { "" } else { "." };
            format!("{}{dot}{attribute}", inventory.arena.text(target))
        }
        _ => shorten(&inventory.sources.hide(&node_to_json(&inventory.arena, node).to_string())),
    }
}

/// A text that is known in part, its holes by what they refer to.
fn partly_known(arena: &Arena, node: NodeId) -> String {
    let mut text = String::new();
    for part in arena.parts(node) {
        let found = arena.node(part);
        match found.value {
            _ if found.marks.has(Marks::SENSITIVE) => text.push_str("(sensitive)"),
            Value::String(known) => text.push_str(arena.text(known)),
            Value::Ref { target, attribute } => {
                let attribute = arena.text(attribute);
                let dot = if attribute.is_empty() { "" } else { "." };
                text.push_str(&format!("${{{}{dot}{attribute}}}", arena.text(target)));
            }
            Value::Unknown { refers: Some(refers), .. } => {
                text.push_str(&format!("${{{}}}", arena.text(refers)));
            }
            _ => text.push_str("${?}"),
        }
    }
    text
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= LONGEST_VALUE {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LONGEST_VALUE).collect();
    short.push('…');
    short
}

/// Source text around the first place of a duty's evidence, masked.
#[must_use]
pub fn excerpt(world: &World<'_>, judged: &Judged<'_>, resource: &Resource) -> Option<Excerpt> {
    let written = judged.looks.iter().find_map(|look| match look.found {
        Found::Node(node) => world.inventory.arena.node(node).span,
        Found::Unknown(_) => unknown_span(world, look),
        _ => None,
    });
    let span = written.or(resource.span)?;
    let line = world.inventory.sources.position(span.document, span.start).line;
    let (first_line, text) = if written.is_some() {
        world.inventory.sources.excerpt(span, CONTEXT, MOST_LINES)?
    } else {
        // Something that is missing is shown by the head of the resource that lacks it.
        world.inventory.sources.excerpt(span, 0, MOST_LINES / 2)?
    };
    Some(Excerpt { file: world.inventory.sources.path(span.document).to_owned(), first_line, line, text })
}

/// Where the value that decided came from; none where nothing was looked at.
#[must_use]
pub fn value_from(judged: &Judged<'_>) -> Option<ValueFrom> {
    if !matches!(judged.verdict, Verdict::Met | Verdict::Unmet) {
        return None;
    }
    if judged.attested.is_some() {
        return Some(ValueFrom::Attested);
    }
    let defaults = judged.looks.iter().any(|l| {
        matches!(l.found, Found::Default(..)) && l.truth != Truth::Unknown(demarc_model::Why::NotInInput)
    });
    let written = judged.looks.iter().any(|l| matches!(l.found, Found::Node(_) | Found::Text(_)));
    Some(if defaults && !written { ValueFrom::Default } else { ValueFrom::Configured })
}

/// One sentence about what was found on this resource.
#[must_use]
pub fn message(world: &World<'_>, judged: &Judged<'_>, resource: &Resource) -> String {
    let name = resource.display.as_deref().unwrap_or(&resource.address);
    let suffix = if judged.if_it_exists { " (if it exists)" } else { "" };
    let looked = judged.looks.first().map(|look| {
        let on = world.inventory.resource(look.resource).filter(|_| look.resource != judged.resource);
        let of = on.map_or_else(String::new, |r| format!(" of `{}`", r.address));
        match &look.found {
            Found::Node(node) => format!("`{}`{of} is {}", look.path, quoted(&shown(world.inventory, *node))),
            Found::Default(value, _) => format!("`{}`{of} is not set and defaults to `{value}`", look.path),
            Found::Text(value) => {
                format!("`{}`{of} is {}", look.path, quoted(&shorten(&world.inventory.sources.hide(value))))
            }
            Found::Absent if look.path.starts_with("related ") => {
                format!("no {} names it", look.path.trim_start_matches("related "))
            }
            Found::Absent => format!("`{}`{of} is not set", look.path),
            Found::Unknown(why) => format!("`{}`{of} is unknown: {}", look.path, why.sentence()),
        }
    });
    let title = &judged.duty.title;
    match (judged.verdict, judged.because) {
        (Verdict::NotApplicable, Some(Because::OwnerIsAws)) => {
            format!("`{name}`: the layer `{}` is AWS's here", judged.duty.layer)
        }
        (Verdict::NotApplicable, Some(Because::OwnerIsThirdParty)) => {
            format!("`{name}`: the layer `{}` is a third party's here", judged.duty.layer)
        }
        (Verdict::NotApplicable, Some(Because::LayerAbsent)) => {
            format!("`{name}` has no layer `{}` in this configuration", judged.duty.layer)
        }
        (Verdict::NotApplicable, _) => match looked {
            Some(looked) => format!("`{name}`: does not apply, {looked}{suffix}"),
            None => format!("`{name}`: does not apply{suffix}"),
        },
        (verdict, because) => match (looked, because) {
            (Some(looked), _) => format!("`{name}`: {looked}{suffix}"),
            (None, Some(Because::Unknown(why))) => format!("`{name}`: {}{suffix}", why.sentence()),
            (None, _) => format!("`{name}`: {} ({title}){suffix}", verdict.id()),
        },
    }
}

fn quoted(text: &str) -> String {
    if text.starts_with("unknown:") || text == "absent" || text.starts_with('(') {
        text.to_owned()
    } else {
        format!("`{text}`")
    }
}
