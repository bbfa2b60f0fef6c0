//! Tables: one description from which a sheet, CSV, JSON and Markdown are written, so that they cannot differ.

mod csv;
mod height;
mod json;
pub(crate) mod markdown;
mod xlsx;

use crate::{document::Document, escape, notice};
use demarc_assess::assessment::Assessment;
use std::borrow::Cow;

pub(crate) use csv::write as csv_text;

/// Longest text of a cell in UTF-16 units; spreadsheets take 32,767.
const LONGEST_CELL: usize = 32_000;

/// Said at the end of a cell that was cut.
const CUT: &str = " … (cut here; the whole stands in the assessment's JSON)";

/// A value of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// A text in which nothing steers a terminal or a program.
    Text(String),
    /// A count.
    Number(usize),
}

impl Cell {
    /// A text; an empty one is an empty cell.
    pub(crate) fn text(text: &str) -> Self {
        if text.is_empty() {
            return Self::Empty;
        }
        let mut shown = escape::block(text);
        let mut units = 0;
        let cut = shown.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > LONGEST_CELL
        });
        if let Some((at, _)) = cut {
            shown.truncate(at);
            shown.push_str(CUT);
        }
        Self::Text(shown)
    }

    /// `X` or nothing.
    pub(crate) fn mark(marked: bool) -> Self {
        if marked { Self::Text("X".to_owned()) } else { Self::Empty }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::text(&text)
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, |t| Self::text(&t))
    }
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name, unique in the table.
    pub name: Cow<'static, str>,
    /// What it belongs to, for a second header row above.
    pub group: Option<&'static str>,
    /// Its width in a sheet, in characters.
    pub width: u16,
}

/// A column without a group.
pub(crate) fn column(name: impl Into<Cow<'static, str>>, width: u16) -> Column {
    Column { name: name.into(), group: None, width }
}

/// A column of a group.
pub(crate) fn grouped(group: &'static str, name: &'static str, width: u16) -> Column {
    Column { name: Cow::Borrowed(name), group: Some(group), width }
}

/// Rows of cells under named columns.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Name of its files.
    pub id: &'static str,
    /// Name of its sheet, of 31 characters at most.
    pub sheet: &'static str,
    /// What it is, in a line.
    pub title: String,
    /// What a reader must know, one sentence each.
    pub notes: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

/// Tables of one document.
pub(crate) struct Tables<'a> {
    /// The assessment that they are views of.
    pub assessment: &'a Assessment,
    /// Name of the document's workbook.
    pub id: &'static str,
    /// The document's title.
    pub title: String,
    /// What more its first sheet says, as name and value.
    pub about: Vec<(String, String)>,
    /// The tables.
    pub tables: Vec<Table>,
}

impl Tables<'_> {
    /// The workbook, and each table as CSV, JSON and Markdown, below a folder.
    pub(crate) fn documents(&self, folder: &str) -> Vec<Document> {
        let mut documents = vec![Document {
            path: format!("{folder}/{}.xlsx", self.id),
            bytes: xlsx::workbook(self).unwrap_or_else(|error| {
                // Limits are kept when cells are made; if one is ever broken, the reader gets to know.
                format!("the workbook could not be written: {error}\n").into_bytes()
            }),
        }];
        for table in &self.tables {
            let path = |extension: &str| format!("{folder}/{}.{extension}", table.id);
            documents.push(Document::text(path("csv"), csv::write(table)));
            documents.push(Document::text(path("json"), json::write(self, table)));
            documents.push(Document::text(path("md"), markdown::write(self, table)));
        }
        documents
    }

    /// The first sheet: whose document it is, of what, and what it is not.
    pub(crate) fn about_table(&self) -> Table {
        let a = self.assessment;
        let mut rows: Vec<(String, String)> = vec![
            ("Document".to_owned(), self.title.clone()),
            ("System".to_owned(), a.system.clone()),
            ("State".to_owned(), notice::state(a)),
            ("Framework".to_owned(), format!("{}, {} baseline", a.framework.title, a.framework.baseline)),
            ("Partition".to_owned(), a.framework.partition.clone()),
            (
                "Authorization for AWS's share".to_owned(),
                a.framework.programme.clone().unwrap_or_else(|| {
                    "none chosen: what AWS does is inheritable, nothing is inherited".to_owned()
                }),
            ),
            (
                "Day of the assessment".to_owned(),
                a.assessed_at.clone().unwrap_or_else(|| "not given".to_owned()),
            ),
            (
                "Resources".to_owned(),
                format!(
                    "{}, of which {} of a type that no knowledge names",
                    a.summary.resources, a.summary.not_assessed
                ),
            ),
            (
                "Control parts".to_owned(),
                format!(
                    "{}, of which {} not assessed",
                    a.controls.len(),
                    crate::tally::count(&a.summary.customer, "not-assessed")
                ),
            ),
            (
                "Made by".to_owned(),
                format!(
                    "{} {}, knowledge {}, whose claims were last held against their documents between {} and {}",
                    a.tool.name,
                    a.tool.version,
                    a.tool.knowledge.digest,
                    a.tool.knowledge.oldest_as_of,
                    a.tool.knowledge.newest_as_of
                ),
            ),
        ];
        rows.extend(self.about.iter().cloned());
        for table in &self.tables {
            let mut says = table.title.clone();
            for note in &table.notes {
                says.push(' ');
                says.push_str(note);
            }
            rows.push((format!("Sheet {}", table.sheet), says));
        }
        rows.extend(notice::all().map(|sentence| ("Notice".to_owned(), sentence.to_owned())));
        Table {
            id: "about",
            sheet: "About",
            title: self.title.clone(),
            notes: Vec::new(),
            columns: vec![column("What", 30), column("Says", 110)],
            rows: rows.into_iter().map(|(a, b)| vec![a.into(), b.into()]).collect(),
        }
    }
}
