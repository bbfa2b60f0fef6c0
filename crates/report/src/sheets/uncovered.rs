//! Services in use that no chosen authorization covers.

use crate::{
    statement::Statement,
    table::{Table, column},
    words,
};
use demarc_assess::assessment::Assessment;
use demarc_model::ServiceId;
use std::collections::{BTreeMap, BTreeSet};

/// The sheet: every service in use whose share of AWS's is not backed.
pub(crate) fn uncovered(assessment: &Assessment, statements: &[Statement<'_>]) -> Table {
    let kept = kept(statements);
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
            c.why.as_deref().into(),
            resources.into(),
            parts.into(),
            kept.get(c.service.as_str()).map_or(0, |k| k.0).into(),
            kept.get(c.service.as_str()).map_or(0, |k| k.1).into(),
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
            "A part that several services carry is inherited only where each of them is covered; the last columns count what each service keeps from it."
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
            column("Why", 60),
            column("Resources", 11),
            column("Control parts", 11),
            column("Parts not inherited because of it", 14),
            column("Of which because of it alone", 14),
        ],
        rows: rows.collect(),
    }
}

/// For each service that is not covered: parts that are not inherited because of it, and those of which it is the only cause.
fn kept<'a>(statements: &[Statement<'a>]) -> BTreeMap<&'a str, (usize, usize)> {
    let mut kept: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for others in statements.iter().filter(|s| !s.carriers.outside).map(|s| &s.carriers.others) {
        for service in others.keys() {
            let counts = kept.entry(service).or_default();
            counts.0 += 1;
            counts.1 += usize::from(others.len() == 1);
        }
    }
    kept
}

/// Which services keep how many parts from being inherited under the chosen authorization, in a sentence.
pub(crate) fn not_inherited(assessment: &Assessment, statements: &[Statement<'_>]) -> Option<String> {
    const NAMED: usize = 12;
    let programme = assessment.framework.programme.as_deref()?;
    let parts = statements.iter().filter(|s| !s.carriers.outside && !s.carriers.others.is_empty()).count();
    let mut kept: Vec<(&str, (usize, usize))> = kept(statements).into_iter().collect();
    kept.sort_by_key(|(service, counts)| (std::cmp::Reverse(*counts), *service));
    if kept.is_empty() {
        return None;
    }
    let named: Vec<String> = (kept.iter().take(NAMED))
        .map(|(service, (all, alone))| {
            let name = words::service_name(assessment, service);
            if *alone == 0 { format!("{name} ({all})") } else { format!("{name} ({all}, {alone} alone)") }
        })
        .collect();
    let more = kept.len().saturating_sub(NAMED);
    let and = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!(
        "{} not inherited because {programme} does not cover every service that carries them: {}{and}.",
        words::counted(parts, "part is", "parts are"),
        named.join(", ")
    ))
}
