//! Status, originations and inheritance of a control part, as every document says them.

use crate::sample::webshop;
use demarc_assess::assessment::Assessment;
use demarc_model::{
    Allocation, AwsStatus, CustomerStatus, ExceptionKind, ExceptionState, Implementer, Plan, TenantDuty,
    TenantDutyKind, Verdict,
};
use demarc_report::statement::{ImplementationStatus, Inheritable, Origin, roll_up, statements};

/// The shop with the authorization that covers whatever AWS has a share of.
fn backed() -> Assessment {
    let mut shop = webshop();
    shop.framework.programme = Some("fedramp-moderate".to_owned());
    for part in &mut shop.controls {
        if part.aws.status == AwsStatus::NoProgramme {
            part.aws.status = AwsStatus::CoveredUnreviewed;
        }
    }
    shop
}

#[test]
fn nothing_unknown_or_not_assessed_is_called_implemented_and_only_met_parts_are() {
    for shop in [webshop(), backed()] {
        for statement in statements(&shop) {
            let customer = &statement.part.customer;
            let name = statement.part.part.as_str();
            match customer.status {
                CustomerStatus::NotAssessed => assert_eq!(statement.status, None, "{name}"),
                CustomerStatus::Unknown | CustomerStatus::Unmet | CustomerStatus::Partial => {
                    assert_ne!(statement.status, Some(ImplementationStatus::Implemented), "{name}");
                }
                CustomerStatus::Met => {
                    assert_eq!(statement.status, Some(ImplementationStatus::Implemented), "{name}");
                }
                CustomerStatus::None => {}
            }
        }
    }
}

#[test]
fn inherited_needs_a_named_authorization() {
    let shop = webshop();
    for statement in statements(&shop) {
        assert!(!statement.origins.contains(&Origin::Inherited), "{}", statement.part.part);
        assert_eq!(statement.authorization, None);
        if statement.part.allocation == Allocation::Inherited {
            assert_eq!((statement.status, statement.inheritable), (None, Inheritable::Yes));
        }
    }
    let shop = backed();
    let core: Vec<_> =
        statements(&shop).into_iter().filter(|s| s.part.part.as_str() == "pe-13_smt").collect();
    assert_eq!(core.len(), 1);
    assert_eq!(core[0].status, Some(ImplementationStatus::Implemented));
    assert_eq!(core[0].origins.iter().collect::<Vec<_>>(), [&Origin::Inherited]);
    assert_eq!(core[0].authorization, Some("fedramp-moderate"));
}

#[test]
fn a_service_that_no_authorization_covers_is_not_inherited_although_one_was_chosen() {
    for status in [AwsStatus::NotCovered, AwsStatus::Lapsed] {
        let mut shop = backed();
        let part = shop.controls.iter_mut().find(|p| p.part.as_str() == "pe-13_smt").unwrap();
        part.aws.status = status;
        let found = statements(&shop).into_iter().find(|s| s.part.part.as_str() == "pe-13_smt").unwrap();
        assert_eq!((found.status, found.origins.len(), found.authorization), (None, 0, None));
    }
}

/// A part with some unmet duty; its duties that are not unmet are taken away.
fn unmet_only() -> (Assessment, usize) {
    let mut shop = webshop();
    let index = shop.controls.iter().position(|p| p.customer.unmet > 0).unwrap();
    let unmet: Vec<String> =
        shop.duties.iter().filter(|d| d.verdict == Verdict::Unmet).map(|d| d.id.clone()).collect();
    let part = &mut shop.controls[index];
    part.customer.duties.retain(|d| unmet.contains(d));
    (part.customer.met, part.customer.unknown, part.customer.attested) = (0, 0, 0);
    part.customer.status = CustomerStatus::Unmet;
    (shop, index)
}

