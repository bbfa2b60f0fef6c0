//! Plans: `terraform show -json` of a plan, of Terraform 0.12 to now and of OpenTofu.
//!
//! `planned_values` says what will exist, `resource_changes` what is still unknown of it, `configuration` what the
//! unknown parts refer to.

mod address;
mod body;
mod changes;
mod configuration;
mod listing;
mod lookup;
mod provider;
mod reference;
mod resolve;
pub(in crate::terraform) mod secrets;
mod shape;
mod stand_in;
mod unknown;
mod written;

#[cfg(test)]
mod tests;

pub(in crate::terraform) use address::{Address, Key, ModulePath};
pub(in crate::terraform) use body::{BodyBuilder, Layers, Missing};
pub(in crate::terraform) use listing::{
    Listed, deposed, elements_of, key_of, malformed, managed_resources, warn_of_duplicates,
};
pub(in crate::terraform) use shape::{Shape, parse, recognise};

use super::resource::TerraformResource;
use super::state::{arn, read_recognised_state};
use crate::syntax::Tree;
use changes::{Change, Changes, Fate};
use configuration::{Configuration, is_true};
use demarc_inventory::{Inventory, Problem, ProblemSeverity};
use demarc_model::{Presence, Why};
use provider::Providers;
use resolve::{Instances, Resolver};
use std::collections::HashSet;

/// Reads the JSON of a plan; a state is read as a state.
///
/// The text goes into the inventory's sources, nodes into its arena, what went wrong into its problems. Resources that the
/// plan deletes or forgets are left out with a note; data sources are left out.
pub fn read_plan(text: String, path: &str, inventory: &mut Inventory) -> Vec<TerraformResource> {
    let Some(tree) = parse(text, path, inventory) else { return Vec::new() };
    match recognise(&tree, &mut inventory.problems) {
        Some(Shape::Plan(plan)) => read_recognised_plan(plan, tree.incomplete, inventory),
        Some(shape) => read_recognised_state(shape, inventory),
        None => Vec::new(),
    }
}

/// One instance to be read, with all that the plan says of it.
struct Planned<'t> {
    listed: Listed<'t>,
    change: Option<Change<'t>>,
    missing: Missing,
    presence: Presence,
}

/// Reads a plan that has been recognised as one; `broken_off`: the text ends too early.
pub(in crate::terraform) fn read_recognised_plan(
    plan: &Tree,
    broken_off: bool,
    inventory: &mut Inventory,
) -> Vec<TerraformResource> {
    let problems = &mut inventory.problems;
    warn_of_incomplete_plan(plan, problems);
    let planned = gather(plan, broken_off, problems);
    let listed: Vec<Listed<'_>> = planned.iter().map(|p| p.listed.clone()).collect();
    warn_of_duplicates(&listed, problems);
    let configuration = Configuration::read(plan);
    let instances = Instances::of(&listed);
    let resolver = Resolver::new(&configuration, &instances);
    let providers = Providers::read(&configuration);
    secrets::hide_of_plan(plan, &configuration, &mut inventory.sources);
    let mut resources = Vec::with_capacity(planned.len());
    for Planned { listed, change, missing, presence } in planned {
        let part = |key: &str| change.as_ref().and_then(|c| c.part(key));
        let layers = Layers {
            known: listed.values,
            unknown: part("after_unknown").filter(|_| !change.as_ref().is_some_and(|c| c.settled)),
            sensitive: [listed.sensitive, part("after_sensitive"), part("before_sensitive")],
        };
        let block = configuration.block(&listed.address);
        let span = listed.entry.span;
        let created = change.as_ref().is_some_and(|c| c.part("before").is_none_or(Tree::is_null));
        let body = match &block {
            Some((tree, scope)) => {
                let scope = scope.clone();
                BodyBuilder::configured(&mut inventory.arena, missing, &resolver, scope, created).body(
                    layers,
                    Some(tree),
                    span,
                )
            }
            None => BodyBuilder::plain(&mut inventory.arena, missing).body(layers, None, span),
        };
        let resource_type = listed.address.resource_type.clone();
        let (region, account) = arn::own_location(&resource_type, listed.values);
        let location = providers.location(block.map(|(tree, _)| tree), &resource_type);
        resources.push(TerraformResource {
            address: listed.address.to_string(),
            resource_type,
            body,
            presence,
            region: region.or(location.region),
            account: account.or(location.account),
            span: Some(span),
        });
    }
    resources
}

