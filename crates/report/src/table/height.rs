//! How high a row has to be for its texts: LibreOffice does not find out by itself, and texts would run over each other.

use super::{Cell, Column};

/// Size of the font of every cell, in points.
pub(super) const FONT: f64 = 10.0;

/// Height of a line, in points.
const LINE: f64 = 13.0;

/// Space above and below the text, in points.
const SPACE: f64 = 3.0;

/// The highest row of a spreadsheet, in points.
const HIGHEST: f64 = 409.0;

/// Part of a column's width that texts fill: letters of this size are smaller than the width counts, and the font may be replaced by a
/// wider one.
const FILLED: f64 = 1.0;

/// Height of a row of the table, in points.
pub(super) fn of_row(columns: &[Column], cells: &[Cell]) -> f64 {
    let texts = columns.iter().zip(cells).map(|(column, cell)| match cell {
        Cell::Text(text) => lines(text, column.width),
        Cell::Empty | Cell::Number(_) => 1,
    });
    height(texts.max().unwrap_or(1))
}

/// Height of the row with the columns' names, in points.
pub(super) fn of_names(columns: &[Column]) -> f64 {
    // Bold letters are wider, and the button of the filter takes some space.
    height(columns.iter().map(|c| lines(&c.name, c.width.saturating_sub(2))).max().unwrap_or(1))
}

fn height(lines: usize) -> f64 {
    let lines = u16::try_from(lines).unwrap_or(u16::MAX);
    (f64::from(lines) * LINE + SPACE).min(HIGHEST)
}

/// Lines that a text takes in a column of so many characters.
fn lines(text: &str, width: u16) -> usize {
    let fits = (f64::from(width) * FILLED).floor().max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is a whole number from 1 to 65,535"
    )]
    let fits = fits as usize;
    text.split('\n').map(|line| wrapped(line, fits)).sum()
}

/// Lines that a text without line breaks takes; a word that is longer than a line is broken.
fn wrapped(line: &str, fits: usize) -> usize {
    if line.len() <= fits {
        return 1;
    }
    let (mut lines, mut filled) = (1, 0);
    for word in line.split(' ') {
        let length = word.chars().count();
        let behind = if filled == 0 { length } else { filled + 1 + length };
        if behind <= fits {
            filled = behind;
            continue;
        }
        lines += usize::from(filled > 0) + length.saturating_sub(1) / fits;
        filled = match length % fits {
            0 if length > 0 => fits,
            rest => rest,
        };
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::column;

    #[test]
    fn words_go_to_the_next_line_and_long_ones_are_broken() {
        assert_eq!(wrapped("", 5), 1);
        assert_eq!(wrapped("one two", 7), 1);
        assert_eq!(wrapped("one two", 6), 2);
        assert_eq!(wrapped("one two three", 7), 2);
        assert_eq!(wrapped("abcdefghij", 5), 2);
        assert_eq!(wrapped("ab abcdefghij cd", 5), 4);
        assert_eq!(lines("one\ntwo\n", 10), 3);
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text_and_no_higher_than_a_row_may_be() {
        let columns = [column("A", 10), column("B", 20)];
        let row = |text: &str| of_row(&columns, &[Cell::text("x"), Cell::text(text)]);
        assert!((row("short") - 16.0).abs() < 0.1);
        assert!((row("one\ntwo\nthree") - 42.0).abs() < 0.1);
        assert!((row(&"line\n".repeat(500)) - 409.0).abs() < 0.1);
        assert!(of_names(&[column("A name of several words", 8)]) > 40.0);
    }
}
