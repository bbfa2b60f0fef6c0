//! `demarc knowledge show`: one entry with everything that it says and where that comes from.

mod frameworks;
mod programmes;

use super::load::files;
use crate::{Status, args::KnowledgeShowArgs, output};
use anyhow::{Result, bail};
use demarc_knowledge::format::{Duty, Knowledge, LayerChange, Service};
use demarc_model::Layer;
use std::{collections::BTreeMap, fmt::Write as _};

/// Shows one entry.
///
/// # Errors
/// If nothing has that id.
pub fn run(args: &KnowledgeShowArgs) -> Result<Status> {
    let id = args.id.as_str();
    if id == "schema" {
        let mut text = serde_json::to_string_pretty(&demarc_report::json::schema())?;
        text.push('\n');
        output::write(&text, None)?;
        return Ok(Status::Done);
    }
    let knowledge = match &args.knowledge {
        Some(folder) => demarc_knowledge::with_overlay(&files(folder)?)?.0,
        None => demarc_knowledge::embedded()?,
    };
    let mut text = String::new();
    if let Some(framework) = knowledge.framework(id) {
        frameworks::framework(&mut text, &knowledge, framework, args.baseline.as_deref())?;
    } else if args.baseline.is_some() {
        bail!("`--baseline` is for a framework, and `{id}` is none");
    } else if let Some((file, service)) = knowledge.services.iter().find(|(_, s)| s.id.as_str() == id) {
        show_service(&mut text, file, service);
    } else if let Some((file, duty)) = knowledge.duties.iter().find(|(_, d)| d.id.as_str() == id) {
        show_duty(&mut text, file, duty);
    } else if let Some((file, programme)) = knowledge.programmes.iter().find(|(_, p)| p.id == id) {
        programmes::programme(&mut text, file, programme);
    } else if !show_variant(&mut text, &knowledge, id)
        && !frameworks::part(&mut text, &knowledge, id)
        && !frameworks::requirement(&mut text, &knowledge, id)
    {
        bail!(
            "`{id}` is no service, variant, duty, framework, programme, control part or requirement; `demarc knowledge list services` and its like show what there is"
        );
    }
    output::write(&text, None)?;
    Ok(Status::Done)
}

fn layers(text: &mut String, layers: &BTreeMap<Layer, LayerChange>) {
    for (layer, change) in layers {
        let tasks: Vec<String> = change.tasks.iter().map(|(t, o)| format!("{t} {o}")).collect();
        let _ = writeln!(
            text,
            "- `{layer}`: {}",
            if tasks.is_empty() { "as the profile".to_owned() } else { tasks.join(", ") }
        );
        for (who, half) in [("AWS", &change.aws), ("Customer", &change.customer)] {
            if let Some(half) = half {
                let _ = writeln!(text, "  {who}: {half}");
            }
        }
        let claim = &change.claim;
        let _ = writeln!(text, "  [{}; {}, as of {}]", claim.basis.id(), claim.source, claim.as_of);
    }
}

fn show_service(text: &mut String, file: &str, service: &Service) {
    let _ = writeln!(
        text,
        "# {} (`{}`)\n\nProfile `{}` [{}; {}, as of {}]; {file}",
        service.name,
        service.id,
        service.profile,
        service.claim.basis.id(),
        service.claim.source,
        service.claim.as_of
    );
    let names: Vec<&str> = service.carriers.iter().map(|c| c.as_str()).collect();
    let _ = writeln!(text, "\nCarriers: {}", names.join(", "));
    let names: Vec<&str> = service.settings.keys().map(|c| c.as_str()).collect();
    let _ = writeln!(
        text,
        "Settings: {}\n\n## Layers that differ from the profile or have words of their own\n",
        names.join(", ")
    );
    layers(text, &service.layers);
    for variant in &service.variants {
        let _ =
            writeln!(text, "\n## Variant `{}`: {}\n\nWhen {}", variant.id, variant.name, variant.when_text);
        layers(text, &variant.layers);
    }
}

fn show_variant(text: &mut String, knowledge: &Knowledge, id: &str) -> bool {
    let found = knowledge
        .services
        .iter()
        .flat_map(|(f, s)| s.variants.iter().map(move |v| (f, s, v)))
        .find(|(_, _, v)| v.id == id);
    let Some((file, service, variant)) = found else { return false };
    let _ = writeln!(
        text,
        "# Variant `{}` of {}: {}\n\nWhen {}\n[{}; {}, as of {}]; {file}\n",
        variant.id,
        service.name,
        variant.name,
        variant.when_text,
        variant.claim.basis.id(),
        variant.claim.source,
        variant.claim.as_of
    );
    layers(text, &variant.layers);
    true
}

fn show_duty(text: &mut String, file: &str, duty: &Duty) {
    let _ = writeln!(
        text,
        "# `{}`: {}\n\nLayer `{}`, severity {}, per {:?}; {file}\n",
        duty.id,
        duty.title,
        duty.layer,
        duty.severity.id(),
        duty.scope
    );
    for on in &duty.on {
        let when = on.when_text.as_ref().map_or_else(String::new, |w| format!("\n  when {w}"));
        let _ = writeln!(text, "- on `{}`{when}\n  require {}", on.type_name, on.require.text());
    }
    let _ = writeln!(text, "\n## Why it is yours\n\n{}\n", duty.why);
    if let Some(needed) = &duty.needs_evidence {
        let _ = writeln!(text, "Needs evidence: {needed}");
        let _ = writeln!(text, "Produced by: {}", duty.evidence_by.as_deref().unwrap_or("not said"));
        let age = duty.evidence_age.as_deref().unwrap_or("not said");
        let _ = writeln!(text, "Counts for as many days as the parameter `{age}` says\n");
    }
    for (dialect, fix) in &duty.fix {
        let _ = writeln!(text, "## How to fix ({dialect})\n\n{fix}\n");
    }
    for part in &duty.parts {
        let _ = writeln!(text, "- `{}` {:?}: {}", part.part, part.covers, part.because);
    }
    let _ = writeln!(text, "\nSources: {} (as of {})", duty.sources.join("; "), duty.as_of);
}
