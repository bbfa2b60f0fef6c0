//! `demarc knowledge`.

use crate::{
    Status,
    args::{KnowledgeArgs, KnowledgeKind, KnowledgeVerb},
    examples, output, run,
};
use anyhow::{Result, bail};
use demarc_knowledge::format::{Duty, Framework, Knowledge, LayerChange, Service};
use demarc_model::Layer;
use std::{collections::BTreeMap, fmt::Write as _};

/// Lists, shows or checks knowledge.
///
/// # Errors
/// If there is no such entry, or a folder cannot be read.
pub fn run(args: KnowledgeArgs) -> Result<Status> {
    match args.what {
        KnowledgeVerb::List { kind, filter } => list(kind, filter.as_deref()),
        KnowledgeVerb::Show { id } => show(&id),
        KnowledgeVerb::Check { directory } => check(&directory),
    }
}

fn list(kind: KnowledgeKind, filter: Option<&str>) -> Result<Status> {
    let knowledge = demarc_knowledge::embedded()?;
    let rows: Vec<(String, String)> = match kind {
        KnowledgeKind::Services => knowledge
            .services
            .iter()
            .map(|(_, s)| {
                (s.id.0.clone(), format!("{} ({}, {} variants)", s.name, s.profile, s.variants.len()))
            })
            .collect(),
        KnowledgeKind::Variants => knowledge
            .services
            .iter()
            .flat_map(|(_, s)| &s.variants)
            .map(|v| (v.id.clone(), format!("{}: when {}", v.name, v.when_text)))
            .collect(),
        KnowledgeKind::Duties => knowledge
            .duties
            .iter()
            .map(|(_, d)| (d.id.0.clone(), format!("{} ({}, {})", d.title, d.layer, d.severity.id())))
            .collect(),
        KnowledgeKind::Frameworks => knowledge
            .frameworks
            .iter()
            .map(|f| (f.id.clone(), format!("{} {} ({})", f.title, f.version, f.baselines.join(", "))))
            .collect(),
        KnowledgeKind::Layers => knowledge
            .layers
            .iter()
            .map(|l| (l.layer.id().to_owned(), format!("{}: {}", l.title, l.what)))
            .collect(),
    };
    let wanted = filter.unwrap_or("").to_lowercase();
    let mut text = String::new();
    for (id, title) in rows {
        if id.to_lowercase().contains(&wanted) || title.to_lowercase().contains(&wanted) {
            let _ = writeln!(text, "{id:<34} {title}");
        }
    }
    output::write(&text, None)?;
    Ok(Status::Done)
}

fn show(id: &str) -> Result<Status> {
    if id == "schema" {
        let mut text = serde_json::to_string_pretty(&demarc_report::json::schema())?;
        text.push('\n');
        output::write(&text, None)?;
        return Ok(Status::Done);
    }
    let knowledge = demarc_knowledge::embedded()?;
    let mut text = String::new();
    if let Some((file, service)) = knowledge.services.iter().find(|(_, s)| s.id.as_str() == id) {
        show_service(&mut text, file, service);
    } else if let Some((file, duty)) = knowledge.duties.iter().find(|(_, d)| d.id.as_str() == id) {
        show_duty(&mut text, file, duty);
    } else if let Some(framework) = knowledge.framework(id) {
        show_framework(&mut text, framework);
    } else if !show_variant(&mut text, &knowledge, id) && !show_part(&mut text, &knowledge, id) {
        bail!(
            "`{id}` is no service, variant, duty, framework or control part; `demarc knowledge list services` and its like show what there is"
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
        let _ = writeln!(text, "Needs evidence: {needed}\n");
    }
    for (dialect, fix) in &duty.fix {
        let _ = writeln!(text, "## How to fix ({dialect})\n\n{fix}\n");
    }
    for part in &duty.parts {
        let _ = writeln!(text, "- `{}` {:?}: {}", part.part, part.covers, part.because);
    }
    let _ = writeln!(text, "\nSources: {} (as of {})", duty.sources.join("; "), duty.as_of);
}

fn show_framework(text: &mut String, framework: &Framework) {
    let _ = writeln!(
        text,
        "# {} {}\n\n{} (as of {})\n",
        framework.title, framework.version, framework.source, framework.as_of
    );
    for part in &framework.parts {
        let nature = part.nature().id();
        let reviewed = if part.decision.is_some() { "" } else { " (not yet reviewed)" };
        let _ =
            writeln!(text, "- `{}` {} {}: {nature}{reviewed}", part.row.part, part.row.label, part.row.title);
    }
}

fn show_part(text: &mut String, knowledge: &Knowledge, id: &str) -> bool {
    let mut found = false;
    for framework in &knowledge.frameworks {
        for part in
            framework.parts.iter().filter(|p| p.row.part.as_str() == id || p.row.control.as_str() == id)
        {
            found = true;
            let _ = writeln!(
                text,
                "# {} {} (`{}`)\n\nBaselines: {}. Parameters: {}.\nNature: {}.",
                part.row.label,
                part.row.title,
                part.row.part,
                part.row.baselines.join(", "),
                part.row.parameters.join(", "),
                part.nature().id()
            );
            let Some(decision) = &part.decision else {
                let _ = writeln!(text, "Not yet reviewed.\n");
                continue;
            };
            let tasks: Vec<String> = decision.tasks.iter().map(ToString::to_string).collect();
            let _ = writeln!(text, "Tasks: {}.\n{}", tasks.join(", "), decision.reason);
            for (who, share) in [("AWS", &decision.aws_share), ("Customer", &decision.customer_share)] {
                if let Some(share) = share {
                    let _ = writeln!(text, "{who}: {share}");
                }
            }
            let _ = writeln!(
                text,
                "Evidence: {}\nSource: {} (as of {})\n",
                decision.evidence, decision.source, decision.as_of
            );
        }
    }
    found
}

fn check(directory: &str) -> Result<Status> {
    let files = run::knowledge_files(directory)?;
    match demarc_knowledge::with_overlay(&files) {
        Ok((knowledge, paths)) => {
            // Only a user's own duties have examples: those of ours are not embedded.
            let own: Vec<_> =
                knowledge.duties.iter().filter(|(file, _)| paths.contains(file)).cloned().collect();
            let ran = examples::run(&own, &knowledge);
            let mut text = String::new();
            for failure in &ran.failures {
                let _ = writeln!(text, "{failure}");
            }
            if !ran.failures.is_empty() {
                let _ =
                    writeln!(text, "{} of {} examples get another verdict", ran.failures.len(), ran.examples);
                output::write(&text, None)?;
                return Ok(Status::Findings);
            }
            let _ = writeln!(
                text,
                "{} files hold together, {} examples get their verdicts",
                paths.len(),
                ran.examples
            );
            output::write(&text, None)?;
            Ok(Status::Done)
        }
        Err(demarc_knowledge::KnowledgeError::Folder(problems)) => {
            let mut text = String::new();
            for problem in &problems {
                let _ = writeln!(text, "{problem}");
            }
            let _ = writeln!(text, "{} problems", problems.len());
            output::write(&text, None)?;
            Ok(Status::Findings)
        }
        Err(other) => Err(other.into()),
    }
}
