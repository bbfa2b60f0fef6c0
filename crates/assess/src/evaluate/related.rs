//! Conditions on related resources: those that this one names, and those that name this one.

use super::{
    Evaluator,
    value::{Cursor, Item},
};
use crate::world::World;
use demarc_inventory::{NodeId, ResourceIndex, Target, Value};
use demarc_knowledge_format::condition::{Link, Path};
use demarc_model::{Truth, TypeName, Why};
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// Who names whom by a path, built once per type and path.
#[derive(Debug, Default)]
pub struct RelatedIndex {
    by: RefCell<HashMap<(String, Path), Rc<Named>>>,
}

#[derive(Debug, Default)]
struct Named {
    /// Resources that certainly name the key.
    certain: HashMap<ResourceIndex, Vec<ResourceIndex>>,
    /// Resources whose reference is not known: they may name anything.
    undecided: Vec<(ResourceIndex, Why)>,
}

/// Whether the wanted condition holds for one related resource.
pub(super) fn any(
    evaluator: &Evaluator<'_>,
    cursor: &Cursor,
    type_name: &str,
    link: &Link,
    wanted: &dyn Fn(&Cursor) -> Truth,
) -> Truth {
    match link {
        Link::Via(path) => via(evaluator, cursor, type_name, path, wanted),
        Link::By(path) => by(evaluator, cursor, type_name, path, wanted),
    }
}

fn at(evaluator: &Evaluator<'_>, resource: ResourceIndex, wanted: &dyn Fn(&Cursor) -> Truth) -> Truth {
    let Some(found) = evaluator.world().inventory.resource(resource) else { return Truth::False };
    wanted(&Cursor::at_resource(resource, found.document)).and(evaluator.presence(resource))
}

fn via(
    evaluator: &Evaluator<'_>,
    cursor: &Cursor,
    type_name: &str,
    path: &Path,
    wanted: &dyn Fn(&Cursor) -> Truth,
) -> Truth {
    let world = evaluator.world();
    let Some(from) = world.inventory.resource(cursor.resource) else { return Truth::False };
    let wanted_type = TypeName::from(type_name);
    let mut truth = Truth::False;
    for item in evaluator.items(cursor, path) {
        // What AWS picks where nobody wrote anything is a thing of AWS's making, none that the input declares.
        if matches!(item, Item::Computed(_)) {
            evaluator
                .remember(cursor.resource, Truth::False, || (cursor.path_to(path), super::Found::Absent));
            continue;
        }
        let (elements, open) = super::value::elements(world, &item);
        if let Some(why) = open {
            truth = truth.or(Truth::Unknown(why));
        }
        for element in elements {
            let one = match element {
                Item::Node(node) => match world.identity.resolve(world.inventory, from, &wanted_type, node) {
                    Target::Found(found) => found
                        .into_iter()
                        .fold(Truth::False, |t, resource| t.or(at(evaluator, resource, wanted))),
                    // A group that AWS makes for each engine is none that another stack could declare.
                    Target::Elsewhere if is_group_of_aws(world, type_name, node) => Truth::False,
                    Target::Elsewhere => Truth::Unknown(Why::NotInInput),
                    Target::Undecided(why) => Truth::Unknown(why),
                    Target::Nothing => Truth::False,
                },
                Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(why),
                Item::Default(_) | Item::Absent => Truth::False,
                Item::Json(_) => Truth::Unknown(Why::UnsupportedExpression),
            };
            evaluator
                .remember(cursor.resource, one, || (cursor.path_to(path), super::Found::of(world, &item)));
            truth = truth.or(one);
        }
    }
    truth
}

/// Whether a value is the name of a default parameter group, such as `default.postgres16`: names with that beginning are
/// AWS's own for RDS, Aurora, DocumentDB, Neptune, Redshift, `ElastiCache`, `MemoryDB` and DAX.
fn is_group_of_aws(world: &World<'_>, type_name: &str, node: NodeId) -> bool {
    type_name.ends_with("ParameterGroup")
        && matches!(world.inventory.arena.value(node), Value::String(text)
            if world.inventory.arena.text(text).starts_with("default."))
}

