//! The picture: AWS's model drawn for this system, as SVG.

use super::layers;
use super::legend::{legend, mark};
use crate::ladder::{Cell, Column, Ladder};
use crate::{escape, words};
use demarc_assess::assessment::Assessment;
use demarc_model::{Layer, Owner, Verdict};
use maud::{Markup, html};

/// Height of a row of cells.
const ROW: f64 = 30.0;
/// Where the cells begin; left of it stand the two sides and the layers' names.
const LEFT: f64 = 216.0;
/// Width of the band that names the two sides.
const BAND: f64 = 26.0;
/// Mean width of a character of a column's name.
const CHARACTER: f64 = 7.4;
/// Sine of the angle at which the columns' names stand.
const SLOPE: f64 = std::f64::consts::FRAC_1_SQRT_2;
/// Characters of a column's name at most; all of it is in its tooltip and in the table.
const LONGEST_NAME: usize = 36;

/// Sizes that depend on the system.
struct Frame {
    column: f64,
    top: f64,
    width: f64,
    height: f64,
    rows: usize,
}

impl Frame {
    fn new(ladder: &Ladder<'_>, names: &[String]) -> Self {
        let columns = ladder.columns.len().max(1) as f64;
        let column = (920.0 / columns).clamp(40.0, 64.0);
        let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0) as f64;
        let reach = longest * CHARACTER * SLOPE + 16.0;
        let top = reach.max(40.0);
        let cells = columns * column;
        // Names lean over the right edge; the line's own name needs room there, too.
        let overhang = (reach - column / 2.0 + 8.0).max(140.0);
        let rows = ladder.layers.len();
        Self { column, top, width: LEFT + cells + overhang, height: top + rows as f64 * ROW + 12.0, rows }
    }

    fn x(&self, column: usize) -> f64 {
        LEFT + column as f64 * self.column
    }

    /// The upper edge of a row, rows counted from below.
    fn y(&self, row: usize) -> f64 {
        self.top + (self.rows.saturating_sub(row + 1)) as f64 * ROW
    }

    /// The edge that has so many rows below it.
    fn edge(&self, rows_below: usize) -> f64 {
        self.top + self.rows.saturating_sub(rows_below) as f64 * ROW
    }
}

/// The section with the picture, its legend and the same as a table.
pub(super) fn section(assessment: &Assessment, ladder: &Ladder<'_>) -> Markup {
    html! {
        section #picture {
            h2 { "The line, drawn for this system" }
            @if ladder.columns.is_empty() {
                p { "No resource with layers of its own was found in the input." }
            } @else {
                p.intro {
                    "Rows are the layers of AWS's Shared Responsibility Model, columns the services in use. Below the heavy line every layer is AWS's; above it "
                    "the customer has at least a part. Services that leave more to AWS stand further right."
                    @if ladder.without_layers > 0 {
                        " " (words::counted(ladder.without_layers, "resource", "resources"))
                        " without layers of their own (settings, and types that no knowledge names) are not columns; what is unmet on a setting marks the resource that it belongs to."
                    }
                }
                (legend(ladder))
                div.scroll tabindex="0" role="region" aria-label="Picture of layers and services" { (drawing(assessment, ladder)) }
                (layers::table(ladder))
                (layers::reasons(assessment, ladder))
            }
        }
    }
}

/// The section without what unfolds: legend and picture, for paper.
pub(super) fn drawn(assessment: &Assessment, ladder: &Ladder<'_>) -> Markup {
    html! {
        section #picture {
            h2 { "The picture" }
            @if ladder.columns.is_empty() {
                p { "No resource with layers of its own was found in the input." }
            } @else {
                p { "Rows are layers, columns the services in use. Below the heavy line every layer is AWS's; above it the customer has at least a part." }
                (legend(ladder))
                div.scroll { (drawing(assessment, ladder)) }
            }
        }
    }
}

