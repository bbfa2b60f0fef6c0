//! Populations to sample from, with a draw that anybody can repeat.

use crate::{
    document::ReportSettings,
    sheets::place,
    table::{Table, column},
    tally, words,
};
use demarc_assess::assessment::{Assessment, ResourceResult};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The seed of a draw for which none is given.
const SEED: &str = "demarc";

/// Size of the sample of each population where none is given.
const SAMPLE: usize = 25;

pub(super) fn table(assessment: &Assessment, settings: &ReportSettings) -> (Table, Vec<(String, String)>) {
    let seed = settings.seed.as_deref().unwrap_or(SEED);
    let sample = settings.sample.unwrap_or(SAMPLE);
    let mut populations: BTreeMap<&str, Vec<(String, &ResourceResult)>> = BTreeMap::new();
    for resource in &assessment.resources {
        let drawn = draw(seed, &resource.id);
        populations.entry(resource.type_name.as_str()).or_default().push((drawn, resource));
    }
    let mut rows = Vec::with_capacity(assessment.resources.len());
    for (name, mut population) in populations {
        population.sort_by(|a, b| (&a.0, &a.1.id).cmp(&(&b.0, &b.1.id)));
        let size = population.len();
        for (position, (drawn, resource)) in population.into_iter().enumerate() {
            rows.push(vec![
                name.into(),
                size.into(),
                (position + 1).into(),
                if position < sample { "yes" } else { "no" }.into(),
                tally::shown(resource).into(),
                resource.service.as_ref().map(|s| words::service_name(assessment, s.as_str())).into(),
                resource.account.as_deref().into(),
                resource.region.as_deref().into(),
                place(resource.location.as_ref()).into(),
                resource.id.as_str().into(),
                drawn.into(),
            ]);
        }
    }
    let table = Table {
        id: "population",
        sheet: "Population",
        title: format!("Populations of {} to sample from", assessment.system),
        notes: vec![
            format!("Seed: {seed}. Sample of each population: {sample}."),
            "Each type is a population, whole as far as the input shows it. The draw sorts by SHA-256 of the seed, a line feed and the resource's id, so that anybody can repeat it.".to_owned(),
        ],
        columns: vec![
            column("Population", 34),
            column("Size", 8),
            column("Draw", 8),
            column("In sample", 10),
            column("Resource", 44),
            column("Service", 24),
            column("Account", 16),
            column("Region", 14),
            column("Place", 34),
            column("Id", 50),
            column("SHA-256", 66),
        ],
        rows,
    };
    (table, vec![("Seed".to_owned(), seed.to_owned()), ("Sample size".to_owned(), sample.to_string())])
}

fn draw(seed: &str, id: &str) -> String {
    let digest = Sha256::new().chain_update(seed).chain_update("\n").chain_update(id).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