#[test]
fn only_approved_exceptions_for_every_unmet_duty_turn_unmet_into_planned_or_alternative() {
    let (mut shop, index) = unmet_only();
    let status = |shop: &Assessment| {
        let found = &statements(shop)[index];
        (found.status, found.remark.is_some())
    };
    for duty in &mut shop.duties {
        duty.exception = None;
    }
    assert_eq!(status(&shop), (Some(ImplementationStatus::Planned), true));
    for duty in &mut shop.duties {
        duty.exception = Some(0);
    }
    assert_eq!(status(&shop), (Some(ImplementationStatus::Planned), false));
    shop.exceptions[0].kind = ExceptionKind::Compensating;
    assert_eq!(status(&shop), (Some(ImplementationStatus::Alternative), false));
    shop.exceptions[0].state = ExceptionState::Requested;
    assert_eq!(status(&shop), (Some(ImplementationStatus::Planned), true));
    shop.controls[index].customer.met = 1;
    assert_eq!(status(&shop).0, Some(ImplementationStatus::Partial));
}

#[test]
fn a_platforms_part_is_inherited_only_if_the_platform_satisfies_it_under_an_authorization() {
    let mut shop = webshop();
    let platform = Implementer::Platform("landing-zone".to_owned());
    let part = shop.controls.iter_mut().find(|p| p.part.as_str() == "au-9_smt.a").unwrap();
    part.implementers.push(platform);
    let origins = |shop: &Assessment| {
        statements(shop).into_iter().find(|s| s.part.part.as_str() == "au-9_smt.a").unwrap().origins
    };
    assert!(!origins(&shop).contains(&Origin::Inherited));
    shop.inheritance[0].satisfied = true;
    assert!(!origins(&shop).contains(&Origin::Inherited));
    shop.inheritance[0].authorization = Some("Landing zone authorization of 2025-02-01".to_owned());
    assert!(origins(&shop).contains(&Origin::Inherited));
}

#[test]
fn a_dated_plan_for_every_unmet_duty_makes_a_part_planned_without_a_remark() {
    let (mut shop, index) = unmet_only();
    for duty in &mut shop.duties {
        duty.exception = None;
    }
    let duties: Vec<String> =
        statements(&shop)[index].duties.iter().map(|d| d.duty.as_str().to_owned()).collect();
    let plan = |duty: &String, due: &str| Plan {
        duty: duty.clone(),
        resource_id: None,
        owner: "web team".to_owned(),
        due: due.to_owned(),
        milestone: "Set it.".to_owned(),
        reference: None,
    };
    shop.declared.plans = duties.iter().map(|d| plan(d, "2027-01-31")).collect();
    shop.declared.plans[0].due = "2027-03-31".to_owned();
    let found = &statements(&shop)[index];
    assert_eq!((found.status, found.remark.as_deref()), (Some(ImplementationStatus::Planned), None));
    assert_eq!(found.planned_by, Some("2027-03-31"));
    shop.declared.plans.retain(|p| p.duty != duties[0]);
    let found = &statements(&shop)[index];
    assert!(found.remark.is_some());
    assert_eq!(found.planned_by, None);
}

#[test]
fn what_aws_does_for_itself_alone_is_not_inherited() {
    let shop = backed();
    let policy = statements(&shop).into_iter().find(|s| s.part.part.as_str() == "ps-3_smt.a").unwrap();
    assert_eq!(policy.part.allocation, Allocation::SharedIndependent);
    assert!(policy.part.implementers.contains(&Implementer::Aws));
    assert!(!policy.origins.contains(&Origin::Inherited), "{:?}", policy.origins);
}

#[test]
fn a_tenant_takes_part_only_where_that_is_declared() {
    let mut shop = webshop();
    let tenants = [Origin::CustomerConfigured, Origin::CustomerProvided];
    assert!(
        statements(&shop)
            .iter()
            .all(|s| s.tenant.is_empty() && tenants.iter().all(|t| !s.origins.contains(t)))
    );
    shop.declared.tenant_duties.push(TenantDuty {
        part: "sc-8_smt".to_owned(),
        kind: TenantDutyKind::Configured,
        statement: "Turns on encrypted delivery for its own mailbox.".to_owned(),
        service: None,
    });
    for statement in statements(&shop) {
        let concerned = statement.part.part.as_str() == "sc-8_smt";
        assert_eq!(statement.tenant.len(), usize::from(concerned));
        assert_eq!(statement.origins.contains(&Origin::CustomerConfigured), concerned);
    }
}

