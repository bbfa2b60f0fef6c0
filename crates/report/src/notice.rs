//! Sentences that every document carries.

use demarc_assess::assessment::{Assessment, NOTICE};

/// Whose document it is and what it is not.
pub(crate) const AFFILIATION: &str = NOTICE[0];

/// What binds AWS.
pub(crate) const OBLIGATIONS: &str = NOTICE[1];

/// What a reader must not take it for.
pub(crate) const NOT_AN_ASSESSMENT: &str = NOTICE[2];

/// What a number next to a score means.
pub(crate) const NOT_ASSESSED: &str =
    "Not assessed means that nothing in the input looked at it; it is never counted as met.";

/// The sentences that every document carries, in their order.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    NOTICE.into_iter()
}

/// Whether a person has approved the texts: a draft until then.
pub(crate) fn state(assessment: &Assessment) -> String {
    match &assessment.declared.approval {
        Some(approval) => format!("approved by {} on {}", approval.approved_by, approval.date),
        None => "DRAFT: nobody has approved these generated texts".to_owned(),
    }
}
