//! For how long a person's statement about a duty counts: the duty names a parameter, and its value ends the statement.

use crate::{assessment::ProblemResult, evaluate::ParameterValues, options::AssessOptions};
use demarc_knowledge_format::{Duty, Knowledge};
use demarc_model::Attestation;
use jiff::{Span, civil::Date};
use std::collections::HashMap;

/// The options with the last day of each statement that the age of its evidence limits, and a note for each of those.
///
/// A last day of the statement's own counts where it comes first. A parameter without a value limits nothing.
pub fn limit(
    options: &AssessOptions,
    knowledge: &Knowledge,
    values: &ParameterValues,
) -> (AssessOptions, Vec<ProblemResult>) {
    let mut options = options.clone();
    let mut notes = Vec::new();
    if options.attestations.is_empty() {
        return (options, notes);
    }
    let duties: HashMap<&str, &Duty> = knowledge.duties.iter().map(|(_, d)| (d.id.as_str(), d)).collect();
    for attestation in &mut options.attestations {
        let Some(duty) = attestation.duty.as_deref().and_then(|d| duties.get(d)) else { continue };
        let Some(parameter) = &duty.evidence_age else { continue };
        let Some(days) = values.get(parameter) else { continue };
        let Some(last) = last_day(attestation, days) else { continue };
        if attestation.expires.as_ref().is_some_and(|own| *own <= last) {
            continue;
        }
        notes.push(ProblemResult {
            code: "attestation-age".to_owned(),
            severity: "note".to_owned(),
            message: format!(
                "the statement about `{}` by {} counts until {last}: evidence of it counts for {days} days by `{parameter}`",
                duty.id, attestation.by
            ),
            location: None,
            file: None,
            excerpt: None,
        });
        attestation.expires = Some(last);
    }
    (options, notes)
}

/// The day, as `YYYY-MM-DD`, that lies so many days after the statement.
fn last_day(attestation: &Attestation, days: &str) -> Option<String> {
    let date: Date = attestation.date.parse().ok()?;
    let days = Span::new().try_days(days.trim().parse::<i64>().ok()?).ok()?;
    date.checked_add(days).ok().map(|last| last.to_string())
}
