//! Conditions on related resources: those that this one names, and those that name this one.

use super::{
    Evaluator,
    value::{Cursor, Item},
};
use crate::world::World;
use demarc_inventory::{NodeId, ResourceIndex, RootId, Target, Value};
use demarc_knowledge_format::condition::{Condition, Link, Path, Quantifier};
use demarc_model::{Truth, TypeName, Why};
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// So many resources whose reference is not known are looked at closely; of more of them no verdict gets clearer.
const CLOSELY: usize = 8;

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
    /// What was found out about all of them, by what was wanted.
    perhaps: RefCell<Vec<(Condition, Asked, Rc<Perhaps>)>>,
}

/// What else an answer depends on: whether the condition is turned around, and whether documented values are out of sight.
type Asked = (bool, bool);

/// Of resources whose reference is not known those that may be what is wanted, by where they live.
#[derive(Debug, Default)]
struct Perhaps {
    places: Vec<Place>,
}

/// Resources of one root and account: each concerns the same resources as the others.
#[derive(Debug)]
struct Place {
    root: RootId,
    account: Option<String>,
    first: ResourceIndex,
    /// The least reason of all of them.
    why: Why,
    /// The least reason of all but the first.
    why_of_others: Option<Why>,
}

/// What is asked of a related resource.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'c> {
    /// The condition on it.
    pub condition: &'c Condition,
    /// Whether it is to hold for all, which is that it does not fail for any.
    pub quantifier: Quantifier,
}

impl Wanted<'_> {
    fn turned(self) -> bool {
        self.quantifier == Quantifier::All
    }

    /// Whether one related resource, if it exists, is one that is looked for.
    fn at(self, evaluator: &Evaluator<'_>, resource: ResourceIndex) -> Truth {
        let Some(found) = evaluator.world().inventory.resource(resource) else { return Truth::False };
        let truth = evaluator.condition(self.condition, &Cursor::at_resource(resource, found.document));
        let truth = if self.turned() { !truth } else { truth };
        truth.and(evaluator.presence(resource))
    }
}

/// Whether the wanted condition holds for one related resource.
pub(super) fn any(
    evaluator: &Evaluator<'_>,
    cursor: &Cursor,
    type_name: &str,
    link: &Link,
    wanted: Wanted<'_>,
) -> Truth {
    match link {
        Link::Via(path) => via(evaluator, cursor, type_name, path, wanted),
        Link::By(path) => by(evaluator, cursor, type_name, path, wanted),
    }
}

fn via(
    evaluator: &Evaluator<'_>,
    cursor: &Cursor,
    type_name: &str,
    path: &Path,
    wanted: Wanted<'_>,
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
                        .fold(Truth::False, |t, resource| t.or(wanted.at(evaluator, resource))),
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

fn by(evaluator: &Evaluator<'_>, cursor: &Cursor, type_name: &str, path: &Path, wanted: Wanted<'_>) -> Truth {
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
                truth = truth.or(wanted.at(evaluator, resource));
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
        truth = truth.or(wanted.at(evaluator, resource));
    }
    truth = undecided(evaluator, cursor.resource, &named, wanted, truth);
    if truth == Truth::True { truth } else { note(truth) }
}

/// What resources whose reference is not known add to what is known so far.
///
/// A few are looked at one by one, for the record; what the others add is worked out once for all that may ask.
fn undecided(
    evaluator: &Evaluator<'_>,
    subject: ResourceIndex,
    named: &Named,
    wanted: Wanted<'_>,
    known: Truth,
) -> Truth {
    let world = evaluator.world();
    let mut truth = known;
    let mut closely = 0;
    for &(resource, why) in &named.undecided {
        if truth == Truth::True || closely == CLOSELY {
            break;
        }
        if resource != subject && world.may_concern(subject, resource) {
            truth = truth.or(wanted.at(evaluator, resource).and(Truth::Unknown(why)));
            closely += 1;
        }
    }
    if truth == Truth::True || named.undecided.len() <= CLOSELY {
        return truth;
    }
    let Some(own) = world.inventory.resource(subject) else { return truth };
    for place in &perhaps(evaluator, named, wanted).places {
        let concerns = place.root == own.root || (place.account.is_some() && place.account == own.account);
        if concerns && let Some(why) = place.why_for(subject) {
            truth = truth.or(Truth::Unknown(why));
        }
    }
    truth
}

impl Place {
    /// The least reason for which one of these may name a resource; none if there is only that resource itself.
    fn why_for(&self, subject: ResourceIndex) -> Option<Why> {
        if self.first == subject { self.why_of_others } else { Some(self.why) }
    }
}

/// Which of the resources whose reference is not known may be what is wanted.
fn perhaps(evaluator: &Evaluator<'_>, named: &Named, wanted: Wanted<'_>) -> Rc<Perhaps> {
    let asked = (wanted.turned(), evaluator.world().is_written_only());
    let asks = |known: &&(Condition, Asked, Rc<Perhaps>)| known.1 == asked && known.0 == *wanted.condition;
    if let Some((.., known)) = named.perhaps.borrow().iter().find(asks) {
        return Rc::clone(known);
    }
    let world = evaluator.world();
    let silent = evaluator.silent();
    let mut found = Perhaps::default();
    let mut place_of: HashMap<(RootId, Option<&str>), usize> = HashMap::new();
    for &(index, why) in &named.undecided {
        let Some(resource) = world.inventory.resource(index) else { continue };
        let Truth::Unknown(why) = wanted.at(&silent, index).and(Truth::Unknown(why)) else { continue };
        let at = *place_of.entry((resource.root, resource.account.as_deref())).or_insert_with(|| {
            found.places.push(Place {
                root: resource.root,
                account: resource.account.clone(),
                first: index,
                why,
                why_of_others: None,
            });
            found.places.len() - 1
        });
        let Some(place) = found.places.get_mut(at) else { continue };
        place.why = place.why.min(why);
        if place.first != index {
            place.why_of_others = Some(place.why_of_others.map_or(why, |least| least.min(why)));
        }
    }
    let found = Rc::new(found);
    named.perhaps.borrow_mut().push((wanted.condition.clone(), asked, Rc::clone(&found)));
    found
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
