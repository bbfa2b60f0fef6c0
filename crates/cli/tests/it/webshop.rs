//! The example system in Terraform and in CloudFormation: the same owners, the same verdicts where both know.

use crate::system::KNOWLEDGE;
use demarc_assess::{AssessOptions, add_accounts, assess, assessment::Assessment};
use demarc_inventory::Files;
use demarc_model::{Layer, Owner, Verdict};
use demarc_sources::{ReadOptions, read};
use std::collections::{BTreeMap, BTreeSet};

fn example(name: &str) -> Assessment {
    example_with(name, parameters())
}

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
    for name in ["webshop", "webshop-cloudformation"] {
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

#[test]
fn both_descriptions_give_the_same_owners_and_allocations() {
    let (terraform, template) = (example("webshop"), example("webshop-cloudformation"));
    let owners = |a: &Assessment| -> BTreeMap<(String, Layer), BTreeSet<Owner>> {
        let mut owners: BTreeMap<(String, Layer), BTreeSet<Owner>> = BTreeMap::new();
        for resource in a.resources.iter().filter(|r| !r.type_name.as_str().starts_with("Demarc::")) {
            for layer in &resource.layers {
                owners.entry((resource.type_name.0.clone(), layer.layer)).or_default().insert(layer.owner);
            }
        }
        owners
    };
    let (a, b) = (owners(&terraform), owners(&template));
    for (key, of_template) in &b {
        if let Some(of_terraform) = a.get(key) {
            assert_eq!(of_terraform, of_template, "{key:?}");
        }
    }
    let mut differing = Vec::new();
    for (one, other) in terraform.controls.iter().zip(&template.controls) {
        assert_eq!(one.part, other.part);
        if one.allocation != other.allocation {
            differing.push(format!("{}: {} / {}", one.part, one.allocation, other.allocation));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn both_descriptions_never_contradict_each_other() {
    let (terraform, template) = (example("webshop"), example("webshop-cloudformation"));
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
    let (a, b) = (verdicts(&terraform), verdicts(&template));
    let contradictions: Vec<_> = a
        .iter()
        .filter_map(|(key, one)| b.get(key).map(|other| (key, one, other)))
        .filter(|(_, one, other)| one.len() == 1 && other.len() == 1 && one != other)
        .collect();
    assert!(contradictions.is_empty(), "{contradictions:#?}");
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
