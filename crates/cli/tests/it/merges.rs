//! Every provider type that completes another one gives it its properties: by reference, by name, and as a doubt.

use demarc_inventory::{Files, Inventory, Limits, Marks, MemoryFiles, NodeId, Resource, Value};
use demarc_schema::{
    ProviderKind, ProviderPlace, mapped_types,
    mapping::{Completion, Form, Row},
    mapping_of, name_properties,
};
use demarc_sources::{ReadOptions, read};
use std::fmt::Write as _;

fn inventory_of(text: &str) -> Inventory {
    let memory = MemoryFiles::new([("x/main.tf", text.as_bytes())]);
    let files = Files::new(Box::new(memory), Limits::default());
    read(&files, &["x".to_owned()], &ReadOptions::default(), &|_| {})
}

/// Lines that give something to every row.
fn body(rows: &[Row<'_>], place: ProviderPlace, without: &[&str], depth: usize, text: &mut String) {
    for row in rows {
        if row.source == "@" {
            body(&row.rows, place, without, depth, text);
            continue;
        }
        let Some((attribute, inner)) = place.step(row.source).filter(|_| !without.contains(&row.source))
        else {
            continue;
        };
        // What it stands for is unknown where it is no canned ACL.
        if row.form == Form::CannedAcl {
            continue;
        }
        let name = row.source;
        let _ = match attribute.kind {
            ProviderKind::Blocks if depth < 6 => {
                let _ = writeln!(text, "{name} {{");
                body(&row.rows, inner, &[], depth + 1, text);
                writeln!(text, "}}")
            }
            ProviderKind::Bool => writeln!(text, "{name} = true"),
            ProviderKind::Number => writeln!(text, "{name} = 7"),
            ProviderKind::String | ProviderKind::Dynamic => match (&row.form, row.values.first()) {
                (Form::Json | Form::JsonPascal, _) => writeln!(text, "{name} = jsonencode({{ a = 1 }})"),
                (_, Some((word, _))) => writeln!(text, "{name} = \"{word}\""),
                _ => writeln!(text, "{name} = \"v\""),
            },
            ProviderKind::List => writeln!(text, "{name} = [\"v\"]"),
            ProviderKind::Map => writeln!(text, "{name} = {{ k = \"v\" }}"),
            ProviderKind::Blocks | ProviderKind::Object => Ok(()),
        };
    }
}

/// First canonical keys that rows fill.
fn keys<'a>(rows: &[Row<'a>], found: &mut Vec<&'a str>) {
    for row in rows {
        match row.to.split('.').next().filter(|k| !k.is_empty()) {
            Some(key) => found.push(key),
            None => keys(&row.rows, found),
        }
    }
}

/// A provider type whose resources are of a canonical type alone.
fn parent_of(canonical: &str) -> Option<&'static str> {
    mapped_types().find(|name| {
        mapping_of(name).is_some_and(|m| m.canonical == Some(canonical) && m.canonical_by.is_none())
    })
}

/// The attribute that becomes a name of the parent.
fn name_attribute(parent: &str, canonical: &str) -> Option<&'static str> {
    let names = name_properties(canonical);
    let place = ProviderPlace::root(parent)?;
    mapping_of(parent)?
        .rows
        .iter()
        .filter(|row| row.form == Form::Same && row.values.is_empty())
        .find(|row| {
            names.iter().any(|n| *n == row.to)
                && place
                    .step(row.source)
                    .is_some_and(|(a, _)| a.kind == ProviderKind::String && a.optional | a.required)
        })
        .map(|row| row.source)
}

fn child(name: &str, completion: &Completion<'_>, by: &str) -> String {
    let place = ProviderPlace::root(name).unwrap();
    let list = place.step(completion.by).is_some_and(|(a, _)| a.kind == ProviderKind::List);
    let by = if list { format!("[{by}]") } else { by.to_owned() };
    let mut text = format!("resource \"{name}\" \"c\" {{\n{} = {by}\n", completion.by);
    let mut without = vec![completion.by];
    if let Some((attribute, word)) = completion.when {
        let _ = writeln!(text, "{attribute} = \"{word}\"");
        without.push(attribute);
    }
    body(&completion.rows, place, &without, 0, &mut text);
    text + "}\n"
}

fn resource<'i>(inventory: &'i Inventory, address: &str) -> &'i Resource {
    inventory.resources.iter().find(|r| r.address == address).unwrap()
}

/// What stands at the keys that a completion fills.
fn given(inventory: &Inventory, address: &str, completion: &Completion<'_>) -> Vec<NodeId> {
    let document = resource(inventory, address).document;
    let mut all = Vec::new();
    keys(&completion.rows, &mut all);
    all.iter().filter_map(|key| inventory.arena.get_named(document, key)).collect()
}

/// Whether something below a node is unknown for a reason of its own, or a list open.
fn in_doubt(inventory: &Inventory, node: NodeId, depth: usize) -> bool {
    let arena = &inventory.arena;
    let open = |why: Option<demarc_model::Why>| why.is_some();
    depth < 12
        && match arena.value(node) {
            Value::Unknown { .. } => !arena.node(node).marks.has(Marks::UNCONFIGURED),
            Value::List { open: why, .. } => {
                open(why) || arena.elements(node).any(|e| in_doubt(inventory, e, depth + 1))
            }
            Value::Map { open: why, .. } => {
                open(why) || arena.entries(node).any(|(_, e)| in_doubt(inventory, e, depth + 1))
            }
            _ => false,
        }
}

fn is_known(inventory: &Inventory, node: NodeId) -> bool {
    !matches!(inventory.arena.value(node), Value::Unknown { .. } | Value::Absent)
}

