//! Tables as a workbook: frozen headers, filters, widths, print set-up; the same tables give the same bytes.

use super::{Cell, Table, Tables, height};
use crate::escape;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Rows that a sheet takes below its headers; a longer table goes on in further sheets.
const MOST_ROWS: usize = 1_000_000;

/// Columns that stay in sight.
const FROZEN_COLUMNS: u16 = 1;

struct Formats {
    header: Format,
    group: Format,
    body: Format,
    mark: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_font_size(height::FONT)
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0xC8_CC_D0))
        };
        let header = || cell().set_bold().set_text_wrap().set_background_color(Color::RGB(0xE4_E9_EE));
        Self {
            header: header().set_align(FormatAlign::VerticalCenter),
            group: header().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter),
            body: cell().set_text_wrap().set_align(FormatAlign::Top),
            mark: cell().set_align(FormatAlign::Center).set_align(FormatAlign::Top),
        }
    }
}

/// Writes the workbook: what it is about, then every table.
pub(crate) fn workbook(of: &Tables<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A document's time is no time of day on which it was made, or the same input would give other bytes.
    let time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(escape::line(&of.title))
        .set_author("System owner, with Demarc")
        .set_creation_datetime(&time);
    workbook.set_properties(&properties);
    let formats = Formats::new();
    for table in std::iter::once(&of.about_table()).chain(&of.tables) {
        let mut chunks = table.rows.chunks(MOST_ROWS);
        let mut number = 1;
        let mut chunk = chunks.next().unwrap_or_default();
        loop {
            let name = match number {
                1 => table.sheet.to_owned(),
                _ => format!("{} {number}", table.sheet),
            };
            sheet(workbook.add_worksheet(), &name, of, table, chunk, &formats)?;
            match chunks.next() {
                Some(next) => chunk = next,
                None => break,
            }
            number += 1;
        }
    }
    workbook.save_to_buffer()
}

fn sheet(
    sheet: &mut Worksheet,
    name: &str,
    of: &Tables<'_>,
    table: &Table,
    rows: &[Vec<Cell>],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let headers = headers(sheet, table, formats)?;
    for (row, cells) in (headers..).zip(rows) {
        sheet.set_row_height(row, height::of_row(&table.columns, cells))?;
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Empty => sheet.write_blank(row, column, &formats.body)?,
                Cell::Text(text) if text == "X" => {
                    sheet.write_string_with_format(row, column, text, &formats.mark)?
                }
                Cell::Text(text) => sheet.write_string_with_format(row, column, text, &formats.body)?,
                Cell::Number(number) => {
                    sheet.write_number_with_format(row, column, *number as f64, &formats.body)?
                }
            };
        }
    }
    let last_row = headers + u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_sub(1);
    let last_column = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(headers - 1, 0, last_row.max(headers), last_column)?;
    sheet.set_freeze_panes(headers, FROZEN_COLUMNS.min(last_column))?;
    sheet.set_repeat_rows(0, headers - 1)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&L{}&R{}", plain(&of.assessment.system), plain(&table.title)));
    sheet.set_footer(
        "&LNot an assessment. Not affiliated with or endorsed by Amazon Web Services.&RPage &P of &N",
    );
    Ok(())
}

/// Writes the header rows and gives their number: two where columns are grouped.
fn headers(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<u32, XlsxError> {
    let two = table.columns.iter().any(|c| c.group.is_some());
    let names = u32::from(two);
    sheet.set_row_height(names, height::of_names(&table.columns))?;
    let mut at: u16 = 0;
    for columns in table.columns.chunk_by(|a, b| a.group.is_some() && a.group == b.group) {
        let end = at + u16::try_from(columns.len()).unwrap_or(u16::MAX);
        match columns.first().and_then(|c| c.group) {
            Some(group) if columns.len() > 1 => {
                sheet.merge_range(0, at, 0, end - 1, group, &formats.group)?;
            }
            Some(group) => {
                sheet.write_string_with_format(0, at, group, &formats.group)?;
            }
            None => {}
        }
        for (column, one) in (at..).zip(columns) {
            sheet.set_column_width(column, f64::from(one.width))?;
            if two && one.group.is_none() {
                sheet.merge_range(0, column, 1, column, &one.name, &formats.header)?;
            } else {
                sheet.write_string_with_format(names, column, one.name.as_ref(), &formats.header)?;
            }
        }
        at = end;
    }
    Ok(names + 1)
}

/// A text within a page header, where `&` begins a command and 255 characters are the limit.
fn plain(text: &str) -> String {
    escape::line(text).replace('&', "&&").chars().take(100).collect()
}
