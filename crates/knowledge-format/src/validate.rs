//! Rules that hold across knowledge files.

mod crosswalks;
mod programmes;

use crate::{
    Duty, DutyOn, Knowledge, KnowledgeProblem, Requirement, Service,
    condition::{Condition, Link, Path},
    halves,
};
use demarc_model::{AwsMechanism, Counterpart, Layer, Nature, Owner, Scope, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// What a path of a type is, according to the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathKind {
    /// It exists.
    Known,
    /// It is below a property that holds free JSON.
    Free,
    /// It does not exist.
    Missing,
}

/// What the validator asks about types; the schema crate answers.
pub trait TypeCatalog {
    /// Whether a canonical type exists.
    fn has_type(&self, type_name: &str) -> bool;
    /// Whether a type has a path of keys.
    fn path(&self, type_name: &str, keys: &[&str]) -> PathKind;
}

/// Words that a claim of ours never uses: they are for AWS's agreements and for assessors.
const FORBIDDEN: [&str; 6] = ["guarantee", "attests", "certified", "official", "passed audit", "aws crm"];

/// Everything that is wrong with a set of knowledge files beyond their format.
#[must_use]
pub fn validate(knowledge: &Knowledge, types: &dyn TypeCatalog) -> Vec<KnowledgeProblem> {
    let mut found = Findings { problems: Vec::new() };
    services(knowledge, types, &mut found);
    duties(knowledge, types, &mut found);
    frameworks(knowledge, &mut found);
    crosswalks::check(knowledge, &mut found);
    programmes::check(knowledge, types, &mut found);
    found.problems
}

struct Findings {
    problems: Vec<KnowledgeProblem>,
}

impl Findings {
    fn add(&mut self, file: &str, message: impl Into<String>) {
        self.problems.push(KnowledgeProblem { file: file.to_owned(), line: None, message: message.into() });
    }

    fn words(&mut self, file: &str, text: &str) {
        let lower = text.to_lowercase();
        for word in FORBIDDEN {
            if lower.contains(word) {
                self.add(
                    file,
                    format!("`{word}` is not ours to say; write what the document says: \"{text}\""),
                );
            }
        }
    }
}

fn services(knowledge: &Knowledge, types: &dyn TypeCatalog, found: &mut Findings) {
    let mut listed: BTreeMap<&str, &str> = BTreeMap::new();
    let mut prefixes: BTreeMap<&str, &str> = BTreeMap::new();
    let mut variant_ids = BTreeSet::new();
    for (file, service) in &knowledge.services {
        for prefix in &service.prefixes {
            if let Some(other) = prefixes.insert(prefix, file) {
                found.add(file, format!("prefix `{prefix}` is claimed in `{other}` too"));
            }
        }
        for lack in halves::missing(knowledge, service) {
            found.add(file, lack);
        }
        if knowledge.profile(&service.profile).is_none() {
            found.add(file, format!("`{}` is no profile; see profiles.toml", service.profile));
        }
        for name in service.carriers.iter().chain(service.settings.keys()) {
            if let Some(other) = listed.insert(name.as_str(), file) {
                found.add(file, format!("`{name}` is listed in `{other}` too"));
            }
            if !types.has_type(name.as_str()) {
                found.add(file, format!("`{name}` is no resource type of the schema"));
            }
        }
        for (name, path) in &service.settings {
            if let Some(path) = path {
                let keys: Vec<&str> = path.split('.').map(|k| k.trim_end_matches("[*]")).collect();
                if types.has_type(name.as_str()) && types.path(name.as_str(), &keys) == PathKind::Missing {
                    found.add(file, format!("`{name}` has no property `{path}`"));
                }
            }
        }
        for (name, over) in &service.types {
            if let Some(profile) = over.profile.as_deref().filter(|p| knowledge.profile(p).is_none()) {
                found.add(file, format!("`{profile}` is no profile; see profiles.toml"));
            }
            if !service.carriers.contains(name) {
                found.add(file, format!("`[types.\"{name}\"]` is for a carrier of this file; it is none"));
            }
        }
        for variant in &service.variants {
            if !variant_ids.insert(variant.id.as_str()) {
                found.add(file, format!("variant `{}` exists twice", variant.id));
            }
            if !variant.id.starts_with(&format!("{}-", service.id)) {
                found.add(file, format!("variant `{}` is named `{}-<name>`", variant.id, service.id));
            }
            for over in &variant.over {
                if !service.variants.iter().any(|v| v.id == *over) {
                    found.add(file, format!("variant `{}` says over `{over}`, which is none", variant.id));
                }
            }
            let carriers = if variant.types.is_empty() { &service.carriers } else { &variant.types };
            for name in carriers {
                // With several carriers a variant's path need hold for one of them only.
                if carriers.len() == 1 {
                    condition_paths(types, name.as_str(), &variant.when, file, found);
                }
            }
        }
        for change in halves::all_lines(service) {
            if change.claim.source.is_empty() {
                found.add(file, "a claim names no source");
            }
            for text in [&change.aws, &change.customer, &change.because].into_iter().flatten() {
                found.words(file, text);
            }
        }
    }
}

