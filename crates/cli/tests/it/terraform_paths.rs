//! What duties and variants look at can be filled from Terraform, or data says why not.

use crate::system::FOLDER;
use demarc_inventory::{Coverage, Files, Limits, MemoryFiles};
use demarc_knowledge::format::{
    Requirement,
    condition::{Condition, Link},
};
use demarc_sources::{ReadOptions, read};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

type Paths = BTreeMap<String, BTreeSet<String>>;

fn add(paths: &mut Paths, type_name: &str, condition: &Condition) {
    let own = paths.entry(type_name.to_owned()).or_default();
    for path in condition.own_paths() {
        let keys: Vec<&str> = path.keys().collect();
        own.insert(keys.join("."));
    }
    for (related, link, inner) in condition.related() {
        add(paths, related, inner);
        if let Link::By(path) = link {
            let keys: Vec<&str> = path.keys().collect();
            paths.entry(related.to_owned()).or_default().insert(keys.join("."));
        }
    }
}

/// Paths by canonical type.
fn read_by_knowledge() -> Paths {
    let mut paths = Paths::new();
    for (_, duty) in &FOLDER.duties {
        for on in &duty.on {
            if let Some(condition) = &on.when {
                add(&mut paths, on.type_name.as_str(), condition);
            }
            if let Requirement::Condition(condition, _) = &on.require {
                add(&mut paths, on.type_name.as_str(), condition);
            }
        }
    }
    for (_, service) in &FOLDER.services {
        for variant in &service.variants {
            let types = if variant.types.is_empty() { &service.carriers } else { &variant.types };
            for type_name in types {
                add(&mut paths, type_name.as_str(), &variant.when);
            }
        }
    }
    paths
}

/// What a directory with one resource of each mapped type can show, by canonical type.
fn shown_by_terraform() -> BTreeMap<String, Vec<Coverage>> {
    let mut text = String::new();
    for name in demarc_schema::mapped_types() {
        let mapping = demarc_schema::mapping_of(name).unwrap();
        let by = mapping.canonical_by.iter().flat_map(|(attribute, types)| {
            types.iter().map(move |(value, _)| format!("  {attribute} = \"{value}\"\n"))
        });
        for (at, body) in mapping.canonical.map(|_| String::new()).into_iter().chain(by).enumerate() {
            let _ = writeln!(text, "resource \"{name}\" \"r{at}\" {{\n{body}}}");
        }
    }
    let memory = MemoryFiles::new([("x/main.tf", text.as_bytes())]);
    let files = Files::new(Box::new(memory), Limits::default());
    let inventory = read(&files, &["x".to_owned()], &ReadOptions::default(), &|_| {});
    let mut shown: BTreeMap<String, Vec<Coverage>> = BTreeMap::new();
    for resource in &inventory.resources {
        shown.entry(resource.type_name.to_string()).or_default().push(resource.coverage.clone());
    }
    shown
}

#[test]
fn every_path_that_knowledge_looks_at_is_filled_from_terraform_or_has_a_reason() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/terraform-without-path.toml");
    let reasons: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let shown = shown_by_terraform();
    let mut silent = Vec::new();
    let mut used = BTreeSet::new();
    let mut looked_at = 0;
    for (type_name, paths) in read_by_knowledge() {
        for path in paths {
            // Evidence, live sources and statements fill extensions; Terraform's own words need no mapping.
            if path.is_empty() || path.starts_with("x:") || path.contains(".x:") || type_name == "*" {
                continue;
            }
            looked_at += 1;
            let filled = shown.get(&type_name).is_some_and(|all| all.iter().any(|c| c.shows(&path)));
            let reason = reasons.get(&type_name).and_then(|own| {
                own.keys().find(|p| {
                    *p == "*"
                        || *p == &path
                        || path.strip_prefix(p.as_str()).is_some_and(|r| r.starts_with('.'))
                })
            });
            match (filled, reason) {
                (false, None) => silent.push(format!("{type_name} {path}")),
                (false, Some(reason)) => {
                    used.insert((type_name.clone(), reason.clone()));
                }
                (true, Some(reason)) => silent.push(format!("{type_name} {path} is filled; `{reason}` goes")),
                (true, None) => {}
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    assert!(looked_at > 700, "{looked_at}");
    for (type_name, own) in &reasons {
        for path in own.keys() {
            assert!(used.contains(&(type_name.clone(), path.clone())), "nothing looks at {type_name} {path}");
        }
    }
}
