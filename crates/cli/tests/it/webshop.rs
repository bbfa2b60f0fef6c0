//! The example system in Terraform, in CloudFormation and as AWS Config sees it: the same owners, the same verdicts where
//! both know.

use crate::system::KNOWLEDGE;
use demarc_assess::{AssessOptions, add_accounts, assess, assessment::Assessment};
use demarc_inventory::Files;
use demarc_model::{Layer, Owner, Verdict};
use demarc_sources::{ReadOptions, read};
use std::collections::{BTreeMap, BTreeSet};

fn example(name: &str) -> Assessment {
    example_with(name, parameters())
}

/// The three descriptions of the one system.
const DESCRIPTIONS: [&str; 3] = ["webshop", "webshop-cloudformation", "webshop-config"];

/// The values of `examples/demarc.toml`.
fn parameters() -> AssessOptions {
    let parameters = [("backup-retention-days", "7"), ("log-retention-days", "365")];
    let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    AssessOptions { system: "webshop".into(), parameters, ..AssessOptions::default() }
}

fn example_with(name: &str, options: AssessOptions) -> Assessment {
    let path = format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut inventory = read(&Files::disk(), &[path], &ReadOptions::default(), &|_| {});
    add_accounts(&mut inventory);
    inventory.seal();
    let options = AssessOptions { system: "webshop".into(), ..options };
    assess(&inventory, &KNOWLEDGE, "", &options).unwrap()
}

#[test]
fn the_example_reads_without_an_error_and_shows_met_unmet_and_unknown() {
    for name in DESCRIPTIONS {
        let a = example(name);
        let errors: Vec<_> = a.problems.iter().filter(|p| p.severity != "note").collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        assert!(a.summary.resources > 40, "{name}: {}", a.summary.resources);
        assert_eq!(a.summary.not_assessed, 0, "{name}: {:?}", unassessed(&a));
        let d = a.summary.duties;
        assert!(d.met > 30 && d.unmet > 5 && d.unknown > 5, "{name}: {d:?}");
    }
}

fn unassessed(a: &Assessment) -> BTreeSet<&str> {
    a.resources.iter().filter(|r| !r.assessed).map(|r| r.source_type.as_str()).collect()
}

/// Each two of the three descriptions.
fn pairs() -> [(Assessment, Assessment); 3] {
    let [terraform, template, observed] = DESCRIPTIONS;
    [(terraform, template), (terraform, observed), (template, observed)]
        .map(|(a, b)| (example(a), example(b)))
}

#[test]
fn all_descriptions_give_the_same_owners_and_allocations() {
    let owners = |a: &Assessment| -> BTreeMap<(String, Layer), BTreeSet<Owner>> {
        let mut owners: BTreeMap<(String, Layer), BTreeSet<Owner>> = BTreeMap::new();
        for resource in a.resources.iter().filter(|r| !r.type_name.as_str().starts_with("Demarc::")) {
            for layer in resource.layers.iter() {
                owners.entry((resource.type_name.0.clone(), layer.layer)).or_default().insert(layer.owner);
            }
        }
        owners
    };
    for (one, other) in pairs() {
        let (a, b) = (owners(&one), owners(&other));
        let shared = b.iter().filter(|(key, _)| a.contains_key(*key)).count();
        assert!(shared > 200, "{shared} layers of types that both have");
        for (key, of_other) in &b {
            if let Some(of_one) = a.get(key) {
                assert_eq!(of_one, of_other, "{key:?}");
            }
        }
        let mut differing = Vec::new();
        for (one, other) in one.controls.iter().zip(&other.controls) {
            assert_eq!(one.part, other.part);
            if one.allocation != other.allocation {
                differing.push(format!("{}: {} / {}", one.part, one.allocation, other.allocation));
            }
        }
        assert!(differing.is_empty(), "{differing:#?}");
    }
}

#[test]
fn no_two_descriptions_contradict_each_other() {
    // Per duty and type: what one knows to be unmet everywhere the other does not know to be met everywhere.
    let verdicts = |a: &Assessment| {
        let mut by: BTreeMap<(String, String), Vec<Verdict>> = BTreeMap::new();
        for duty in a.duties.iter().filter(|d| matches!(d.verdict, Verdict::Met | Verdict::Unmet)) {
            by.entry((duty.duty.0.clone(), duty.resource_type.0.clone())).or_default().push(duty.verdict);
        }
        for all in by.values_mut() {
            all.sort();
            all.dedup();
        }
        by
    };
    for (one, other) in pairs() {
        let (a, b) = (verdicts(&one), verdicts(&other));
        let both = a.keys().filter(|key| b.contains_key(*key)).count();
        assert!(both > 80, "{both} duties of which both know something");
        let contradictions: Vec<_> = a
            .iter()
            .filter_map(|(key, one)| b.get(key).map(|other| (key, one, other)))
            .filter(|(_, one, other)| one.len() == 1 && other.len() == 1 && one != other)
            .collect();
        assert!(contradictions.is_empty(), "{contradictions:#?}");
    }
}

