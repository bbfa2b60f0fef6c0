//! The picture as a table, and for each service who does what on each layer and which document says so.

use super::{pictogram, sentence, text};
use crate::ladder::{Cell, Column, Ladder};
use crate::{tally, words};
use demarc_assess::assessment::{Assessment, Entry};
use demarc_model::{Layer, Owner};
use maud::{Markup, html};

/// Every cell of the picture in words.
pub(super) fn table(ladder: &Ladder<'_>) -> Markup {
    html! {
        details.more #picture-table {
            summary { "The picture as a table" }
            div.scroll tabindex="0" role="region" aria-label="Owners of layers as a table" {
                table.plain {
                    caption.unseen { "Owner and worst duty of each layer of each service, top to bottom" }
                    thead { tr {
                        th scope="col" { "Service" }
                        @for layer in ladder.layers.iter().rev() { th scope="col" { (words::layer(*layer)) } }
                    } }
                    tbody {
                        @for column in &ladder.columns {
                            tr {
                                th scope="row" { (text(&column.name())) }
                                @for cell in column.cells.iter().rev() { td { (in_words(cell)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn in_words(cell: &Cell<'_>) -> Markup {
    html! {
        @if cell.owner() == Owner::Absent { span.unseen { "does not exist here" } } @else {
            @for (i, (owner, number)) in cell.owners.iter().enumerate() {
                @if i > 0 { ", " }
                (words::owner(*owner)) @if cell.mixed() { " (" (number) ")" }
            }
            @match cell.mark {
                Some(verdict) => { ", " (words::verdict(verdict)) }
                None if cell.is_watched() => { ", nothing looked" }
                None => {}
            }
        }
    }
}

/// Why the line runs where it does, per service.
pub(super) fn reasons(assessment: &Assessment, ladder: &Ladder<'_>) -> Markup {
    html! {
        details.more #reasons {
            summary { "Why the line runs there: who does what on each layer" }
            @for column in &ladder.columns { (column_reasons(assessment, ladder, column)) }
        }
    }
}

fn column_reasons(assessment: &Assessment, ladder: &Ladder<'_>, column: &Column<'_>) -> Markup {
    html! {
        details.inner-card {
            summary {
                strong { (text(&column.name())) } " "
                span.note { (words::counted(column.resources.len(), "resource", "resources")) ": "
                    @for (i, resource) in column.resources.iter().take(3).enumerate() { @if i > 0 { ", " } (text(tally::shown(resource))) }
                    @if column.resources.len() > 3 { ", …" }
                }
            }
            dl.reasons {
                @for (cell, layer) in column.cells.iter().zip(&ladder.layers).rev() {
                    @if cell.owner() != Owner::Absent { (layer_reasons(assessment, column, cell, *layer)) }
                }
            }
        }
    }
}

fn layer_reasons(assessment: &Assessment, column: &Column<'_>, cell: &Cell<'_>, layer: Layer) -> Markup {
    let why =
        column.resources.iter().flat_map(|r| r.layers.iter()).find(|l| l.layer == layer && l.why.is_some());
    html! {
        dt {
            (pictogram::swatch(pictogram::owner_class(cell.owner()))) (words::layer(layer))
            span.note { " " @for (i, owner) in cell.owners.keys().enumerate() { @if i > 0 { ", " } (words::owner(*owner)) } }
        }
        dd {
            @if let Some(why) = why.and_then(|l| l.why) {
                p { "Not known: " (why.sentence()) "."
                    @if !cell.possible.is_empty() {
                        " It may be " @for (i, owner) in cell.possible.iter().enumerate() { @if i > 0 { " or " } (words::owner(*owner)) } "."
                    }
                }
            }
            @for key in &cell.entries {
                @if let Some(entry) = assessment.entries.get(*key) { (claim(entry)) }
            }
        }
    }
}

fn claim(entry: &Entry) -> Markup {
    html! {
        p { (sentence(&entry.because)) }
        @if let Some(aws) = &entry.aws { p.half { b { "AWS: " } (sentence(aws)) } }
        @if let Some(customer) = &entry.customer { p.half { b { "Customer: " } (sentence(customer)) } }
        p.note { (entry.basis.id()) " · " (text(&entry.source)) " · " (text(&entry.as_of)) }
    }
}
