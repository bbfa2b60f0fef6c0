//! Evaluating conditions over documents, three-valued, with a record of what was looked at.

mod compare;
mod partly_known;
mod related;
pub(crate) mod value;

pub(crate) use partly_known::{Automaton, automaton_of};
pub use related::RelatedIndex;
pub(crate) use value::{DefaultValue, Item};
pub use value::{Found, Look};

use crate::world::World;
use demarc_inventory::{ResourceIndex, Value};
use demarc_knowledge_format::condition::{Condition, Literal, Operand, Path, Quantifier, Step};
use demarc_model::{Presence, Truth, Why};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use value::Cursor;

/// Values of a duty's parameters, by name.
pub type ParameterValues = BTreeMap<String, String>;

/// Deepest nesting of related resources within related resources.
const DEEPEST_RELATION: usize = 4;

/// Evaluates conditions for one resource and remembers what it looked at.
pub struct Evaluator<'w> {
    world: &'w World<'w>,
    parameters: &'w ParameterValues,
    looks: RefCell<Vec<Look>>,
    relation_depth: Cell<usize>,
    /// Whether an odd number of negations stands above the test at hand.
    negated: Cell<bool>,
}

impl<'w> Evaluator<'w> {
    /// An evaluator with the values of parameters.
    #[must_use]
    pub fn new(world: &'w World<'w>, parameters: &'w ParameterValues) -> Self {
        Self {
            world,
            parameters,
            looks: RefCell::new(Vec::new()),
            relation_depth: Cell::new(0),
            negated: Cell::new(false),
        }
    }

    /// Whether a condition holds for a resource.
    #[must_use]
    pub fn holds(&self, condition: &Condition, resource: ResourceIndex) -> Truth {
        let Some(found) = self.world.inventory.resource(resource) else {
            return Truth::Unknown(Why::NotInInput);
        };
        self.condition(condition, &Cursor::at_resource(resource, found.document))
    }

    /// What was looked at, in order.
    #[must_use]
    pub fn into_looks(self) -> Vec<Look> {
        self.looks.into_inner()
    }

    /// Evaluates below a negation, so that what is remembered says what it did to the outcome.
    fn below_negation<T>(&self, negation: bool, inner: impl FnOnce() -> T) -> T {
        let outer = self.negated.get();
        self.negated.set(outer != negation);
        let result = inner();
        self.negated.set(outer);
        result
    }

    fn remember(&self, resource: ResourceIndex, path: String, found: Found, truth: Truth) -> Truth {
        let mut looks = self.looks.borrow_mut();
        let look = Look { resource, path, found, truth: if self.negated.get() { !truth } else { truth } };
        if looks.len() < MOST_LOOKS && !looks.contains(&look) {
            looks.push(look);
        }
        truth
    }

    fn condition(&self, condition: &Condition, cursor: &Cursor) -> Truth {
        match condition {
            Condition::And(all) => all.iter().fold(Truth::True, |t, c| t.and(self.condition(c, cursor))),
            Condition::Or(all) => all.iter().fold(Truth::False, |t, c| t.or(self.condition(c, cursor))),
            Condition::Not(inner) => !self.below_negation(true, || self.condition(inner, cursor)),
            Condition::Compare(path, comparison, operand) => {
                let literal = match operand {
                    Operand::Literal(literal) => literal.clone(),
                    Operand::Parameter(name) => match self.parameters.get(name) {
                        Some(value) => Literal::Number(value.clone()),
                        None => {
                            let items = self.items(cursor, path);
                            let absent = !items.is_empty() && items.iter().all(|i| matches!(i, Item::Absent));
                            let truth =
                                if absent { Truth::False } else { Truth::Unknown(Why::ParameterUnset) };
                            return self.each(cursor, path, |_| truth);
                        }
                    },
                };
                self.each(cursor, path, |item| compare::compare(self.world, item, *comparison, &literal))
            }
            Condition::In { path, list, negated } => self.each(cursor, path, |item| {
                if matches!(item, Item::Absent) {
                    return Truth::False;
                }
                let is_in = list.iter().fold(Truth::False, |t, l| t.or(compare::equal(self.world, item, l)));
                if *negated { !is_in } else { is_in }
            }),
            Condition::Contains(path, literal) => {
                let truth = self.quantify(Quantifier::Any, path, cursor, &|element| {
                    compare::equal(self.world, &element.item, literal)
                });
                // The list as a whole is the evidence; an empty one has been remembered already.
                for item in self.items(cursor, path) {
                    if !value::elements(self.world, &item).0.is_empty() {
                        self.remember(
                            cursor.resource,
                            cursor.path_to(path),
                            Found::of(self.world, &item),
                            truth,
                        );
                    }
                }
                truth
            }
            Condition::Matches(path, pattern) => {
                self.each(cursor, path, |item| compare::matches(self.world, item, pattern))
            }
            Condition::Exists(path) => self.each(cursor, path, |item| match item {
                Item::Absent => Truth::False,
                Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(*why),
                Item::Node(node) => match self.world.inventory.arena.value(*node) {
                    Value::Ref { attribute, .. } => {
                        compare::always_set(self.world.inventory.arena.text(attribute))
                    }
                    _ => Truth::True,
                },
                Item::Default(_) | Item::Json(_) => Truth::True,
            }),
            Condition::Quantified(quantifier, path, inner) => {
                self.quantify(*quantifier, path, cursor, &|element| self.condition(inner, element))
            }
            Condition::Related { quantifier, type_name, link, inner } => {
                let depth = self.relation_depth.get();
                if depth >= DEEPEST_RELATION {
                    return Truth::Unknown(Why::UnsupportedExpression);
                }
                self.relation_depth.set(depth + 1);
                // `all` is `not any not`: two negations, so only what `none` asks is turned around.
                let any =
                    |wanted: &dyn Fn(&Cursor) -> Truth| related::any(self, cursor, type_name, link, wanted);
                let truth = self.below_negation(*quantifier == Quantifier::None, || match quantifier {
                    Quantifier::Any => any(&|c| self.condition(inner, c)),
                    Quantifier::None => !any(&|c| self.condition(inner, c)),
                    Quantifier::All => !any(&|c| !self.condition(inner, c)),
                });
                self.relation_depth.set(depth);
                truth
            }
        }
    }

