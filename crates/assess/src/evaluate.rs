//! Evaluating conditions over documents, three-valued, with a record of what was looked at.

mod compare;
mod partly_known;
pub(crate) mod related;
mod shape;
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
const DEEPEST_RELATION: usize = 6;

/// Evaluates conditions for one resource and remembers what it looked at.
pub struct Evaluator<'w> {
    world: &'w World<'w>,
    parameters: &'w ParameterValues,
    looks: RefCell<Vec<Look>>,
    /// Whether what is looked at is remembered, or only the outcome wanted.
    recording: bool,
    relation_depth: Cell<usize>,
    /// Whether an odd number of negations stands above the test at hand.
    negated: Cell<bool>,
}

impl<'w> Evaluator<'w> {
    /// An evaluator with the values of parameters.
    #[must_use]
    pub fn new(world: &'w World<'w>, parameters: &'w ParameterValues) -> Self {
        Self { recording: true, ..Self::deciding(world, parameters) }
    }

    /// An evaluator that gives the same outcomes and remembers nothing, at a fraction of the cost.
    #[must_use]
    pub fn deciding(world: &'w World<'w>, parameters: &'w ParameterValues) -> Self {
        Self {
            world,
            parameters,
            looks: RefCell::new(Vec::new()),
            recording: false,
            relation_depth: Cell::new(0),
            negated: Cell::new(false),
        }
    }