fn by(
    evaluator: &Evaluator<'_>,
    cursor: &Cursor,
    type_name: &str,
    path: &Path,
    wanted: &dyn Fn(&Cursor) -> Truth,
) -> Truth {
    let world = evaluator.world();
    let note = |truth: Truth| {
        let found = match truth {
            Truth::Unknown(why) => super::Found::Unknown(why),
            _ => super::Found::Absent,
        };
        evaluator.remember(cursor.resource, truth, || (format!("related {type_name}"), found))
    };
    // The account that a resource lives in is not written in its document.
    if matches!(path.keys().collect::<Vec<_>>().as_slice(), ["x:Account" | "x:AccountRegion"]) {
        let regional = path.keys().any(|k| k == "x:AccountRegion");
        let mut truth = Truth::False;
        for &resource in world.of_type(type_name) {
            if world.same_account(cursor.resource, resource, regional) {
                truth = truth.or(at(evaluator, resource, wanted));
            }
        }
        if truth != Truth::True && !world.complete_for(cursor.resource, type_name) {
            return note(truth.or(Truth::Unknown(Why::NotInInput)));
        }
        return if truth == Truth::False { note(truth) } else { truth };
    }
    let named = index(world, type_name, path);
    let mut truth = Truth::False;
    for &resource in named.certain.get(&cursor.resource).map_or(&[][..], Vec::as_slice) {
        truth = truth.or(at(evaluator, resource, wanted));
    }
    for &(resource, why) in &named.undecided {
        if resource != cursor.resource && world.may_concern(cursor.resource, resource) {
            truth = truth.or(at(evaluator, resource, wanted).and(Truth::Unknown(why)));
        }
    }
    if truth == Truth::True { truth } else { note(truth) }
}

/// The resources of a type that certainly name one by `path`, and why there may be more.
pub(crate) fn naming(
    world: &World<'_>,
    one: ResourceIndex,
    type_name: &str,
    path: &Path,
) -> (Vec<ResourceIndex>, Option<Why>) {
    let named = index(world, type_name, path);
    let more = named
        .undecided
        .iter()
        .find(|(from, _)| *from != one && world.may_concern(one, *from))
        .map(|(_, why)| *why);
    (named.certain.get(&one).cloned().unwrap_or_default(), more)
}

/// Who names whom by `path`, over all resources of a type.
fn index(world: &World<'_>, type_name: &str, path: &Path) -> Rc<Named> {
    let key = (type_name.to_owned(), path.clone());
    if let Some(known) = world.related.by.borrow().get(&key) {
        return Rc::clone(known);
    }
    let mut named = Named::default();
    let none = super::ParameterValues::new();
    let evaluator = Evaluator::deciding(world, &none);
    for &from in world.of_type(type_name) {
        let Some(resource) = world.inventory.resource(from) else { continue };
        let cursor = Cursor::at_resource(from, resource.document);
        for item in evaluator.items(&cursor, path) {
            let (elements, open) = super::value::elements(world, &item);
            named.undecided.extend(open.map(|why| (from, why)));
            for element in elements {
                match element {
                    Item::Node(node) => match targets(world, resource, node) {
                        Target::Found(found) => {
                            for target in found {
                                named.certain.entry(target).or_default().push(from);
                            }
                        }
                        Target::Undecided(why) => named.undecided.push((from, why)),
                        Target::Elsewhere | Target::Nothing => {}
                    },
                    Item::Unknown(why) | Item::Computed(why) => named.undecided.push((from, why)),
                    Item::Default(_) | Item::Absent | Item::Json(_) => {}
                }
            }
        }
    }
    for all in named.certain.values_mut() {
        all.sort_unstable();
        all.dedup();
    }
    let named = Rc::new(named);
    world.related.by.borrow_mut().insert(key, Rc::clone(&named));
    named
}

/// The resources of whatever type that a value names.
fn targets(world: &World<'_>, from: &demarc_inventory::Resource, node: NodeId) -> Target {
    world.identity.resolve_any(world.inventory, from, node)
}