    /// A test on every value at a path; several values (`[*]`) hold if one does.
    fn each(&self, cursor: &Cursor, path: &Path, test: impl Fn(&Item) -> Truth) -> Truth {
        let mut truth = Truth::False;
        for item in self.items(cursor, path) {
            let one = test(&item);
            self.remember(cursor.resource, cursor.path_to(path), Found::of(self.world, &item), one);
            truth = truth.or(one);
        }
        truth
    }

    fn quantify(
        &self,
        quantifier: Quantifier,
        path: &Path,
        cursor: &Cursor,
        test: &dyn Fn(&Cursor) -> Truth,
    ) -> Truth {
        let negated = |t: Truth| if quantifier == Quantifier::All { !t } else { t };
        let mut any = Truth::False;
        let mut seen = None;
        for item in self.items(cursor, path) {
            let (elements, open) = value::elements(self.world, &item);
            if elements.is_empty() {
                seen = Some(item);
            }
            for element in elements {
                let below = cursor.element(path, element);
                any = any.or(negated(self.below_negation(quantifier == Quantifier::None, || test(&below))));
                // One that holds decides; the rest would only lengthen the record.
                if any == Truth::True {
                    break;
                }
            }
            if let Some(why) = open {
                any = any.or(Truth::Unknown(why));
            }
        }
        let truth = if quantifier == Quantifier::Any { any } else { !any };
        if let Some(item) = seen {
            self.remember(cursor.resource, cursor.path_to(path), Found::of(self.world, &item), truth);
        }
        truth
    }

    /// The values at a path; one unless the path has `[*]`.
    fn items(&self, cursor: &Cursor, path: &Path) -> Vec<Item> {
        let mut items = vec![cursor.item.clone()];
        let mut walked = Path(Vec::new());
        for step in &path.0 {
            walked.0.push(step.clone());
            let mut next = Vec::new();
            for item in items {
                match step {
                    Step::Key(key) => next.push(self.step(cursor, &walked, &item, key)),
                    Step::Each => {
                        let (elements, open) = value::elements(self.world, &item);
                        next.extend(elements);
                        next.extend(open.map(Item::Unknown));
                    }
                }
            }
            items = next;
        }
        items
            .into_iter()
            .map(|item| match &item {
                Item::Node(node) => self.settle(cursor, path, *node),
                _ => item,
            })
            .collect()
    }

    fn step(&self, cursor: &Cursor, walked: &Path, item: &Item, key: &str) -> Item {
        match value::key(self.world, item, key) {
            Some(Item::Node(node)) => match self.world.inventory.arena.value(node) {
                Value::Absent => self.absent(cursor, walked),
                _ => Item::Node(node),
            },
            Some(found) => found,
            None => self.absent(cursor, walked),
        }
    }

    /// What a property that is not there means: not shown by this source, a default, or absent.
    fn absent(&self, cursor: &Cursor, walked: &Path) -> Item {
        let path = cursor.canonical_path(walked);
        self.world.absent(cursor.resource, &path)
    }

    /// A value that nobody wrote gives way to a default; unknown ones to their reason.
    fn settle(&self, cursor: &Cursor, path: &Path, node: demarc_inventory::NodeId) -> Item {
        let found = self.world.inventory.arena.node(node);
        match found.value {
            // What is known of a text may decide a comparison.
            Value::Unknown { .. } if self.world.inventory.arena.parts(node).len() > 0 => Item::Node(node),
            Value::Unknown { why, .. } => {
                if found.marks.has(demarc_inventory::Marks::UNCONFIGURED) {
                    let path = cursor.canonical_path(path);
                    return self.world.default_of(cursor.resource, &path).unwrap_or(Item::Computed(why));
                }
                Item::Unknown(why)
            }
            _ => Item::Node(node),
        }
    }

    pub(crate) fn world(&self) -> &'w World<'w> {
        self.world
    }

    /// Whether a related resource that may not exist counts.
    fn presence(&self, resource: ResourceIndex) -> Truth {
        match self.world.inventory.resource(resource).map(|r| r.presence) {
            Some(Presence::Maybe(why)) => Truth::Unknown(why),
            _ => Truth::True,
        }
    }
}

/// More values than this make no verdict clearer.
const MOST_LOOKS: usize = 200;

#[cfg(test)]
mod tests;
