//! What every document says of one control part: implementation status, originations, what can be inherited.
//!
//! A system security plan, an implementation summary and a responsibility matrix must agree, so each of them is a view of
//! [`Statement`] and none decides for itself. It speaks from the system owner's position: the owner is the service
//! provider, and a customer is the owner's own (the tenant).

use crate::words;
use demarc_assess::assessment::{Assessment, DutyResult, PartResult};
use demarc_model::{
    Allocation, AwsStatus, CustomerStatus, ExceptionKind, ExceptionState, Implementer, Nature, Plan,
    TenantDuty, TenantDutyKind, Verdict,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

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
    pub remark: Option<Cow<'static, str>>,
    /// Where it comes from; [`Origin::Inherited`] stands here only where a named authorization backs it.
    pub origins: BTreeSet<Origin>,
    /// What the owner can inherit from AWS, whether or not an authorization backs it.
    pub inheritable: Inheritable,
    /// The authorization that backs AWS's share, if one does: it covers every service that carries the part.
    pub authorization: Option<&'a str>,
    /// The services that carry something of the part, as the chosen authorization covers them.
    pub carriers: Carriers<'a>,
    /// The duties behind it, in the assessment's order.
    pub duties: Vec<&'a DutyResult>,
    /// What is declared of the tenant; empty where nothing is.
    pub tenant: Vec<&'a TenantDuty>,
    /// What a tenant can inherit from the owner; none where the owner declared nothing of the part.
    pub tenant_inheritable: Option<Inheritable>,
    /// The last day of the plans that stand for its unmet duties, where each has a plan or an approved exception.
    pub planned_by: Option<&'a str>,
}

/// Services that carry something of a part for the customer, by whether the chosen authorization covers them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carriers<'a> {
    /// Covered for all of their resources that carry it.
    pub covered: BTreeSet<&'a str>,
    /// Not covered, or not known to be, for some of them: with the worst status.
    pub others: BTreeMap<&'a str, AwsStatus>,
    /// Whether the authorization says nothing about the part itself, whatever it covers.
    pub outside: bool,
}

impl<'a> Carriers<'a> {
    /// The carriers of a part; none where no authorization was chosen.
    #[must_use]
    pub fn of(assessment: &Assessment, part: &'a PartResult) -> Self {
        let mut carriers = Self::default();
        if assessment.framework.programme.is_none() {
            return carriers;
        }
        if part.aws.status == AwsStatus::NoProgramme {
            carriers.outside = true;
            return carriers;
        }
        for share in part.by_service.iter().filter(|s| inheritable(s.allocation)) {
            // An assessment of before the services were told apart says it of the part alone.
            let status = share.coverage.unwrap_or(part.aws.status);
            if words::backed(status) {
                carriers.covered.insert(share.service.as_str());
                continue;
            }
            let mut rows = assessment.coverage.iter().filter(|c| c.service == share.service).peekable();
            if rows.peek().is_some() && rows.all(|c| words::backed(c.status)) {
                // The service is covered and the part is not: the authorization does not look at it.
                carriers.outside = true;
            } else {
                let worst = carriers.others.entry(share.service.as_str()).or_insert(status);
                *worst = (*worst).max(status);
            }
        }
        carriers.covered.retain(|service| !carriers.others.contains_key(service));
        carriers
    }
}

impl Statement<'_> {
    /// Why nothing of AWS's share is inherited although an authorization was chosen: which services it does not cover.
    #[must_use]
    pub fn not_inherited(&self, assessment: &Assessment) -> Option<String> {
        let programme = assessment.framework.programme.as_deref()?;
        if self.authorization.is_some() || !carries(self.part) {
            return None;
        }
        Some(not_inherited(assessment, programme, self.part, &self.carriers))
    }

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
    inheritable(part.allocation) || part.by_service.iter().any(|s| inheritable(s.allocation))
}

fn inheritable(allocation: Allocation) -> bool {
    matches!(allocation, Allocation::Inherited | Allocation::SharedDependent)
}