/// Every instance that exists after apply.
fn gather<'t>(plan: &'t Tree, broken_off: bool, problems: &mut Vec<Problem>) -> Vec<Planned<'t>> {
    let root = plan.get("planned_values").and_then(|values| values.get("root_module"));
    let listed = root.map_or_else(Vec::new, |root| managed_resources(root, problems));
    let has_changes = plan.get("resource_changes").is_some_and(|c| c.as_sequence().is_some());
    let changes = Changes::read(plan, problems);
    let why = if broken_off { Why::SyntaxError } else { Why::KnownAfterApply };
    let missing = |change: Option<&Change<'_>>| match change {
        Some(change) if change.entry.incomplete => Missing::Undecided(Why::SyntaxError),
        Some(change) if change.settled || change.part("after_unknown").is_some_and(|u| !u.is_null()) => {
            Missing::Unset
        }
        _ => Missing::Undecided(why),
    };
    let mut seen: HashSet<Address> = HashSet::new();
    let mut planned = Vec::with_capacity(listed.len());
    for mut listed in listed {
        let change = changes.of(&listed.address).cloned();
        seen.insert(listed.address.clone());
        listed.values = listed.values.or_else(|| change.as_ref().and_then(|c| c.part("after")));
        let missing = missing(change.as_ref());
        planned.push(Planned { listed, change, missing, presence: Presence::Present });
    }
    for change in &changes.all {
        if !seen.contains(&change.address) && change.fate == Fate::Stays {
            let (missing, listed) = (missing(Some(change)), listed_from(change));
            planned.push(Planned {
                listed,
                change: Some(change.clone()),
                missing,
                presence: Presence::Present,
            });
        }
    }
    seen.extend(changes.all.iter().map(|c| c.address.clone()));
    add_deferred(plan, &mut seen, &mut planned, problems);
    if has_changes {
        add_untouched(plan, &changes, &seen, &mut planned, problems);
    }
    planned
}

fn listed_from<'t>(change: &Change<'t>) -> Listed<'t> {
    Listed {
        address: change.address.clone(),
        entry: change.entry,
        values: change.part("after"),
        sensitive: None,
    }
}

/// Adds what a plan postpones because the number of instances or their provider is not known yet.
fn add_deferred<'t>(
    plan: &'t Tree,
    seen: &mut HashSet<Address>,
    planned: &mut Vec<Planned<'t>>,
    problems: &mut Vec<Problem>,
) {
    for deferred in elements_of(plan, "deferred_changes", problems) {
        let Some(entry) = deferred.get("resource_change") else {
            problems.push(malformed("it has no `resource_change`", deferred));
            continue;
        };
        for change in Changes::of_entry(entry, problems) {
            if change.fate == Fate::Goes || !seen.insert(change.address.clone()) {
                continue;
            }
            let count_unknown =
                deferred.get("reason").and_then(Tree::as_str) == Some("instance_count_unknown");
            planned.push(Planned {
                listed: listed_from(&change),
                change: Some(change),
                missing: Missing::Undecided(Why::KnownAfterApply),
                presence: if count_unknown {
                    Presence::Maybe(Why::KnownAfterApply)
                } else {
                    Presence::Present
                },
            });
        }
    }
}

/// Adds what exists and what a plan for some targets only does not look at.
fn add_untouched<'t>(
    plan: &'t Tree,
    changes: &Changes<'_>,
    seen: &HashSet<Address>,
    planned: &mut Vec<Planned<'t>>,
    problems: &mut Vec<Problem>,
) {
    let Some(root) = plan.get("prior_state").and_then(|s| s.at(&["values", "root_module"])) else { return };
    let moved: HashSet<&str> =
        changes.all.iter().filter_map(|c| c.entry.get("previous_address").and_then(Tree::as_str)).collect();
    for listed in managed_resources(root, problems) {
        let address = listed.address.to_string();
        if seen.contains(&listed.address) || moved.contains(address.as_str()) {
            continue;
        }
        problems.push(Problem::at(
            "outside-of-plan",
            ProblemSeverity::Note,
            format!(
                "the plan does not look at `{address}`; it was read as the state before the plan shows it"
            ),
            listed.entry.span,
        ));
        planned.push(Planned { listed, change: None, missing: Missing::Unset, presence: Presence::Present });
    }
}

fn warn_of_incomplete_plan(plan: &Tree, problems: &mut Vec<Problem>) {
    if is_true(plan.get("errored")) {
        problems.push(Problem::at(
            "errored-plan",
            ProblemSeverity::Warning,
            "planning ended with an error, so that the plan is incomplete: resources may be missing",
            plan.span,
        ));
    }
}
