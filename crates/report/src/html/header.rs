//! The head of the page: what was looked at, against what, by whom, and what the page is not.

use super::{code_text, text};
use crate::{notice, words};
use demarc_assess::assessment::Assessment;
use demarc_model::Perspective;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The system's name and what it was held against.
pub(super) fn banner(assessment: &Assessment) -> Markup {
    let framework = &assessment.framework;
    html! {
        header.banner {
            div.inner {
                p.product { "Demarc" }
                h1 { (text(&assessment.system)) span.thin { " — who secures what" } }
                p.lead {
                    (text(&framework.title)) ", " (text(&framework.baseline)) " baseline · partition "
                    (text(&framework.partition)) " · "
                    @match &framework.programme {
                        Some(programme) => { "AWS's share by " (text(programme)) }
                        None => { "no programme chosen for AWS's share" }
                    }
                }
            }
        }
    }
}

/// Links to the sections and the switch of the colour scheme.
pub(super) fn navigation(assessment: &Assessment) -> Markup {
    let unmet = assessment.summary.duties.unmet;
    html! {
        nav.bar aria-label="Sections" {
            div.inner {
                ul {
                    li { a href="#picture" { "Picture" } }
                    li { a href="#scores" { "Numbers" } }
                    li { a href="#controls" { "Controls" } }
                    li { a href="#duties" { "Duties" @if unmet > 0 { " " span.bubble { (unmet) span.unseen { " unmet" } } } } }
                    li { a href="#resources" { "Resources" } }
                    li { a href="#unknown" { "Unknown" } }
                    @if !assessment.problems.is_empty() { li { a href="#problems" { "Problems" } } }
                    li { a href="#scope" { "Scope" } }
                    li { a href="#glossary" { "Words" } }
                }
                button #theme type="button" hidden { "Dark" }
            }
        }
    }
}

/// Scope, inputs and dates at a glance, and the notice.
pub(super) fn facts(assessment: &Assessment) -> Markup {
    let tool = &assessment.tool;
    let scope = &assessment.scope;
    let summary = &assessment.summary;
    html! {
        section.facts aria-label="What was looked at" {
            p.notice role="note" {
                (notice::AFFILIATION) " " (notice::OBLIGATIONS) " " strong { (notice::NOT_AN_ASSESSMENT) }
            }
            dl.grid {
                div { dt { "Read" } dd {
                    (words::counted(summary.resources, "resource", "resources")) " from "
                    a href="#scope" { (words::counted(assessment.inputs.len(), "input", "inputs")) }
                    span.note { (kinds(assessment)) }
                } }
                div { dt { "Accounts and regions" } dd { (list(&scope.accounts, "none named")) span.note { (list(&scope.regions, "no region named")) } } }
                div { dt { "Speaks as" } dd { (perspective(assessment.perspective)) } }
                div { dt { "Knowledge" } dd {
                    span.whole { (text(&tool.knowledge.oldest_as_of)) } " to " span.whole { (text(&tool.knowledge.newest_as_of)) }
                    span.note { "when its claims were last held against their documents" }
                    span.note { "digest " (code_text(&tool.knowledge.digest.chars().take(12).collect::<String>())) }
                } }
                div { dt { "Made by" } dd {
                    (text(&tool.name)) " " (text(&tool.version))
                    span.note { @match &assessment.assessed_at { Some(at) => { "at " (text(at)) } None => { "no time was given" } } }
                } }
            }
        }
    }
}

/// The notice once more, for printed pages that are taken apart.
pub(super) fn closing(assessment: &Assessment) -> Markup {
    html! {
        footer.closing {
            div.inner {
                p { (notice::AFFILIATION) " " (notice::OBLIGATIONS) " " (notice::NOT_AN_ASSESSMENT) }
                p {
                    (text(&assessment.tool.name)) " " (text(&assessment.tool.version)) " · knowledge "
                    (code_text(&assessment.tool.knowledge.digest))
                }
            }
        }
    }
}

fn kinds(assessment: &Assessment) -> Markup {
    let mut kinds = BTreeMap::<&str, usize>::new();
    for input in &assessment.inputs {
        *kinds.entry(input.kind.as_str()).or_default() += 1;
    }
    html! { @for (i, (kind, number)) in kinds.iter().enumerate() { @if i > 0 { ", " } (number) " " (text(kind)) } }
}

fn list(items: &[String], none: &str) -> Markup {
    html! {
        @if items.is_empty() { (none) }
        @for (i, item) in items.iter().take(5).enumerate() { @if i > 0 { ", " } (text(item)) }
        @if items.len() > 5 { " and " (items.len() - 5) " more" }
    }
}

fn perspective(perspective: Perspective) -> &'static str {
    match perspective {
        Perspective::Provider => "AWS towards the system's owner, as Demarc reads AWS's documents",
        Perspective::SystemOwner => "the system's owner",
        Perspective::Tenant => "the owner's own customer",
    }
}
