//! What was assessed against what, and the sentence that sums it up.

use super::screen::{Screen, faint, of_verdict, strong};
use crate::{escape, notice, tally, words};
use demarc_assess::assessment::Assessment;
use demarc_model::{Severity, Verdict};
use std::collections::BTreeMap;

pub(super) fn write(screen: &mut Screen, assessment: &Assessment) {
    let framework = &assessment.framework;
    let system = screen.paint(strong(), &escape::line(&assessment.system));
    let dash = screen.dash();
    let programme = framework.programme.as_deref().map_or_else(
        || "no programme chosen, so that AWS's share is inheritable at most".to_owned(),
        |programme| format!("AWS's share by {}", escape::line(programme)),
    );
    screen.line(&format!("{system} {dash} who secures what"));
    let title = escape::line(&framework.title);
    screen.wrapped(
        "  against  ",
        11,
        &format!("{title}, {} baseline; partition {}; {programme}", framework.baseline, framework.partition),
    );
    screen.wrapped("  read     ", 11, &inputs(assessment));
    screen.wrapped("  by       ", 11, &knowledge(assessment));
}

/// `42 resources from 5 files (4 terraform-hcl, 1 cloudformation)`
fn inputs(assessment: &Assessment) -> String {
    let mut kinds = BTreeMap::<&str, usize>::new();
    for input in &assessment.inputs {
        *kinds.entry(input.kind.as_str()).or_default() += 1;
    }
    let kinds: Vec<String> =
        kinds.iter().map(|(kind, number)| format!("{number} {}", escape::line(kind))).collect();
    let summary = &assessment.summary;
    let mut text = format!(
        "{} from {} ({})",
        words::counted(summary.resources, "resource", "resources"),
        words::counted(assessment.inputs.len(), "input", "inputs"),
        kinds.join(", ")
    );
    if summary.maybe > 0 {
        text.push_str(&format!("; {} may not exist", summary.maybe));
    }
    text
}

fn knowledge(assessment: &Assessment) -> String {
    let tool = &assessment.tool;
    let mut text = format!(
        "{} {}, knowledge of {} to {}",
        tool.name, tool.version, tool.knowledge.oldest_as_of, tool.knowledge.newest_as_of
    );
    if let Some(at) = &assessment.assessed_at {
        text.push_str(&format!(", at {}", escape::line(at)));
    }
    text
}

/// The last line: duties by verdict, the worst severity, and what nobody looked at.
pub(super) fn write_closing(screen: &mut Screen, assessment: &Assessment) {
    let duties = assessment.summary.duties;
    let severe = |severity: Severity| tally::unmet(assessment, severity);
    let worst: Vec<String> = words::SEVERITIES
        .into_iter()
        .filter(|severity| severe(*severity) > 0)
        .map(|severity| format!("{} {}", severe(severity), severity.id()))
        .collect();
    let unmet = words::counted(duties.unmet, "duty unmet", "duties unmet");
    let unmet = if worst.is_empty() { unmet } else { format!("{unmet} ({})", worst.join(", ")) };
    let unmet =
        screen.paint(of_verdict(if duties.unmet > 0 { Verdict::Unmet } else { Verdict::Met }), &unmet);
    let not_assessed = assessment.summary.customer.get("not_assessed").copied().unwrap_or(0);
    screen.gap();
    let rest = format!(
        "{} unknown, {} met; {} and {} not assessed",
        duties.unknown,
        duties.met,
        words::counted(not_assessed, "control part", "control parts"),
        words::counted(assessment.summary.not_assessed, "resource", "resources"),
    );
    screen.wrapped(&format!("{unmet}, "), 2, &rest);
    let unlisted = tally::unlisted_types(assessment).len();
    if unlisted > 0 && screen.options.verbose {
        screen.line(&format!("{} named by no knowledge", words::counted(unlisted, "type", "types")));
    }
    let notice = format!("{} {} {}", notice::AFFILIATION, notice::OBLIGATIONS, notice::NOT_AN_ASSESSMENT);
    for line in notice.split_inclusive(". ") {
        screen.wrapped_in(faint(), "", 0, line);
    }
}
