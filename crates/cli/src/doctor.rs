//! `demarc doctor`.

use crate::{Status, output};
use anyhow::Result;
use demarc_knowledge::{SchemaTypes, format::validate};
use std::fmt::Write as _;

/// Says what this build knows and whether it holds together.
///
/// # Errors
/// If the embedded knowledge cannot be read.
pub fn run() -> Result<Status> {
    let knowledge = demarc_knowledge::embedded()?;
    let mut text = String::new();
    let variants: usize = knowledge.services.iter().map(|(_, s)| s.variants.len()).sum();
    let _ = writeln!(text, "demarc {}", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(text, "knowledge {}", demarc_knowledge::DIGEST);
    let _ = writeln!(
        text,
        "services {}, variants {variants}, duties {}",
        knowledge.services.len(),
        knowledge.duties.len()
    );
    for framework in &knowledge.frameworks {
        if let Some(on) = framework.rests_on() {
            let what = framework.crosswalk.as_ref().map_or_else(
                || format!("selects from {on} for {}", framework.baselines.join(", ")),
                |c| format!("{} requirements that map onto {on} ({})", c.requirements.len(), c.basis.id()),
            );
            let _ = writeln!(text, "framework {}: {what}", framework.id);
            continue;
        }
        let reviewed = framework.parts.iter().filter(|p| p.decision.is_some()).count();
        let _ =
            writeln!(text, "framework {}: {} parts, {reviewed} decided", framework.id, framework.parts.len());
        for baseline in &framework.baselines {
            let of = framework.parts.iter().filter(|p| p.row.baselines.contains(baseline));
            let (all, decided) = of.fold((0, 0), |(n, d), p| (n + 1, d + usize::from(p.decision.is_some())));
            let _ = writeln!(text, "  baseline {baseline}: {all} parts, {decided} decided");
        }
    }
    for (_, programme) in &knowledge.programmes {
        let newest = programme.lists.iter().map(|l| l.as_of.as_str()).max();
        let list =
            newest.map_or_else(|| "no list of services".to_owned(), |day| format!("newest list of {day}"));
        let _ = writeln!(text, "programme {}: {list}", programme.id);
    }
    let problems = validate_without_examples(&knowledge);
    for problem in &problems {
        let _ = writeln!(text, "problem: {problem}");
    }
    let _ = writeln!(text, "{} problems", problems.len());
    output::write(&text, None)?;
    Ok(if problems.is_empty() { Status::Done } else { Status::Findings })
}

/// The build checks examples and leaves them out, so their absence is no problem here.
fn validate_without_examples(knowledge: &demarc_knowledge::format::Knowledge) -> Vec<String> {
    validate(knowledge, &SchemaTypes)
        .iter()
        .map(ToString::to_string)
        .filter(|p| !p.contains("has no example with verdict"))
        .collect()
}