#[test]
fn every_completing_type_merges_by_reference_by_name_and_as_a_doubt() {
    let mut wrong = Vec::new();
    let (mut by_reference, mut by_name) = (0, 0);
    for name in mapped_types() {
        for completion in &mapping_of(name).unwrap().into {
            let canonical = completion.type_name;
            let Some(parent) = parent_of(canonical).filter(|p| *p != name) else { continue };
            let place = ProviderPlace::root(parent).unwrap();
            let id = ["id", "arn", "name"].into_iter().find(|a| place.step(a).is_some()).unwrap();
            // By reference.
            let text = format!(
                "resource \"{parent}\" \"p\" {{}}\n{}",
                child(name, completion, &format!("{parent}.p.{id}"))
            );
            let inventory = inventory_of(&text);
            let target = format!("{parent}.p");
            let nodes = given(&inventory, &target, completion);
            by_reference += 1;
            // Some only belong to another one, for which CloudFormation has no property.
            let gives = !completion.rows.is_empty();
            if gives && !nodes.iter().any(|n| is_known(&inventory, *n)) {
                wrong.push(format!("{name} gives nothing to {parent} by reference"));
            }
            let own = resource(&inventory, &format!("{name}.c"));
            let several = mapping_of(name).unwrap().into.len() > 1;
            if own.part_of.as_deref() != Some(target.as_str()) && !several {
                wrong.push(format!("{name} is not part of {target}: {:?}", own.part_of));
            }
            // As a doubt.
            let text = format!(
                "variable \"x\" {{}}\nresource \"{parent}\" \"p\" {{}}\n{}",
                child(name, completion, "var.x")
            );
            let inventory = inventory_of(&text);
            let nodes = given(&inventory, &target, completion);
            if gives && !nodes.iter().any(|n| in_doubt(&inventory, *n, 0)) {
                wrong.push(format!("{name} of nobody knows what leaves {parent} as if it were not there"));
            }
            // By name, also beside another one.
            let Some(attribute) = name_attribute(parent, canonical) else { continue };
            let text = format!(
                "resource \"{parent}\" \"p\" {{\n{attribute} = \"this-one\"\n}}\n\
                 resource \"{parent}\" \"other\" {{\n{attribute} = \"another\"\n}}\n{}",
                child(name, completion, "\"this-one\"")
            );
            let inventory = inventory_of(&text);
            by_name += 1;
            if gives && !given(&inventory, &target, completion).iter().any(|n| is_known(&inventory, *n)) {
                wrong.push(format!("{name} gives nothing to {parent} by name"));
            }
            let other = given(&inventory, &format!("{parent}.other"), completion);
            if other.iter().any(|n| in_doubt(&inventory, *n, 0)) {
                wrong.push(format!("{name} of one {parent} puts another in doubt"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(by_reference > 250 && by_name > 100, "{by_reference} by reference, {by_name} by name");
}

#[test]
fn a_name_that_two_accounts_have_means_the_one_of_the_same_provider() {
    let text = r#"
        provider "aws" {
          alias               = "one"
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        provider "aws" {
          alias               = "two"
          region              = "eu-west-1"
          allowed_account_ids = ["444455556666"]
        }
        resource "aws_sqs_queue" "one" {
          provider = aws.one
          name     = "orders"
        }
        resource "aws_sqs_queue" "two" {
          provider = aws.two
          name     = "orders"
        }
        resource "aws_sqs_queue_redrive_policy" "two" {
          provider       = aws.two
          queue_url      = "https://sqs.eu-west-1.amazonaws.com/444455556666/orders"
          redrive_policy = jsonencode({ maxReceiveCount = 4 })
        }
    "#;
    let inventory = inventory_of(text);
    assert_eq!(
        resource(&inventory, "aws_sqs_queue_redrive_policy.two").part_of.as_deref(),
        Some("aws_sqs_queue.two")
    );
    let one = resource(&inventory, "aws_sqs_queue.one").document;
    assert!(
        inventory.arena.get_named(one, "RedrivePolicy").is_none_or(|n| inventory
            .arena
            .node(n)
            .marks
            .has(Marks::UNCONFIGURED))
    );
}

#[test]
fn instances_of_modules_complete_their_own() {
    let files = [
        (
            "x/main.tf",
            r#"module "buckets" {
                 for_each   = { a = true, b = false }
                 source     = "./bucket"
                 name       = each.key
                 versioning = each.value
               }"#,
        ),
        (
            "x/bucket/main.tf",
            r#"variable "name" {}
               variable "versioning" {}
               resource "aws_s3_bucket" "this" {
                 bucket = "demo-${var.name}"
               }
               resource "aws_s3_bucket_versioning" "this" {
                 count  = var.versioning ? 1 : 0
                 bucket = aws_s3_bucket.this.id
                 versioning_configuration {
                   status = "Enabled"
                 }
               }"#,
        ),
    ];
    let memory = MemoryFiles::new(files.iter().map(|(p, t)| (*p, t.as_bytes())));
    let files = Files::new(Box::new(memory), Limits::default());
    let inventory = read(&files, &["x".to_owned()], &ReadOptions::default(), &|_| {});
    let status = |address: &str| {
        let versioning = inventory
            .arena
            .get_named(resource(&inventory, address).document, "VersioningConfiguration")
            .filter(|n| is_known(&inventory, *n))?;
        inventory.arena.get_named(versioning, "Status").and_then(|n| inventory.arena.as_str(n))
    };
    assert_eq!(status("module.buckets[\"a\"].aws_s3_bucket.this"), Some("Enabled"));
    assert_eq!(status("module.buckets[\"b\"].aws_s3_bucket.this"), None);
}
