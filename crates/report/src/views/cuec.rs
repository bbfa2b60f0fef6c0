//! What AWS expects of its customer for the services in use, with the duties that show it.
//!
//! Reports of AWS's auditors list such complementary controls under numbers of their own; those reports are confidential,
//! so their numbers are the reader's to fill in.

use crate::{
    table::{Cell, Table, column},
    tally, words,
};
use demarc_assess::assessment::{Assessment, DutyResult};
use demarc_model::{Layer, Owner, Verdict};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn table(assessment: &Assessment) -> Table {
    // One row for each claim about a service's layer, over all resources that it holds for.
    let mut claims: BTreeMap<(&str, Layer, &str), BTreeSet<&str>> = BTreeMap::new();
    for resource in &assessment.resources {
        let Some(service) = &resource.service else { continue };
        for layer in resource.layers.iter() {
            if matches!(layer.owner, Owner::Shared | Owner::Customer) {
                let key = (service.as_str(), layer.layer, layer.entry.as_str());
                claims.entry(key).or_default().insert(resource.id.as_str());
            }
        }
    }
    let mut duties: BTreeMap<(&str, Layer), Vec<&DutyResult>> = BTreeMap::new();
    let carriers: BTreeMap<&str, &str> =
        assessment.resources.iter().filter_map(|r| Some((r.id.as_str(), r.part_of.as_deref()?))).collect();
    for duty in assessment.duties.iter().filter(|d| d.verdict != Verdict::NotApplicable) {
        let id = duty.resource_id.as_str();
        // A setting's duty stands with the resource that it belongs to.
        let on = carriers.get(id).copied().unwrap_or(id);
        duties.entry((on, duty.layer)).or_default().push(duty);
    }
    let mut rows = Vec::new();
    for ((service, layer, entry), resources) in claims {
        let looked: Vec<&DutyResult> =
            resources.iter().filter_map(|id| duties.get(&(*id, layer))).flatten().copied().collect();
        rows.push(row(assessment, (service, layer, entry), &resources, &looked));
    }
    Table {
        id: "cuec",
        sheet: "User entity controls",
        title: format!("What AWS expects of {} as its user, and the duties that show it", assessment.system),
        notes: vec![
            "Demarc's reading of AWS's public documentation. The numbers in AWS's SOC report stand only in that report, which is confidential: fill them in from your copy.".to_owned(),
        ],
        columns: vec![
            column("Service", 28),
            column("Layer", 22),
            column("What the user does", 60),
            column("What AWS does", 50),
            column("Number in the report", 14),
            column("Resources", 11),
            column("Looked at", 11),
            column("Duties", 40),
            column("Result", 24),
            column("Basis of the claim", 12),
            column("Source", 50),
            column("As of", 12),
        ],
        rows,
    }
}

fn row(
    assessment: &Assessment,
    (service, layer, entry): (&str, Layer, &str),
    resources: &BTreeSet<&str>,
    looked: &[&DutyResult],
) -> Vec<Cell> {
    let entry = assessment.entries.get(entry);
    let names: BTreeSet<&str> = looked.iter().map(|d| d.duty.as_str()).collect();
    let on: BTreeSet<&str> = looked.iter().map(|d| d.resource_id.as_str()).collect();
    let verdicts: Vec<String> = (tally::Verdicts::of(looked.iter().copied()).listed())
        .map(|(v, n)| format!("{n} {}", words::verdict(v)))
        .collect();
    vec![
        words::service_name(assessment, service).into(),
        words::layer(layer).into(),
        entry.and_then(|e| e.customer.as_deref()).unwrap_or("All of this layer.").into(),
        entry.and_then(|e| e.aws.as_deref()).into(),
        Cell::Empty,
        resources.len().into(),
        on.len().into(),
        names.into_iter().collect::<Vec<_>>().join("\n").into(),
        if verdicts.is_empty() { "not assessed".into() } else { verdicts.join(", ").into() },
        entry.map(|e| e.basis.id()).into(),
        entry.map(|e| e.source.as_str()).into(),
        entry.map(|e| e.as_of.as_str()).into(),
    ]
}
