//! Whatever an assessment says, the plan, the summary, the matrix, the actions and the JSON say the same of every part.

use crate::sample::webshop;
use demarc_assess::assessment::Assessment;
use demarc_model::{Allocation, AwsStatus, CustomerStatus, ExceptionState, Verdict};
use demarc_report::{
    document::{ReportSettings, format},
    statement::statements,
};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Choices for one part: allocation, the owner's status, AWS's status.
type PartChoice = (usize, usize, usize);

const CUSTOMER: [CustomerStatus; 6] = [
    CustomerStatus::None,
    CustomerStatus::Met,
    CustomerStatus::Partial,
    CustomerStatus::Unmet,
    CustomerStatus::Unknown,
    CustomerStatus::NotAssessed,
];

fn assessment(parts: &[PartChoice], verdicts: &[usize], programme: bool, approved: bool) -> Assessment {
    let mut shop = webshop();
    shop.framework.programme = programme.then(|| "fedramp-moderate".to_owned());
    for (duty, choice) in shop.duties.iter_mut().zip(verdicts.iter().cycle()) {
        duty.verdict = [Verdict::Met, Verdict::Unmet, Verdict::Unknown, Verdict::NotApplicable][choice % 4];
    }
    let verdict_of: BTreeMap<String, Verdict> =
        shop.duties.iter().map(|d| (d.id.clone(), d.verdict)).collect();
    for (part, (allocation, customer, aws)) in shop.controls.iter_mut().zip(parts.iter().cycle()) {
        part.allocation = Allocation::ALL[allocation % Allocation::ALL.len()];
        part.customer.status = CUSTOMER[customer % CUSTOMER.len()];
        part.aws.status = AwsStatus::ALL[aws % AwsStatus::ALL.len()];
        let count =
            |wanted| part.customer.duties.iter().filter(|d| verdict_of.get(*d) == Some(&wanted)).count();
        let counts = (count(Verdict::Met), count(Verdict::Unmet), count(Verdict::Unknown));
        (part.customer.met, part.customer.unmet, part.customer.unknown) = counts;
    }
    for coverage in &mut shop.coverage {
        coverage.status = if programme { AwsStatus::Covered } else { AwsStatus::NoProgramme };
    }
    for exception in &mut shop.exceptions {
        exception.state = if approved { ExceptionState::Approved } else { ExceptionState::Requested };
    }
    shop
}

fn json(shop: &Assessment, id: &str, path: &str) -> Value {
    let documents = (format(id).unwrap().render)(shop, &ReportSettings::default()).unwrap();
    let document = documents.into_iter().find(|d| d.path == path).unwrap_or_else(|| panic!("{path}"));
    serde_json::from_slice(&document.bytes).unwrap()
}

fn texts(list: &Value, name: &str, fedramp: bool) -> BTreeSet<String> {
    let props = list.as_array().into_iter().flatten();
    let wanted = props.filter(|p| p["name"] == name && p["ns"].is_string() == fedramp);
    wanted.map(|p| p["value"].as_str().unwrap().to_owned()).collect()
}

fn agree(shop: &Assessment) {
    let plan = json(shop, "oscal", "oscal/system-security-plans/webshop/system-security-plan.json");
    let actions =
        json(shop, "oscal", "oscal/plan-of-action-and-milestones/webshop/plan-of-action-and-milestones.json");
    let cis = json(shop, "fedramp-workbook", "fedramp-workbook/cis.json");
    let crm = json(shop, "fedramp-workbook", "fedramp-workbook/crm-aws-to-us.json");
    let said: Vec<Value> = plan["system-security-plan"]["control-implementation"]["implemented-requirements"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|r| r["statements"].as_array().unwrap().clone())
        .collect();
    let (cis, crm) = (cis["rows"].as_array().unwrap(), crm["rows"].as_array().unwrap());
    assert_eq!(
        (said.len(), cis.len(), crm.len()),
        (shop.controls.len(), shop.controls.len(), shop.controls.len())
    );
    for (((part, statement), cis), crm) in shop.controls.iter().zip(&said).zip(cis).zip(crm) {
        let id = part.part.as_str();
        assert_eq!(statement["statement-id"], id);
        assert_eq!(cis["Control ID"], crm["Control ID"]);
        let own = &statement["by-components"][0];
        let not_assessed = texts(&statement["props"], "assessment", true).contains("not-assessed");
        let marks = [
            ("Implemented", "implemented"),
            ("Partially Implemented", "partial"),
            ("Planned", "planned"),
            ("Alternative Implementation", "alternative"),
            ("N/A", "not-applicable"),
        ];
        let marked: Vec<&str> =
            marks.iter().filter(|(column, _)| cis[*column] == "X").map(|(_, s)| *s).collect();
        let state = own["implementation-status"]["state"].as_str().unwrap();
        if not_assessed {
            assert_eq!((state, marked.len()), ("planned", 0), "{id}");
        } else {
            assert_eq!(marked, [state], "{id}");
        }
        // Nothing unknown or not assessed is ever written as implemented.
        if matches!(part.customer.status, CustomerStatus::Unknown | CustomerStatus::NotAssessed)
            && part.allocation != Allocation::NotApplicable
        {
            assert_ne!(state, "implemented", "{id}");
        }
        let origins = [
            ("Service Provider Corporate", "sp-corporate"),
            ("Service Provider System Specific", "sp-system"),
            ("Configured by Customer (Customer System Specific)", "customer-configured"),
            ("Provided by Customer (Customer System Specific)", "customer-provided"),
            ("Inherited from Pre-Existing Authorization", "inherited"),
        ];
        let ticked: BTreeSet<String> =
            origins.iter().filter(|(c, _)| cis[*c] == "X").map(|(_, o)| (*o).to_owned()).collect();
        assert_eq!(texts(&statement["props"], "control-origination", true), ticked, "{id}");
        let inherits =
            statement["by-components"].as_array().unwrap().iter().any(|b| b["inherited"].is_array());
        let backed = matches!(part.aws.status, AwsStatus::Covered | AwsStatus::CoveredUnreviewed);
        assert!(!inherits || (backed && shop.framework.programme.is_some()), "{id}");
        assert!(!inherits || ticked.contains("inherited"), "{id} inherits and is not marked so");
        let word = match part.allocation {
            Allocation::Inherited => "Yes",
            Allocation::SharedDependent => "Partial",
            _ => "No",
        };
        assert_eq!(crm["Can Be Inherited from CSP"], word, "{id}");
        assert!(texts(&statement["props"], "allocation", true).contains(part.allocation.id()), "{id}");
    }
    let unmet: BTreeSet<&str> =
        shop.duties.iter().filter(|d| d.verdict == Verdict::Unmet).map(|d| d.duty.as_str()).collect();
    let items = actions["plan-of-action-and-milestones"]["poam-items"].as_array().unwrap();
    let named: BTreeSet<String> = items.iter().flat_map(|i| texts(&i["props"], "duty", true)).collect();
    assert_eq!(named.iter().map(String::as_str).collect::<BTreeSet<_>>(), unmet);
    assert_eq!(statements(shop).len(), said.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_document_says_the_same_of_every_part(
        parts in prop::collection::vec((0usize..6, 0usize..6, 0usize..7), 1..40),
        verdicts in prop::collection::vec(0usize..4, 1..40),
        programme in any::<bool>(),
        approved in any::<bool>(),
    ) {
        agree(&assessment(&parts, &verdicts, programme, approved));
    }
}
