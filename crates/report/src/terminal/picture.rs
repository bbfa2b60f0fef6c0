//! The ladder for a terminal: layers top to bottom, services side by side, the demarcation line between the cells.

use super::screen::{Screen, cut, faint, of_owner, of_verdict, padded, strong};
use crate::ladder::{Cell, Column, Ladder, ladder};
use crate::{escape, words};
use demarc_assess::assessment::Assessment;
use demarc_model::{Owner, Verdict};
use std::collections::BTreeMap;

/// Columns of the layers' names, indentation included.
const LABEL: usize = 26;
/// Columns of a cell: an edge, the owner's letter, the mark.
const CELL: usize = 3;

pub(super) fn write(screen: &mut Screen, assessment: &Assessment) {
    let ladder = ladder(assessment);
    screen.heading("Who owns each layer");
    if ladder.columns.is_empty() {
        screen.line("  no resource with layers of its own was found in the input");
        return;
    }
    let fits = LABEL + ladder.columns.len() * CELL < screen.options.width;
    if fits {
        write_names(screen, &ladder);
        write_cells(screen, &ladder);
    } else {
        write_counts(screen, &ladder);
    }
    write_legend(screen, &ladder, fits);
}

/// One line for each column's name, each with a lead down to its cells.
fn write_names(screen: &mut Screen, ladder: &Ladder<'_>) {
    let bar = screen.lines().bar;
    let ellipsis = screen.ellipsis();
    for (i, column) in ladder.columns.iter().enumerate() {
        let mut line = " ".repeat(LABEL);
        line.push_str(&format!(" {bar} ").repeat(i));
        let room = screen.options.width.saturating_sub(LABEL + i * CELL + 3);
        let times = if screen.options.unicode { "×" } else { "x" };
        let name = cut(&name(column, times), room, ellipsis);
        line.push_str(&format!(" {name}"));
        screen.line(&line);
    }
    let leads = format!("{}{}", " ".repeat(LABEL), format!(" {bar} ").repeat(ladder.columns.len()));
    screen.line(&leads);
}

fn name(column: &Column<'_>, times: &str) -> String {
    let number = column.number();
    let times = if number > 1 { format!(" {times}{number}") } else { String::new() };
    let maybe = if column.maybe() > 0 { " (may not exist)" } else { "" };
    format!("{}{times}{maybe}", escape::line(&column.name()))
}

fn write_cells(screen: &mut Screen, ladder: &Ladder<'_>) {
    for (row, layer) in ladder.layers.iter().enumerate().rev() {
        if ladder.columns.iter().any(|column| column.line == row + 1) {
            let line = demarcation(screen, ladder, row + 1);
            screen.line(&line);
        }
        let mut line = padded(&format!("  {}", words::layer(*layer)), LABEL);
        for (i, column) in ladder.columns.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|i| ladder.columns.get(i));
            let crossed = before.is_some_and(|before| (before.line > row) != (column.line > row));
            line.push_str(&if crossed {
                screen.paint(strong(), screen.lines().vertical)
            } else {
                " ".to_owned()
            });
            line.push_str(&column.cells.get(row).map_or_else(|| "  ".to_owned(), |cell| drawn(screen, cell)));
        }
        screen.line(&line);
    }
    if ladder.columns.iter().any(|column| column.line == 0) {
        let line = demarcation(screen, ladder, 0);
        screen.line(&line);
    }
}

/// The owner's letter and the mark.
fn drawn(screen: &Screen, cell: &Cell<'_>) -> String {
    let owner = cell.owner();
    let letter = match owner {
        Owner::Absent => " ",
        _ if cell.mixed() => "M",
        owner => words::owner_letter(owner),
    };
    let mark = match cell.mark {
        Some(verdict) => screen.paint(of_verdict(verdict), screen.mark(verdict)),
        None if cell.is_watched() => screen.paint(faint(), screen.unlooked()),
        None => " ".to_owned(),
    };
    format!("{}{mark}", screen.paint(of_owner(owner), letter))
}

