//! The report as one self-contained HTML page: nothing is loaded, everything is readable without scripts.

mod code;
mod controls;
mod duties;
mod duty_results;
mod gaps;
mod glossary;
mod halves;
pub mod handover;
mod header;
mod layers;
mod legend;
mod markdown;
mod pictogram;
mod picture;
mod resources;
mod scope;
mod scores;
mod theme;

use crate::escape;
use crate::ladder::ladder;
use crate::tally::Index;
use demarc_assess::assessment::Assessment;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
/// Nothing may be fetched, framed or submitted.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// Writes an assessment as an HTML page.
#[must_use]
pub fn render(assessment: &Assessment) -> String {
    let index = Index::new(assessment);
    let ladder = ladder(assessment);
    let title = format!("{} — who secures what", escape::line(&assessment.system));
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
                title { (title) }
                style { (PreEscaped(theme::variables())) (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to content" }
                (header::banner(assessment))
                (header::navigation(assessment))
                main #main {
                    (header::facts(assessment))
                    (picture::section(assessment, &ladder))
                    (scores::section(assessment))
                    (controls::section(assessment))
                    (duties::section(assessment, &index))
                    (resources::section(assessment))
                    (gaps::unknown(assessment))
                    (gaps::problems(assessment))
                    (scope::section(assessment))
                    (glossary::section())
                }
                (header::closing(assessment))
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// One line of text from an input.
fn text(line: &str) -> Markup {
    html! { (escape::line(line)) }
}

/// Something in a code face from an input.
fn code_text(line: &str) -> Markup {
    html! { code { (escape::line(line)) } }
}

/// A sentence from an input whose backquoted words are code.
fn sentence(line: &str) -> Markup {
    html! {
        @for (i, piece) in line.split('`').enumerate() {
            @if i % 2 == 1 { code { (escape::line(piece)) } } @else { (escape::line(piece)) }
        }
    }
}