/// One resource in its three descriptions with what all of them know of it: address in each, duty, verdict.
const SAME: [(&str, &str, &str, &str, Verdict); 14] = [
    (
        "OrdersDatabase",
        "db:webshop-production-orders",
        "rds-encryption",
        "aws_db_instance.orders",
        Verdict::Met,
    ),
    (
        "OrdersDatabase",
        "db:webshop-production-orders",
        "rds-multi-az",
        "aws_db_instance.orders",
        Verdict::Met,
    ),
    ("OrdersTable", "table/webshop-production-orders", "dynamodb-pitr", "this[\"orders\"]", Verdict::Met),
    (
        "SessionsTable",
        "table/webshop-production-sessions",
        "dynamodb-pitr",
        "this[\"sessions\"]",
        Verdict::Unmet,
    ),
    ("MediaBucket", ":::webshop-production-media", "s3-versioning", "media", Verdict::Met),
    ("MediaBucket", ":::webshop-production-media", "s3-encryption-kms", "media", Verdict::Met),
    ("MediaBucket", ":::webshop-production-media", "s3-tls-only", "media", Verdict::Met),
    ("ExportsBucket", ":::webshop-production-exports", "s3-versioning", "exports", Verdict::Unmet),
    ("ExportsBucket", ":::webshop-production-exports", "s3-tls-only", "exports", Verdict::Unmet),
    (
        "ExportsBucket",
        ":::webshop-production-exports",
        "s3-public-access-block-all-four",
        "exports",
        Verdict::Unmet,
    ),
    ("FailedOrdersQueue", "webshop-production-orders-failed", "sqs-cmk", "orders_failed", Verdict::Unmet),
    (
        "ConfirmFunction",
        "function:webshop-production-confirm",
        "lambda-env-secrets",
        "confirm",
        Verdict::Unmet,
    ),
    ("ConfirmFunction", "function:webshop-production-confirm", "lambda-tracing", "confirm", Verdict::Met),
    (
        "Repository",
        "repository/webshop-production",
        "ecr-immutable-tags",
        "aws_ecr_repository.",
        Verdict::Unmet,
    ),
];

#[test]
fn a_resource_has_one_verdict_in_all_three_descriptions() {
    let [terraform, template, observed] = DESCRIPTIONS.map(example);
    for (logical_id, arn, duty, address, expected) in SAME {
        let of = |a: &Assessment, fits: &dyn Fn(&str) -> bool| -> Vec<Verdict> {
            let all = a.duties.iter().filter(|d| d.duty.as_str() == duty && fits(&d.resource));
            all.map(|d| d.verdict).collect()
        };
        assert_eq!(of(&template, &|a| a == logical_id), [expected], "{duty} of {logical_id}");
        assert_eq!(of(&observed, &|a| a.ends_with(arn)), [expected], "{duty} of {arn}");
        assert!(of(&terraform, &|a| a.contains(address)).contains(&expected), "{duty} of {address}");
    }
}

#[test]
fn a_directory_and_its_plan_are_views_of_one_system_and_never_contradict_each_other() {
    let at = |name: &str| format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"));
    // The plan knows the one variable that the directory leaves without a value.
    let parameters = || AssessOptions {
        parameters: BTreeMap::from([("backup-retention-days".to_owned(), "7".to_owned())]),
        ..AssessOptions::default()
    };
    let directory = example_with("webshop", parameters());
    let plan = at("webshop-plan/plan.json");
    let options = ReadOptions { same: vec![(plan, at("webshop"))], ..ReadOptions::default() };
    let mut inventory = read(&Files::disk(), &[], &options, &|_| {});
    add_accounts(&mut inventory);
    inventory.seal();
    let both = assess(&inventory, &KNOWLEDGE, "", &parameters()).unwrap();
    let addresses = |a: &Assessment| -> BTreeSet<String> {
        let own = a.resources.iter().filter(|r| !r.type_name.as_str().starts_with("Demarc::"));
        own.map(|r| r.address.clone()).collect()
    };
    assert_eq!(addresses(&directory), addresses(&both));
    for resource in both.resources.iter().filter(|r| !r.type_name.as_str().starts_with("Demarc::")) {
        assert_eq!(resource.views, ["terraform-hcl", "terraform-plan"], "{}", resource.address);
    }
    let verdicts = |a: &Assessment| -> BTreeMap<(String, String), Verdict> {
        a.duties.iter().map(|d| ((d.resource.clone(), d.duty.0.clone()), d.verdict)).collect()
    };
    let (first, second) = (verdicts(&directory), verdicts(&both));
    for (key, before) in first.iter().filter(|(_, v)| matches!(v, Verdict::Met | Verdict::Unmet)) {
        assert_eq!(Some(before), second.get(key), "{key:?}");
    }
    // What the directory leaves open the plan may settle, and evidence still points at the code.
    assert!(
        first.values().filter(|v| **v == Verdict::Unknown).count()
            > second.values().filter(|v| **v == Verdict::Unknown).count()
    );
    let line = |a: &Assessment, duty: &str| {
        let unmet = a.duties.iter().find(|d| d.duty.as_str() == duty && d.verdict == Verdict::Unmet).unwrap();
        let place = unmet.evidence[0].location.clone().unwrap();
        (place.file.rsplit('/').next().unwrap().to_owned(), place.line)
    };
    assert_eq!(line(&directory, "dynamodb-pitr"), line(&both, "dynamodb-pitr"));
}
