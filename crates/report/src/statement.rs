//! What every document says of one control part: implementation status, originations, what can be inherited.
//!
//! A system security plan, an implementation summary and a responsibility matrix must agree, so each of them is a view of
//! [`Statement`] and none decides for itself. It speaks from the system owner's position: the owner is the service
//! provider, and a customer is the owner's own (the tenant).

use demarc_assess::assessment::{Assessment, DutyResult, PartResult};
use demarc_model::{
    Allocation, AwsStatus, CustomerStatus, ExceptionKind, ExceptionState, Implementer, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};

/// How far a part is implemented, in OSCAL's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImplementationStatus {
    /// All of it.
    Implemented,
    /// Some of it.
    Partial,
    /// Not yet, and known to be missing.
    Planned,
    /// Something else makes up for it, with approval.
    Alternative,
    /// A person has justified that it does not concern the system.
    NotApplicable,
}

impl ImplementationStatus {
    /// The value of OSCAL's `implementation-status`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Implemented => "implemented",
            Self::Partial => "partial",
            Self::Planned => "planned",
            Self::Alternative => "alternative",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// Where the implementation of a part comes from, in FedRAMP's words; hybrid and shared are derived from the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The organization that runs the system.
    Corporate,
    /// The system's own team.
    System,
    /// The tenant sets something that the system offers.
    CustomerConfigured,
    /// The tenant brings something of its own.
    CustomerProvided,
    /// A named authorization that the system builds on.
    Inherited,
}

/// Whether the owner can inherit a part from AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inheritable {
    /// All of it.
    Yes,
    /// AWS's mechanism works once the owner sets it.
    Partial,
    /// Nothing of it.
    No,
}

impl Inheritable {
    /// The word in a responsibility matrix.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::Partial => "Partial",
            Self::No => "No",
        }
    }
}

/// What documents say of one control part.
#[derive(Debug, Clone)]
pub struct Statement<'a> {
    /// The part.
    pub part: &'a PartResult,
    /// How far it is implemented; none where nothing looked at it or all that looked is unknown. Documents leave such a
    /// part empty or mark it as not assessed, and never call it implemented.
    pub status: Option<ImplementationStatus>,
    /// What a reader must know beside the status.
    pub remark: Option<&'static str>,
    /// Where it comes from; [`Origin::Inherited`] stands here only where a named authorization backs it.
    pub origins: BTreeSet<Origin>,
    /// What the owner can inherit from AWS, whether or not an authorization backs it.
    pub inheritable: Inheritable,
    /// The authorization that backs AWS's share, if one does.
    pub authorization: Option<&'a str>,
    /// The duties behind it, in the assessment's order.
    pub duties: Vec<&'a DutyResult>,
}

/// The statement of every part, in the assessment's order.
#[must_use]
pub fn statements(assessment: &Assessment) -> Vec<Statement<'_>> {
    let duties: BTreeMap<&str, &DutyResult> = assessment.duties.iter().map(|d| (d.id.as_str(), d)).collect();
    assessment.controls.iter().map(|part| statement(assessment, part, &duties)).collect()
}

fn statement<'a>(
    assessment: &'a Assessment,
    part: &'a PartResult,
    by_id: &BTreeMap<&str, &'a DutyResult>,
) -> Statement<'a> {
    let duties: Vec<&DutyResult> =
        part.customer.duties.iter().filter_map(|id| by_id.get(id.as_str()).copied()).collect();
    let backed = matches!(part.aws.status, AwsStatus::Covered | AwsStatus::CoveredUnreviewed);
    let authorization = assessment.framework.programme.as_deref().filter(|_| backed);
    let (status, remark) = status(assessment, part, &duties, authorization.is_some());
    Statement {
        part,
        status,
        remark,
        origins: origins(assessment, part, authorization.is_some()),
        inheritable: match part.allocation {
            Allocation::Inherited => Inheritable::Yes,
            Allocation::SharedDependent => Inheritable::Partial,
            _ => Inheritable::No,
        },
        authorization,
        duties,
    }
}