fn condition_paths(
    types: &dyn TypeCatalog,
    on: &str,
    condition: &Condition,
    file: &str,
    found: &mut Findings,
) {
    let mut check = |type_name: &str, path: &Path| {
        let keys: Vec<&str> = path.keys().collect();
        if !types.has_type(type_name) {
            found.add(file, format!("`{type_name}` is no resource type of the schema"));
        } else if types.path(type_name, &keys) == PathKind::Missing {
            found.add(file, format!("`{type_name}` has no property `{path}`"));
        }
    };
    for path in condition.own_paths() {
        check(on, &path);
    }
    for (type_name, link, inner) in condition.related() {
        for path in inner.own_paths() {
            check(type_name, &path);
        }
        if let Link::By(path) = link {
            check(type_name, path);
        }
    }
}

/// Whether some configuration of a type leaves a layer to the customer, or shared.
fn leaves_to_customer(knowledge: &Knowledge, type_name: &str, layer: Layer) -> bool {
    let Some(service) = service_of(knowledge, type_name) else { return false };
    let over = service.types.get(type_name);
    let profile = over.and_then(|o| o.profile.as_deref()).unwrap_or(&service.profile);
    let settings = service.settings.contains_key(type_name);
    let customers =
        |owner: &Owner| matches!(owner, Owner::Customer | Owner::Shared | Owner::Unknown | Owner::ThirdParty);
    // A setting's duty is judged on the layer of the carrier that it configures.
    let base = if settings { &service.profile } else { profile };
    // With a profile of its own, a type takes none of the service's lines.
    let by_service = service.layers.get(&layer).filter(|_| over.is_none_or(|o| o.profile.is_none()));
    let from_profile = knowledge
        .profile(base)
        .and_then(|p| p.layers.get(&layer))
        .is_some_and(|tasks| tasks.values().any(customers));
    let changes = by_service
        .into_iter()
        .chain(over.and_then(|o| o.layers.get(&layer)))
        .chain(service.variants.iter().filter_map(|v| v.layers.get(&layer)));
    from_profile || changes.flat_map(|c| c.tasks.values()).any(customers) || settings
}

fn service_of<'a>(knowledge: &'a Knowledge, type_name: &str) -> Option<&'a Service> {
    knowledge
        .services
        .iter()
        .map(|(_, s)| s)
        .find(|s| s.settings.contains_key(type_name) || s.carriers.iter().any(|c| c.as_str() == type_name))
}

fn duties(knowledge: &Knowledge, types: &dyn TypeCatalog, found: &mut Findings) {
    let mut ids = BTreeSet::new();
    for (file, duty) in &knowledge.duties {
        if !ids.insert(&duty.id) {
            found.add(file, format!("duty `{}` exists twice", duty.id));
        }
        if duty.sources.is_empty() {
            found.add(file, "a duty names at least one source");
        }
        found.words(file, &duty.why);
        for on in &duty.on {
            duty_on(knowledge, types, file, duty, on, found);
        }
        examples(file, duty, found);
        evidence(file, duty, found);
        for part in &duty.parts {
            duty_part(knowledge, file, duty, part.part.as_str(), found);
        }
    }
}

/// What a duty that no configuration shows says of its evidence: what would do, who produces it, how old it may be.
fn evidence(file: &str, duty: &Duty, found: &mut Findings) {
    if duty.needs_evidence.is_none() {
        if duty.evidence_by.is_some() || duty.evidence_age.is_some() {
            found.add(file, "`evidence_by` and `evidence_age` belong to a duty with `needs_evidence`");
        }
        return;
    }
    if duty.evidence_by.as_ref().is_none_or(|by| by.trim().is_empty()) {
        found.add(file, "`needs_evidence` asks for `evidence_by = \"…\"`: who produces the evidence");
    }
    match &duty.evidence_age {
        None => found.add(
            file,
            "`needs_evidence` asks for `evidence_age = \"…\"`: the parameter that says for how many days it counts",
        ),
        Some(name) if duty.parameters.get(name).is_none_or(|p| p.unit != "days") => found.add(
            file,
            format!("`evidence_age` names `{name}`, which needs a `[parameters.{name}]` with the unit `days`"),
        ),
        Some(_) => {}
    }
}

