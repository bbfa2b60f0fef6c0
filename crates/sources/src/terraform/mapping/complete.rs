//! Split resources give their properties to the resources that they complete; what stands inside gets out.

use super::{
    Draft,
    canon::{Canon, Conflict, Merging, Object, Sequence, scalar_text},
    forms,
    rows::Context,
    target::{Target, Targets},
};
use demarc_inventory::{Arena, Inventory, Marks, NodeId, Problem, ProblemSeverity, SourceKind, Value};
use demarc_model::{Presence, Span, Why};
use demarc_schema::{
    Kind, ProviderKind, ProviderPlace,
    mapping::{Completion, Makes},
};

/// Gives every completing resource's properties to its target, or its doubt to all that could be it.
pub(super) fn complete(inventory: &mut Inventory, drafts: &mut [Draft], kind: SourceKind) {
    let targets = Targets::new(&inventory.arena, drafts);
    for at in 0..drafts.len() {
        let Some(mapping) = drafts.get(at).and_then(|d| d.mapping) else { continue };
        for completion in &mapping.into {
            one(inventory, drafts, &targets, at, completion, kind);
        }
    }
}

fn one(
    inventory: &mut Inventory,
    drafts: &mut [Draft],
    targets: &Targets,
    at: usize,
    completion: &'static Completion<'static>,
    kind: SourceKind,
) {
    let Some(draft) = drafts.get(at) else { return };
    let arena = &inventory.arena;
    let body = draft.resource.body;
    let mut doubt = match draft.resource.presence {
        Presence::Present => None,
        Presence::Maybe(why) => Some(why),
    };
    match holds(arena, body, completion) {
        Holds::Yes => {}
        Holds::No => return,
        Holds::Perhaps(why) => doubt = doubt.or(Some(why)),
    }
    let Some(by) = arena.get_named(body, completion.by) else { return };
    let named: Vec<NodeId> = match arena.value(by) {
        Value::List { .. } => arena.elements(by).collect(),
        _ => vec![by],
    };
    let open = match arena.value(by) {
        Value::List { open, .. } => open,
        _ => None,
    };
    let found: Vec<Target> = named
        .into_iter()
        .map(|value| targets.resolve(arena, drafts, at, value, completion.type_name, 0))
        .map(|target| agreeing(arena, drafts, body, target, completion))
        .collect();
    let mut known = Vec::new();
    let mut perhaps: Vec<(usize, Why)> = Vec::new();
    for target in found {
        match target {
            Target::Known(one) => known.push(one),
            Target::Candidates(several, why) | Target::OneOf(several, why) => {
                perhaps.extend(several.into_iter().map(|i| (i, why)))
            }
            Target::Elsewhere => {}
        }
    }
    if let Some(why) = open {
        let all =
            (0..drafts.len()).filter(|i| drafts.get(*i).is_some_and(|d| d.type_name == completion.type_name));
        perhaps.extend(all.map(|i| (i, why)));
    }
    if let ([only], true) = (known.as_slice(), perhaps.is_empty()) {
        let address = drafts.get(*only).map(|t| t.resource.address.clone());
        if let Some(draft) = drafts.get_mut(at) {
            draft.part_of = draft.part_of.take().or(address);
        }
    }
    for target in known {
        give(inventory, drafts, at, target, completion, kind, doubt);
    }
    for (target, why) in perhaps {
        give(inventory, drafts, at, target, completion, kind, Some(doubt.unwrap_or(why)));
    }
}

enum Holds {
    Yes,
    No,
    Perhaps(Why),
}

fn holds(arena: &Arena, body: NodeId, completion: &Completion<'_>) -> Holds {
    let Some((attribute, word)) = completion.when else { return Holds::Yes };
    let value = arena.get_named(body, attribute).map(|n| arena.value(n));
    match value {
        Some(Value::Unknown { why, .. }) => Holds::Perhaps(why),
        Some(value) if scalar_text(arena, value).as_deref() == Some(word) => Holds::Yes,
        _ => Holds::No,
    }
}

