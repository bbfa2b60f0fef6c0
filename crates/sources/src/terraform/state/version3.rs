//! State files of version 3: Terraform 0.7 to 0.11, all values as flat texts.

use super::{arn, flatmap};
use crate::syntax::{Entry, Tree, TreeValue};
use crate::terraform::plan::{Address, Key, ModulePath, deposed, elements_of, malformed, secrets};
use crate::terraform::resource::TerraformResource;
use demarc_inventory::{Inventory, Problem, ProblemSeverity};
use demarc_model::Presence;

/// Reads every primary instance of the managed resources.
pub(super) fn read(state: &Tree, inventory: &mut Inventory) -> Vec<TerraformResource> {
    let mut found = Vec::new();
    for module in elements_of(state, "modules", &mut inventory.problems) {
        secrets::hide_outputs(module.get("outputs"), &mut inventory.sources);
        let Some(path) = module_path(module) else {
            inventory.problems.push(malformed("its module has no `path`", module));
            continue;
        };
        let Some(resources) = module.get("resources").filter(|r| !r.is_null()) else { continue };
        let Some(mapping) = resources.as_mapping() else {
            inventory.problems.push(malformed("`resources` is not an object", resources));
            continue;
        };
        for entry in mapping.entries() {
            if entry.key.starts_with("data.") {
                continue;
            }
            match address(&path, entry) {
                Some(address) => read_entry(address, &entry.value, &mut found, inventory),
                None => inventory.problems.push(malformed("its key is not `type.name`", &entry.value)),
            }
        }
    }
    found
}

fn module_path(module: &Tree) -> Option<ModulePath> {
    let mut names = module.get("path")?.as_sequence()?.iter().map(Tree::as_str);
    if names.next()? != Some("root") {
        return None;
    }
    names.try_fold(ModulePath::default(), |path, name| Some(path.child(name?, None)))
}

/// `aws_instance.web.0` is `aws_instance.web[0]`.
fn address(module: &ModulePath, entry: &Entry) -> Option<Address> {
    let mut parts = entry.key.splitn(3, '.');
    let (resource_type, name) = (parts.next()?, parts.next()?);
    let key = parts.next().map(|index| Key::Number(index.to_owned()));
    Some(Address {
        module: module.clone(),
        data: false,
        resource_type: entry.value.get("type").and_then(Tree::as_str).unwrap_or(resource_type).to_owned(),
        name: name.to_owned(),
        key,
    })
}

fn read_entry(
    address: Address,
    resource: &Tree,
    found: &mut Vec<TerraformResource>,
    inventory: &mut Inventory,
) {
    if resource.as_mapping().is_none() {
        inventory.problems.push(malformed("it is not an object", resource));
        return;
    }
    for left in resource.get("deposed").and_then(Tree::as_sequence).unwrap_or(&[]) {
        let id = left.get("id").and_then(Tree::as_str).unwrap_or("");
        inventory.problems.push(deposed(&address, id, left));
    }
    let Some(primary) = resource.get("primary").filter(|p| matches!(p.value, TreeValue::Mapping(_))) else {
        inventory.problems.push(Problem::at(
            "no-primary-instance",
            ProblemSeverity::Note,
            format!("`{address}` was left out: it has no primary instance"),
            resource.span,
        ));
        return;
    };
    let attributes = primary.get("attributes");
    let body = flatmap::body(attributes, resource.span, &mut inventory.arena);
    let (region, account) = arn::own_location(&address.resource_type, attributes);
    found.push(TerraformResource {
        address: address.to_string(),
        resource_type: address.resource_type,
        body,
        presence: Presence::Present,
        region,
        account,
        span: Some(resource.span),
    });
}
