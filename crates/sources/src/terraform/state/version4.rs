//! State files of version 4: Terraform 0.12 to now, and OpenTofu.

use super::{arn, flatmap};
use crate::syntax::{Tree, TreeValue};
use crate::terraform::plan::{Address, ModulePath, deposed, elements_of, key_of, malformed, secrets};
use crate::terraform::resource::TerraformResource;
use demarc_inventory::{Arena, Inventory, KeyId, Marks, NodeId, SourceMap};
use demarc_model::{Presence, Span, Why};
use std::collections::{HashMap, HashSet};

/// Reads every instance of the managed resources.
pub(super) fn read(state: &Tree, inventory: &mut Inventory) -> Vec<TerraformResource> {
    secrets::hide_outputs(state.get("outputs"), &mut inventory.sources);
    let mut found = Vec::new();
    let mut providers: Vec<&str> = Vec::new();
    let blocks = elements_of(state, "resources", &mut inventory.problems);
    for block in blocks {
        let text = |key: &str| block.get(key).and_then(Tree::as_str);
        let lack = if block.as_mapping().is_none() {
            Some("it is not an object")
        } else if text("type").is_none() || text("name").is_none() {
            Some("it lacks `type` or `name`")
        } else {
            None
        };
        if let Some(lack) = lack {
            inventory.problems.push(malformed(lack, block));
            continue;
        }
        let instances = elements_of(block, "instances", &mut inventory.problems);
        if text("mode").is_some_and(|mode| mode != "managed") {
            for instance in instances {
                hide_sensitive(instance, &mut inventory.sources);
            }
            continue;
        }
        let single = instances.len() == 1;
        for instance in instances {
            if instance.as_mapping().is_none() {
                inventory.problems.push(malformed("an instance is not an object", instance));
                continue;
            }
            let address = address(block, instance);
            if let Some(key) = instance.get("deposed").and_then(Tree::as_str).filter(|key| !key.is_empty()) {
                hide_sensitive(instance, &mut inventory.sources);
                inventory.problems.push(deposed(&address, key, instance));
                continue;
            }
            let span = if single { block.span } else { instance.span };
            let (body, values) = body(instance, span, &mut inventory.arena);
            let (region, account) = arn::own_location(&address.resource_type, values);
            providers.push(text("provider").unwrap_or(""));
            found.push(TerraformResource {
                address: address.to_string(),
                resource_type: address.resource_type,
                body,
                presence: Presence::Present,
                region,
                account,
                span: Some(span),
            });
        }
    }
    share_locations(&mut found, &providers);
    found
}

fn address(block: &Tree, instance: &Tree) -> Address {
    let text = |key: &str| block.get(key).and_then(Tree::as_str).unwrap_or("");
    Address {
        module: ModulePath::parse(text("module")).unwrap_or_default(),
        data: false,
        resource_type: text("type").to_owned(),
        name: text("name").to_owned(),
        key: instance.get("index_key").and_then(key_of),
    }
}

fn body<'t>(instance: &'t Tree, span: Span, arena: &mut Arena) -> (NodeId, Option<&'t Tree>) {
    let attributes = instance.get("attributes").filter(|a| !a.is_null());
    let Some(attributes) = attributes else {
        // What 0.12 took over from an older state and has not touched since.
        let flat = instance.get("attributes_flat");
        return (flatmap::body(flat, span, arena), flat);
    };
    let paths = sensitive_paths(instance);
    let paths: Vec<&[PathStep<'_>]> = paths.iter().map(Vec::as_slice).collect();
    let all_hidden = paths.iter().any(|p| p.is_empty());
    let body = match value(attributes, &paths, all_hidden, arena) {
        Some(map) if attributes.as_mapping().is_some() => map,
        _ => arena.map(&[], Some(Why::SyntaxError), Some(attributes.span)),
    };
    (body, Some(attributes))
}

/// One step to a sensitive value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum PathStep<'t> {
    Key(&'t str),
    Index(usize),
}

/// Paths of sensitive values; one that cannot be read hides everything below what could be read of it.
fn sensitive_paths(instance: &Tree) -> Vec<Vec<PathStep<'_>>> {
    let listed = instance.get("sensitive_attributes").and_then(Tree::as_sequence).unwrap_or(&[]);
    listed
        .iter()
        .map(|path| path.as_sequence().unwrap_or(&[]).iter().map_while(path_step).collect())
        .collect()
}

