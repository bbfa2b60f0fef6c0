//! Small signs: verdicts, severities and owners, told apart by shape and word, not by colour alone.

use crate::words;
use demarc_model::{Allocation, AwsStatus, CustomerStatus, Owner, Severity, Verdict};
use maud::{Markup, html};

/// A verdict as a sign with its word.
pub(super) fn verdict(verdict: Verdict) -> Markup {
    html! { span.tag.{ "v-" (verdict.id()) } { (sign(verdict_sign(verdict))) (words::verdict(verdict)) } }
}

/// A verdict with a number.
pub(super) fn verdict_count(verdict: Verdict, number: usize) -> Markup {
    html! {
        span.tag.{ "v-" (verdict.id()) } { (sign(verdict_sign(verdict))) (number) " " (words::verdict(verdict)) }
    }
}

fn verdict_sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unmet => "✕",
        Verdict::Unknown => "?",
        Verdict::Met => "✓",
        Verdict::NotApplicable => "–",
    }
}

/// A status of the customer's half.
pub(super) fn customer(status: CustomerStatus) -> Markup {
    let mark = match status {
        CustomerStatus::Met => "✓",
        CustomerStatus::Partial => "◐",
        CustomerStatus::Unmet => "✕",
        CustomerStatus::Unknown => "?",
        CustomerStatus::NotAssessed => "○",
        CustomerStatus::None => "–",
    };
    html! { span.tag.{ "c-" (status.id()) } { (sign(mark)) (words::customer_status(status)) } }
}

/// A status of AWS's half.
pub(super) fn aws(status: AwsStatus) -> Markup {
    html! { span.tag.plain { (words::aws_status(status)) } }
}

/// An allocation with the swatch of its owner.
pub(super) fn allocation(allocation: Allocation, backed: bool) -> Markup {
    html! { span.tag.plain { (swatch(allocation_class(allocation))) (words::allocation(allocation, backed)) } }
}

/// The class whose fill stands for an allocation.
pub(super) fn allocation_class(allocation: Allocation) -> &'static str {
    match allocation {
        Allocation::Inherited => "o-aws",
        Allocation::SharedDependent => "o-shared",
        Allocation::SharedIndependent => "o-each",
        Allocation::CustomerSpecific => "o-customer",
        Allocation::Unknown => "o-unknown",
        Allocation::NotApplicable => "o-absent",
    }
}

/// A small field of a fill.
pub(super) fn swatch(class: &str) -> Markup {
    html! { span.swatch.(class) aria-hidden="true" {} }
}

/// The class whose fill stands for an owner.
pub(super) fn owner_class(owner: Owner) -> &'static str {
    match owner {
        Owner::Aws => "o-aws",
        Owner::Customer => "o-customer",
        Owner::Shared => "o-shared",
        Owner::ThirdParty => "o-third-party",
        Owner::Absent => "o-absent",
        Owner::Unknown => "o-unknown",
    }
}

/// A severity as a badge.
pub(super) fn severity(severity: Severity) -> Markup {
    html! { span.badge.{ "s-" (severity.id()) } { (severity.id()) } }
}

fn sign(mark: &str) -> Markup {
    html! { span.sign aria-hidden="true" { (mark) } }
}
