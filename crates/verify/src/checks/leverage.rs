//! Links between a plan that is leveraged and the plans that leverage it: what is provided, inherited, left and satisfied.

use super::quoted;
use crate::{finding::Level, model::Model, tree::NodeId, verify::Set};
use std::collections::{BTreeMap, BTreeSet};

/// What a UUID of an export stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Offer {
    Provided,
    Responsibility,
}

impl Offer {
    fn of(kind: &str) -> Option<Self> {
        match kind {
            "provided" => Some(Self::Provided),
            "responsibilities" => Some(Self::Responsibility),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Provided => "a `provided`",
            Self::Responsibility => "a `responsibility`",
        }
    }
}

type Found = (usize, NodeId, &'static str, Level, String, String);

/// Checks all plans together.
pub(super) fn check(set: &mut Set) {
    let plans: Vec<usize> = (0..set.documents.len())
        .filter(|i| set.documents.get(*i).is_some_and(|d| d.model == Some(Model::Plan) && d.root.is_some()))
        .collect();
    let mut found = Vec::new();
    let mut skipped = Vec::new();
    let leveraged = leveraged_by(set, &plans);
    for plan in set.given().into_iter().filter(|p| plans.contains(p)) {
        within(set, plan, &mut found);
        let of: Vec<usize> =
            leveraged.iter().filter(|(_, by)| by.contains(&plan)).map(|(leveraged, _)| *leveraged).collect();
        across(set, plan, &of, &plans, &mut found, &mut skipped);
        inherited_components(set, plan, &of, &mut found);
    }
    responsibilities(set, &leveraged, &plans, &mut found, &mut skipped);
    for (at, node, code, level, message, advice) in found {
        set.find(at, node, (code, level), message, &advice);
    }
    for (at, reason) in skipped {
        set.skip(at, reason);
    }
}

/// Whether a plan offers anything.
fn exports(set: &Set, plan: usize) -> bool {
    set.documents.get(plan).is_some_and(|d| {
        d.by_uuid.values().flatten().any(|node| d.tree.kind(*node).and_then(Offer::of).is_some())
    })
}

/// The UUIDs by which a plan refers to others.
fn outward(set: &Set, plan: usize) -> Vec<String> {
    let Some(document) = set.documents.get(plan) else { return Vec::new() };
    let tree = &document.tree;
    let of = |kind: &'static str, key: &'static str| {
        document
            .of_kind(kind)
            .filter_map(move |n| tree.text_of(n, key))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mut all = of("inherited", "provided-uuid");
    all.extend(of("satisfied", "responsibility-uuid"));
    all
}

/// For each plan that offers something, the plans that leverage it: those whose references lead there, and where no reference
/// leads anywhere, those that say that they leverage something.
fn leveraged_by(set: &Set, plans: &[usize]) -> BTreeMap<usize, BTreeSet<usize>> {
    let offering: Vec<usize> = plans.iter().copied().filter(|p| exports(set, *p)).collect();
    let mut by: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut undecided = Vec::new();
    for plan in plans {
        let references = outward(set, *plan);
        let reached: Vec<usize> = offering
            .iter()
            .copied()
            .filter(|o| o != plan)
            .filter(|o| {
                set.documents
                    .get(*o)
                    .is_some_and(|d| references.iter().any(|r| d.kinds(r).any(|k| Offer::of(k).is_some())))
            })
            .collect();
        let says_so =
            set.documents.get(*plan).is_some_and(|d| d.of_kind("leveraged-authorizations").next().is_some());
        if reached.is_empty() && (says_so || !references.is_empty()) {
            undecided.push(*plan);
        }
        for offering in reached {
            by.entry(offering).or_default().insert(*plan);
        }
    }
    for plan in undecided {
        for offering in offering.iter().copied().filter(|o| *o != plan) {
            let the_other_way = by.get(&plan).is_some_and(|users| users.contains(&offering));
            if !the_other_way {
                by.entry(offering).or_default().insert(plan);
            }
        }
    }
    by
}

/// What a plan's responsibilities say of what it provides itself.
fn within(set: &Set, plan: usize, found: &mut Vec<Found>) {
    let Some(document) = set.documents.get(plan) else { return };
    let tree = &document.tree;
    for responsibility in document.of_kind("responsibilities") {
        let Some(reference) = tree.get(responsibility, "provided-uuid") else { continue };
        let Some(uuid) = tree.text(reference) else { continue };
        let kinds: Vec<&str> = document.kinds(uuid).collect();
        if kinds.contains(&"provided") {
            continue;
        }
        let message = match kinds.first() {
            Some(kind) => format!("{} is no `provided`; it stands under {}", quoted(uuid), quoted(kind)),
            None => format!("{} names no `provided` of this document", quoted(uuid)),
        };
        let advice =
            "name the `provided` that the responsibility comes with, or leave `provided-uuid` out".to_owned();
        found.push((plan, reference, "provided-unknown", Level::Error, message, advice));
    }
}

/// What a plan says it inherits and satisfies of others.
fn across(
    set: &Set,
    plan: usize,
    leveraged: &[usize],
    plans: &[usize],
    found: &mut Vec<Found>,
    skipped: &mut Vec<(usize, String)>,
) {
    let Some(document) = set.documents.get(plan) else { return };
    let tree = &document.tree;
    let links = [
        ("inherited", "provided-uuid", Offer::Provided, "inherited-unknown", "inherited-wrong-kind"),
        (
            "satisfied",
            "responsibility-uuid",
            Offer::Responsibility,
            "satisfied-unknown",
            "satisfied-wrong-kind",
        ),
    ];
    let mut unseen = 0usize;
    for (kind, key, wanted, unknown, wrong) in links {
        for link in document.of_kind(kind) {
            let Some(reference) = tree.get(link, key) else {
                let message = format!("an `{kind}` without `{key}` names nothing");
                let advice = format!("add `{key}`, or describe it in the by-component instead");
                found.push((plan, link, unknown, Level::Warning, message, advice));
                continue;
            };
            let Some(uuid) = tree.text(reference) else { continue };
            let all: Vec<&str> =
                plans.iter().filter_map(|p| set.documents.get(*p)).flat_map(|d| d.kinds(uuid)).collect();
            if all.iter().any(|k| Offer::of(k) == Some(wanted)) {
                continue;
            }
            if let Some(other) = all.first() {
                let is = Offer::of(other).map_or_else(
                    || format!("stands under {}", quoted(other)),
                    |o| format!("is {}", o.word()),
                );
                let message = format!("`{key}` {} {is}, not {}", quoted(uuid), wanted.word());
                let advice = format!("name the UUID of {} of the leveraged plan", wanted.word());
                found.push((plan, reference, wrong, Level::Error, message, advice));
            } else if leveraged.is_empty() {
                unseen += 1;
            } else {
                let message = format!("`{key}` {} names nothing in the documents given", quoted(uuid));
                let advice = format!("correct it to the UUID of {} of the leveraged plan", wanted.word());
                found.push((plan, reference, unknown, Level::Error, message, advice));
            }
        }
    }
    if unseen > 0 {
        skipped
            .push((plan, format!("{unseen} links to a leveraged plan that was not given; give both plans")));
    }
}

/// Components of a leveraged plan that external components stand for.
fn inherited_components(set: &Set, plan: usize, leveraged: &[usize], found: &mut Vec<Found>) {
    let Some(document) = set.documents.get(plan) else { return };
    if leveraged.is_empty() {
        return;
    }
    let tree = &document.tree;
    for property in document.of_kind("props") {
        if tree.text_of(property, "name") != Some("inherited-uuid") {
            continue;
        }
        let Some(value) = tree.get(property, "value") else { continue };
        let Some(uuid) = tree.text(value) else { continue };
        let others = set.documents.iter().enumerate().filter(|(at, _)| *at != plan);
        if others.clone().any(|(_, d)| d.defines(uuid, &["components"])) {
            continue;
        }
        let message =
            format!("`inherited-uuid` {} names no component of the other documents given", quoted(uuid));
        let advice = "name the UUID that the component has in the leveraged plan".to_owned();
        found.push((plan, value, "inherited-component-unknown", Level::Error, message, advice));
    }
}

/// Responsibilities that no plan satisfies, where a plan is at hand that leverages theirs.
fn responsibilities(
    set: &Set,
    leveraged: &BTreeMap<usize, BTreeSet<usize>>,
    plans: &[usize],
    found: &mut Vec<Found>,
    skipped: &mut Vec<(usize, String)>,
) {
    let satisfied: BTreeSet<String> = plans
        .iter()
        .flat_map(|plan| {
            let document = set.documents.get(*plan);
            document.into_iter().flat_map(|d| {
                d.of_kind("satisfied")
                    .filter_map(|n| d.tree.text_of(n, "responsibility-uuid"))
                    .map(str::to_ascii_lowercase)
            })
        })
        .collect();
    for plan in plans {
        let Some(document) = set.documents.get(*plan) else { continue };
        let mut open = document.of_kind("responsibilities").filter(|n| {
            let uuid = document.tree.text_of(*n, "uuid");
            uuid.is_some_and(|uuid| !satisfied.contains(&uuid.to_ascii_lowercase()))
        });
        let Some(users) = leveraged.get(plan).filter(|users| !users.is_empty()) else {
            if document.given && open.next().is_some() {
                skipped.push((
                    *plan,
                    "whether its responsibilities are satisfied: no plan that leverages it was given"
                        .to_owned(),
                ));
            }
            continue;
        };
        let names: Vec<String> =
            users.iter().filter_map(|u| set.documents.get(*u)).map(|d| format!("`{}`", d.file)).collect();
        for node in open {
            let message =
                format!("nobody satisfies this responsibility; {} leverages the plan", names.join(" and "));
            let advice =
                "add a `satisfied` with its UUID to the by-component that does the work, or pass it on"
                    .to_owned();
            found.push((*plan, node, "responsibility-unsatisfied", Level::Error, message, advice));
        }
    }
}
