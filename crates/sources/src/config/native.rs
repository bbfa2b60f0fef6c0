//! Rows of a mapping applied to an item: what a service's own interface calls things becomes canonical properties.

mod acl;
mod permissions;
mod rules;
mod spelled;
mod values;

pub(super) use permissions::permissions;
pub(super) use spelled::spelled;

use super::{
    canon::{Canon, Object},
    text::decoded,
};
use demarc_inventory::{Arena, NodeId, Value};
use demarc_schema::{
    Kind, PropertyPlace,
    config::{ConfigForm, ConfigRow},
    mapping::Scalar,
};

/// Rows are a few steps deep; the second lock.
const DEEPEST: usize = 32;

/// Fields of the item itself that rows may read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Heads {
    pub arn: Option<NodeId>,
    pub name: Option<NodeId>,
    pub id: Option<NodeId>,
}

/// What holds for all rows of an item.
pub(super) struct Mapper<'a> {
    pub arena: &'a mut Arena,
    /// The canonical type's properties, if it has a catalog entry.
    pub root: Option<PropertyPlace>,
    pub heads: Heads,
    /// Properties that rows deeper down give to the resource itself.
    pub outer: Vec<(&'static str, Canon)>,
    depth: usize,
}

/// Where rows stand: the canonical properties that they fill.
type Filled = Option<PropertyPlace>;

impl<'a> Mapper<'a> {
    pub(super) fn new(arena: &'a mut Arena, root: Option<PropertyPlace>, heads: Heads) -> Self {
        Self { arena, root, heads, outer: Vec::new(), depth: 0 }
    }