/// The edges between row `height` and the one below it, `height` rows from the bottom.
fn demarcation(screen: &Screen, ladder: &Ladder<'_>, height: usize) -> String {
    let lines = screen.lines();
    let mut text = String::new();
    let at = |i: usize| ladder.columns.get(i).map(|column| column.line);
    for (i, column) in ladder.columns.iter().enumerate() {
        let left = i.checked_sub(1).and_then(at);
        text.push_str(match left {
            None if column.line == height => lines.horizontal,
            None => " ",
            Some(left) => corner(screen, left, column.line, height),
        });
        text.push_str(&match (column.line == height, column.line_uncertain) {
            (true, true) => lines.dashed.repeat(2),
            (true, false) => lines.horizontal.repeat(2),
            (false, _) => "  ".to_owned(),
        });
    }
    format!("{}{}", " ".repeat(LABEL), screen.paint(strong(), text.trim_end()))
}

/// Where the edge between two columns meets this height.
fn corner(screen: &Screen, left: usize, right: usize, height: usize) -> &'static str {
    let lines = screen.lines();
    let (low, high) = (left.min(right), left.max(right));
    let (up, down) = (low <= height && height < high, low < height && height <= high);
    match (up, down, left == height, right == height) {
        (false, false, true, true) => lines.horizontal,
        (true, true, _, _) => lines.vertical,
        (true, false, true, false) => lines.corner_up_left,
        (true, false, false, true) => lines.corner_up_right,
        (false, true, true, false) => lines.corner_down_left,
        (false, true, false, true) => lines.corner_down_right,
        _ => " ",
    }
}

/// For narrow terminals and many services: how many services each owner has a layer of.
fn write_counts(screen: &mut Screen, ladder: &Ladder<'_>) {
    for (row, layer) in ladder.layers.iter().enumerate().rev() {
        let mut owners = BTreeMap::<Owner, usize>::new();
        let mut unmet = 0;
        for cell in ladder.columns.iter().filter_map(|column| column.cells.get(row)) {
            if cell.owner() != Owner::Absent {
                *owners.entry(cell.owner()).or_default() += 1;
            }
            unmet += usize::from(cell.mark == Some(Verdict::Unmet));
        }
        let mut line = padded(&format!("  {}", words::layer(*layer)), LABEL);
        for (owner, number) in owners {
            let count = format!("{} {number}", words::owner_letter(owner));
            line.push_str(&padded(&screen.paint(of_owner(owner), &count), 6));
        }
        if unmet > 0 {
            let mark = format!("{} {unmet}", screen.mark(Verdict::Unmet));
            line.push_str(&screen.paint(of_verdict(Verdict::Unmet), &mark));
        }
        screen.line(&line);
    }
}

fn write_legend(screen: &mut Screen, ladder: &Ladder<'_>, cells: bool) {
    let drawn =
        |owner| ladder.columns.iter().flat_map(|c| &c.cells).any(|cell| cell.owners.contains_key(&owner));
    let mut owners: Vec<String> =
        [Owner::Aws, Owner::Customer, Owner::Shared, Owner::ThirdParty, Owner::Unknown]
            .into_iter()
            .filter(|owner| drawn(*owner))
            .map(|owner| format!("{} {}", words::owner_letter(owner), words::owner(owner)))
            .collect();
    if ladder.columns.iter().flat_map(|c| &c.cells).any(Cell::mixed) {
        owners.push("M resources differ".to_owned());
    }
    let mut legend = format!("Owner: {}.", owners.join(", "));
    if cells {
        let (unmet, unknown, met) =
            (screen.mark(Verdict::Unmet), screen.mark(Verdict::Unknown), screen.mark(Verdict::Met));
        let none = screen.unlooked();
        legend.push_str(&format!(
            " Worst duty: {unmet} unmet, {unknown} unknown, {met} met, {none} nothing looked. \
             The line is the demarcation: below it everything is AWS's."
        ));
        if ladder.columns.iter().any(|column| column.line_uncertain) {
            legend.push_str(" Where it is broken it may run higher.");
        }
    } else {
        let unmet = screen.mark(Verdict::Unmet);
        legend.push_str(&format!(
            " Numbers are services, {unmet} those with an unmet duty on the layer; a wider terminal shows each service."
        ));
    }
    if ladder.without_layers > 0 {
        legend.push_str(&format!(
            " {} without layers of {} own {} not drawn.",
            words::counted(ladder.without_layers, "resource", "resources"),
            if ladder.without_layers == 1 { "its" } else { "their" },
            if ladder.without_layers == 1 { "is" } else { "are" },
        ));
    }
    screen.wrapped("  ", 2, &legend);
}
