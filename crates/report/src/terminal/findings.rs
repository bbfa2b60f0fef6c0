//! Unmet duties, most severe first: the place, the value, what to do and the control parts concerned.

use super::frame;
use super::screen::{Screen, faint, of_severity, strong};
use crate::tally::{self, Index};
use crate::{escape, words};
use demarc_assess::assessment::{Assessment, DutyResult, EvidenceResult, Location};
use demarc_model::Verdict;

/// How many findings are shown unless all are asked for.
pub(super) const SHOWN: usize = 10;

pub(super) fn write(screen: &mut Screen, assessment: &Assessment) {
    let mut unmet: Vec<&DutyResult> =
        assessment.duties.iter().filter(|d| d.verdict == Verdict::Unmet).collect();
    if unmet.is_empty() {
        screen.heading("No duty that could be decided is unmet");
        return;
    }
    unmet.sort_by(|a, b| {
        b.severity.cmp(&a.severity).then_with(|| (&a.duty, &a.resource).cmp(&(&b.duty, &b.resource)))
    });
    let index = Index::new(assessment);
    let shown = if screen.options.verbose { unmet.len() } else { SHOWN };
    screen.heading("Unmet duties of the customer");
    for duty in unmet.iter().take(shown) {
        screen.gap();
        write_one(screen, assessment, &index, duty);
    }
    let all: usize = words::SEVERITIES.into_iter().map(|severity| tally::unmet(assessment, severity)).sum();
    let more = all.saturating_sub(shown);
    if more > 0 {
        screen.gap();
        let ellipsis = screen.ellipsis();
        screen.line(&format!("{ellipsis} and {more} more, see -v or --format json"));
    }
}

fn write_one(screen: &mut Screen, assessment: &Assessment, index: &Index<'_>, duty: &DutyResult) {
    let definition = assessment.duty_definitions.get(&duty.duty);
    let id = escape::line(duty.duty.as_str()).into_owned();
    let severity = screen.paint(of_severity(duty.severity), &format!("{}[{id}]", duty.severity.id()));
    let title = definition.map_or(id, |d| escape::line(&d.title).into_owned());
    screen.wrapped_in(strong(), &format!("{severity}: "), 2, &title);
    let resource = index.resource(&duty.resource_id);
    let place = place(duty, resource.and_then(|r| r.location.as_ref()));
    let arrow = if screen.options.unicode { "→" } else { "->" };
    let perhaps = if duty.if_it_exists { " (if it exists)" } else { "" };
    let place = place.map_or_else(String::new, |place| format!(" at {place}"));
    screen.wrapped(&format!("  {arrow} "), 4, &format!("{}{perhaps}{place}", escape::line(&duty.resource)));
    if let Some(excerpt) = &duty.excerpt {
        frame::write(screen, duty, excerpt);
    }
    screen.wrapped("  found     ", 12, &escape::line(&duty.message));
    for evidence in duty.evidence.iter().filter(|e| says_more(e, duty)) {
        screen.wrapped("  seen      ", 12, &seen(evidence));
    }
    write_way(screen, duty);
    screen.wrapped("  fix       ", 12, &fix(duty));
    let parts: Vec<String> = duty.controls.iter().map(|part| index.label(part.as_str())).collect();
    if !parts.is_empty() {
        screen.wrapped("  controls  ", 12, &parts.join(", "));
    }
    write_exception(screen, assessment, duty);
}

/// The places that passed the deciding value on, from where it is written to the resource.
fn write_way(screen: &mut Screen, duty: &DutyResult) {
    let Some(written) = duty.evidence.iter().find(|e| !e.via.is_empty()) else { return };
    let mut head = "  by way of ";
    for step in &written.via {
        screen.wrapped(head, 12, &format!("{}:{}:{}", escape::line(&step.file), step.line, step.column));
        head = "            ";
    }
}

fn write_exception(screen: &mut Screen, assessment: &Assessment, duty: &DutyResult) {
    let Some(exception) = duty.exception.and_then(|i| assessment.exceptions.get(i)) else { return };
    let state = words::exception_state(exception.state);
    let until = exception.expires.as_deref().map_or_else(String::new, |day| format!(" until {day}"));
    let text = format!("exception {state}{until}; the verdict stays");
    let text = screen.paint(faint(), &escape::line(&text));
    screen.line(&format!("  {text}"));
}

/// `infra/storage.tf:53:5` of the first evidence that has a place, else of the resource.
fn place(duty: &DutyResult, resource: Option<&Location>) -> Option<String> {
    let location = duty.evidence.iter().find_map(|e| e.location.as_ref()).or(resource)?;
    Some(format!("{}:{}:{}", escape::line(&location.file), location.line, location.column))
}

/// Whether a piece of evidence says something that message and excerpt do not.
fn says_more(evidence: &EvidenceResult, duty: &DutyResult) -> bool {
    let pictured = (duty.excerpt.as_ref().zip(evidence.location.as_ref()))
        .is_some_and(|(excerpt, at)| excerpt.file == at.file && excerpt.line == at.line);
    evidence.default_source.is_some()
        || evidence.resource.is_some()
        || (!pictured && evidence.source_path.is_some() && evidence.value != "absent")
}

fn seen(evidence: &EvidenceResult) -> String {
    let path = evidence.source_path.as_deref().unwrap_or(&evidence.path);
    let mut text = format!("`{}` = {}", escape::line(path), escape::line(&evidence.value));
    match &evidence.default_source {
        Some(source) => text.push_str(&format!(", a default ({})", escape::line(source))),
        None if evidence.value != "absent" => text.push_str(&format!(", {}", evidence.value_from.id())),
        None => {}
    }
    if let Some(resource) = &evidence.resource {
        text.push_str(&format!(", at {}", escape::line(resource)));
    }
    text
}

/// One line: which setting to change, and where the example stands.
fn fix(duty: &DutyResult) -> String {
    let explain = format!("demarc explain {} {}", argument(&duty.resource), duty.duty);
    let setting = duty.evidence.first().map(|e| e.source_path.as_deref().unwrap_or(&e.path));
    match setting.filter(|path| !path.is_empty()) {
        Some(path) => format!("set `{}` as shown by: {explain}", escape::line(path)),
        None => format!("as shown by: {explain}"),
    }
}

/// An address as one word of a shell.
fn argument(address: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/:@".contains(c);
    if !address.is_empty() && address.chars().all(plain) {
        address.to_owned()
    } else {
        format!("'{}'", escape::line(address).replace('\'', "'\\''"))
    }
}