fn drawing(assessment: &Assessment, ladder: &Ladder<'_>) -> Markup {
    let names: Vec<String> = ladder.columns.iter().map(name).collect();
    let frame = Frame::new(ladder, &names);
    let unmet: usize =
        ladder.columns.iter().flat_map(|c| &c.cells).filter(|c| c.mark == Some(Verdict::Unmet)).count();
    html! {
        svg.picture xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="picture-title picture-text"
            viewBox={ "0 0 " (round(frame.width)) " " (round(frame.height)) } width=(round(frame.width)) height=(round(frame.height))
            style={ "--full:" (round(frame.width)) "px" } {
            title #picture-title { "Owner of each layer of each service of " (escape::line(&assessment.system)) }
            desc #picture-text {
                (ladder.columns.len()) " columns and " (ladder.layers.len()) " layers; " (unmet)
                " cells have an unmet duty. The same stands in the table below the picture."
            }
            defs {
                linearGradient #halves-of-a-cell x1="0" y1="0" x2="1" y2="1" {
                    stop.g-customer offset="0.5" {}
                    stop.g-aws offset="0.5" {}
                }
                pattern #unsure patternUnits="userSpaceOnUse" width="6" height="6" {
                    rect.f-unclear width="6" height="6" {}
                    circle.f-dot cx="3" cy="3" r="1" {}
                }
            }
            (sides(&frame, ladder))
            @for (row, layer) in ladder.layers.iter().enumerate() {
                text.label x=(round(LEFT - 10.0)) y=(round(frame.y(row) + ROW / 2.0 + 4.5)) text-anchor="end" { (words::layer(*layer)) }
            }
            @for (i, (column, name)) in ladder.columns.iter().zip(&names).enumerate() {
                (head(&frame, i, column, name))
                @for (row, (cell, layer)) in column.cells.iter().zip(&ladder.layers).enumerate() {
                    (cell_drawing(assessment, &frame, (i, row), column, cell, *layer))
                }
            }
            (line(&frame, ladder))
        }
    }
}

/// The band at the left: which side is whose, as in AWS's own diagram.
fn sides(frame: &Frame, ladder: &Ladder<'_>) -> Markup {
    let lowest = ladder.columns.iter().map(|c| c.line).min().unwrap_or(0);
    let (top, middle, bottom) = (frame.top, frame.edge(lowest), frame.edge(0));
    let band = |from: f64, to: f64, class: &'static str, words: &'static str| {
        let (x, y) = (BAND / 2.0, (from + to) / 2.0);
        html! {
            @if to - from > 1.0 {
                rect.(class) x="0" y=(round(from + 1.0)) width=(BAND - 4.0) height=(round(to - from - 2.0)) rx="3" {}
                @if to - from > words.len() as f64 * 6.3 {
                    text.side x=(round(x - 2.0)) y=(round(y)) transform={ "rotate(-90 " (round(x - 2.0)) " " (round(y)) ")" }
                        text-anchor="middle" dominant-baseline="central" { (words) }
                }
            }
        }
    };
    html! {
        (band(top, middle, "f-customer", "in the cloud"))
        (band(middle, bottom, "f-aws", "of the cloud"))
    }
}

fn name(column: &Column<'_>) -> String {
    let full = column.name();
    let full = escape::line(&full);
    let times = match column.number() {
        1 => String::new(),
        more => format!(" ×{more}"),
    };
    if full.chars().count() <= LONGEST_NAME {
        return format!("{full}{times}");
    }
    format!("{}…{times}", full.chars().take(LONGEST_NAME - 1).collect::<String>())
}

fn head(frame: &Frame, i: usize, column: &Column<'_>, name: &str) -> Markup {
    let (x, y) = (round(frame.x(i) + frame.column / 2.0), round(frame.top - 8.0));
    html! {
        g {
            title {
                (escape::line(&column.name())) ": " (words::counted(column.number(), "resource", "resources"))
                @if column.maybe() > 0 { ", " (column.maybe()) " may not exist" }
            }
            text.column x=(x) y=(y) transform={ "rotate(-45 " (x) " " (y) ")" } { (name) }
        }
    }
}

