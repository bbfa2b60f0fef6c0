//! Why a duty is unknown or does not apply, in a code and a sentence.

use crate::{
    assessment::{EvidenceResult, Reason},
    duties::{Because, Judged},
};
use demarc_model::Scope;

/// The reason, with the place that the first evidence names.
pub(super) fn reason(because: Because, judged: &Judged<'_>, evidence: &[EvidenceResult]) -> Reason {
    let location = evidence.first().and_then(|e| e.location.clone());
    let (code, detail) = match because {
        Because::Unknown(why) => {
            let detail = match (&judged.duty.needs_evidence, judged.duty.scope) {
                (Some(needed), _) => format!("{}; what would do: {needed}", why.sentence()),
                (None, Scope::Account) => {
                    format!("{}; another stack of the account may hold it", why.sentence())
                }
                (None, _) => why.sentence().to_owned(),
            };
            (why.code(), detail)
        }
        Because::ConditionFalse => (
            "condition-false",
            format!("it applies where {}", judged.on.when_text.as_deref().unwrap_or("its condition holds")),
        ),
        Because::OwnerIsAws => ("owner-is-aws", format!("the layer `{}` is AWS's here", judged.duty.layer)),
        Because::OwnerIsThirdParty => {
            ("owner-is-third-party", format!("the layer `{}` is a third party's here", judged.duty.layer))
        }
        Because::LayerAbsent => ("layer-absent", format!("there is no layer `{}` here", judged.duty.layer)),
    };
    Reason { code: code.to_owned(), detail, location }
}
