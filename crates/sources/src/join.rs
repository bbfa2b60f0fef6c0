//! Views of one resource become one resource: a directory, its plan and its state, joined by address within a root.

use demarc_inventory::{Coverage, Inventory, Problem, ProblemSeverity, Resource, Value, merge_views};
use demarc_model::Presence;
use std::{collections::BTreeMap, collections::BTreeSet, sync::Arc};

/// Joins resources that share root and address; a known value that differs between views is a drift problem.
pub fn join_views(inventory: &mut Inventory) {
    let mut groups: BTreeMap<(u32, String), Vec<usize>> = BTreeMap::new();
    for (position, resource) in inventory.resources.iter().enumerate() {
        groups.entry((resource.root.0, resource.address.clone())).or_default().push(position);
    }
    let mut gone = BTreeSet::new();
    for ((_, address), positions) in groups {
        let mut members: Vec<(usize, Resource)> =
            positions.iter().filter_map(|&p| inventory.resources.get(p).map(|r| (p, r.clone()))).collect();
        let kinds: BTreeSet<_> = members.iter().map(|(_, r)| r.kind()).collect();
        if members.len() < 2 {
            continue;
        }
        if kinds.len() < members.len() {
            // Two of one kind at one address are not two views: a duplicate definition, both of which stay.
            duplicate(inventory, &members, &address);
            continue;
        }
        members.sort_by_key(|(_, r)| r.kind().rank());
        let Some((keep, first)) = members.first().cloned() else { continue };
        let joined = join(inventory, first, &members, &address);
        gone.extend(members.iter().skip(1).map(|(p, _)| *p));
        if let Some(slot) = inventory.resources.get_mut(keep) {
            *slot = joined;
        }
    }
    let mut position = 0;
    inventory.resources.retain(|_| {
        let keep = !gone.contains(&position);
        position += 1;
        keep
    });
}

fn duplicate(inventory: &mut Inventory, members: &[(usize, Resource)], address: &str) {
    let Some(span) = members.iter().filter_map(|(_, r)| r.span).max() else { return };
    inventory.problems.push(Problem::at(
        "duplicate-address",
        ProblemSeverity::Error,
        format!("`{address}` is defined more than once; remove or rename one of the definitions"),
        span,
    ));
}

/// One resource out of its views, weakest first.
fn join(
    inventory: &mut Inventory,
    mut joined: Resource,
    members: &[(usize, Resource)],
    address: &str,
) -> Resource {
    let documents: Vec<_> = members.iter().rev().map(|(_, r)| r.document).collect();
    let (document, drifts) = merge_views(&mut inventory.arena, &documents);
    for drift in drifts {
        let place = |node| {
            inventory.arena.node(node).span.map(|s: demarc_model::Span| {
                let (start, _) = inventory.sources.positions(s);
                format!("{}:{}", inventory.sources.path(s.document), start.line)
            })
        };
        let shown = |node| match inventory.arena.value(node) {
            Value::List { .. } | Value::Map { .. } => "another value".to_owned(),
            _ => inventory.sources.hide(&demarc_inventory::node_to_json(&inventory.arena, node).to_string()),
        };
        let message = format!(
            "`{address}`: `{}` is {} in the stronger view and {} in the weaker one ({}); the stronger view counts",
            drift.path,
            shown(drift.stronger),
            shown(drift.weaker),
            place(drift.weaker).unwrap_or_else(|| "no place".to_owned()),
        );
        let span = inventory.arena.node(drift.stronger).span;
        inventory.problems.push(match span {
            Some(span) => Problem::at("drift", ProblemSeverity::Warning, message, span),
            None => Problem::general("drift", ProblemSeverity::Warning, message),
        });
    }
    let mut views = Vec::new();
    let mut coverage = Coverage::Nothing;
    for (_, resource) in members {
        views.extend(resource.views.iter().cloned());
        coverage = both(coverage, &resource.coverage);
    }
    let strongest = members.iter().rev().map(|(_, r)| r);
    let first = |f: &dyn Fn(&Resource) -> Option<String>| strongest.clone().find_map(f);
    // What people write is where they look: the weakest view with a place is the code.
    let span = members.iter().find_map(|(_, r)| r.span);
    let present = members.iter().any(|(_, r)| r.presence == Presence::Present);
    joined.account = first(&|r| r.account.clone());
    joined.region = first(&|r| r.region.clone());
    joined.physical_id = first(&|r| r.physical_id.clone());
    joined.arn = first(&|r| r.arn.clone());
    joined.part_of = first(&|r| r.part_of.clone());
    if present {
        joined.presence = Presence::Present;
    }
    joined.span = span;
    joined.document = document;
    joined.views = views;
    joined.coverage = coverage;
    joined
}

/// What two sources together would show.
fn both(a: Coverage, b: &Coverage) -> Coverage {
    match (a, b) {
        (Coverage::Everything, _) | (_, Coverage::Everything) => Coverage::Everything,
        (Coverage::Nothing, other) => other.clone(),
        (paths, Coverage::Nothing) => paths,
        (Coverage::Paths(a), Coverage::Paths(b)) => {
            if a == *b {
                Coverage::Paths(a)
            } else {
                Coverage::Paths(Arc::new(a.union(b).cloned().collect()))
            }
        }
    }
}
