//! One reading of a root: modules, values, resources.

use super::{
    HclDirectory, HclOptions, emit,
    evaluator::{Evaluator, Instance},
    expand::{Kindred, One},
    load::{self, Loader},
    names::{attribute_of, known_text},
    syntax::{Block, ExprKind},
    value::{Kind, Val},
};
use crate::terraform::resource::TerraformResource;
use demarc_inventory::{Files, Inventory, ProblemSeverity};
use demarc_model::Presence;
use demarc_schema::ProviderPlace;
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    thread,
};

/// Nested expressions and values that refer to each other are evaluated by recursion; this is room for the deepest
/// that the limit allows.
const STACK: usize = 256 << 20;
const DEEPEST: usize = 1_000;
/// Without a thread of our own.
const DEEPEST_INLINE: usize = 60;

/// Reads a root on a thread with a large stack.
pub(super) fn read(
    files: &Files,
    directory: &str,
    options: &HclOptions,
    inventory: &mut Inventory,
) -> HclDirectory {
    let done = thread::scope(|scope| {
        let work = || read_here(files, directory, options, inventory, DEEPEST);
        match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
            Ok(handle) => handle.join().map_err(|_| true),
            Err(_) => Err(false),
        }
    });
    match done {
        Ok(directory) => directory,
        Err(true) => {
            inventory.problems.push(demarc_inventory::Problem::in_file(
                "internal-error",
                ProblemSeverity::Error,
                "reading this directory failed; please report it with the files",
                directory,
            ));
            HclDirectory::default()
        }
        Err(false) => read_here(files, directory, options, inventory, DEEPEST_INLINE),
    }
}

fn read_here(
    files: &Files,
    directory: &str,
    options: &HclOptions,
    inventory: &mut Inventory,
    deepest: usize,
) -> HclDirectory {
    let root = load::join(directory, "");
    let problems_before = inventory.problems.len();
    let mut evaluator = Evaluator::new(Loader::new(files), inventory, options, root.clone(), deepest);
    let module = evaluator.loader.module(&root, evaluator.inventory);
    let Some(module) = module else {
        evaluator.report(
            "no-configuration",
            ProblemSeverity::Note,
            format!("`{root}` has no `.tf` or `.tf.json` file"),
            None,
        );
        return HclDirectory::default();
    };
    evaluator.installed = installed_modules(&mut evaluator);
    evaluator.instances.push(Instance {
        module: Some(module),
        address: Rc::from(""),
        path: String::new(),
        key: String::new(),
        presence: Presence::Present,
        caller: None,
        depth: 0,
    });
    evaluator.gather_variables();
    evaluator.expand_modules();
    let mut resources = Vec::new();
    let mut called = BTreeSet::new();
    for instance in 0..evaluator.instances.len() {
        let Some(module) = evaluator.module_of(instance) else { continue };
        if instance > 0 {
            called.insert(module.directory.clone());
        }
        for (local, block) in &module.resources {
            let Some(expanded) = evaluator.expanded_block(instance, false, local) else { continue };
            let presence = evaluator.instances.get(instance).map_or(Presence::Present, |i| i.presence);
            for one in &expanded.known {
                resources.push(resource(&mut evaluator, block, one, presence));
            }
            if let Some((unknown, one)) = &expanded.rest {
                let presence = match (expanded.shape, presence) {
                    (Kindred::Undecided, presence) | (_, presence @ Presence::Maybe(_)) => presence,
                    _ => Presence::Maybe(unknown.why),
                };
                resources.push(resource(&mut evaluator, block, one, presence));
            }
        }
        hide_variables(&mut evaluator, instance);
    }
    evaluator.check_references();
    let read = std::mem::take(&mut evaluator.loader.read);
    resources.sort_by(|a: &TerraformResource, b| {
        (&a.address, a.span.map(|s| (s.document, s.start)))
            .cmp(&(&b.address, b.span.map(|s| (s.document, s.start))))
    });
    if let Some(new) = inventory.problems.get_mut(problems_before..) {
        new.sort_by(|a, b| (&a.file, a.span, a.code, &a.message).cmp(&(&b.file, b.span, b.code, &b.message)));
    }
    HclDirectory {
        resources,
        called_modules: called.into_iter().collect(),
        files: read.into_iter().map(|(path, (digest, size))| (path, digest, size)).collect(),
    }
}

