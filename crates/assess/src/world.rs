//! What an evaluation may ask: the inventory with its indexes, documented defaults, compiled patterns.

use crate::evaluate::{Automaton, DefaultValue, Item, RelatedIndex, automaton_of, value::key};
use crate::native::Policy;
use demarc_inventory::{
    Arena, Coverage, Dialect, IdentityIndex, Inventory, Marks, NodeId, References, Resource, ResourceIndex,
    SourceKind, Value, node_to_json,
};
use demarc_knowledge_format::condition::{self, Condition};
use demarc_model::{Truth, TypeName, Why};
use regex::Regex;
use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
    sync::Arc,
};

/// Resources with those that hold their ids.
type Mentions = HashMap<ResourceIndex, Vec<ResourceIndex>>;

/// Documents nest no deeper than this where they are searched for texts.
const DEEPEST: usize = 64;

/// Every text of a document, with the key that it stands at.
fn texts(arena: &Arena, node: NodeId, depth: usize, key: &str, found: &mut impl FnMut(&str, &str)) {
    if depth > DEEPEST {
        return;
    }
    match arena.value(node) {
        Value::String(text) => found(key, arena.text(text)),
        Value::List { .. } => arena.elements(node).for_each(|n| texts(arena, n, depth + 1, key, found)),
        Value::Map { .. } => {
            arena.entries(node).for_each(|(k, n)| texts(arena, n, depth + 1, arena.key_name(k), found));
        }
        _ => {}
    }
}

/// A resource, its property, and the policy documents in it.
pub(crate) type LastPolicies = (ResourceIndex, String, Rc<[Policy]>);

/// An inventory with everything that conditions ask about it.
pub struct World<'i> {
    /// The resources.
    pub inventory: &'i Inventory,
    /// Names, ids, ARNs, addresses.
    pub identity: IdentityIndex,
    pub(crate) related: RelatedIndex,
    references: OnceCell<References>,
    mentions: RefCell<HashMap<(String, String), Rc<Mentions>>>,
    by_type: HashMap<TypeName, Vec<ResourceIndex>>,
    /// For each resource which of those it is like that have the same defaults and show the same.
    alike: Vec<usize>,
    /// What was found out about properties that are not written, for resources that are alike.
    unwritten: RefCell<Vec<Unwritten>>,
    /// The policy documents that were read last, with the resource and the property that hold them.
    pub(crate) policies: RefCell<Option<LastPolicies>>,
    conditions: RefCell<HashMap<String, Option<Rc<Condition>>>>,
    patterns: RefCell<HashMap<String, Option<Regex>>>,
    automata: RefCell<HashMap<String, Option<Automaton>>>,
    /// Whether a duty is met only by what is written (`--strict`).
    strict: bool,
    /// Whether documented values stay out of sight for now.
    written_only: Cell<bool>,
}

/// What is known of properties of resources that are alike, by path.
#[derive(Default)]
struct Unwritten {
    defaults: HashMap<String, Option<Rc<Documented>>>,
    shown: HashMap<String, bool>,
}

/// What a document says of a property that nobody wrote.
struct Documented {
    item: Item,
    /// Whether it is a value that `--strict` does not rely on.
    relied_on: bool,
    /// Properties of which none may be set, or it does not hold.
    unless: Vec<String>,
}

/// For each resource the number of those that it is like, and how many numbers there are.
fn alike(inventory: &Inventory) -> (Vec<usize>, usize) {
    type Key<'i> = (&'i TypeName, &'i str, Dialect, Option<*const ()>, bool);
    let mut known: HashMap<Key<'_>, usize> = HashMap::new();
    let mut numbers = Vec::with_capacity(inventory.resources.len());
    for resource in &inventory.resources {
        let (paths, everything) = match &resource.coverage {
            Coverage::Everything => (None, true),
            Coverage::Paths(paths) => (Some(Arc::as_ptr(paths).cast::<()>()), false),
            Coverage::Nothing => (None, false),
        };
        let dialect = resource.kind().dialect();
        let next = known.len();
        let key = (&resource.type_name, resource.source_type.as_str(), dialect, paths, everything);
        numbers.push(*known.entry(key).or_insert(next));
    }
    (numbers, known.len())
}

