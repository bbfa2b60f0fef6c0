//! Where encryption is used, whose it is, with which key, and what is known of the module.

use crate::{
    sheets::{self, place, shown},
    table::{Cell, Table, column},
    tally, words,
};
use demarc_assess::assessment::{Assessment, DutyResult, LayerResult, ResourceResult};
use demarc_model::{Layer, Owner, Verdict};
use std::collections::BTreeMap;

/// Said of every module: configuration shows none, and a guess would be worse than nothing.
const MODULE: &str = "not shown by the input";

/// Said of every validation.
const VALIDATION: &str = "not known: look the module up in NIST's list of validated modules";

pub(super) fn table(assessment: &Assessment) -> Table {
    let mut duties: BTreeMap<(&str, Layer), Vec<&DutyResult>> = BTreeMap::new();
    for duty in assessment.duties.iter().filter(|d| d.verdict != Verdict::NotApplicable) {
        duties.entry((duty.resource_id.as_str(), duty.layer)).or_default().push(duty);
    }
    let mut rows = Vec::new();
    for resource in &assessment.resources {
        for layer in resource.layers.iter() {
            let concerned = matches!(layer.layer, Layer::EncryptionAtRest | Layer::TrafficProtection);
            if concerned && layer.owner != Owner::Absent {
                let looked = duties.get(&(resource.id.as_str(), layer.layer));
                rows.push(row(assessment, resource, layer, looked.map_or(&[], Vec::as_slice)));
            }
        }
    }
    Table {
        id: "crypto",
        sheet: "Encryption",
        title: format!("Where {} uses encryption", assessment.system),
        notes: vec![
            "Which cryptographic module does the work, and whether it is validated, is shown by no configuration.".to_owned(),
            "Duties of a setting that belongs to another resource stand with the setting in the duties table.".to_owned(),
        ],
        columns: vec![
            column("Resource", 40),
            column("Service", 24),
            column("Use", 20),
            column("Owner", 14),
            column("Duties", 18),
            column("Key or TLS policy", 34),
            column("Looked at", 60),
            column("AWS does", 46),
            column("Customer does", 46),
            column("Cryptographic module", 22),
            column("Validation", 34),
            column("Source", 40),
            column("Place", 34),
        ],
        rows,
    }
}

fn row(
    assessment: &Assessment,
    resource: &ResourceResult,
    layer: &LayerResult,
    duties: &[&DutyResult],
) -> Vec<Cell> {
    let entry = assessment.entries.get(&layer.entry);
    let at_rest = layer.layer == Layer::EncryptionAtRest;
    let verdicts: Vec<String> = tally::Verdicts::of(duties.iter().copied())
        .listed()
        .map(|(v, n)| format!("{n} {}", words::verdict(v)))
        .collect();
    let looked: Vec<String> = duties.iter().flat_map(|d| &d.evidence).map(sheets::evidence).collect();
    vec![
        tally::shown(resource).into(),
        resource.service.as_ref().map(|s| words::service_name(assessment, s.as_str())).into(),
        if at_rest { "at rest" } else { "in transit" }.into(),
        sheets::owner(layer).into(),
        if verdicts.is_empty() { "not assessed".into() } else { verdicts.join(", ").into() },
        shown(resource.facts.get(if at_rest { "key" } else { "tls" })).into(),
        looked.join("\n").into(),
        entry.and_then(|e| e.aws.as_deref()).into(),
        entry.and_then(|e| e.customer.as_deref()).into(),
        MODULE.into(),
        VALIDATION.into(),
        entry.map(|e| format!("{} (as of {})", e.source, e.as_of)).into(),
        place(resource.location.as_ref()).into(),
    ]
}
