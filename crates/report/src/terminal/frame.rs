//! Lines of source with their numbers, the deciding one pointed at.

use super::screen::{Screen, cut, faint, of_verdict, width};
use crate::escape;
use demarc_assess::assessment::{DutyResult, Excerpt, Location};
use demarc_model::Verdict;

/// Writes an excerpt with the place that decided underlined.
pub(super) fn write(screen: &mut Screen, duty: &DutyResult, excerpt: &Excerpt) {
    let bar = screen.lines().bar;
    let text = escape::block(&excerpt.text);
    let lines: Vec<(u32, &str)> = (excerpt.first_line..).zip(text.lines()).collect();
    let digits = lines.last().map_or(1, |(number, _)| number.to_string().len());
    let room = screen.options.width.saturating_sub(digits + 7);
    let ellipsis = screen.ellipsis();
    for (number, line) in &lines {
        let decided = *number == excerpt.line;
        let gutter = format!("  {number:>digits$} {bar}");
        let gutter = if decided { gutter } else { screen.paint(faint(), &gutter) };
        screen.line(&format!("{gutter} {}", cut(line, room, ellipsis)));
        if decided {
            let (start, length) = underline(duty, excerpt, line);
            let sign = if screen.options.unicode { "▔" } else { "^" };
            let marks = screen
                .paint(of_verdict(Verdict::Unmet), &sign.repeat(length.min(room.saturating_sub(start))));
            let gutter = screen.paint(faint(), &format!("  {:digits$} {bar}", ""));
            screen.line(&format!("{gutter} {}{marks}", " ".repeat(start)));
        }
    }
}

/// Columns to leave free and to mark: the evidence's own where it lies on the line, else the whole line.
fn underline(duty: &DutyResult, excerpt: &Excerpt, line: &str) -> (usize, usize) {
    let indent = line.chars().take_while(|c| *c == ' ').count();
    let whole = (indent, width(line.trim()).max(1));
    let place = duty.evidence.iter().filter_map(|e| e.location.as_ref());
    let Some(Location { column, end_line, end_column, .. }) =
        place.into_iter().find(|l| l.file == excerpt.file && l.line == excerpt.line)
    else {
        return whole;
    };
    if *end_line != excerpt.line || end_column <= column {
        return whole;
    }
    let (start, end) = ((*column as usize).saturating_sub(1), (*end_column as usize).saturating_sub(1));
    let before: String = line.chars().take(start).collect();
    let marked: String = line.chars().skip(start).take(end - start).collect();
    if marked.trim().is_empty() { whole } else { (width(&before), width(&marked)) }
}
