//! The sentences of the knowledge that an assessment rests on, each written once.

use crate::{
    assessment::{DutyDefinition, DutyPart, Entry},
    demarcation::{Demarcation, EntrySource, LayerOwner, Services},
};
use demarc_inventory::Inventory;
use demarc_knowledge_format::{Knowledge, LayerChange, Profile, Service};
use demarc_model::{ClaimBasis, DutyId};
use std::collections::{BTreeMap, BTreeSet};

/// Key of the entry that decided a layer: `lambda/platform`, `lambda-image/platform`.
#[must_use]
pub fn key(demarcation: &Demarcation<'_>, layer: &LayerOwner) -> String {
    let service = demarcation.service.map_or("", |s| s.id.as_str());
    match &layer.entry {
        EntrySource::Variant(id) => format!("{id}/{}", layer.layer),
        EntrySource::Type(name) => format!("{service}:{name}/{}", layer.layer),
        EntrySource::Service | EntrySource::Profile => format!("{service}/{}", layer.layer),
    }
}

/// Entries behind all layers of all resources.
#[must_use]
pub fn of_resources(
    services: &Services<'_>,
    demarcations: &[Demarcation<'_>],
    inventory: &Inventory,
) -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    for (demarcation, resource) in demarcations.iter().zip(&inventory.resources) {
        let Some(service) = demarcation.service else { continue };
        for layer in &demarcation.layers {
            let key = key(demarcation, layer);
            if entries.contains_key(&key) {
                continue;
            }
            let over = service.types.get(&resource.type_name);
            let own_profile = over.and_then(|o| o.profile.as_deref());
            let by_type = over.and_then(|o| o.layers.get(&layer.layer));
            let by_service = service.layers.get(&layer.layer).filter(|_| own_profile.is_none());
            let change = match &layer.entry {
                EntrySource::Variant(id) => {
                    service.variants.iter().find(|v| v.id == *id).and_then(|v| v.layers.get(&layer.layer))
                }
                EntrySource::Type(_) => by_type,
                EntrySource::Service => by_service,
                EntrySource::Profile => None,
            };
            let profile = services.knowledge().profile(own_profile.unwrap_or(&service.profile));
            let words = Words { profile, change, under: [by_type, by_service] };
            entries.insert(key, entry(service, demarcation, layer, &words));
        }
    }
    entries
}

/// Where the words about a layer come from.
struct Words<'k> {
    profile: Option<&'k Profile>,
    /// The lines that decided.
    change: Option<&'k LayerChange>,
    /// The lines under them, nearest first.
    under: [Option<&'k LayerChange>; 2],
}

fn entry(service: &Service, demarcation: &Demarcation<'_>, layer: &LayerOwner, words: &Words<'_>) -> Entry {
    let Words { profile, change, under } = *words;
    let by_profile = || {
        profile.map_or_else(String::new, |p| {
            format!("{} is a service of the kind “{}”: {}", service.name, p.title, p.what)
        })
    };
    let variant = match &layer.entry {
        EntrySource::Variant(id) => service.variants.iter().find(|v| v.id == *id),
        _ => None,
    };
    let (basis, source, as_of) = match change {
        Some(change) => (change.claim.basis, change.claim.source.clone(), change.claim.as_of.clone()),
        None => (
            ClaimBasis::Profile,
            format!("{}; {}", service.claim.source, profile.map_or("", |p| p.source.as_str())),
            service.claim.as_of.clone(),
        ),
    };
    let because = change.and_then(|c| c.because.clone()).unwrap_or_else(|| match variant {
        Some(variant) => format!("{}: the configuration says so (`{}`).", variant.name, variant.when_text),
        None => by_profile(),
    });
    // A variant or type that says nothing of one half leaves the service's own sentence standing.
    let half = |of: fn(&LayerChange) -> Option<&String>| {
        change.and_then(of).or_else(|| under.iter().flatten().copied().find_map(of)).cloned()
    };
    Entry {
        aws: half(|c| c.aws.as_ref()),
        customer: half(|c| c.customer.as_ref()),
        because,
        basis,
        source,
        as_of,
        knowledge: demarcation.file.to_owned(),
    }
}

/// Definitions of the duties that were judged.
#[must_use]
pub fn of_duties(knowledge: &Knowledge, used: &BTreeSet<&DutyId>) -> BTreeMap<DutyId, DutyDefinition> {
    knowledge
        .duties
        .iter()
        .filter(|(_, d)| used.contains(&d.id))
        .map(|(file, duty)| {
            let duty = knowledge.with_texts(duty);
            let definition = DutyDefinition {
                title: duty.title.clone(),
                layer: duty.layer,
                severity: duty.severity,
                scope: duty.scope,
                why: duty.why.clone(),
                fix: duty.fix.clone(),
                needs_evidence: duty.needs_evidence.clone(),
                evidence_by: duty.evidence_by.clone(),
                evidence_age: duty.evidence_age.clone(),
                sources: duty.sources.clone(),
                as_of: duty.as_of.clone(),
                parts: duty
                    .parts
                    .iter()
                    .map(|p| DutyPart { part: p.part.clone(), covers: p.covers, because: p.because.clone() })
                    .collect(),
                knowledge: file.clone(),
            };
            (duty.id.clone(), definition)
        })
        .collect()
}
