//! The matrix: owners of layers by service, control families by allocation, and every part.

use super::table;
use crate::html::{pictogram, text};
use crate::ladder::{Cell, Ladder};
use crate::statement::{ImplementationStatus, Statement};
use crate::words;
use demarc_assess::assessment::Assessment;
use demarc_model::{Allocation, CustomerStatus, Owner};
use maud::{Markup, html};
use std::collections::BTreeMap;

pub(super) fn section(assessment: &Assessment, ladder: &Ladder<'_>, statements: &[Statement<'_>]) -> Markup {
    html! {
        section #matrix {
            h2 { "The matrix" }
            h3 { "Layers by service" }
            p { "A: AWS. S: shared, each has a half. C: customer. T: third party. ?: not known. M: resources differ. A sign behind the letter is the worst duty: ✗ unmet, ? unknown, ✓ met, – nothing looked." }
            table.sheet.dense {
                thead { tr {
                    th scope="col" style="width:17%" { "Service" }
                    @for layer in &ladder.layers { th.upright scope="col" { span { (words::layer(*layer)) } } }
                } }
                tbody {
                    @for column in &ladder.columns {
                        tr {
                            th scope="row" { (text(&column.name())) " ×" (column.number()) }
                            @for cell in &column.cells { (letter(cell)) }
                        }
                    }
                }
            }
            h3 { "Control families" }
            (families(assessment, statements))
        }
    }
}

fn letter(cell: &Cell<'_>) -> Markup {
    let owner = cell.owner();
    let letter = if cell.mixed() { "M" } else { words::owner_letter(owner) };
    let sign = match cell.mark {
        Some(demarc_model::Verdict::Unmet) => " ✗",
        Some(demarc_model::Verdict::Unknown) => " ?",
        Some(demarc_model::Verdict::Met) => " ✓",
        _ if cell.is_watched() => " –",
        _ => "",
    };
    html! {
        @if owner == Owner::Absent { td {} } @else {
            td.owner.(pictogram::owner_class(owner)) { (letter) (sign) }
        }
    }
}

#[derive(Default)]
struct Family {
    parts: usize,
    allocations: BTreeMap<Allocation, usize>,
    statuses: BTreeMap<Option<ImplementationStatus>, usize>,
}

fn families(assessment: &Assessment, statements: &[Statement<'_>]) -> Markup {
    let mut families: BTreeMap<&str, Family> = BTreeMap::new();
    for statement in statements {
        let family = families.entry(words::family(statement.part.control.as_str())).or_default();
        family.parts += 1;
        *family.allocations.entry(statement.part.allocation).or_default() += 1;
        *family.statuses.entry(statement.status).or_default() += 1;
    }
    let heads = [
        ("Family", "20%"),
        ("Parts", "5%"),
        (if assessment.framework.programme.is_some() { "AWS's" } else { "Inheritable" }, "7.5%"),
        ("Shared, dependent", "8.5%"),
        ("Shared, independent", "10%"),
        ("Customer specific", "8%"),
        ("Whose unknown", "7.5%"),
        ("Implemented", "10%"),
        ("Partial", "6%"),
        ("Planned", "6%"),
        ("Else, n/a", "6%"),
        ("Not assessed", "7.5%"),
    ];
    table(
        &heads,
        families.iter().map(|(id, family)| {
            let title = words::family_title(&assessment.framework.id, id);
            let whose = |a| family.allocations.get(&a).copied().unwrap_or(0);
            let status = |s| family.statuses.get(&s).copied().unwrap_or(0);
            let mut row =
                vec![html! { (text(&id.to_uppercase())) @if let Some(title) = title { " " (title) } }];
            let numbers = [
                family.parts,
                whose(Allocation::Inherited),
                whose(Allocation::SharedDependent),
                whose(Allocation::SharedIndependent),
                whose(Allocation::CustomerSpecific),
                whose(Allocation::Unknown),
                status(Some(ImplementationStatus::Implemented)),
                status(Some(ImplementationStatus::Partial)),
                status(Some(ImplementationStatus::Planned)),
                status(Some(ImplementationStatus::Alternative))
                    + status(Some(ImplementationStatus::NotApplicable)),
                status(None),
            ];
            row.extend(numbers.map(|n| html! { @if n > 0 { (n) } @else { span.none { "·" } } }));
            row
        }),
    )
}

/// Every part with whose it is and where it stands.
pub(super) fn parts(assessment: &Assessment, statements: &[Statement<'_>]) -> Markup {
    let heads = [
        ("Part", "9%"),
        ("Title", "21%"),
        ("Whose", "20%"),
        ("AWS's share", "21%"),
        ("Customer's half", "16%"),
        ("Status", "13%"),
    ];
    html! {
        section #parts {
            h2 { "Every control part" }
            p { "What each party does, and why, stands in the assessment's JSON and in the control matrix." }
            (table(&heads, statements.iter().map(|s| {
                let backed = s.authorization.is_some();
                let title = if shows_titles(assessment) { s.part.title.as_str() } else { "" };
                vec![
                    text(&words::control_id(s.part)),
                    text(title),
                    html! { (words::allocation(s.part.allocation, backed)) },
                    html! { (words::aws_status(s.part.aws.status)) },
                    html! {
                        (words::customer_status(s.part.customer.status))
                        @if s.part.customer.status != CustomerStatus::None && s.part.customer.resources > 0 {
                            span.of { ", " (s.part.customer.resources_looked_at) " of " (s.part.customer.resources) }
                        }
                    },
                    html! {
                        @match s.status { Some(status) => (status.id()), None => "not assessed" }
                        @if let Some(day) = s.planned_by { span.note { "by " (text(day)) } }
                    },
                ]
            })))
        }
    }
}

/// Titles of NIST's controls are free; other frameworks are named by their ids only.
fn shows_titles(assessment: &Assessment) -> bool {
    assessment.framework.id.starts_with("nist-") || assessment.framework.id.starts_with("fedramp")
}