/// Of the resources that a name may mean, those that agree in what else is said of them.
fn agreeing(
    arena: &Arena,
    drafts: &[Draft],
    body: NodeId,
    target: Target,
    completion: &Completion<'_>,
) -> Target {
    if completion.also.is_empty() {
        return target;
    }
    let fits = |i: usize| {
        completion.also.iter().all(|(attribute, property)| {
            let own = arena.get_named(body, attribute);
            let other = drafts.get(i).and_then(|d| d.document.at(arena, property));
            let (Some(own), Some(Canon::Node(other))) = (own, other) else { return true };
            !differ(arena, own, other)
        })
    };
    match target {
        Target::Known(one) if !fits(one) => Target::Elsewhere,
        // Of several of one name the only one that agrees is meant; of an unknown name nobody knows even then.
        Target::OneOf(all, why) => {
            let left: Vec<usize> = all.into_iter().filter(|i| fits(*i)).collect();
            match left.as_slice() {
                [] => Target::Elsewhere,
                [one] => Target::Known(*one),
                _ => Target::OneOf(left, why),
            }
        }
        Target::Candidates(all, why) => {
            let left: Vec<usize> = all.into_iter().filter(|i| fits(*i)).collect();
            match left.is_empty() {
                true => Target::Elsewhere,
                false => Target::Candidates(left, why),
            }
        }
        other => other,
    }
}

fn differ(arena: &Arena, a: NodeId, b: NodeId) -> bool {
    match (arena.value(a), arena.value(b)) {
        (Value::String(a), Value::String(b)) => arena.text(a) != arena.text(b),
        (Value::Ref { target: a, .. }, Value::Ref { target: b, .. }) => arena.text(a) != arena.text(b),
        _ => false,
    }
}

fn give(
    inventory: &mut Inventory,
    drafts: &mut [Draft],
    at: usize,
    target: usize,
    completion: &'static Completion<'static>,
    kind: SourceKind,
    doubt: Option<Why>,
) {
    let (Some(giver), Some(taker)) = (drafts.get(at), drafts.get(target)) else { return };
    let context = Context { kind, type_name: completion.type_name, address: &taker.resource.address };
    let place = ProviderPlace::root(&giver.resource.resource_type);
    let mut given =
        context.object(&mut inventory.arena, &completion.rows, &[], giver.resource.body, place, None);
    given.from = None;
    let (address, span) = (giver.resource.address.clone(), giver.resource.span);
    let Some(taker) = drafts.get_mut(target) else { return };
    if let Some(why) = doubt {
        taker.document.weaken(&mut inventory.arena, &given, why, &address, span);
        return;
    }
    for (key, value) in given.entries {
        // What a plan or state shows at the target itself is a reading of the same thing; what two others give is not.
        let other = taker.given.iter().find(|(k, _)| *k == key).map(|(_, by)| by.clone());
        let observed = kind != SourceKind::TerraformHcl && other.is_none();
        let how = Merging { join: completion.join, observed };
        let mut conflicts: Vec<Conflict> = Vec::new();
        let one = Object { entries: vec![(key.clone(), value)], open: None, from: None };
        taker.document.merge(&mut inventory.arena, one, how, "", &mut conflicts);
        for conflict in conflicts {
            let other = other.as_deref().unwrap_or(&taker.resource.address);
            inventory.problems.push(problem(&conflict, other, &address, span));
        }
        taker.given.push((key, address.clone()));
    }
}

fn problem(conflict: &Conflict, other: &str, by: &str, span: Option<Span>) -> Problem {
    let message = format!(
        "`{by}` and `{other}` give different values to `{}`; keep one of the two definitions",
        conflict.path
    );
    match span {
        Some(span) => Problem::at("conflicting-definitions", ProblemSeverity::Warning, message, span),
        None => Problem::general("conflicting-definitions", ProblemSeverity::Warning, message),
    }
}

/// Resources that stand inside of others, such as a bucket's inline policy.
pub(super) fn standing_inside(inventory: &mut Inventory, drafts: &[Draft], kind: SourceKind) -> Vec<Draft> {
    let targets = Targets::new(&inventory.arena, drafts);
    let mut made = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        let Some(mapping) = draft.mapping.filter(|_| !draft.raw) else { continue };
        for makes in &mapping.makes {
            let arena = &inventory.arena;
            let Some(node) =
                arena.get_named(draft.resource.body, makes.from).filter(|n| is_written(arena, *n))
            else {
                continue;
            };
            // A state shows the same policy at the bucket and at the resource that set it.
            let twice = kind != SourceKind::TerraformHcl
                && drafts.iter().enumerate().any(|(other, d)| {
                    d.type_name == makes.type_name && names_it(arena, drafts, &targets, other, at, makes)
                });
            if twice {
                continue;
            }
            made.extend(inside(inventory, draft, makes, node, kind));
        }
    }
    made
}