#[test]
fn a_control_is_never_said_to_be_better_than_its_parts() {
    use ImplementationStatus::{Alternative, Implemented, NotApplicable, Partial, Planned};
    assert_eq!(roll_up([Some(Implemented), Some(NotApplicable)]), Some(Implemented));
    assert_eq!(roll_up([Some(Implemented), Some(Alternative)]), Some(Alternative));
    assert_eq!(roll_up([Some(Implemented), None]), Some(Partial));
    assert_eq!(roll_up([Some(Planned), Some(Implemented)]), Some(Partial));
    assert_eq!(roll_up([Some(Planned), None]), Some(Planned));
    assert_eq!(roll_up([None, Some(NotApplicable)]), None);
    assert_eq!(roll_up([None, None]), None);
    assert_eq!(roll_up([]), None);
    assert_eq!(roll_up([Some(Partial), Some(NotApplicable)]), Some(Partial));
}

#[test]
fn a_tenant_inherits_only_what_is_done_and_declared() {
    let mut shop = webshop();
    assert!(statements(&shop).iter().all(|s| s.tenant_inheritable.is_none()));
    shop.declared.tenant_duties = (shop.controls.iter())
        .map(|p| TenantDuty {
            part: p.part.as_str().to_owned(),
            kind: TenantDutyKind::Nothing,
            statement: String::new(),
            service: None,
        })
        .collect();
    let mut seen = 0;
    for statement in statements(&shop) {
        let found = statement.tenant_inheritable.unwrap();
        match statement.status {
            Some(ImplementationStatus::Implemented) => {
                seen += usize::from(found == Inheritable::Yes);
            }
            Some(ImplementationStatus::Partial) => assert_eq!(found, Inheritable::Partial),
            _ => assert_eq!(found, Inheritable::No, "{}", statement.part.part),
        }
    }
    assert!(seen > 0);
}

#[test]
fn a_part_is_inherited_only_where_every_service_that_carries_it_is_covered_and_the_others_are_named() {
    let mut shop = backed();
    let index = shop
        .controls
        .iter()
        .position(|p| {
            p.by_service.iter().filter(|s| s.allocation == Allocation::SharedDependent).count() > 1
                && statements(&shop)
                    .iter()
                    .any(|s| s.part.part == p.part && s.origins.contains(&Origin::Inherited))
        })
        .unwrap();
    for share in &mut shop.controls[index].by_service {
        share.coverage = Some(AwsStatus::Covered);
    }
    assert!(statements(&shop)[index].origins.contains(&Origin::Inherited));
    assert!(statements(&shop)[index].not_inherited(&shop).is_none());
    // One service is enough, also where an old assessment calls the whole part covered.
    let share = shop.controls[index]
        .by_service
        .iter_mut()
        .find(|s| s.allocation == Allocation::SharedDependent)
        .unwrap();
    share.coverage = Some(AwsStatus::NotCovered);
    let (service, name) = (share.service.clone(), shop.service_names.get(&share.service).cloned());
    let found = &statements(&shop)[index];
    assert!(!found.origins.contains(&Origin::Inherited));
    assert_eq!(found.authorization, None);
    assert_eq!(found.carriers.others.keys().copied().collect::<Vec<_>>(), [service.as_str()]);
    let why = found.not_inherited(&shop).unwrap();
    assert!(why.contains(&name.unwrap_or_else(|| service.as_str().to_owned())), "{why}");
    assert!(why.contains("it covers "), "{why}");
}
