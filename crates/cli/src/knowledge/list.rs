//! `demarc knowledge list`: one line an entry, narrowed by filters.

use super::load::files;
use crate::{
    Status,
    args::{KnowledgeKind, KnowledgeListArgs, ListFormat, SeverityArg},
    output,
};
use anyhow::{Result, bail};
use demarc_knowledge::format::{Duty, Framework, Knowledge, Membership, Programme, Service};
use demarc_model::{Layer, Severity};
use serde::Serialize;
use std::fmt::Write as _;

/// One entry of a list.
#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
}

/// Lists entries of one kind.
///
/// # Errors
/// If a filter does not fit the kind or names what is not there.
pub fn run(args: &KnowledgeListArgs) -> Result<Status> {
    refuse_what_does_not_fit(args)?;
    let knowledge = match &args.knowledge {
        Some(folder) => demarc_knowledge::with_overlay(&files(folder)?)?.0,
        None => demarc_knowledge::embedded()?,
    };
    let layer = args.layer.as_deref().map(str::parse::<Layer>).transpose()?;
    let programme = match &args.programme {
        None => None,
        Some(id) => match knowledge.programme(id) {
            Some(programme) => Some(programme),
            None => bail!("`{id}` is no programme; `demarc knowledge list programmes` names them"),
        },
    };
    let rows: Vec<(String, String)> = match args.kind {
        KnowledgeKind::Services => knowledge
            .services
            .iter()
            .map(|(_, s)| s)
            .filter(|s| service_fits(s, args, layer, programme, &knowledge))
            .map(|s| (s.id.0.clone(), format!("{} ({}, {} variants)", s.name, s.profile, s.variants.len())))
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
            .map(|(_, d)| d)
            .filter(|d| duty_fits(d, args, layer))
            .map(|d| (d.id.0.clone(), format!("{} ({}, {})", d.title, d.layer, d.severity.id())))
            .collect(),
        KnowledgeKind::Frameworks => {
            knowledge.frameworks.iter().map(|f| (f.id.clone(), framework(f))).collect()
        }
        KnowledgeKind::Programmes => {
            knowledge.programmes.iter().map(|(_, p)| (p.id.clone(), programme_line(p))).collect()
        }
        KnowledgeKind::Layers => knowledge
            .layers
            .iter()
            .map(|l| (l.layer.id().to_owned(), format!("{}: {}", l.title, l.what)))
            .collect(),
    };
    let wanted = args.filter.as_deref().unwrap_or("").to_lowercase();
    let rows = rows
        .into_iter()
        .filter(|(id, title)| id.to_lowercase().contains(&wanted) || title.to_lowercase().contains(&wanted));
    let text = match args.format {
        ListFormat::Terminal => rows.fold(String::new(), |mut text, (id, title)| {
            let _ = writeln!(text, "{id:<34} {title}");
            text
        }),
        ListFormat::Json => {
            let rows: Vec<Entry> = rows.map(|(id, title)| Entry { id, title }).collect();
            format!("{}\n", serde_json::to_string_pretty(&rows)?)
        }
    };
    output::write(&text, None)?;
    Ok(Status::Done)
}

/// A filter that a kind cannot answer would silently list everything.
fn refuse_what_does_not_fit(args: &KnowledgeListArgs) -> Result<()> {
    use KnowledgeKind::{Duties, Services};
    let checks: [(&str, bool, &[KnowledgeKind]); 6] = [
        ("--profile", args.profile.is_some(), &[Services]),
        ("--layer", args.layer.is_some(), &[Services, Duties]),
        ("--severity", args.severity.is_some(), &[Duties]),
        ("--type", args.type_name.is_some(), &[Services, Duties]),
        ("--control", args.control.is_some(), &[Duties]),
        ("--programme", args.programme.is_some(), &[Services]),
    ];
    for (option, given, kinds) in checks {
        if given && !kinds.contains(&args.kind) {
            let fits: Vec<&str> = kinds
                .iter()
                .map(|k| match k {
                    Services => "services",
                    _ => "duties",
                })
                .collect();
            bail!("`{option}` narrows a list of {}, not this one", fits.join(" or "));
        }
    }
    Ok(())
}

fn service_fits(
    service: &Service,
    args: &KnowledgeListArgs,
    layer: Option<Layer>,
    programme: Option<&Programme>,
    knowledge: &Knowledge,
) -> bool {
    let of_type = |name: &String| {
        let listed = service.carriers.iter().chain(service.settings.keys()).any(|t| t.as_str() == name);
        listed
            || service
                .prefixes
                .iter()
                .any(|p| name.strip_prefix(p.as_str()).is_some_and(|r| r.starts_with("::")))
    };
    let says = |layer| {
        service.layers.contains_key(&layer) || service.variants.iter().any(|v| v.layers.contains_key(&layer))
    };
    let in_scope = |programme: &Programme| {
        let key = knowledge.list_names.key(&service.id);
        let of = |s: &demarc_knowledge::format::ProgrammeScope| programme.membership(key, s.partition);
        programme.scopes.iter().filter_map(of).any(|(membership, _)| membership == Membership::In)
    };
    args.profile.as_ref().is_none_or(|p| service.profile == *p)
        && layer.is_none_or(says)
        && args.type_name.as_ref().is_none_or(of_type)
        && programme.is_none_or(in_scope)
}

fn duty_fits(duty: &Duty, args: &KnowledgeListArgs, layer: Option<Layer>) -> bool {
    let severity = args.severity.map(|s| match s {
        SeverityArg::Low => Severity::Low,
        SeverityArg::Medium => Severity::Medium,
        SeverityArg::High => Severity::High,
        SeverityArg::Critical => Severity::Critical,
    });
    let about = |id: &String| {
        let id = id.to_lowercase();
        duty.parts.iter().any(|p| {
            let part = p.part.as_str();
            part == id || part.strip_prefix(&id).is_some_and(|rest| rest.starts_with("_smt"))
        })
    };
    layer.is_none_or(|l| duty.layer == l)
        && severity.is_none_or(|s| duty.severity == s)
        && args.type_name.as_ref().is_none_or(|t| duty.on.iter().any(|on| on.type_name.as_str() == t))
        && args.control.as_ref().is_none_or(about)
}

fn framework(framework: &Framework) -> String {
    let baselines = framework.baselines.join(", ");
    let rests = framework.rests_on().map_or_else(String::new, |id| format!("; rests on {id}"));
    format!("{} ({baselines}{rests})", framework.name())
}

fn programme_line(programme: &Programme) -> String {
    let partitions: Vec<&str> = programme.scopes.iter().map(|s| s.partition.id()).collect();
    let newest = programme.lists.iter().map(|l| l.as_of.as_str()).max();
    let lists = newest.map_or_else(
        || "no list of services at hand".to_owned(),
        |day| {
            let within = |l: &&demarc_knowledge::format::ServiceList| l.as_of == day;
            let count: usize = programme
                .lists
                .iter()
                .filter(within)
                .map(|l| l.services.values().filter(|m| **m == Membership::In).count())
                .sum();
            format!("{count} services in scope on the list of {day}")
        },
    );
    format!("{} ({}, {}; {lists})", programme.title, programme.kind.id(), partitions.join(", "))
}
