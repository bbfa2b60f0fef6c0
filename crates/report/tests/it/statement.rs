//! Status, originations and inheritance of a control part, as every document says them.

use crate::sample::webshop;
use demarc_assess::assessment::Assessment;
use demarc_model::{
    Allocation, AwsStatus, CustomerStatus, ExceptionKind, ExceptionState, Implementer, Verdict,
};
use demarc_report::statement::{ImplementationStatus, Inheritable, Origin, statements};

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
