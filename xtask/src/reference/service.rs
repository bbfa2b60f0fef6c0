//! The page of a service: who owns each layer, what moves it, what is asked of its types.

use super::{cell, head};
use demarc_knowledge_format::{Claim, Knowledge, LayerChange, Service, TypeOverride};
use demarc_model::{Layer, Owner, Task};
use std::{collections::BTreeMap, fmt::Write as _};

/// The page.
pub(super) fn page(knowledge: &Knowledge, file: &str, service: &Service) -> String {
    let mut text = head(&service.name, file);
    let profile = knowledge.profile(&service.profile);
    let title = profile.map_or(service.profile.as_str(), |p| p.title.as_str());
    let _ = writeln!(
        text,
        "Service `{}`, a service of the kind *{title}* {}.\n",
        service.id,
        from(&service.claim)
    );
    let carriers: Vec<String> = service.carriers.iter().map(|t| format!("`{t}`")).collect();
    let _ = writeln!(text, "Resources with layers of their own: {}.\n", list(&carriers));
    let settings: Vec<String> = service.settings.keys().map(|t| format!("`{t}`")).collect();
    if !settings.is_empty() {
        let _ = writeln!(text, "Settings of them: {}.\n", settings.join(", "));
    }
    let owners = profile.map(|p| &p.layers);
    text.push_str(
        "## Who owns each layer\n\n| layer | owner | AWS | customer | known from |\n|---|---|---|---|---|\n",
    );
    for layer in Layer::ALL.into_iter().rev() {
        let mut tasks: BTreeMap<Task, Owner> =
            owners.and_then(|o| o.get(&layer)).cloned().unwrap_or_default();
        let change = service.layers.get(&layer);
        tasks.extend(change.into_iter().flat_map(|c| c.tasks.iter().map(|(t, o)| (*t, *o))));
        tasks.retain(|_, owner| *owner != Owner::Absent);
        if tasks.is_empty() {
            continue;
        }
        let half = |of: fn(&LayerChange) -> &Option<String>| {
            change.and_then(|c| of(c).as_deref()).map_or_else(String::new, cell)
        };
        let known = change.map_or_else(|| "the kind of service".to_owned(), |c| cell(&from(&c.claim)));
        let _ = writeln!(
            text,
            "| `{layer}` | {} | {} | {} | {known} |",
            owner_words(&tasks),
            half(|c| &c.aws),
            half(|c| &c.customer)
        );
    }
    text.push('\n');
    for (name, over) in &service.types {
        type_over(&mut text, name.as_str(), over);
    }
    for variant in &service.variants {
        let _ =
            writeln!(text, "## `{}`: {}\n\nHolds when `{}`.", variant.id, variant.name, variant.when_text);
        if let Some(assumption) = &variant.unless_shown {
            let _ = writeln!(text, "Where the input leaves it open: {assumption}");
        }
        let _ = writeln!(text, "Known {}.\n", from(&variant.claim));
        changes(&mut text, &variant.layers);
    }
    duties(&mut text, knowledge, service);
    programmes(&mut text, knowledge, service);
    format!("{}\n", text.trim_end())
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn from(claim: &Claim) -> String {
    format!("({}; {}, as of {})", claim.basis.id(), claim.source, claim.as_of)
}

/// One owner, or each task with its own.
fn owner_words(tasks: &BTreeMap<Task, Owner>) -> String {
    let mut owners = tasks.values();
    match owners.next() {
        Some(first) if owners.all(|o| o == first) => first.id().to_owned(),
        _ => tasks.iter().map(|(task, owner)| format!("{task}: {owner}")).collect::<Vec<_>>().join(", "),
    }
}

fn changes(text: &mut String, layers: &BTreeMap<Layer, LayerChange>) {
    for (layer, change) in layers {
        let tasks: Vec<String> = change.tasks.iter().map(|(t, o)| format!("{t} {o}")).collect();
        let moved = if tasks.is_empty() { "owners as before".to_owned() } else { tasks.join(", ") };
        let _ = writeln!(text, "- `{layer}`: {moved}");
        for (who, half) in [("AWS", &change.aws), ("Customer", &change.customer)] {
            if let Some(half) = half {
                let _ = writeln!(text, "  - {who}: {half}");
            }
        }
    }
    text.push('\n');
}

fn type_over(text: &mut String, name: &str, over: &TypeOverride) {
    let _ = writeln!(text, "## `{name}`\n");
    if let Some(profile) = &over.profile {
        let _ = writeln!(text, "Of the kind `{profile}`.\n");
    }
    if !over.layers.is_empty() {
        changes(text, &over.layers);
    }
}

fn duties(text: &mut String, knowledge: &Knowledge, service: &Service) {
    let own: Vec<&demarc_knowledge_format::Duty> = knowledge
        .duties
        .iter()
        .map(|(_, d)| d)
        .filter(|d| {
            d.on.iter().any(|on| {
                service.carriers.contains(&on.type_name) || service.settings.contains_key(&on.type_name)
            })
        })
        .collect();
    text.push_str("## Duties\n\n");
    if own.is_empty() {
        text.push_str("No check exists for its types.\n\n");
        return;
    }
    for duty in own {
        let _ = writeln!(
            text,
            "- [`{}`](../duties/{}.md) ({}, {}): {}",
            duty.id,
            duty.id,
            duty.layer,
            duty.severity.id(),
            duty.title
        );
    }
    text.push('\n');
}

fn programmes(text: &mut String, knowledge: &Knowledge, service: &Service) {
    let key = knowledge.list_names.key(&service.id);
    let mut lines = Vec::new();
    for (_, programme) in &knowledge.programmes {
        for scope in &programme.scopes {
            if let Some((membership, list)) = programme.membership(key, scope.partition) {
                lines.push(format!(
                    "- {} in `{}`: {membership}, list of {}",
                    programme.title,
                    scope.partition.id(),
                    list.as_of
                ));
            }
        }
    }
    text.push_str("## Programmes\n\n");
    if lines.is_empty() {
        text.push_str("No list at hand says whether it is in scope of a programme.\n");
    }
    for line in lines {
        let _ = writeln!(text, "{line}");
    }
}