impl<'i> World<'i> {
    /// Indexes an inventory; with `strict` a duty is met only where what is written meets it too.
    #[must_use]
    pub fn new(inventory: &'i Inventory, strict: bool) -> Self {
        let mut by_type: HashMap<TypeName, Vec<ResourceIndex>> = HashMap::new();
        for (index, resource) in inventory.indexed() {
            by_type.entry(resource.type_name.clone()).or_default().push(index);
        }
        let (alike, number) = alike(inventory);
        Self {
            alike,
            unwritten: RefCell::new((0..number).map(|_| Unwritten::default()).collect()),
            inventory,
            identity: IdentityIndex::build(inventory, |t| demarc_schema::name_properties(t.as_str())),
            related: RelatedIndex::default(),
            references: OnceCell::new(),
            mentions: RefCell::default(),
            by_type,
            policies: RefCell::default(),
            conditions: RefCell::default(),
            patterns: RefCell::default(),
            automata: RefCell::default(),
            strict,
            written_only: Cell::new(false),
        }
    }

    /// Resources of a type.
    #[must_use]
    pub fn of_type(&self, type_name: &str) -> &[ResourceIndex] {
        self.by_type.get(type_name).map_or(&[], Vec::as_slice)
    }

    /// All references between resources, collected when first asked for.
    pub(crate) fn references(&self) -> &References {
        self.references.get_or_init(|| References::collect(self.inventory))
    }

    /// Which resources of other types hold the id of one of a type as text, or in the property `named.0` its property
    /// `named.1`; collected when first asked for.
    pub(crate) fn mentions(&self, type_name: &str, named: Option<(&str, &str)>) -> Rc<Mentions> {
        let asked =
            (type_name.to_owned(), named.map_or_else(String::new, |(other, own)| format!("{other}={own}")));
        if let Some(known) = self.mentions.borrow().get(&asked) {
            return Rc::clone(known);
        }
        let arena = &self.inventory.arena;
        let (mut ids, mut names) = (HashMap::new(), HashMap::new());
        for &index in self.of_type(type_name) {
            let Some(resource) = self.inventory.resource(index) else { continue };
            ids.extend(resource.physical_id.as_deref().map(|id| (id, index)));
            let name = named.and_then(|(_, own)| arena.get_named(resource.document, own));
            names.extend(name.and_then(|n| arena.as_str(n)).map(|name| ((resource.root, name), index)));
        }
        let mut mentions = Mentions::new();
        if !ids.is_empty() || !names.is_empty() {
            for (from, resource) in self.inventory.indexed() {
                if resource.type_name.as_str() == type_name {
                    continue;
                }
                texts(arena, resource.document, 0, "", &mut |key, text| {
                    let by_name = named
                        .filter(|(property, _)| *property == key)
                        .and_then(|_| names.get(&(resource.root, text)));
                    if let Some(index) = ids.get(text).or(by_name) {
                        mentions.entry(*index).or_default().push(from);
                    }
                });
            }
        }
        let mentions = Rc::new(mentions);
        self.mentions.borrow_mut().insert(asked, Rc::clone(&mentions));
        mentions
    }

    /// Whether two resources live in the same account, and with `regional` in the same region.
    ///
    /// Where a source does not say the account, a root stands for one.
    #[must_use]
    pub fn same_account(&self, a: ResourceIndex, b: ResourceIndex, regional: bool) -> bool {
        let (Some(a), Some(b)) = (self.inventory.resource(a), self.inventory.resource(b)) else {
            return false;
        };
        let account = match (&a.account, &b.account) {
            (Some(x), Some(y)) => x == y,
            (None, None) => a.root == b.root,
            _ => false,
        };
        // A region that is not said may be the one asked for.
        let region = !regional || a.region.is_none() || b.region.is_none() || a.region == b.region;
        account && region
    }

