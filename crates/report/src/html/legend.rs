//! The signs of the picture and what they mean.

use super::pictogram;
use crate::ladder::{Cell, Ladder};
use crate::words;
use demarc_model::{Owner, Verdict};
use maud::{Markup, html};

/// The fills and signs that the picture uses, with their meaning.
pub(super) fn legend(ladder: &Ladder<'_>) -> Markup {
    let has =
        |owner| ladder.columns.iter().flat_map(|c| &c.cells).any(|cell| cell.owners.contains_key(&owner));
    let owners = [
        (Owner::Aws, "AWS"),
        (Owner::Shared, "shared: each has a half"),
        (Owner::Customer, "customer"),
        (Owner::ThirdParty, "third party"),
        (Owner::Unknown, "owner not known"),
    ];
    let marks = [
        (Some(Verdict::Unmet), "a duty is unmet"),
        (Some(Verdict::Unknown), "a duty is unknown, none unmet"),
        (Some(Verdict::Met), "every duty that looked is met"),
        (None, "nothing looked"),
    ];
    html! {
        ul.legend aria-label="Legend" {
            @for (owner, meaning) in owners.into_iter().filter(|(owner, _)| has(*owner)) {
                li { span.swatch.big.(pictogram::owner_class(owner)) { span.plate-text { (words::owner_letter(owner)) } } (meaning) }
            }
            @if ladder.columns.iter().flat_map(|c| &c.cells).any(Cell::mixed) {
                li { span.swatch.big.o-absent { span.plate-text { "M" } } "resources differ" }
            }
            @for (verdict, meaning) in marks {
                li { svg.sample viewBox="-10 -10 20 20" width="20" height="20" aria-hidden="true" { (mark(verdict)) } (meaning) }
            }
            li {
                svg.sample viewBox="0 0 34 20" width="34" height="20" aria-hidden="true" { path.demarcation d="M1 14H17V6H33" {} }
                "demarcation line" @if ladder.columns.iter().any(|c| c.line_uncertain) { ", broken where it may run higher" }
            }
        }
    }
}

/// A sign around the origin, with its own shape for each verdict.
pub(super) fn mark(verdict: Option<Verdict>) -> Markup {
    html! {
        @match verdict {
            Some(Verdict::Unmet) => {
                path.m-unmet d="M0-8.5 8.5 0 0 8.5-8.5 0z" {}
                path.i-unmet d="M-2.6-2.6 2.6 2.6M2.6-2.6-2.6 2.6" {}
            }
            Some(Verdict::Unknown) => {
                circle.m-unknown r="7" {}
                text.i-unknown y="4" text-anchor="middle" { "?" }
            }
            Some(Verdict::Met) => {
                rect.m-met x="-6.5" y="-6.5" width="13" height="13" rx="2.5" {}
                path.i-met d="M-3.2.2-.9 2.7 3.4-2.6" {}
            }
            Some(Verdict::NotApplicable) | None => { circle.m-none r="3" {} }
        }
    }
}