    /// One that gives the outcomes that this one would give, and remembers nothing.
    fn silent(&self) -> Self {
        let silent = Self::deciding(self.world, self.parameters);
        silent.relation_depth.set(self.relation_depth.get());
        silent
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

    /// Remembers a look; `look` gives the path and what was found there.
    fn remember(
        &self,
        resource: ResourceIndex,
        truth: Truth,
        look: impl FnOnce() -> (String, Found),
    ) -> Truth {
        if !self.recording {
            return truth;
        }
        let (path, found) = look();
        let mut looks = self.looks.borrow_mut();
        let look = Look { resource, path, found, truth: if self.negated.get() { !truth } else { truth } };
        if looks.len() < MOST_LOOKS && !looks.contains(&look) {
            looks.push(look);
        }
        truth
    }

    fn condition(&self, condition: &Condition, cursor: &Cursor) -> Truth {
        match condition {
            Condition::And(all) => {
                let mut truth = Truth::True;
                for one in all {
                    truth = truth.and(self.condition(one, cursor));
                    // What is looked at after that changes nothing any more.
                    if truth == Truth::False && !self.recording {
                        break;
                    }
                }
                truth
            }
            Condition::Or(all) => {
                let mut truth = Truth::False;
                for one in all {
                    truth = truth.or(self.condition(one, cursor));
                    if truth == Truth::True && !self.recording {
                        break;
                    }
                }
                truth
            }
            Condition::Not(inner) => !self.below_negation(true, || self.condition(inner, cursor)),
            Condition::Compare(path, comparison, operand) => {
                let figure;
                let literal = match operand {
                    Operand::Literal(literal) => literal,
                    Operand::Parameter(name) => match self.parameters.get(name) {
                        Some(value) => {
                            figure = Literal::Number(value.clone());
                            &figure
                        }
                        None => {
                            let items = self.items(cursor, path);
                            let absent = !items.is_empty() && items.iter().all(|i| matches!(i, Item::Absent));
                            let truth =
                                if absent { Truth::False } else { Truth::Unknown(Why::ParameterUnset) };
                            return self.each(cursor, path, |_| truth);
                        }
                    },
                };
                self.each(cursor, path, |item| {
                    compare::compare(self.world, cursor.resource, item, *comparison, literal)
                })
            }
            Condition::In { path, list, negated } => self.each(cursor, path, |item| {
                if matches!(item, Item::Absent) {
                    return Truth::False;
                }
                let is_in = list
                    .iter()
                    .fold(Truth::False, |t, l| t.or(compare::equal(self.world, cursor.resource, item, l)));
                if *negated { !is_in } else { is_in }
            }),
            Condition::Contains(path, literal) => {
                let truth = self.quantify(Quantifier::Any, path, cursor, &|element| {
                    compare::equal(self.world, element.resource, &element.item, literal)
                });
                // The list as a whole is the evidence; an empty one has been remembered already.
                if self.recording {
                    for item in self.items(cursor, path) {
                        if !value::elements(self.world, &item).0.is_empty() {
                            self.remember(cursor.resource, truth, || {
                                (cursor.path_to(path), Found::of(self.world, &item))
                            });
                        }
                    }
                }
                truth
            }
            Condition::Matches(path, pattern) => {
                self.each(cursor, path, |item| compare::matches(self.world, cursor.resource, item, pattern))
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
                let wanted = related::Wanted { condition: inner, quantifier: *quantifier };
                let any = self.below_negation(*quantifier == Quantifier::None, || {
                    related::any(self, cursor, type_name, link, wanted)
                });
                let truth = if *quantifier == Quantifier::Any { any } else { !any };
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
            self.remember(cursor.resource, one, || (cursor.path_to(path), Found::of(self.world, &item)));
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
            self.remember(cursor.resource, truth, || (cursor.path_to(path), Found::of(self.world, &item)));
        }
        truth
    }

    /// The values at a path; one unless the path has `[*]`.
    fn items(&self, cursor: &Cursor, path: &Path) -> Vec<Item> {
        let mut items = vec![cursor.item.clone()];
        for (position, step) in path.0.iter().enumerate() {
            match step {
                Step::Key(key) => {
                    for item in &mut items {
                        let walked = path.0.get(..=position).unwrap_or(&[]);
                        *item = self.step(cursor, walked, item, key);
                    }
                }
                Step::Each => {
                    let mut next = Vec::new();
                    for item in items {
                        let (elements, open) = value::elements(self.world, &item);
                        next.extend(elements);
                        next.extend(open.map(Item::Unknown));
                    }
                    items = next;
                }
            }
        }
        for item in &mut items {
            if let Item::Node(node) = *item {
                *item = self.settle(cursor, path, node);
            }
        }
        items
    }

    fn step(&self, cursor: &Cursor, walked: &[Step], item: &Item, key: &str) -> Item {
        // Below a block that the provider fills in a default may be documented too, of the property or of the whole block.
        let block;
        let item = match self.computed(item) {
            Some(why) => {
                let path = cursor.canonical_path(walked);
                if let Some(default) = self.world.default_of(cursor.resource, &path) {
                    return default;
                }
                let above = cursor.canonical_path(walked.split_last().map_or(walked, |(_, above)| above));
                match self.world.default_of(cursor.resource, &above) {
                    Some(default) => {
                        block = default;
                        &block
                    }
                    None => return Item::Computed(why),
                }
            }
            None => item,
        };
        match value::key(self.world, item, key) {
            Some(Item::Node(node)) => match self.world.inventory.arena.value(node) {
                // The source says that nothing is there, whatever else it would show.
                Value::Absent => {
                    let path = cursor.canonical_path(walked);
                    self.world.default_of(cursor.resource, &path).unwrap_or(Item::Absent)
                }
                _ => Item::Node(node),
            },
            Some(found) => found,
            // What a property that is not there means: not shown by this source, a default, or absent.
            None => self.world.absent(cursor.resource, &cursor.canonical_path(walked)),
        }
    }

    /// Why an item is unknown that nobody wrote.
    fn computed(&self, item: &Item) -> Option<Why> {
        match item {
            Item::Computed(why) => Some(*why),
            Item::Node(node) => {
                let found = self.world.inventory.arena.node(*node);
                match found.value {
                    Value::Unknown { why, .. } if found.marks.has(demarc_inventory::Marks::UNCONFIGURED) => {
                        Some(why)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A value that nobody wrote gives way to a default; unknown ones to their reason.
    fn settle(&self, cursor: &Cursor, path: &Path, node: demarc_inventory::NodeId) -> Item {
        let found = self.world.inventory.arena.node(node);
        match found.value {
            // What is known of a text may decide a comparison; an account id or a region is never empty.
            Value::Unknown { .. }
                if self.world.inventory.arena.parts(node).len() > 0
                    || found.marks.has(demarc_inventory::Marks::WORD) =>
            {
                Item::Node(node)
            }
            Value::Unknown { why, .. } => {
                if found.marks.has(demarc_inventory::Marks::UNCONFIGURED) {
                    let path = cursor.canonical_path(&path.0);
                    return self.world.default_of(cursor.resource, &path).unwrap_or(Item::Computed(why));
                }
                Item::Unknown(why)
            }
            _ if found.marks.has(demarc_inventory::Marks::PROVIDED) => {
                self.world.provided(cursor.resource, &cursor.canonical_path(&path.0), node)
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
