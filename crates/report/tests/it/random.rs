//! Assessments as a run could give them, drawn at random: for properties that hold over all of them.

use crate::sample::webshop;
use demarc_assess::assessment::*;
use demarc_model::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What is drawn for one control part.
#[derive(Debug, Clone)]
struct Drawn {
    allocation: Allocation,
    aws: AwsStatus,
    implementers: Vec<Implementer>,
    /// Which of the duties bear on it.
    duties: Vec<bool>,
    /// Whether met duties cover it in full.
    covered: bool,
    attested: bool,
    tenant: Option<TenantDutyKind>,
    offered: bool,
    /// What is known of each service that carries it: nothing, as bad as the part, better.
    services: Vec<Option<bool>>,
}

/// Any assessment: parts of every allocation and status, with and without programme, exceptions, plans, tenants.
pub fn assessments() -> impl Strategy<Value = Assessment> {
    let shop = webshop();
    let (parts, duties) = (shop.controls.len(), shop.duties.len());
    (
        prop::collection::vec(drawn(duties), parts),
        prop::collection::vec((0usize..4, 0usize..4, any::<bool>()), duties),
        prop::option::of(Just("fedramp-moderate".to_owned())),
        prop::collection::vec((0usize..6, 0usize..3), 3),
        prop::collection::vec(0usize..duties, 0..6),
    )
        .prop_map(|(parts, verdicts, programme, exceptions, plans)| {
            build(&parts, &verdicts, programme, &exceptions, &plans)
        })
}

fn drawn(duties: usize) -> impl Strategy<Value = Drawn> {
    let statuses = vec![
        AwsStatus::Covered,
        AwsStatus::CoveredUnreviewed,
        AwsStatus::Lapsed,
        AwsStatus::NotCovered,
        AwsStatus::NoProgramme,
        AwsStatus::None,
    ];
    let tenants = vec![TenantDutyKind::Configured, TenantDutyKind::Provided, TenantDutyKind::Nothing];
    (
        prop::sample::select(Allocation::ALL.to_vec()),
        prop::sample::select(statuses),
        prop::sample::subsequence(
            vec![
                Implementer::Aws,
                Implementer::System,
                Implementer::Corporate,
                Implementer::Platform("landing-zone".to_owned()),
            ],
            0..=4,
        ),
        prop::collection::vec(prop::bool::weighted(0.1), duties),
        any::<bool>(),
        prop::bool::weighted(0.15),
        prop::option::weighted(0.3, prop::sample::select(tenants)),
        (prop::bool::weighted(0.3), prop::collection::vec(prop::option::weighted(0.8, any::<bool>()), 1..5)),
    )
        .prop_map(
            |(allocation, aws, implementers, duties, covered, attested, tenant, (offered, services))| Drawn {
                allocation,
                aws,
                implementers,
                duties,
                covered,
                attested,
                tenant,
                offered,
                services,
            },
        )
}

const VERDICTS: [Verdict; 4] = [Verdict::Met, Verdict::NotApplicable, Verdict::Unknown, Verdict::Unmet];

