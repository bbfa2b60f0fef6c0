//! A table as CSV (RFC 4180) with one header row; nothing in it is taken for a formula.

use super::{Cell, Table};
use std::borrow::Cow;

/// Writes a table.
pub(crate) fn write(table: &Table) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory does not fail, and every row is as long as the header.
    let mut ended = writer.write_record(table.columns.iter().map(|c| c.name.as_bytes())).is_ok();
    for row in &table.rows {
        ended &= writer.write_record(row.iter().map(|cell| text(cell).into_owned())).is_ok();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let mut whole = String::from_utf8_lossy(&bytes).into_owned();
    if !ended {
        whole.push_str("\"the table could not be written as a whole\"\r\n");
    }
    whole
}

fn text(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => guarded(text),
        Cell::Number(number) => Cow::Owned(number.to_string()),
    }
}

/// A text that a spreadsheet program would take for a formula gets an apostrophe before it.
fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@']) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}
