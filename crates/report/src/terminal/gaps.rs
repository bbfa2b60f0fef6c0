//! What is unknown and why, what was not assessed, and what went wrong while reading.

use super::screen::{Screen, cut, faint, foreground_of, strong, width};
use crate::tally::{Unknowns, shown, unknowns, unlisted_types};
use crate::{escape, words};
use demarc_assess::assessment::{Assessment, ProblemResult};

/// How many lines of each list are shown unless all are asked for.
const SHOWN: usize = 8;
/// How many examples stand behind a reason.
pub(super) const EXAMPLES: usize = 3;

pub(super) fn write_unknown(screen: &mut Screen, assessment: &Assessment) {
    let groups = unknowns(assessment);
    if groups.is_empty() {
        return;
    }
    screen.heading("Unknown, and why");
    for group in &groups {
        let code = screen.paint(strong(), &escape::line(group.code));
        let sentence = words::reason(group.code).map_or_else(String::new, |s| format!(": {s}"));
        screen.wrapped("  ", 4, &format!("{code}{sentence}"));
        let text = format!("{}: {}", numbers(group), examples(screen, group));
        screen.wrapped("    ", 4, &text);
    }
}

fn numbers(group: &Unknowns<'_>) -> String {
    let counts = [
        (group.number_of_duties(), "duty", "duties"),
        (group.number_of_layers(), "layer", "layers"),
        (group.number_of_resources(), "resource that may not exist", "resources that may not exist"),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| words::counted(number, one, many))
        .collect();
    counts.join(", ")
}

fn examples(screen: &Screen, group: &Unknowns<'_>) -> String {
    let duties = group.duties.iter().map(|d| format!("{} of {}", d.duty, escape::line(&d.resource)));
    let layers = group.layers.iter().map(|(r, layer)| format!("{layer} of {}", escape::line(shown(r))));
    let resources = group.resources.iter().map(|r| escape::line(shown(r)).into_owned());
    let all: Vec<String> = duties.chain(layers).chain(resources).collect();
    let shown = if screen.options.verbose { all.len() } else { EXAMPLES };
    let mut text = all.iter().take(shown).cloned().collect::<Vec<_>>().join(", ");
    if group.total() > shown {
        text.push_str(&format!(", {}", screen.ellipsis()));
    }
    text
}

pub(super) fn write_not_assessed(screen: &mut Screen, assessment: &Assessment) {
    let types = unlisted_types(assessment);
    let skipped = &assessment.scope.skipped;
    if types.is_empty() && skipped.is_empty() {
        return;
    }
    screen.heading("Not assessed");
    let limit = if screen.options.verbose { usize::MAX } else { SHOWN };
    for (name, number) in types.iter().take(limit) {
        let count = words::counted(*number, "resource", "resources");
        screen.wrapped("  ", 4, &format!("{}: {count}, no knowledge names the type", escape::line(name)));
    }
    more(screen, types.len().saturating_sub(limit), "types");
    for path in skipped.iter().take(limit) {
        screen.wrapped("  ", 4, &format!("{}: {}", escape::line(&path.path), escape::line(&path.reason)));
    }
    more(screen, skipped.len().saturating_sub(limit), "paths");
}

pub(super) fn write_problems(screen: &mut Screen, assessment: &Assessment) {
    if assessment.problems.is_empty() {
        return;
    }
    screen.heading("Problems");
    let mut problems: Vec<&ProblemResult> = assessment.problems.iter().collect();
    problems.sort_by_key(|problem| weight(&problem.severity));
    let limit = if screen.options.verbose { usize::MAX } else { SHOWN };
    for problem in problems.iter().take(limit) {
        let severity = screen.paint(foreground_of(&problem.severity), &escape::line(&problem.severity));
        let code = escape::line(&problem.code).into_owned();
        screen.wrapped("  ", 4, &format!("{severity}[{code}]: {}", escape::line(&problem.message)));
        if let Some(place) = place(problem) {
            let place = screen.paint(faint(), &place);
            screen.line(&format!("    {place}"));
        }
        if problem.severity != "note" {
            write_frame(screen, problem);
        }
    }
    more(screen, problems.len().saturating_sub(limit), "problems");
}

/// The line that a problem is about, pointed at.
fn write_frame(screen: &mut Screen, problem: &ProblemResult) {
    let (Some(at), Some(excerpt)) = (&problem.location, &problem.excerpt) else { return };
    // The excerpt starts a line above, unless there is none.
    let above = usize::from(at.line > 1);
    let text = escape::block(excerpt);
    let Some(line) = text.lines().nth(above).filter(|line| !line.trim().is_empty()) else { return };
    let bar = screen.lines().bar;
    let digits = at.line.to_string().len();
    let room = screen.options.width.saturating_sub(digits + 7);
    let ellipsis = screen.ellipsis();
    screen.line(&format!("    {} {bar} {}", at.line, cut(line, room, ellipsis)));
    let before: String = line.chars().take((at.column as usize).saturating_sub(1)).collect();
    let start = width(&before);
    if start < room {
        let sign = if screen.options.unicode { "▔" } else { "^" };
        let sign = screen.paint(foreground_of(&problem.severity), sign);
        screen.line(&format!("    {:digits$} {bar} {}{sign}", "", " ".repeat(start)));
    }
}

fn more(screen: &mut Screen, number: usize, what: &str) {
    if number > 0 {
        let ellipsis = screen.ellipsis();
        screen.line(&format!("  {ellipsis} and {number} more {what}, see -v or --format json"));
    }
}

fn weight(severity: &str) -> u8 {
    match severity {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    }
}

fn place(problem: &ProblemResult) -> Option<String> {
    match (&problem.location, &problem.file) {
        (Some(at), _) => Some(format!("{}:{}:{}", escape::line(&at.file), at.line, at.column)),
        (None, Some(file)) => Some(escape::line(file).into_owned()),
        (None, None) => None,
    }
}