    /// Puts what rows make of a map into the object of the resource.
    pub(super) fn fill(&mut self, rows: &[ConfigRow<'static>], node: NodeId, object: &mut Object) {
        let root = self.root;
        self.apply(rows, Some(node), root, object);
        for (path, value) in std::mem::take(&mut self.outer) {
            object.put(self.arena, path, value);
        }
    }

    /// Rows on one map; without a map only what missing properties mean.
    pub(super) fn apply(
        &mut self,
        rows: &[ConfigRow<'static>],
        node: Option<NodeId>,
        filled: Filled,
        object: &mut Object,
    ) {
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        for row in rows {
            let found = self.source(row, node).filter(|n| !matches!(self.arena.value(*n), Value::Absent));
            if row.rows.is_empty() {
                self.leaf(row, found, filled, object);
            } else {
                let found = found.map(|n| decoded(self.arena, n));
                self.block(row, found, filled, object);
            }
        }
        self.depth -= 1;
    }

    fn source(&self, row: &ConfigRow<'static>, node: Option<NodeId>) -> Option<NodeId> {
        match row.source {
            "@" => node,
            "@arn" => self.heads.arn,
            "@name" => self.heads.name,
            "@id" => self.heads.id,
            name => values::named(self.arena, node?, name),
        }
    }

    fn place(&self, row: &ConfigRow<'static>, filled: Filled) -> Filled {
        match row.to.strip_prefix('/') {
            Some(absolute) => self.root?.at(absolute),
            None => filled?.at(row.to),
        }
    }

    fn put(&mut self, row: &ConfigRow<'static>, value: Canon, object: &mut Object) {
        match row.to.strip_prefix('/') {
            Some(absolute) => self.outer.push((absolute, value)),
            None => object.put(self.arena, row.to, value),
        }
    }

    /// A row with rows inside.
    fn block(&mut self, row: &ConfigRow<'static>, node: Option<NodeId>, filled: Filled, object: &mut Object) {
        let place = self.place(row, filled);
        let Some(node) = node else {
            // What is inside of something that is missing is missing too; only what that means is put down.
            if row.to.is_empty() {
                self.apply(&row.rows, None, place, object);
            }
            return;
        };
        let elements: Vec<NodeId> = match self.arena.value(node) {
            Value::List { .. } => self.arena.elements(node).filter(|e| self.is_picked(row, *e)).collect(),
            Value::Map { .. } => vec![node],
            _ => return,
        };
        if row.to.is_empty() {
            for element in elements {
                self.apply(&row.rows, Some(element), place, object);
            }
            return;
        }
        let many = place.is_some_and(|p| p.kind() == Kind::List);
        if many {
            let items = place.and_then(PropertyPlace::items);
            let mut made = Vec::with_capacity(elements.len());
            for element in elements {
                made.push(self.element(row, element, items));
            }
            self.put(row, Canon::List(made, Some(node)), object);
        } else if let Some(first) = elements.first() {
            let made = self.element(row, *first, place);
            self.put(row, made, object);
        }
    }

    fn is_picked(&self, row: &ConfigRow<'static>, element: NodeId) -> bool {
        let Some((name, wanted)) = row.pick else { return true };
        let found = values::named(self.arena, element, name).and_then(|n| values::scalar_text(self.arena, n));
        found.as_deref() == Some(values::constant_text(wanted))
    }

    fn element(&mut self, row: &ConfigRow<'static>, element: NodeId, filled: Filled) -> Canon {
        if !matches!(self.arena.value(element), Value::Map { .. }) {
            return Canon::Node(element);
        }
        let mut object = Object { from: Some(element), ..Object::default() };
        self.apply(&row.rows, Some(element), filled, &mut object);
        for (path, scalar) in &row.set {
            let node = values::constant(self.arena, *scalar, Some(element));
            object.put(self.arena, path, Canon::Node(node));
        }
        Canon::Map(object)
    }

    /// A row for a value.
    fn leaf(&mut self, row: &ConfigRow<'static>, node: Option<NodeId>, filled: Filled, object: &mut Object) {
        let Some(node) = node else {
            let meant = match (&row.form, row.missing) {
                (ConfigForm::Present, _) => Some(Scalar::Bool(false)),
                (_, missing) => missing,
            };
            if let Some(scalar) = meant {
                let constant = values::constant(self.arena, scalar, None);
                self.put(row, Canon::Node(constant), object);
            }
            return;
        };
        if row.sensitive {
            values::hide(self.arena, node, 0);
        }
        if row.form == ConfigForm::Spelled && row.to.is_empty() {
            self.spelled_as_named(row, node, filled, object);
            return;
        }
        let place = self.place(row, filled);
        let value = match &row.form {
            ConfigForm::Same => values::same(self.arena, node, place, &row.values).map(Canon::Node),
            ConfigForm::List => Some(values::joining(self.arena, node)),
            ConfigForm::Json => Some(Canon::Node(decoded(self.arena, node))),
            ConfigForm::Present => {
                Some(Canon::Node(values::constant(self.arena, Scalar::Bool(true), Some(node))))
            }
            ConfigForm::Each(key) => Some(values::each(self.arena, node, key)),
            ConfigForm::Entry(key, value, entry) => {
                let node = values::translated(self.arena, node, &row.values);
                Some(values::entry(self.arena, node, key, value, entry))
            }
            ConfigForm::Split => Some(values::split(self.arena, node)),
            ConfigForm::ArnAfter(word) => values::arn_after(self.arena, node, word)
                .map(|n| Canon::Node(values::translated(self.arena, n, &row.values))),
            ConfigForm::Spelled => {
                let node = decoded(self.arena, node);
                Some(Canon::Node(spelled(self.arena, node, place)))
            }
            ConfigForm::SecurityRules(egress) => Some(rules::rules(self.arena, node, *egress)),
            ConfigForm::Acl => Some(Canon::Node(acl::canned(self.arena, node))),
            // Of a resource that stands inside; `permissions` reads it.
            ConfigForm::Statements => None,
        };
        if let Some(value) = value {
            self.put(row, value, object);
        }
        for (path, scalar) in &row.set {
            let constant = values::constant(self.arena, *scalar, Some(node));
            object.put(self.arena, path, Canon::Node(constant));
        }
    }

    /// A property under its own name, spelled as the canonical one is; where the type has no catalog entry, with a capital.
    fn spelled_as_named(
        &mut self,
        row: &ConfigRow<'static>,
        node: NodeId,
        filled: Filled,
        object: &mut Object,
    ) {
        let node = decoded(self.arena, node);
        let Some(filled) = filled else {
            object.entries.push((values::capital(row.source).into(), Canon::Node(node)));
            return;
        };
        let Some(name) = filled.spelled(row.source) else { return };
        let place = filled.step(name);
        let value = match self.arena.value(node) {
            Value::List { .. } | Value::Map { .. } => Some(spelled(self.arena, node, place)),
            _ => values::same(self.arena, node, place, &row.values),
        };
        if let Some(value) = value {
            object.put(self.arena, name, Canon::Node(value));
        }
    }
}