fn duty_on(
    knowledge: &Knowledge,
    types: &dyn TypeCatalog,
    file: &str,
    duty: &Duty,
    on: &DutyOn,
    found: &mut Findings,
) {
    let name = on.type_name.as_str();
    if let Some(when) = &on.when {
        condition_paths(types, name, when, file, found);
    }
    if let Requirement::Condition(condition, _) = &on.require {
        condition_paths(types, name, condition, file, found);
        for parameter in condition.parameters() {
            if !duty.parameters.contains_key(parameter) {
                found.add(file, format!("`param({parameter})` has no `[parameters.{parameter}]`"));
            }
        }
    }
    if duty.scope == Scope::Organization {
        return;
    }
    // Rule 8: no technical duty on an inherited share.
    if !leaves_to_customer(knowledge, name, duty.layer) {
        found.add(
            file,
            format!(
                "no service file leaves layer `{}` of `{name}` to the customer, so no duty may hang on it",
                duty.layer
            ),
        );
    }
}

fn duty_part(knowledge: &Knowledge, file: &str, duty: &Duty, part: &str, found: &mut Findings) {
    let known = knowledge.frameworks.iter().flat_map(|f| &f.parts).find(|p| p.row.part.as_str() == part);
    let Some(known) = known else {
        found.add(file, format!("`{part}` is no part of a framework"));
        return;
    };
    let Some(decision) = &known.decision else { return };
    if decision.nature == Nature::Organizational {
        if duty.scope != Scope::Organization {
            found.add(file, format!("`{part}` is organizational: a technical duty says nothing about it"));
        }
    } else if duty.scope != Scope::Organization && !decision.tasks.iter().any(|t| t.layer == duty.layer) {
        let layers: BTreeSet<&str> = decision.tasks.iter().map(|t| t.layer.id()).collect();
        let layers: Vec<&str> = layers.into_iter().collect();
        found.add(
            file,
            format!(
                "the duty is on layer `{}`, but `{part}` is implemented on {}",
                duty.layer,
                layers.join(", ")
            ),
        );
    }
}

fn examples(file: &str, duty: &Duty, found: &mut Findings) {
    let has = |verdict| duty.examples.iter().any(|e| e.verdict == verdict);
    let wanted: &[Verdict] = match (duty.needs_evidence.is_some(), duty.scope) {
        // No configuration shows it; for an account only another stack could.
        (true, Scope::Organization) => &[],
        (true, _) => &[Verdict::Unknown],
        (false, Scope::Account) => &[Verdict::Met, Verdict::Unknown],
        (false, _) => &[Verdict::Met, Verdict::Unmet, Verdict::Unknown],
    };
    for verdict in wanted {
        if !has(*verdict) {
            found.add(
                file,
                format!(
                    "the duty has no example with verdict `{0}`; add a fenced block that begins with `hcl,{0}` or `yaml,{0}`",
                    verdict.id()
                ),
            );
        }
    }
}

fn frameworks(knowledge: &Knowledge, found: &mut Findings) {
    for framework in &knowledge.frameworks {
        for part in &framework.parts {
            let Some(decision) = &part.decision else { continue };
            let family = part.row.control.as_str().get(..2).unwrap_or("");
            let file = format!("frameworks/{}/{family}.toml", framework.id);
            let id = &part.row.part;
            let needs_tasks = decision.nature != Nature::Organizational;
            if needs_tasks && decision.tasks.is_empty() {
                found.add(&file, format!("`{id}` is `{}` and names no task", decision.nature.id()));
            }
            match decision.nature {
                Nature::Mechanism => {
                    match decision.aws {
                        None => found.add(&file, format!("`{id}` is a mechanism and does not say `aws = …`")),
                        Some(AwsMechanism::None) => {}
                        Some(_) if decision.aws_because.is_none() || decision.aws_source.is_none() => {
                            found.add(&file, format!("`{id}` says what AWS's mechanism does without `aws_because` and `aws_source`"));
                        }
                        Some(_) => {}
                    }
                }
                Nature::Activity | Nature::Organizational => match decision.counterpart {
                    None => found.add(&file, format!("`{id}` does not say whether AWS has a counterpart")),
                    Some(Counterpart::Aws) if decision.aws_share.is_none() => {
                        found.add(&file, format!("`{id}` has a counterpart of AWS's and no `aws_share`"));
                    }
                    Some(_) => {}
                },
                Nature::Physical => {}
            }
            if decision.nature != Nature::Physical && decision.customer_share.is_none() {
                found.add(&file, format!("`{id}` has no `customer_share`"));
            }
            for text in [&decision.aws_share, &decision.customer_share].into_iter().flatten() {
                found.words(&file, text);
            }
            let suggested = match part.row.level.as_str() {
                "organization" => matches!(decision.nature, Nature::Organizational | Nature::Activity),
                "system" => decision.nature == Nature::Mechanism,
                _ => true,
            };
            if !suggested && decision.departure.is_none() {
                found.add(
                    &file,
                    format!(
                        "`{id}` is `{}` although the catalog says `{}`; give the `departure` a reason",
                        decision.nature.id(),
                        part.row.level
                    ),
                );
            }
        }
    }
}