/// What stands in one attribute: a policy as a whole, or each block of a list.
fn inside(
    inventory: &mut Inventory,
    outer: &Draft,
    makes: &'static Makes<'static>,
    node: NodeId,
    kind: SourceKind,
) -> Vec<Draft> {
    let arena = &mut inventory.arena;
    let place = ProviderPlace::root(&outer.resource.resource_type);
    let blocks =
        place.as_ref().and_then(|p| p.step(makes.from)).filter(|(a, _)| a.kind == ProviderKind::Blocks);
    let context = Context { kind, type_name: makes.type_name, address: &outer.resource.address };
    let mut parts: Vec<(String, Object, Option<Span>, Option<Why>)> = Vec::new();
    let address = format!("{}.{}", outer.resource.address, makes.from);
    match (blocks, arena.value(node)) {
        (Some((_, inner)), Value::List { open, .. }) => {
            let elements: Vec<NodeId> = arena.elements(node).collect();
            for (at, element) in elements.into_iter().enumerate() {
                let document =
                    context.object(arena, &makes.rows, &makes.set, element, Some(inner), Some(makes.from));
                parts.push((format!("{address}[{at}]"), document, arena.node(element).span, None));
            }
            if let Some(why) = open {
                parts.push((address, unread(arena, makes, node, why), arena.node(node).span, Some(why)));
            }
        }
        (Some(_), Value::Unknown { why, .. }) => {
            parts.push((address, unread(arena, makes, node, why), arena.node(node).span, Some(why)));
        }
        _ => {
            let document = context.object(arena, &makes.rows, &makes.set, outer.resource.body, place, None);
            parts.push((address, document, arena.node(node).span, None));
        }
    }
    let mut made = Vec::new();
    for (address, mut document, span, maybe) in parts {
        let name = arena.reference(&outer.resource.address, "id", span);
        let name = match demarc_schema::property_kind(makes.type_name, &[makes.names_outer]) {
            Kind::List => Canon::List(Sequence { elements: vec![Canon::Node(name)], ..Sequence::default() }),
            _ => Canon::Node(name),
        };
        document.put(arena, makes.names_outer, name);
        let mut resource = outer.resource.clone();
        resource.address = address;
        resource.span = span.or(resource.span);
        if let Some(why) = maybe {
            resource.presence = Presence::Maybe(why);
        }
        made.push(Draft {
            resource,
            type_name: makes.type_name.to_owned(),
            mapping: None,
            document,
            raw: false,
            part_of: None,
            given: Vec::new(),
            inside: Some((outer.resource.address.clone(), makes)),
        });
    }
    made
}

/// Blocks that are not known: any property may have any value.
fn unread(arena: &mut Arena, makes: &Makes<'_>, node: NodeId, why: Why) -> Object {
    let mut document = Object::default();
    for row in &makes.rows {
        let unknown = arena.unknown(why, Some(makes.from), arena.node(node).span);
        document.put(arena, row.to, Canon::Node(unknown));
    }
    for (path, scalar) in &makes.set {
        let constant = forms::constant(arena, *scalar, None);
        document.put(arena, path, Canon::Node(constant));
    }
    document
}

fn is_written(arena: &Arena, node: NodeId) -> bool {
    let found = arena.node(node);
    match found.value {
        Value::Absent => false,
        Value::String(text) => !arena.text(text).is_empty(),
        Value::Unknown { .. } => !found.marks.has(Marks::UNCONFIGURED),
        _ => true,
    }
}

fn names_it(
    arena: &Arena,
    drafts: &[Draft],
    targets: &Targets,
    other: usize,
    at: usize,
    makes: &Makes<'_>,
) -> bool {
    let Some(outer) = drafts.get(at) else { return false };
    let named = match drafts.get(other).and_then(|d| d.document.at(arena, makes.names_outer)) {
        Some(Canon::Node(node)) => match arena.value(node) {
            Value::List { .. } => arena.elements(node).next(),
            _ => Some(node),
        },
        Some(Canon::List(list)) => match list.elements.first() {
            Some(Canon::Node(node)) => Some(*node),
            _ => None,
        },
        _ => None,
    };
    named.is_some_and(|node| match targets.resolve(arena, drafts, other, node, &outer.type_name, 0) {
        Target::Known(one) => one == at,
        Target::Candidates(all, _) | Target::OneOf(all, _) => all.contains(&at),
        Target::Elsewhere => false,
    })
}
