//! The resources of `planned_values` and `values`: every module at any depth, each entry with its full address.

use super::address::{Address, Key, ModulePath};
use crate::syntax::{Tree, TreeValue};
use demarc_inventory::{Problem, ProblemSeverity};
use std::collections::HashSet;

/// An entry of a values tree.
#[derive(Debug, Clone)]
pub(in crate::terraform) struct Listed<'t> {
    pub(in crate::terraform) address: Address,
    /// The whole entry.
    pub(in crate::terraform) entry: &'t Tree,
    /// Its attributes.
    pub(in crate::terraform) values: Option<&'t Tree>,
    /// The shape of what is sensitive in them.
    pub(in crate::terraform) sensitive: Option<&'t Tree>,
}

/// Lists the managed resources below a root module; an entry that cannot be identified is a problem.
pub(in crate::terraform) fn managed_resources<'t>(
    root_module: &'t Tree,
    problems: &mut Vec<Problem>,
) -> Vec<Listed<'t>> {
    let mut listed = Vec::new();
    // Modules nest no deeper than the parser lets containers nest; the stack keeps them in the order of the text.
    let mut open = vec![(root_module, ModulePath::default())];
    while let Some((module, path)) = open.pop() {
        for entry in elements_of(module, "resources", problems) {
            match identify(entry, &path) {
                Ok(Identity { managed: false, .. }) => {}
                Ok(Identity { address, deposed: Some(key), .. }) => {
                    problems.push(deposed(&address, key, entry))
                }
                Ok(Identity { address, .. }) => listed.push(Listed {
                    address,
                    entry,
                    values: entry.get("values"),
                    sensitive: entry.get("sensitive_values"),
                }),
                Err(lack) => problems.push(malformed(lack, entry)),
            }
        }
        for child in elements_of(module, "child_modules", problems).iter().rev() {
            let own = child.get("address").and_then(Tree::as_str).and_then(ModulePath::parse);
            open.push((child, own.unwrap_or_else(|| path.clone())));
        }
    }
    listed
}

/// The elements of a list of a mapping; a list that is something else is a problem.
pub(in crate::terraform) fn elements_of<'t>(
    mapping: &'t Tree,
    key: &str,
    problems: &mut Vec<Problem>,
) -> &'t [Tree] {
    let Some(list) = mapping.get(key) else { return &[] };
    match &list.value {
        TreeValue::Sequence(elements) => elements,
        TreeValue::Null => &[],
        _ => {
            problems.push(Problem::at(
                "malformed-list",
                ProblemSeverity::Error,
                format!("`{key}` is not a list; what it holds was not read"),
                list.span,
            ));
            &[]
        }
    }
}

/// What an entry is about.
#[derive(Debug)]
pub(in crate::terraform) struct Identity<'t> {
    pub(in crate::terraform) address: Address,
    /// Whether it is a managed resource and not a data source.
    pub(in crate::terraform) managed: bool,
    /// The key of an object that a replacement left behind.
    pub(in crate::terraform) deposed: Option<&'t str>,
}

/// Reads an entry's address from its fields, which differ between versions: early ones leave module and index out of it.
pub(in crate::terraform) fn identify<'t>(
    entry: &'t Tree,
    module: &ModulePath,
) -> Result<Identity<'t>, &'static str> {
    if entry.as_mapping().is_none() {
        return Err("it is not an object");
    }
    let text = |key: &str| entry.get(key).and_then(Tree::as_str);
    let written = text("address").map(without_splat).and_then(Address::parse);
    let (own_module, own_data, own_type, own_name, own_key) = match written {
        Some(a) => (a.module, a.data, Some(a.resource_type), Some(a.name), a.key),
        None => (ModulePath::default(), false, None, None, None),
    };
    let managed = match text("mode") {
        Some(mode) => mode == "managed",
        None => !own_data,
    };
    let module = if own_module.0.is_empty() {
        text("module_address").and_then(ModulePath::parse).unwrap_or_else(|| module.clone())
    } else {
        own_module
    };
    let given = |key: &str| text(key).filter(|t| !t.is_empty()).map(str::to_owned);
    let address = Address {
        module,
        data: !managed,
        resource_type: given("type").or(own_type).ok_or("it has neither `type` nor a readable `address`")?,
        name: given("name").or(own_name).ok_or("it has neither `name` nor a readable `address`")?,
        key: own_key.or_else(|| entry.get("index").and_then(key_of)),
    };
    let deposed = text("deposed_key").or_else(|| text("deposed")).filter(|key| !key.is_empty());
    Ok(Identity { address, managed, deposed })
}

/// An instance key as a JSON value.
pub(in crate::terraform) fn key_of(value: &Tree) -> Option<Key> {
    match &value.value {
        TreeValue::Number(number) => Some(Key::Number(number.to_string())),
        TreeValue::String(text) => Some(Key::Text(text.to_string())),
        _ => None,
    }
}

/// A block whose instances are not known yet is written `aws_x.y[*]`.
fn without_splat(address: &str) -> &str {
    address.strip_suffix("[*]").unwrap_or(address)
}

/// The problem of an entry that cannot be read.
pub(in crate::terraform) fn malformed(lack: &str, entry: &Tree) -> Problem {
    Problem::at(
        "malformed-resource",
        ProblemSeverity::Error,
        format!("an entry of the list of resources cannot be read: {lack}; it was left out"),
        entry.span,
    )
}

/// The note for an object that a replacement left behind and that the next apply destroys.
pub(in crate::terraform) fn deposed(address: &Address, key: &str, entry: &Tree) -> Problem {
    Problem::at(
        "deposed-object",
        ProblemSeverity::Note,
        format!(
            "`{address}` has a deposed object `{key}`, left behind by a replacement; it was left out, apply destroys it"
        ),
        entry.span,
    )
}

/// Warns of addresses that stand more than once.
pub(in crate::terraform) fn warn_of_duplicates(listed: &[Listed<'_>], problems: &mut Vec<Problem>) {
    let mut seen = HashSet::new();
    for resource in listed {
        if !seen.insert(&resource.address) {
            problems.push(Problem::at(
                "duplicate-address",
                ProblemSeverity::Warning,
                format!("`{}` stands more than once; each one is kept", resource.address),
                resource.entry.span,
            ));
        }
    }
}