fn build(
    parts: &[Drawn],
    verdicts: &[(usize, usize, bool)],
    programme: Option<String>,
    exceptions: &[(usize, usize)],
    plans: &[usize],
) -> Assessment {
    const KINDS: [ExceptionKind; 6] = [
        ExceptionKind::RiskAdjustment,
        ExceptionKind::OperationalRequirement,
        ExceptionKind::FalsePositive,
        ExceptionKind::VendorDependency,
        ExceptionKind::Compensating,
        ExceptionKind::RiskAcceptance,
    ];
    const STATES: [ExceptionState; 3] =
        [ExceptionState::Requested, ExceptionState::Approved, ExceptionState::Expired];
    let mut a = webshop();
    let like = a.exceptions[0].clone();
    a.exceptions = exceptions
        .iter()
        .map(|&(kind, state)| Exception { kind: KINDS[kind], state: STATES[state], ..like.clone() })
        .collect();
    for (duty, &(verdict, exception, if_it_exists)) in a.duties.iter_mut().zip(verdicts) {
        duty.verdict = VERDICTS[verdict];
        duty.if_it_exists = if_it_exists;
        // The fourth draw is none at all.
        duty.exception = (exception < a.exceptions.len()).then_some(exception);
        duty.why = (duty.verdict != Verdict::Met && duty.verdict != Verdict::Unmet).then(|| Reason {
            code: "not-in-input".to_owned(),
            detail: "it may stand elsewhere".to_owned(),
            location: None,
        });
    }
    a.declared.plans = (plans.iter().enumerate())
        .map(|(i, &duty)| Plan {
            duty: a.duties[duty].duty.as_str().to_owned(),
            resource_id: (i % 2 == 0).then(|| a.duties[duty].resource_id.clone()),
            owner: "web team".to_owned(),
            due: format!("2027-0{}-15", i + 1),
            milestone: "It is set.".to_owned(),
            reference: None,
        })
        .collect();
    let duties = a.duties.clone();
    a.inheritance.clear();
    for (part, drawn) in a.controls.iter_mut().zip(parts) {
        part.allocation = drawn.allocation;
        // Without a programme a run gives no other status.
        part.aws.status = match (&programme, drawn.aws) {
            (None, AwsStatus::None) => AwsStatus::None,
            (None, _) => AwsStatus::NoProgramme,
            (Some(_), AwsStatus::NoProgramme) => AwsStatus::NotCovered,
            (Some(_), status) => status,
        };
        part.implementers = drawn.implementers.clone();
        // What is said of the services need not agree with what is said of the part, or be said at all: the worse counts.
        let own = part.aws.status;
        for (share, covered) in part.by_service.iter_mut().zip(drawn.services.iter().cycle()) {
            share.coverage = match (own, covered) {
                (AwsStatus::None | AwsStatus::NoProgramme, _) => Some(own),
                (_, None) => None,
                (AwsStatus::Covered | AwsStatus::CoveredUnreviewed, Some(false)) => {
                    Some(AwsStatus::NotCovered)
                }
                (_, Some(true)) => Some(own),
                (_, Some(false)) => Some(AwsStatus::CoveredUnreviewed),
            };
        }
        let on: Vec<&DutyResult> =
            duties.iter().zip(&drawn.duties).filter(|(_, on)| **on).map(|(d, _)| d).collect();
        stand(part, drawn, &on);
        if let Some(kind) = drawn.tenant {
            a.declared.tenant_duties.push(TenantDuty {
                part: part.part.as_str().to_owned(),
                kind,
                statement: "Does its own share.".to_owned(),
                service: None,
            });
        }
        a.inheritance.push(InheritanceOffer {
            from: Implementer::Platform("landing-zone".to_owned()),
            part: part.part.as_str().to_owned(),
            authorization: drawn.offered.then(|| "Landing zone authorization".to_owned()),
            since: None,
            satisfied: drawn.offered,
        });
    }
    a.framework.programme = programme;
    count(&mut a);
    a
}

/// Counts and status of the customer's half, as a roll-up gives them.
fn stand(part: &mut PartResult, drawn: &Drawn, duties: &[&DutyResult]) {
    let customer = &mut part.customer;
    let counted = |d: &&&DutyResult| {
        if d.if_it_exists && d.verdict != Verdict::NotApplicable { Verdict::Unknown } else { d.verdict }
    };
    let number = |v: Verdict| duties.iter().filter(|d| counted(d) == v).count();
    customer.duties = duties.iter().map(|d| d.id.clone()).collect();
    (customer.met, customer.unmet, customer.unknown) =
        (number(Verdict::Met), number(Verdict::Unmet), number(Verdict::Unknown));
    customer.attested = usize::from(drawn.attested);
    customer.status = if part.allocation == Allocation::Inherited {
        customer.duties.clear();
        (customer.met, customer.unmet, customer.unknown) = (0, 0, 0);
        match (drawn.covered, drawn.attested) {
            (true, _) => CustomerStatus::None,
            (false, true) => CustomerStatus::Met,
            (false, false) => CustomerStatus::NotAssessed,
        }
    } else if customer.unmet > 0 {
        CustomerStatus::Unmet
    } else if customer.attested > 0 && customer.unknown == 0 {
        CustomerStatus::Met
    } else if customer.unknown > 0 {
        CustomerStatus::Unknown
    } else if customer.met == 0 {
        CustomerStatus::NotAssessed
    } else if drawn.covered {
        CustomerStatus::Met
    } else {
        CustomerStatus::Partial
    };
}

fn count(a: &mut Assessment) {
    let counts = |words: Vec<&str>| {
        let mut counts = BTreeMap::<String, usize>::new();
        for word in words {
            *counts.entry(word.replace('-', "_")).or_default() += 1;
        }
        counts
    };
    a.summary.parts = counts(a.controls.iter().map(|p| p.allocation.id()).collect());
    a.summary.customer = counts(a.controls.iter().map(|p| p.customer.status.id()).collect());
    a.summary.aws = counts(a.controls.iter().map(|p| p.aws.status.id()).collect());
    let number = |v: Verdict| a.duties.iter().filter(|d| d.verdict == v).count();
    a.summary.duties = DutyCounts {
        met: number(Verdict::Met),
        unmet: number(Verdict::Unmet),
        unknown: number(Verdict::Unknown),
        not_applicable: number(Verdict::NotApplicable),
    };
    let ids: BTreeSet<&str> = a.duties.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids.len(), a.duties.len());
}
