//! Services in use, by region, under the chosen programme.

use crate::{
    table::{Table, column},
    words,
};
use demarc_assess::assessment::{Assessment, ResourceResult};
use demarc_model::ServiceId;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn table(assessment: &Assessment) -> Table {
    let mut by_service: BTreeMap<&ServiceId, Vec<&ResourceResult>> = BTreeMap::new();
    for resource in &assessment.resources {
        if let Some(service) = &resource.service {
            by_service.entry(service).or_default().push(resource);
        }
    }
    let mut rows = Vec::new();
    for coverage in &assessment.coverage {
        let of = by_service.get(&coverage.service).map_or(&[][..], Vec::as_slice);
        // Global resources and those of an input that names no region have none.
        let regions: BTreeSet<Option<&str>> = of.iter().map(|r| r.region.as_deref()).collect();
        for region in regions {
            let here = of.iter().filter(|r| r.region.as_deref() == region);
            rows.push(vec![
                words::service_name(assessment, coverage.service.as_str()).into(),
                coverage.service.as_str().into(),
                region.unwrap_or("none named").into(),
                coverage.partition.as_str().into(),
                coverage
                    .programme
                    .as_deref()
                    .or(assessment.framework.programme.as_deref())
                    .unwrap_or("none chosen")
                    .into(),
                words::aws_status(coverage.status).into(),
                coverage.why.as_deref().into(),
                coverage.report.as_deref().into(),
                coverage.as_of.as_deref().into(),
                here.clone().count().into(),
                here.filter(|r| r.presence == "maybe").count().into(),
            ]);
        }
    }
    Table {
        id: "services",
        sheet: "Services",
        title: format!("AWS services that {} uses", assessment.system),
        notes: vec![
            "Covered says that a list of AWS's names the service for the programme; it says nothing about whether a control works.".to_owned(),
        ],
        columns: vec![
            column("Service", 32),
            column("Id", 20),
            column("Region", 18),
            column("Partition", 12),
            column("Programme", 22),
            column("AWS's share", 24),
            column("Why", 60),
            column("Report", 30),
            column("List as of", 12),
            column("Resources", 11),
            column("Of which may not exist", 12),
        ],
        rows,
    }
}
