//! Markdown for a pull request: what is unmet and where, what is unknown, whose the parts are, and what was not assessed.

use crate::{
    notice, sheets,
    table::{
        Cell, Table, column,
        markdown::{inline, rows},
    },
    tally, words,
};
use demarc_assess::assessment::{Assessment, DutyResult};
use demarc_model::Verdict;
use std::fmt::Write;

/// Findings that are listed; a comment on GitHub takes 65,536 characters.
const MOST_FINDINGS: usize = 60;

/// Duties whose fix is shown.
const MOST_FIXES: usize = 12;

/// Writes the summary.
#[must_use]
pub fn render(assessment: &Assessment) -> String {
    let mut text = format!("# Who secures what: {}\n\n", inline(&assessment.system));
    let duties = &assessment.summary.duties;
    let summary = &assessment.summary;
    let parts: Vec<String> =
        tally::allocations(assessment).into_iter().map(|(_, word, n)| format!("{n} {word}")).collect();
    let _ = writeln!(
        text,
        "**Duties of the customer**: {} unmet, {} unknown, {} met, {} not applicable; {} of {} resources not assessed.\n",
        duties.unmet,
        duties.unknown,
        duties.met,
        duties.not_applicable,
        summary.not_assessed,
        summary.resources
    );
    let _ = writeln!(
        text,
        "**Control parts** ({}, {}): {}; {} of {} not assessed.\n",
        inline(&assessment.framework.title),
        inline(&assessment.framework.baseline),
        parts.join(", "),
        tally::count(&summary.customer, "not-assessed"),
        assessment.controls.len()
    );
    unmet(&mut text, assessment);
    unknown(&mut text, assessment);
    problems(&mut text, assessment);
    for sentence in notice::all().chain([notice::NOT_ASSESSED]) {
        let _ = writeln!(text, "> {sentence}");
    }
    text
}

fn unmet(text: &mut String, assessment: &Assessment) {
    let mut found: Vec<&DutyResult> =
        assessment.duties.iter().filter(|d| d.verdict == Verdict::Unmet).collect();
    found.sort_by_key(|d| (std::cmp::Reverse(d.severity), &d.duty, &d.resource_id));
    if found.is_empty() {
        text.push_str("## Nothing that was looked at is unmet\n\n");
        return;
    }
    text.push_str("## Unmet\n\n");
    let table = Table {
        id: "",
        sheet: "",
        title: String::new(),
        notes: vec![],
        columns: vec![
            column("Severity", 0),
            column("Duty", 0),
            column("Found", 0),
            column("Place", 0),
            column("Exception", 0),
        ],
        rows: found.iter().take(MOST_FINDINGS).map(|d| row(assessment, d)).collect(),
    };
    rows(text, &table);
    if found.len() > MOST_FINDINGS {
        let _ = writeln!(text, "and {} more; all stand in the JSON.\n", found.len() - MOST_FINDINGS);
    }
    let mut duties: Vec<_> = found.iter().map(|d| &d.duty).collect();
    duties.dedup();
    for id in duties.iter().take(MOST_FIXES) {
        let Some(definition) = assessment.duty_definitions.get(*id) else { continue };
        // Texts of duties are Markdown out of the knowledge, not out of an input.
        let _ =
            writeln!(text, "<details><summary><code>{id}</code>: {}</summary>\n", inline(&definition.title));
        let _ = writeln!(text, "{}\n", definition.why.trim());
        for (dialect, how) in &definition.fix {
            let _ = writeln!(text, "**How to fix ({})**\n\n{}\n", inline(dialect), how.trim());
        }
        text.push_str("</details>\n\n");
    }
    if duties.len() > MOST_FIXES {
        let _ = writeln!(text, "`demarc explain RESOURCE DUTY` shows how to fix the others.\n");
    }
}

fn row(assessment: &Assessment, duty: &DutyResult) -> Vec<Cell> {
    let location = duty.evidence.iter().find_map(|e| e.location.as_ref());
    let exception = duty.exception.and_then(|i| assessment.exceptions.get(i));
    vec![
        duty.severity.id().into(),
        format!("`{}`", duty.duty).into(),
        duty.message.as_str().into(),
        sheets::place(location).into(),
        exception.map(|e| words::exception_state(e.state)).into(),
    ]
}

fn unknown(text: &mut String, assessment: &Assessment) {
    let groups = tally::unknowns(assessment);
    if groups.is_empty() {
        return;
    }
    text.push_str("## Unknown\n\n");
    for group in groups {
        let reason = words::reason(group.code).unwrap_or(group.code);
        let _ = writeln!(
            text,
            "- {}: {}",
            inline(reason),
            [
                (group.duties.len(), "duty", "duties"),
                (group.layers.len(), "owner of a layer", "owners of layers"),
                (group.resources.len(), "resource that may not exist", "resources that may not exist"),
            ]
            .into_iter()
            .filter(|(n, _, _)| *n > 0)
            .map(|(n, one, many)| words::counted(n, one, many))
            .collect::<Vec<_>>()
            .join(", ")
        );
    }
    text.push('\n');
}

fn problems(text: &mut String, assessment: &Assessment) {
    if assessment.problems.is_empty() {
        return;
    }
    text.push_str("## Problems while reading\n\n");
    for problem in assessment.problems.iter().take(MOST_FINDINGS) {
        let place = match (&problem.location, &problem.file) {
            (Some(location), _) => format!(" ({})", sheets::place(Some(location))),
            (None, Some(file)) => format!(" ({file})"),
            (None, None) => String::new(),
        };
        let _ = writeln!(text, "- {}: {}{}", problem.severity, inline(&problem.message), inline(&place));
    }
    if assessment.problems.len() > MOST_FINDINGS {
        let _ = writeln!(text, "- and {} more", assessment.problems.len() - MOST_FINDINGS);
    }
    text.push('\n');
}