fn path_step(step: &Tree) -> Option<PathStep<'_>> {
    let value = step.get("value")?;
    // An attribute's name stands there itself, an index with its type.
    let value = value.get("value").unwrap_or(value);
    match &value.value {
        TreeValue::String(text) => Some(PathStep::Key(text)),
        TreeValue::Number(number) => number.parse().ok().map(PathStep::Index),
        _ => None,
    }
}

/// A value with the sensitive paths that lead into it; none for null.
fn value(tree: &Tree, paths: &[&[PathStep<'_>]], hidden: bool, arena: &mut Arena) -> Option<NodeId> {
    let span = Some(tree.span);
    let mut below: HashMap<&PathStep<'_>, Vec<&[PathStep<'_>]>> = HashMap::new();
    for path in paths {
        if let [first, rest @ ..] = path {
            below.entry(first).or_default().push(rest);
        }
    }
    let child = |tree: &Tree, step: &PathStep<'_>, arena: &mut Arena| {
        let paths = below.get(step).map_or(&[][..], Vec::as_slice);
        value(tree, paths, hidden || paths.iter().any(|p| p.is_empty()), arena)
    };
    let open = tree.incomplete.then_some(Why::SyntaxError);
    let node = match &tree.value {
        TreeValue::Null if tree.incomplete => arena.unknown(Why::SyntaxError, None, span),
        TreeValue::Null => return None,
        TreeValue::Bool(value) => arena.bool(*value, span),
        TreeValue::Number(text) => arena.number(text, span),
        TreeValue::String(text) => arena.string(text, span),
        TreeValue::Sequence(elements) => {
            let mut nodes = Vec::with_capacity(elements.len());
            for (at, element) in elements.iter().enumerate() {
                let node = child(element, &PathStep::Index(at), arena);
                nodes.push(match node {
                    Some(node) => node,
                    None => arena.absent(Some(element.span)),
                });
            }
            arena.list(&nodes, open, span)
        }
        TreeValue::Mapping(mapping) => {
            let mut entries: Vec<(KeyId, NodeId)> = Vec::with_capacity(mapping.len());
            for entry in mapping.entries() {
                if let Some(node) = child(&entry.value, &PathStep::Key(&entry.key), arena) {
                    entries.push((arena.key(&entry.key), node));
                }
            }
            arena.map(&entries, open, span)
        }
    };
    if hidden {
        arena.mark(node, Marks::SENSITIVE);
    }
    Some(node)
}

/// Hides the sensitive values of an instance that does not become a resource.
fn hide_sensitive(instance: &Tree, sources: &mut SourceMap) {
    let Some(attributes) = instance.get("attributes") else { return };
    for path in sensitive_paths(instance) {
        let target = path.iter().try_fold(attributes, |tree, step| match step {
            PathStep::Key(key) => tree.get(key),
            PathStep::Index(at) => tree.as_sequence()?.get(*at),
        });
        if let Some(target) = target {
            secrets::hide(target, sources);
        }
    }
}

/// Gives resources without an ARN the region and account on which all others of the same provider block agree.
fn share_locations(found: &mut [TerraformResource], providers: &[&str]) {
    let mut regions: HashMap<&str, HashSet<String>> = HashMap::new();
    let mut accounts: HashMap<&str, HashSet<String>> = HashMap::new();
    for (resource, provider) in found.iter().zip(providers).filter(|(_, provider)| !provider.is_empty()) {
        regions.entry(provider).or_default().extend(resource.region.clone());
        accounts.entry(provider).or_default().extend(resource.account.clone());
    }
    let only = |values: Option<&HashSet<String>>| {
        let values = values.filter(|v| v.len() == 1)?;
        values.iter().next().cloned()
    };
    for (resource, provider) in found.iter_mut().zip(providers).filter(|(r, _)| arn::is_aws(&r.resource_type))
    {
        resource.region = resource.region.take().or_else(|| only(regions.get(provider)));
        resource.account = resource.account.take().or_else(|| only(accounts.get(provider)));
    }
}
