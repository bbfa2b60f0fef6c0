//! What every document says of one control part: implementation status, originations, what can be inherited.
//!
//! A system security plan, an implementation summary and a responsibility matrix must agree, so each of them is a view of
//! [`Statement`] and none decides for itself. It speaks from the system owner's position: the owner is the service
//! provider, and a customer is the owner's own (the tenant).

use demarc_assess::assessment::{Assessment, DutyResult, PartResult};
use demarc_model::{
    Allocation, AwsStatus, CustomerStatus, ExceptionKind, ExceptionState, Implementer, Nature, Plan,
    TenantDuty, TenantDutyKind, Verdict,
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
    /// Every status.
    pub const ALL: [Self; 5] =
        [Self::Implemented, Self::Partial, Self::Planned, Self::Alternative, Self::NotApplicable];

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

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 5] =
        [Self::Corporate, Self::System, Self::CustomerConfigured, Self::CustomerProvided, Self::Inherited];

    /// The value of OSCAL's `control-origination`.
    #[must_use]
    pub fn oscal(self) -> &'static str {
        match self {
            Self::Corporate => "organization",
            Self::System => "system-specific",
            other => other.fedramp(),
        }
    }

    /// The value of `control-origination` in FedRAMP's namespace.
    #[must_use]
    pub fn fedramp(self) -> &'static str {
        match self {
            Self::Corporate => "sp-corporate",
            Self::System => "sp-system",
            Self::CustomerConfigured => "customer-configured",
            Self::CustomerProvided => "customer-provided",
            Self::Inherited => "inherited",
        }
    }
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
    /// What is declared of the tenant; empty where nothing is.
    pub tenant: Vec<&'a TenantDuty>,
    /// The last day of the plans that stand for its unmet duties, where each has a plan or an approved exception.
    pub planned_by: Option<&'a str>,
}

impl Statement<'_> {
    /// Where the implementation comes from in a statement about the provider: there AWS is the service provider and the
    /// owner's half is the customer's, configured in what AWS offers or provided of the owner's own.
    #[must_use]
    pub fn provider_origins(&self) -> BTreeSet<Origin> {
        let mut origins = BTreeSet::new();
        if self.part.aws.status != AwsStatus::None {
            origins.insert(match self.part.nature {
                Nature::Organizational => Origin::Corporate,
                _ => Origin::System,
            });
        }
        if self.part.customer.status != CustomerStatus::None {
            origins.insert(match self.part.allocation {
                Allocation::SharedDependent => Origin::CustomerConfigured,
                _ => Origin::CustomerProvided,
            });
        }
        origins
    }
}

/// The status of a control with several parts: never better than what all of them show, none if nothing is shown.
#[must_use]
pub fn roll_up(
    parts: impl IntoIterator<Item = Option<ImplementationStatus>>,
) -> Option<ImplementationStatus> {
    use ImplementationStatus::{Alternative, Implemented, NotApplicable, Partial, Planned};
    let parts: BTreeSet<Option<ImplementationStatus>> = parts.into_iter().collect();
    let only = |allowed: &[ImplementationStatus]| {
        !parts.is_empty() && parts.iter().all(|p| p.is_some_and(|p| allowed.contains(&p)))
    };
    let some = |wanted: &[ImplementationStatus]| wanted.iter().any(|w| parts.contains(&Some(*w)));
    if only(&[NotApplicable]) {
        Some(NotApplicable)
    } else if only(&[Implemented, NotApplicable]) {
        Some(Implemented)
    } else if only(&[Implemented, Alternative, NotApplicable]) {
        Some(Alternative)
    } else if some(&[Implemented, Partial, Alternative]) {
        Some(Partial)
    } else {
        some(&[Planned]).then_some(Planned)
    }
}

