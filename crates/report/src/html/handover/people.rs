//! What people accepted, planned, stated and offered.

use super::{breakable, table};
use crate::html::text;
use crate::words;
use demarc_assess::assessment::Assessment;
use demarc_model::TenantDutyKind;
use maud::{Markup, html};

pub(super) fn section(assessment: &Assessment) -> Markup {
    let day = assessment.assessed_at.as_deref();
    html! {
        section #exceptions {
            h2 { "Exceptions, plans and statements" }
            h3 { "Exceptions" }
            @if assessment.exceptions.is_empty() { p { "None is recorded." } } @else {
                p { "An exception never changes a verdict; a requested one changes nothing." }
                (table(
                    &[("Duty", "20%"), ("Resource", "20%"), ("Kind and state", "20%"), ("Requested, approved", "24%"), ("Until", "16%")],
                    assessment.exceptions.iter().map(|e| vec![
                        text(&e.duty),
                        breakable(e.resource_id.as_deref().unwrap_or("every resource")),
                        html! { (words::exception_kind(e.kind)) span.note { (words::exception_state(e.state)) } },
                        html! {
                            (text(&e.requester)) ", " (text(&e.date))
                            span.note { @match &e.approver { Some(by) => { "approved by " (text(by)) }, None => "nobody has approved it" } }
                        },
                        html! {
                            (text(e.expires.as_deref().unwrap_or("no day set")))
                            @if let Some(reference) = &e.reference { span.note { (text(reference)) } }
                        },
                    ]),
                ))
            }
            h3 { "Plans" }
            @if assessment.declared.plans.is_empty() { p { "None is recorded." } } @else {
                (table(
                    &[("Duty", "24%"), ("Resource", "26%"), ("Who", "18%"), ("By", "12%"), ("What", "20%")],
                    assessment.declared.plans.iter().map(|p| vec![
                        text(&p.duty),
                        breakable(p.resource_id.as_deref().unwrap_or("every resource")),
                        text(&p.owner),
                        text(&p.due),
                        text(&p.milestone),
                    ]),
                ))
            }
            h3 { "Statements of people" }
            @if assessment.attestations.is_empty() { p { "None is recorded." } } @else {
                (table(
                    &[("About", "20%"), ("By", "22%"), ("Date", "12%"), ("Until", "14%"), ("Statement", "32%")],
                    assessment.attestations.iter().map(|a| vec![
                        text(a.duty.as_deref().or(a.part.as_deref()).unwrap_or("")),
                        text(&a.by),
                        text(&a.date),
                        html! {
                            (text(a.expires.as_deref().unwrap_or("no end")))
                            @if !a.counts_on(day) { span.note { "does not count" } }
                        },
                        text(&a.statement),
                    ]),
                ))
            }
            h3 { "Tenants" }
            @if assessment.declared.tenant_duties.is_empty() {
                p { "Not declared: the owner has recorded nothing that its own customers have to do." }
            } @else {
                (table(
                    &[("Part", "18%"), ("How", "18%"), ("What the tenant does", "64%")],
                    assessment.declared.tenant_duties.iter().map(|t| vec![
                        text(&t.part),
                        html! { @match t.kind {
                            TenantDutyKind::Configured => "configures",
                            TenantDutyKind::Provided => "provides",
                            TenantDutyKind::Nothing => "nothing to do",
                        } },
                        text(&t.statement),
                    ]),
                ))
            }
        }
    }
}
