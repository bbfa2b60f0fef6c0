//! Programmes: where they hold, what their assessors look at, and what the lists say.

use demarc_knowledge::format::{Membership, Programme, ProgrammeKind};
use std::fmt::Write as _;

/// A programme.
pub fn programme(text: &mut String, file: &str, programme: &Programme) {
    let _ = writeln!(
        text,
        "# {} (`{}`), {}\n\n{}\n\nSource: {} (as of {}); {file}\n",
        programme.title,
        programme.id,
        programme.kind.id(),
        programme.what,
        programme.source,
        programme.as_of
    );
    for scope in &programme.scopes {
        let regions =
            if scope.regions.is_empty() { "every region".to_owned() } else { scope.regions.join(", ") };
        let _ = writeln!(text, "- partition `{}`: {regions}", scope.partition.id());
    }
    match programme.kind {
        _ if !programme.assesses.is_empty() => {}
        ProgrammeKind::Agreement => {
            let _ = writeln!(
                text,
                "- nobody assesses controls for it: it says which services are in scope, and no more"
            );
        }
        _ => {
            let _ = writeln!(text, "- its assessors look at a framework that is not known here");
        }
    }
    for (framework, baselines) in &programme.assesses {
        let which = if baselines.is_empty() { "all of it".to_owned() } else { baselines.join(", ") };
        let _ = writeln!(text, "- its assessors look at `{framework}`: {which}");
    }
    if let Some(report) = &programme.report {
        let _ = writeln!(text, "- documents: {report}");
    }
    match programme.renewal_months {
        Some(0) => {
            let _ = writeln!(text, "- it stands until its own last day");
        }
        Some(months) => {
            let _ = writeln!(text, "- a report stands for {months} months after its end");
        }
        None => {
            let _ = writeln!(
                text,
                "- how long a report stands after its end is not known here; say it with `stands_until`"
            );
        }
    }
    for exclusion in &programme.exclusions {
        let when = exclusion.when_text.as_ref().map_or_else(String::new, |w| format!(" when {w}"));
        let types: Vec<&str> = exclusion.types.iter().map(|t| t.as_str()).collect();
        let seen = if types.is_empty() {
            "; no configuration shows it".to_owned()
        } else {
            format!("; seen on {}{when}", types.join(", "))
        };
        let _ = writeln!(
            text,
            "- excluded from `{}`: {}{seen} ({}, as of {})",
            exclusion.service, exclusion.what, exclusion.source, exclusion.as_of
        );
    }
    for list in &programme.lists {
        let partition = list.partition.map_or_else(String::new, |p| format!(" for `{}`", p.id()));
        let silent = if list.complete {
            "a service that it does not name is out of scope"
        } else {
            "of a service that it does not name nothing is known"
        };
        let _ = writeln!(text, "\n## List of {}{partition}\n\n{}; {silent}.\n", list.as_of, list.source);
        for membership in [Membership::In, Membership::Pending, Membership::Out] {
            let named: Vec<&str> =
                list.services.iter().filter(|(_, m)| **m == membership).map(|(k, _)| k.as_str()).collect();
            if !named.is_empty() {
                let _ = writeln!(text, "- {membership} ({}): {}", named.len(), named.join(", "));
            }
        }
    }
    if programme.lists.is_empty() {
        let _ = writeln!(
            text,
            "\nNo list of services is at hand; until one is given with `--programme-list FILE` every membership is unknown."
        );
    }
}