fn resource(
    evaluator: &mut Evaluator<'_, '_>,
    block: &Block,
    one: &One,
    presence: Presence,
) -> TerraformResource {
    let kind = block.labels.first().cloned().unwrap_or_default();
    let mut value = one.value.clone();
    let provider = one.provider.as_deref();
    let nothing = Val::map(BTreeMap::new());
    let defaults = provider.and_then(|p| p.default_tags.as_ref());
    if (defaults.is_some()
        || attribute_of(&value, "tags").is_some_and(|t| !matches!(t.kind, Kind::Reference(_))))
        && ProviderPlace::root(&kind).is_some_and(|place| place.step("tags_all").is_some())
        && attribute_of(&value, "tags_all").is_none_or(|t| matches!(t.kind, Kind::Reference(_)))
    {
        let tags = evaluator.all_tags(&value, defaults.unwrap_or(&nothing));
        if let Kind::Map(map) = &value.kind {
            let mut entries = map.entries.clone();
            entries.insert("tags_all".to_owned(), tags);
            value = Val { kind: Val::map_of(entries, map.object, map.rest.clone()).kind, ..value };
        }
    }
    // Since version 6 of the provider every regional resource may name its region.
    let own = match &value.kind {
        Kind::Map(map) if kind.starts_with("aws_") => map.entries.get("region").cloned(),
        _ => None,
    };
    let region = match own {
        Some(own) => known_text(&own).map(str::to_owned),
        None => provider.and_then(|p| p.region.clone()),
    };
    let body = emit::node(evaluator, &value, &one.address, block.span);
    TerraformResource {
        address: one.address.clone(),
        resource_type: kind,
        body,
        presence,
        region,
        account: provider.and_then(|p| p.account.clone()),
        span: block.span,
    }
}

/// Values of sensitive variables are hidden wherever they are written, used or not; so are texts under secret names.
fn hide_variables(evaluator: &mut Evaluator<'_, '_>, instance: usize) {
    let Some(module) = evaluator.module_of(instance) else { return };
    for (name, block) in &module.variables {
        let marked = matches!(block.body.expr("sensitive").map(|e| &e.kind), Some(ExprKind::Bool(true)));
        if !marked && !emit::names_a_secret(name) {
            continue;
        }
        let value = evaluator.variable(instance, name, block.span);
        let secret = marked || matches!(value.kind, Kind::Text(_));
        if secret && value.why_unknown().is_none() && !value.is_null() {
            evaluator.hide_secrets(&value.sensitive_if(true));
        }
    }
}

/// Directories of the modules that `terraform init` has fetched, by the path of calls.
fn installed_modules(evaluator: &mut Evaluator<'_, '_>) -> BTreeMap<String, String> {
    let mut installed = BTreeMap::new();
    let path = load::join(&evaluator.root, ".terraform/modules/modules.json");
    let root = evaluator.root.clone();
    let Ok(bytes) = evaluator.loader.bytes_below(&[&root], &path) else { return installed };
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(&bytes) else {
        evaluator.report(
            "syntax-error",
            ProblemSeverity::Warning,
            format!("`{path}` is not JSON; fetched modules are not found, run `terraform init`"),
            None,
        );
        return installed;
    };
    for module in json.get("Modules").and_then(|m| m.as_array()).into_iter().flatten() {
        let text = |name: &str| module.get(name).and_then(|v| v.as_str()).map(str::to_owned);
        if let (Some(key), Some(directory)) = (text("Key"), text("Dir")) {
            installed.insert(key, directory);
        }
    }
    installed
}