fn cell_drawing(
    assessment: &Assessment,
    frame: &Frame,
    (i, row): (usize, usize),
    column: &Column<'_>,
    cell: &Cell<'_>,
    layer: Layer,
) -> Markup {
    let owner = cell.owner();
    let (x, y) = (frame.x(i) + 1.5, frame.y(row) + 1.5);
    let (width, height) = (frame.column - 3.0, ROW - 3.0);
    let letter = if cell.mixed() { "M" } else { words::owner_letter(owner) };
    let marked =
        cell.mark.is_some_and(|v| v != Verdict::NotApplicable) || (cell.is_watched() && cell.mark.is_none());
    let centre = y + height / 2.0;
    let at = if marked { x + width * 0.3 } else { x + width / 2.0 };
    html! {
        @if owner != Owner::Absent {
            g {
                title { (tooltip(assessment, column, cell, layer)) }
                rect.cell.{ "f-" (owner.id()) } x=(round(x)) y=(round(y)) width=(round(width)) height=(round(height)) rx="3" {}
                @if matches!(owner, Owner::Shared | Owner::Unknown) {
                    rect.plate x=(round(at - 7.0)) y=(round(centre - 9.0)) width="14" height="18" rx="3" {}
                }
                text.letter x=(round(at)) y=(round(centre + 4.5)) text-anchor="middle" { (letter) }
                @if marked { g transform={ "translate(" (round(x + width * 0.72)) " " (round(centre)) ")" } { (mark(cell.mark)) } }
            }
        }
    }
}

fn tooltip(assessment: &Assessment, column: &Column<'_>, cell: &Cell<'_>, layer: Layer) -> String {
    let owners: Vec<String> = cell
        .owners
        .iter()
        .map(|(owner, number)| match cell.mixed() {
            true => format!("{} for {number}", words::owner(*owner)),
            false => words::owner(*owner).to_owned(),
        })
        .collect();
    let mut lines = vec![format!("{}, {}: {}", column.name(), words::layer(layer), owners.join(", "))];
    if !cell.possible.is_empty() {
        let possible: Vec<&str> = cell.possible.iter().map(|owner| words::owner(*owner)).collect();
        lines.push(format!("It may be: {}", possible.join(" or ")));
    }
    match cell.mark {
        Some(verdict) => lines.push(format!("Worst duty: {}", words::verdict(verdict))),
        None if cell.is_watched() => lines.push("Nothing looked at it".to_owned()),
        None => {}
    }
    if cell.carried > 0 {
        lines.push(format!("Counted at another resource for {}", cell.carried));
    }
    let because =
        cell.entries.iter().filter_map(|key| assessment.entries.get(*key)).map(|e| e.because.clone());
    lines.extend(because.take(2));
    lines.iter().map(|line| escape::line(line).into_owned()).collect::<Vec<_>>().join("\n")
}

/// The demarcation line, stepping from column to column; broken where it may run higher.
fn line(frame: &Frame, ladder: &Ladder<'_>) -> Markup {
    let mut solid = String::new();
    let mut broken = String::new();
    let mut end = frame.edge(0);
    let mut before: Option<(usize, bool)> = None;
    for (i, column) in ladder.columns.iter().enumerate() {
        let (from, to, y) = (frame.x(i), frame.x(i + 1), frame.edge(column.line));
        end = y;
        let (from, to, at) = (round(from), round(to), round(y));
        match (before, column.line_uncertain) {
            (Some((line, false)), false) if line == column.line => solid.push_str(&format!("H{to}")),
            (Some((_, false)), false) => solid.push_str(&format!("V{at}H{to}")),
            (Some((line, true)), false) => {
                solid.push_str(&format!("M{from} {}V{at}H{to}", round(frame.edge(line))))
            }
            (None, false) => solid.push_str(&format!("M{from} {at}H{to}")),
            (Some((line, _)), true) => {
                solid.push_str(&format!("M{from} {}V{at}", round(frame.edge(line))));
                broken.push_str(&format!("M{from} {at}H{to}"));
            }
            (None, true) => broken.push_str(&format!("M{from} {at}H{to}")),
        }
        before = Some((column.line, column.line_uncertain));
    }
    let right = frame.x(ladder.columns.len());
    html! {
        path.halo d=(format!("{solid}{broken}")) {}
        path.demarcation d=(solid) {}
        @if !broken.is_empty() { path.demarcation.broken d=(broken) {} }
        text.caption x=(round(right + 8.0)) y=(round(end + 4.0)) { "demarcation line" }
    }
}

/// A coordinate with one decimal.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