    /// Whether a resource whose reference is unknown may mean another: only within the same root or account.
    #[must_use]
    pub fn may_concern(&self, subject: ResourceIndex, other: ResourceIndex) -> bool {
        let (Some(a), Some(b)) = (self.inventory.resource(subject), self.inventory.resource(other)) else {
            return false;
        };
        a.root == b.root || (a.account.is_some() && a.account == b.account)
    }

    /// Whether the source of a resource would list every resource of a type in its account.
    #[must_use]
    pub fn complete_for(&self, resource: ResourceIndex, _type_name: &str) -> bool {
        // Code never is: another stack may hold what is missing here. Config and live sources say so per type once read.
        self.inventory.resource(resource).is_some_and(|r| r.kind() == SourceKind::Account)
    }

    /// What a requirement comes to. With `--strict` it has to hold without the documented defaults as well: a default that
    /// speaks against it still does.
    pub(crate) fn required<T>(&self, evaluate: impl Fn() -> (Truth, T)) -> (Truth, T) {
        let (truth, found) = evaluate();
        if !self.strict || truth == Truth::False {
            return (truth, found);
        }
        self.written_only.set(true);
        let (written, found_written) = evaluate();
        self.written_only.set(false);
        (truth.and(written), if truth == Truth::True { found_written } else { found })
    }

    /// What a property that a document does not have means.
    pub(crate) fn absent(&self, resource: ResourceIndex, path: &str) -> Item {
        let Some(found) = self.inventory.resource(resource) else { return Item::Absent };
        // What Terraform's own words do not say, a resource of another source does not say either.
        if path == "x:tf" || path.starts_with("x:tf.") {
            return Item::Absent;
        }
        if let Some(default) = self.default_of(resource, path) {
            return default;
        }
        // Extensions are filled by evidence, live sources or merges; configuration shows only those that a default names.
        if path.split('.').next_back().is_some_and(|k| k.starts_with("x:")) || path.starts_with("x:") {
            return Item::Unknown(Why::NotObservableHere);
        }
        if !self.shows(resource, found, path) {
            return Item::Unknown(Why::NotObservableHere);
        }
        Item::Absent
    }

    /// Whether the sources of a resource would show a property.
    fn shows(&self, resource: ResourceIndex, found: &Resource, path: &str) -> bool {
        let Some(&like) = self.alike.get(resource.0 as usize) else { return found.coverage.shows(path) };
        let known = self.unwritten.borrow().get(like).and_then(|u| u.shown.get(path).copied());
        known.unwrap_or_else(|| {
            let shown = found.coverage.shows(path);
            if let Some(unwritten) = self.unwritten.borrow_mut().get_mut(like) {
                unwritten.shown.insert(path.to_owned(), shown);
            }
            shown
        })
    }

    /// The documented default of a property for the dialect of a resource's source.
    pub(crate) fn default_of(&self, resource: ResourceIndex, path: &str) -> Option<Item> {
        let found = self.inventory.resource(resource)?;
        let like = *self.alike.get(resource.0 as usize)?;
        let known = self.unwritten.borrow().get(like).and_then(|u| u.defaults.get(path).cloned());
        let documented = known.unwrap_or_else(|| {
            let documented = documented(found, path).map(Rc::new);
            if let Some(unwritten) = self.unwritten.borrow_mut().get_mut(like) {
                unwritten.defaults.insert(path.to_owned(), documented.clone());
            }
            documented
        })?;
        if documented.unless.iter().any(|property| self.may_be_set(found.document, property)) {
            return Some(Item::Unknown(Why::NotObservableHere));
        }
        (!documented.relied_on || !self.written_only.get()).then(|| documented.item.clone())
    }

