//! Problems of the reading, and what the assessment itself has to say beside its results: assumptions, ended statements.

use super::Writer;
use crate::{assessment::ProblemResult, evidence::location};
use demarc_inventory::{ProblemSeverity, Resource};
use std::collections::BTreeMap;

impl Writer<'_, '_> {
    pub(super) fn problems(&self) -> Vec<ProblemResult> {
        let mut problems: Vec<ProblemResult> = self
            .inventory
            .problems
            .iter()
            .map(|p| {
                let severity = match p.severity {
                    ProblemSeverity::Note => "note",
                    ProblemSeverity::Warning => "warning",
                    ProblemSeverity::Error => "error",
                };
                ProblemResult {
                    code: p.code.to_owned(),
                    severity: severity.to_owned(),
                    message: self.inventory.sources.hide(&p.message),
                    location: p.span.map(|s| location(self.inventory, s)),
                    file: p.file.clone(),
                    excerpt: p
                        .span
                        .and_then(|s| self.inventory.sources.excerpt(s, 1, 6))
                        .map(|(_, text)| text),
                }
            })
            .collect();
        problems.extend(self.assumptions());
        problems.extend(self.statements_that_do_not_count());
        problems.extend(self.options.notes.iter().cloned());
        problems.extend(self.coverage.notes(self.chosen).into_iter().map(|(code, message)| ProblemResult {
            code: code.to_owned(),
            severity: "warning".to_owned(),
            message,
            location: None,
            file: None,
            excerpt: None,
        }));
        problems.extend(self.shortened.iter().cloned());
        problems.sort();
        problems.dedup();
        problems
    }

    /// One warning for each attestation whose last day is past, or cannot be compared because no day was given.
    fn statements_that_do_not_count(&self) -> impl Iterator<Item = ProblemResult> {
        let day = self.options.assessed_at.as_deref();
        self.options.attestations.iter().filter(move |a| !a.counts_on(day)).map(move |a| {
            let what = a.duty.as_deref().or(a.part.as_deref()).unwrap_or("nothing");
            let last = a.expires.as_deref().unwrap_or_default();
            let why = match day {
                Some(day) => format!("it ended on {last}, before {day}; have it renewed"),
                None => format!("it ends on {last}; give the day of the assessment with `--assessed-at`"),
            };
            ProblemResult {
                code: "attestation-not-counted".to_owned(),
                severity: "warning".to_owned(),
                message: format!("the statement about `{what}` by {} does not count: {why}", a.by),
                location: None,
                file: None,
                excerpt: None,
            }
        })
    }

    /// One note for each assumption, with the resources that it was made for.
    fn assumptions(&self) -> Vec<ProblemResult> {
        let mut made: BTreeMap<&str, Vec<&Resource>> = BTreeMap::new();
        for (resource, demarcation) in self.inventory.resources.iter().zip(self.demarcations) {
            for assumption in &demarcation.assumed {
                made.entry(assumption).or_default().push(resource);
            }
        }
        made.into_iter()
            .map(|(assumption, resources)| {
                let names: Vec<String> =
                    resources.iter().take(5).map(|r| format!("`{}`", r.address)).collect();
                let more = resources.len().saturating_sub(names.len());
                let and = if more > 0 { format!(" and {more} more") } else { String::new() };
                ProblemResult {
                    code: "assumption".to_owned(),
                    severity: "note".to_owned(),
                    message: format!("assumed for {}{and}: {assumption}", names.join(", ")),
                    location: resources.first().and_then(|r| r.span).map(|s| location(self.inventory, s)),
                    file: None,
                    excerpt: None,
                }
            })
            .collect()
    }
}
