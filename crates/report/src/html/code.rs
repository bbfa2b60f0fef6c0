//! Source text with line numbers.

use crate::escape;
use demarc_assess::assessment::Excerpt;
use maud::{Markup, html};

/// An excerpt with the deciding line marked.
pub(super) fn excerpt(excerpt: &Excerpt) -> Markup {
    html! {
        figure.code {
            figcaption { (escape::line(&excerpt.file)) ":" (excerpt.line) }
            (lines(&excerpt.text, excerpt.first_line, Some(excerpt.line)))
        }
    }
}

/// Lines of text from `first` on; the marked one is told apart by a sign and a colour.
pub(super) fn lines(text: &str, first: u32, marked: Option<u32>) -> Markup {
    let text = escape::block(text);
    html! {
        pre tabindex="0" {
            @for (number, line) in (first..).zip(text.lines()) {
                @let hit = marked == Some(number);
                span.l.hit[hit] { span.n data-n=(number) {} (line) "\n" }
            }
        }
    }
}

/// A block of code without numbers.
pub(super) fn block(text: &str) -> Markup {
    html! { pre.bare tabindex="0" { code { (escape::block(text)) } } }
}