/// Said of a part that AWS carries and no authorization backs.
const INHERITABLE: &str =
    "Inheritable from AWS; the chosen authorization does not cover it, or none was chosen.";
/// Said of a part of which nothing is met.
const NOTHING_MET: &str = "Nothing that was looked at is met yet; no date is set.";
/// Said of a part that nothing looked at.
const NOT_ASSESSED: &str = "Not assessed: nothing in the input shows it, and nobody has stated it.";
/// Said of a part whose duties are all unknown.
const UNKNOWN: &str = "Not assessed: what looked at it is unknown.";

fn status(
    assessment: &Assessment,
    part: &PartResult,
    duties: &[&DutyResult],
    backed: bool,
) -> (Option<ImplementationStatus>, Option<&'static str>) {
    if part.allocation == Allocation::NotApplicable {
        return (Some(ImplementationStatus::NotApplicable), None);
    }
    let met = part.customer.met + part.customer.attested > 0;
    match part.customer.status {
        // AWS carries all of it: implemented only where an authorization says so.
        CustomerStatus::None if backed => (Some(ImplementationStatus::Implemented), None),
        CustomerStatus::None => (None, Some(INHERITABLE)),
        CustomerStatus::Met => (Some(ImplementationStatus::Implemented), None),
        CustomerStatus::Partial => (Some(ImplementationStatus::Partial), None),
        CustomerStatus::Unmet => match accepted(assessment, duties) {
            Accepted::Compensated if part.customer.unknown == 0 => {
                (Some(ImplementationStatus::Alternative), None)
            }
            _ if met => (Some(ImplementationStatus::Partial), None),
            Accepted::Compensated | Accepted::Excepted => (Some(ImplementationStatus::Planned), None),
            Accepted::No => (Some(ImplementationStatus::Planned), Some(NOTHING_MET)),
        },
        CustomerStatus::Unknown if met => (Some(ImplementationStatus::Partial), None),
        CustomerStatus::Unknown => (None, Some(UNKNOWN)),
        CustomerStatus::NotAssessed => (None, Some(NOT_ASSESSED)),
    }
}

enum Accepted {
    /// An approved exception stands for every unmet duty, and each names what makes up for it.
    Compensated,
    /// An approved exception stands for every unmet duty.
    Excepted,
    /// Some unmet duty has none.
    No,
}

fn accepted(assessment: &Assessment, duties: &[&DutyResult]) -> Accepted {
    let kinds: Option<Vec<ExceptionKind>> = duties
        .iter()
        .filter(|d| d.verdict == Verdict::Unmet)
        .map(|d| {
            let exception = assessment.exceptions.get(d.exception?)?;
            (exception.state == ExceptionState::Approved).then_some(exception.kind)
        })
        .collect();
    match kinds {
        Some(kinds) if kinds.is_empty() => Accepted::No,
        Some(kinds) if kinds.iter().all(|k| *k == ExceptionKind::Compensating) => Accepted::Compensated,
        Some(_) => Accepted::Excepted,
        None => Accepted::No,
    }
}

fn origins(assessment: &Assessment, part: &PartResult, backed: bool) -> BTreeSet<Origin> {
    let offered = |who: &Implementer| {
        assessment.inheritance.iter().any(|offer| {
            offer.from == *who
                && offer.part == part.part.as_str()
                && offer.satisfied
                && offer.authorization.is_some()
        })
    };
    part.implementers
        .iter()
        .filter_map(|who| match who {
            Implementer::Aws => backed.then_some(Origin::Inherited),
            Implementer::System => Some(Origin::System),
            Implementer::Corporate => Some(Origin::Corporate),
            // A platform's part is inherited only if the platform itself satisfies it under a named authorization.
            Implementer::Platform(_) | Implementer::ThirdParty(_) => {
                offered(who).then_some(Origin::Inherited)
            }
            Implementer::Tenant => Some(Origin::CustomerProvided),
        })
        .collect()
}
