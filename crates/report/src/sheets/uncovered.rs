//! Services in use that no chosen authorization covers.

use crate::{
    table::{Table, column},
    words,
};
use demarc_assess::assessment::Assessment;
use demarc_model::ServiceId;
use std::collections::{BTreeMap, BTreeSet};

/// The sheet: every service in use whose share of AWS's is not backed.
pub(crate) fn uncovered(assessment: &Assessment) -> Table {
    let mut counts: BTreeMap<&ServiceId, (usize, usize)> = BTreeMap::new();
    for service in assessment.resources.iter().filter_map(|r| r.service.as_ref()) {
        counts.entry(service).or_default().0 += 1;
    }
    for part in &assessment.controls {
        let services: BTreeSet<&ServiceId> = part.by_service.iter().map(|s| &s.service).collect();
        for service in services {
            counts.entry(service).or_default().1 += 1;
        }
    }
    let rows = assessment.coverage.iter().filter(|c| !words::backed(c.status)).map(|c| {
        let (resources, parts) = counts.get(&c.service).copied().unwrap_or_default();
        vec![
            words::service_name(assessment, c.service.as_str()).into(),
            c.programme
                .as_deref()
                .or(assessment.framework.programme.as_deref())
                .unwrap_or("none chosen")
                .into(),
            words::aws_status(c.status).into(),
            c.partition.as_str().into(),
            c.regions.join(", ").into(),
            c.report.as_deref().into(),
            c.as_of.as_deref().into(),
            resources.into(),
            parts.into(),
        ]
    });
    Table {
        id: "used-not-covered",
        sheet: "Used, not covered",
        title: format!(
            "Services that {} uses and the chosen authorization does not cover",
            assessment.system
        ),
        notes: vec![
            "What AWS does in these services is inheritable at most; nothing of it is ticked as inherited."
                .to_owned(),
        ],
        columns: vec![
            column("Service", 30),
            column("Authorization", 22),
            column("Status", 24),
            column("Partition", 14),
            column("Regions", 24),
            column("Report", 30),
            column("List as of", 12),
            column("Resources", 11),
            column("Control parts", 11),
        ],
        rows: rows.collect(),
    }
}