/// Whether AWS does something for the customer's own resources in a part, in all of the system or for some service: only
/// that can be inherited. What AWS does for itself alone cannot, also where both do the like.
#[must_use]
pub fn carries(part: &PartResult) -> bool {
    let inheritable = |a: Allocation| matches!(a, Allocation::Inherited | Allocation::SharedDependent);
    inheritable(part.allocation) || part.by_service.iter().any(|s| inheritable(s.allocation))
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
    let tenant = assessment.declared.tenant_duties.iter().filter(|d| d.part == part.part.as_str()).collect();
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
        planned_by: match foreseen(assessment, &duties) {
            Foreseen::Planned(day) => day,
            _ => None,
        },
        duties,
        tenant,
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
        CustomerStatus::Unmet => match foreseen(assessment, duties) {
            Foreseen::Compensated if part.customer.unknown == 0 => {
                (Some(ImplementationStatus::Alternative), None)
            }
            _ if met => (Some(ImplementationStatus::Partial), None),
            Foreseen::Compensated | Foreseen::Planned(_) => (Some(ImplementationStatus::Planned), None),
            Foreseen::No => (Some(ImplementationStatus::Planned), Some(NOTHING_MET)),
        },
        CustomerStatus::Unknown if met => (Some(ImplementationStatus::Partial), None),
        CustomerStatus::Unknown => (None, Some(UNKNOWN)),
        CustomerStatus::NotAssessed => (None, Some(NOT_ASSESSED)),
    }
}

/// What is foreseen for the unmet duties of a part.
enum Foreseen<'a> {
    /// An approved exception stands for each, and each names what makes up for it.
    Compensated,
    /// An approved exception or a dated plan stands for each; with the last day of the plans.
    Planned(Option<&'a str>),
    /// Some unmet duty has neither.
    No,
}

fn foreseen<'a>(assessment: &'a Assessment, duties: &[&DutyResult]) -> Foreseen<'a> {
    let mut compensated = None;
    let mut last: Option<&str> = None;
    for duty in duties.iter().filter(|d| d.verdict == Verdict::Unmet) {
        let exception = duty.exception.and_then(|index| assessment.exceptions.get(index));
        if let Some(exception) = exception.filter(|e| e.state == ExceptionState::Approved) {
            let so_far = compensated.unwrap_or(true);
            compensated = Some(so_far && exception.kind == ExceptionKind::Compensating);
        } else if let Some(plan) = plan(assessment, duty) {
            compensated = Some(false);
            last = last.max(Some(plan.due.as_str()));
        } else {
            return Foreseen::No;
        }
    }
    match compensated {
        None => Foreseen::No,
        Some(true) => Foreseen::Compensated,
        Some(false) => Foreseen::Planned(last),
    }
}

/// The dated plan for an unmet duty; one about the resource goes before one about all.
#[must_use]
pub fn plan<'a>(assessment: &'a Assessment, duty: &DutyResult) -> Option<&'a Plan> {
    let plans =
        assessment.declared.plans.iter().filter(|p| p.concerns(duty.duty.as_str(), &duty.resource_id));
    plans.max_by_key(|p| p.resource_id.is_some())
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
    let mut origins: BTreeSet<Origin> = part
        .implementers
        .iter()
        .filter_map(|who| match who {
            Implementer::Aws => (backed && carries(part)).then_some(Origin::Inherited),
            Implementer::System => Some(Origin::System),
            Implementer::Corporate => Some(Origin::Corporate),
            // A platform's part is inherited only if the platform itself satisfies it under a named authorization.
            Implementer::Platform(_) | Implementer::ThirdParty(_) => {
                offered(who).then_some(Origin::Inherited)
            }
            Implementer::Tenant => Some(Origin::CustomerProvided),
        })
        .collect();
    let declared = assessment.declared.tenant_duties.iter().filter(|d| d.part == part.part.as_str());
    origins.extend(declared.map(|d| match d.kind {
        TenantDutyKind::Configured => Origin::CustomerConfigured,
        TenantDutyKind::Provided => Origin::CustomerProvided,
    }));
    origins
}
