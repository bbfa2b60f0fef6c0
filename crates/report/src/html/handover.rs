//! The report for hand-over: a document to be printed, from the cover to the glossary.

mod aws;
mod boundary;
mod cover;
mod duties;
mod gaps;
mod matrix;
mod people;

use super::{POLICY, STYLE, glossary, picture, theme};
use crate::{escape, ladder::ladder, statement::statements};
use demarc_assess::assessment::Assessment;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const PAPER: &str = include_str!("handover.css");

/// The sections in their order: anchor and title.
const SECTIONS: [(&str, &str); 10] = [
    ("boundary", "Boundary"),
    ("method", "Method"),
    ("picture", "The picture"),
    ("matrix", "The matrix"),
    ("aws", "What AWS's documents cover"),
    ("duties", "The customer's duties and their evidence"),
    ("exceptions", "Exceptions, plans and statements"),
    ("gaps", "What was not assessed"),
    ("parts", "Every control part"),
    ("glossary", "Words"),
];

/// Writes an assessment as a document to be printed.
#[must_use]
pub fn render(assessment: &Assessment) -> String {
    let ladder = ladder(assessment);
    let statements = statements(assessment);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content={ (assessment.tool.name) " " (assessment.tool.version) };
                meta name="referrer" content="no-referrer";
                link rel="icon" href="data:,";
                title { (escape::line(&assessment.system)) " — hand-over report" }
                style { (PreEscaped(theme::variables())) (PreEscaped(STYLE)) (PreEscaped(PAPER)) }
            }
            body.paper {
                (cover::cover(assessment))
                main #main {
                    (boundary::section(assessment))
                    (boundary::method(assessment))
                    div.wide { (picture::drawn(assessment, &ladder)) }
                    div.wide { (matrix::section(assessment, &ladder, &statements)) }
                    (aws::section(assessment, &statements))
                    (duties::section(assessment))
                    (people::section(assessment))
                    (gaps::section(assessment, &statements))
                    (matrix::parts(assessment, &statements))
                    (glossary::section())
                }
            }
        }
    };
    page.into_string()
}

/// A table with its heads; the cells are written by the caller.
fn table(heads: &[(&str, &str)], rows: impl IntoIterator<Item = Vec<Markup>>) -> Markup {
    html! {
        table.sheet {
            colgroup { @for (_, width) in heads { col style={ "width:" (width) }; } }
            thead { tr { @for (head, _) in heads { th scope="col" { (head) } } } }
            tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
        }
    }
}

/// An address or a path from an input that may break behind its separators.
fn breakable(address: &str) -> Markup {
    let shown = escape::line(address);
    html! {
        @for piece in shown.split_inclusive(['.', '/', '_', ':', '[', '|']) { (piece) wbr; }
    }
}