    /// Whether a document has a value for a property of its own, or may have one.
    fn may_be_set(&self, document: NodeId, property: &str) -> bool {
        let arena = &self.inventory.arena;
        match key(self, &Item::Node(document), property) {
            // What nobody wrote was not asked for.
            Some(Item::Node(node)) if arena.node(node).marks.has(Marks::PROVIDED) => false,
            Some(Item::Node(node)) => match arena.value(node) {
                Value::Absent => false,
                Value::Bool(truth) => truth,
                Value::String(text) => !arena.text(text).is_empty(),
                Value::Unknown { .. } => !arena.node(node).marks.has(Marks::UNCONFIGURED),
                _ => true,
            },
            Some(Item::Unknown(_)) => true,
            _ => false,
        }
    }

    /// What the provider sends where nobody wrote anything: a default, and no value to rely on with `--strict`.
    pub(crate) fn provided(&self, resource: ResourceIndex, path: &str, node: NodeId) -> Item {
        let arena = &self.inventory.arena;
        if arena.node(node).marks.has(Marks::SENSITIVE) {
            return Item::Node(node);
        }
        let value = node_to_json(arena, node);
        let documented = self.default_of(resource, path);
        if self.written_only.get() {
            return documented.unwrap_or(Item::Absent);
        }
        match documented {
            Some(Item::Default(default)) if default.value == value => Item::Default(default),
            _ => Item::Default(Rc::new(DefaultValue {
                value,
                source: "Terraform AWS provider, what it plans where nothing is written".to_owned(),
            })),
        }
    }

    /// Whether documented values stay out of sight for now.
    pub(crate) fn is_written_only(&self) -> bool {
        self.written_only.get()
    }

    /// A condition that a function puts together, parsed once; `None` if it is not valid.
    pub(crate) fn condition(&self, name: &str, text: impl FnOnce() -> String) -> Option<Rc<Condition>> {
        if let Some(known) = self.conditions.borrow().get(name) {
            return known.clone();
        }
        let condition = condition::parse(&text()).ok().map(Rc::new);
        self.conditions.borrow_mut().insert(name.to_owned(), condition.clone());
        condition
    }

    /// Runs a test with the automaton of a pattern, anchored at both ends; `None` if it is not valid or too large.
    pub(crate) fn automaton<T>(&self, pattern: &str, test: impl FnOnce(Option<&Automaton>) -> T) -> T {
        if !self.automata.borrow().contains_key(pattern) {
            self.automata.borrow_mut().insert(pattern.to_owned(), automaton_of(pattern));
        }
        test(self.automata.borrow().get(pattern).and_then(Option::as_ref))
    }

    /// Runs a test with a compiled pattern, anchored at both ends; `None` if it is not valid.
    pub(crate) fn pattern<T>(&self, pattern: &str, test: impl FnOnce(Option<&Regex>) -> T) -> T {
        if !self.patterns.borrow().contains_key(pattern) {
            let regex = regex::RegexBuilder::new(&format!("^(?:{pattern})$"))
                .size_limit(1 << 20)
                .dot_matches_new_line(true)
                .build()
                .ok();
            self.patterns.borrow_mut().insert(pattern.to_owned(), regex);
        }
        test(self.patterns.borrow().get(pattern).and_then(Option::as_ref))
    }
}

/// What a document says of a property for the dialect of a resource's source.
fn documented(found: &Resource, path: &str) -> Option<Documented> {
    let dialect = found.kind().dialect().id();
    let default = demarc_schema::default_of(found.type_name.as_str(), path, dialect, &found.source_type)
        // What an entry says of a whole block does not hold for a part of a block that is written.
        .filter(|d| d.path.replace("[*]", "") == path)?;
    let item = match default.unknown {
        Some(why) => Item::Unknown(why),
        // That nothing stands there unless it is asked for is no value to rely on: it holds with `--strict` too.
        None if default.value.is_null() => Item::Absent,
        None => Item::Default(Rc::new(DefaultValue {
            value: default.value,
            source: format!("{} (as of {})", default.source, default.as_of),
        })),
    };
    let relied_on = matches!(item, Item::Default(_));
    Some(Documented { item, relied_on, unless: default.unless })
}