/// `fedramp-moderate does not cover Amazon X (not covered); it covers Amazon S3.`
fn not_inherited(
    assessment: &Assessment,
    programme: &str,
    part: &PartResult,
    carriers: &Carriers<'_>,
) -> String {
    let name = |service: &&str| words::service_name(assessment, service);
    if carriers.others.is_empty() || carriers.outside {
        return match &part.aws.why {
            Some(why) => format!("{why}."),
            None => format!("{programme} does not cover it ({}).", words::aws_status(part.aws.status)),
        };
    }
    let others: Vec<String> = (carriers.others.iter())
        .map(|(service, status)| format!("{} ({})", name(service), words::aws_status(*status)))
        .collect();
    let mut text = format!("{programme} does not cover all that carries it: {}", others.join(", "));
    if carriers.covered.is_empty() {
        text.push('.');
    } else {
        let covered: Vec<String> = carriers.covered.iter().map(name).collect();
        text.push_str(&format!("; it covers {}.", covered.join(", ")));
    }
    text
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
    let carriers = Carriers::of(assessment, part);
    // One service that is not covered is enough: the part is not inherited as a whole.
    let backed = words::backed(part.aws.status) && carriers.others.is_empty() && !carriers.outside;
    let authorization = assessment.framework.programme.as_deref().filter(|_| backed);
    let (status, remark) = status(assessment, part, &duties, authorization.is_some());
    let remark = match remark {
        Some(Remark::Inheritable) => Some(match assessment.framework.programme.as_deref() {
            Some(programme) => Cow::Owned(format!(
                "Inheritable from AWS, and not inherited: {}",
                not_inherited(assessment, programme, part, &carriers)
            )),
            None => Cow::Borrowed(INHERITABLE),
        }),
        Some(Remark::Says(text)) => Some(Cow::Borrowed(text)),
        None => None,
    };
    let tenant: Vec<&TenantDuty> =
        assessment.declared.tenant_duties.iter().filter(|d| d.part == part.part.as_str()).collect();
    let origins = origins(assessment, part, authorization.is_some());
    Statement {
        part,
        status,
        remark,
        tenant_inheritable: tenant_inheritable(status, &origins, &tenant),
        origins,
        inheritable: match part.allocation {
            Allocation::Inherited => Inheritable::Yes,
            Allocation::SharedDependent => Inheritable::Partial,
            _ => Inheritable::No,
        },
        authorization,
        carriers,
        planned_by: match foreseen(assessment, &duties) {
            Foreseen::Planned(day) => day,
            _ => None,
        },
        duties,
        tenant,
    }
}

/// What a reader must know beside a status.
enum Remark {
    /// AWS carries the part and no authorization backs it.
    Inheritable,
    /// A sentence.
    Says(&'static str),
}

/// Said of a part that AWS carries where no authorization was chosen.
const INHERITABLE: &str = "Inheritable from AWS; no authorization was chosen that could back it.";
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
) -> (Option<ImplementationStatus>, Option<Remark>) {
    if part.allocation == Allocation::NotApplicable {
        return (Some(ImplementationStatus::NotApplicable), None);
    }
    let met = part.customer.met + part.customer.attested > 0;
    match part.customer.status {
        // AWS carries all of it: implemented only where an authorization says so.
        CustomerStatus::None if backed => (Some(ImplementationStatus::Implemented), None),
        CustomerStatus::None => (None, Some(Remark::Inheritable)),
        CustomerStatus::Met => (Some(ImplementationStatus::Implemented), None),
        CustomerStatus::Partial => (Some(ImplementationStatus::Partial), None),
        CustomerStatus::Unmet => match foreseen(assessment, duties) {
            Foreseen::Compensated if part.customer.unknown == 0 => {
                (Some(ImplementationStatus::Alternative), None)
            }
            _ if met => (Some(ImplementationStatus::Partial), None),
            Foreseen::Compensated | Foreseen::Planned(_) => (Some(ImplementationStatus::Planned), None),
            Foreseen::No => (Some(ImplementationStatus::Planned), Some(Remark::Says(NOTHING_MET))),
        },
        CustomerStatus::Unknown if met => (Some(ImplementationStatus::Partial), None),
        CustomerStatus::Unknown => (None, Some(Remark::Says(UNKNOWN))),
        CustomerStatus::NotAssessed => (None, Some(Remark::Says(NOT_ASSESSED))),
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
    origins.extend(declared.filter_map(|d| match d.kind {
        TenantDutyKind::Configured => Some(Origin::CustomerConfigured),
        TenantDutyKind::Provided => Some(Origin::CustomerProvided),
        TenantDutyKind::Nothing => None,
    }));
    origins
}

/// What the tenant can inherit: only as the owner has declared it, and only of what is done.
fn tenant_inheritable(
    status: Option<ImplementationStatus>,
    origins: &BTreeSet<Origin>,
    tenant: &[&TenantDuty],
) -> Option<Inheritable> {
    use ImplementationStatus::{Alternative, Implemented, Partial};
    if tenant.is_empty() {
        return None;
    }
    let of_the_owner = [Origin::Corporate, Origin::System, Origin::Inherited];
    let nothing_to_do = tenant.iter().all(|t| t.kind == TenantDutyKind::Nothing);
    Some(match status {
        _ if !of_the_owner.iter().any(|o| origins.contains(o)) => Inheritable::No,
        Some(Implemented | Alternative) if nothing_to_do => Inheritable::Yes,
        Some(Implemented | Alternative | Partial) => Inheritable::Partial,
        _ => Inheritable::No,
    })
}
