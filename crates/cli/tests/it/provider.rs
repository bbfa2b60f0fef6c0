//! `tests/provider`: a resource of nearly every type of the provider that writes no more than it must.
//!
//! Each is read, none is lost, and what stands in `schema/terraform-planned.toml` fills what nobody wrote. Where a
//! `terraform` program and its AWS provider are at hand, the folder is planned and the data held against the plan.

use crate::planned::{Terraform, copy, stand_in};
use demarc_inventory::{Files, Inventory, Marks, NodeId, Value};
use demarc_schema::{
    ProviderKind, ProviderPlace, has_provider_type, mapping_of, service_without_type, terraform_attribute,
};
use demarc_sources::{ReadOptions, read};
use serde_json::Value as Json;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/provider")
}

fn inventory() -> Inventory {
    let path = folder().to_string_lossy().into_owned();
    read(&Files::disk(), &[path], &ReadOptions::default(), &|_| {})
}

fn written() -> usize {
    let texts = fs::read_dir(folder()).unwrap().map(|e| fs::read_to_string(e.unwrap().path()).unwrap());
    texts.map(|text| text.lines().filter(|l| l.starts_with("resource \"")).count()).sum()
}

fn provided(inventory: &Inventory, node: NodeId, found: &mut usize, depth: usize) {
    let arena = &inventory.arena;
    if arena.node(node).marks.has(Marks::PROVIDED) {
        *found += 1;
    }
    if depth > 20 {
        return;
    }
    match arena.value(node) {
        Value::List { .. } => arena.elements(node).for_each(|e| provided(inventory, e, found, depth + 1)),
        Value::Map { .. } => arena.entries(node).for_each(|(_, e)| provided(inventory, e, found, depth + 1)),
        _ => {}
    }
}

#[test]
fn a_resource_of_every_type_is_read_and_none_is_lost() {
    let inventory = inventory();
    let own: Vec<_> = inventory.resources.iter().filter(|r| r.generated_by.is_none()).collect();
    assert_eq!(own.len(), written());
    assert!(own.len() > 1300, "{}", own.len());
    let addresses: BTreeSet<&str> = own.iter().map(|r| r.address.as_str()).collect();
    assert_eq!(addresses.len(), own.len());
    let mut filled = 0;
    for resource in &own {
        let name = resource.source_type.as_str();
        assert!(has_provider_type(name), "{name}");
        assert!(mapping_of(name).is_some() || service_without_type(name).is_some(), "{name}");
        provided(&inventory, resource.document, &mut filled, 0);
    }
    assert!(filled > 500, "{filled}");
}

/// What `aws_lb` and a few others send depends on what else is written, or on where they are.
fn depends(name: &str, value: &Json) -> bool {
    let elsewhere = value.as_str().is_some_and(|t| {
        t.is_empty()
            || t.starts_with("eu-west-1")
            || t.starts_with("arn:")
            || t == "123456789012"
            || t.contains("demo")
    });
    elsewhere || matches!(name, "aws_lb" | "aws_alb" | "aws_instance" | "aws_spot_instance_request")
}

#[test]
fn the_provider_at_hand_plans_what_the_data_says() {
    let temporary = tempfile::tempdir().unwrap();
    let directory = temporary.path().join("provider");
    copy(&folder(), &directory);
    let provider = "provider \"aws\" {\n  region = \"eu-west-1\"\n  skip_credentials_validation = true\n  skip_metadata_api_check = true\n}\n";
    fs::write(directory.join("provider.tf"), provider).unwrap();
    let Some(plan) = (Terraform { directory, port: stand_in() }).plan() else { return };
    let mut wrong = Vec::new();
    for change in plan["resource_changes"].as_array().unwrap() {
        let (name, address) = (change["type"].as_str().unwrap(), &change["address"]);
        let resources = plan["configuration"]["root_module"]["resources"].as_array().unwrap();
        let expressions = &resources.iter().find(|r| &r["address"] == address).unwrap()["expressions"];
        let (after, unknown) = (&change["change"]["after"], &change["change"]["after_unknown"]);
        let place = ProviderPlace::root(name).unwrap();
        for (path, value) in place.unwritten().filter(|(path, _)| !path.contains('.')) {
            if !expressions[path].is_null() {
                continue;
            }
            match value.map(|v| serde_json::from_str::<Json>(v).unwrap()) {
                Some(value) if after[path] != value => {
                    wrong.push(format!("{name} {path}: {value} in the data, {} planned", after[path]));
                }
                None if unknown[path] != true => wrong.push(format!("{name} {path} is not filled in")),
                _ => {}
            }
        }
        for (path, value) in after.as_object().unwrap() {
            let scalar = value.is_boolean() || value.is_number() || value.is_string();
            let optional = terraform_attribute(name, &[path])
                .is_some_and(|a| a.optional && a.kind != ProviderKind::Blocks);
            if scalar
                && optional
                && expressions[path].is_null()
                && place.planned(path).is_none()
                && !depends(name, value)
            {
                wrong.push(format!("{name} {path}: {value} planned, nothing in the data"));
            }
        }
        for (path, value) in unknown.as_object().unwrap() {
            let block = terraform_attribute(name, &[path])
                .is_some_and(|a| a.kind == ProviderKind::Blocks && !a.computed);
            if block && value == true && expressions[path].is_null() && !place.fills(path) {
                wrong.push(format!("{name} {path} is filled in, nothing in the data"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}
