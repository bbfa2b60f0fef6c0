//! A canonical document while it is being put together: lists grow, other resources add properties, unknowns spread.

use demarc_inventory::{Arena, Marks, NodeId, Value};
use demarc_model::{Span, Why};

/// Mapped documents are no deeper than what they are made of, which readers limit; the second lock.
const DEEPEST: usize = 256;

/// A value of a canonical document.
#[derive(Debug, Clone)]
pub(super) enum Canon {
    /// A node as it is.
    Node(NodeId),
    /// A map.
    Map(Object),
    /// A list.
    List(Sequence),
}

/// A map that grows.
#[derive(Debug, Clone, Default)]
pub(super) struct Object {
    pub entries: Vec<(String, Canon)>,
    pub open: Option<Why>,
    /// The block that it was made of.
    pub from: Option<NodeId>,
}

/// A list that grows.
#[derive(Debug, Clone, Default)]
pub(super) struct Sequence {
    pub elements: Vec<Canon>,
    pub open: Option<Why>,
    /// What it was made of.
    pub from: Option<NodeId>,
}

/// Two definitions of one property that differ.
#[derive(Debug)]
pub(super) struct Conflict {
    pub path: String,
}

/// How properties of one resource are merged into another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merging {
    /// Lists are joined instead of compared.
    pub join: bool,
    /// The target's own values are readings of the same thing, made before this change: the other resource decides.
    pub observed: bool,
}

impl Canon {
    /// Whether nobody wrote it, so that anything that is written takes its place.
    pub fn is_vacant(&self, arena: &Arena) -> bool {
        match self {
            Self::Node(node) => {
                let node = arena.node(*node);
                match node.value {
                    Value::Absent => true,
                    Value::Unknown { .. } => node.marks.has(Marks::UNCONFIGURED),
                    _ => false,
                }
            }
            Self::Map(object) => {
                object.entries.iter().all(|(_, v)| v.is_vacant(arena)) && object.open.is_none()
            }
            Self::List(_) => false,
        }
    }

    fn is_unknown(&self, arena: &Arena) -> bool {
        matches!(self, Self::Node(node) if matches!(arena.value(*node), Value::Unknown { .. }))
    }

    /// Takes a node apart by one level if it is a container.
    fn opened(self, arena: &Arena) -> Self {
        let Self::Node(node) = self else { return self };
        match arena.value(node) {
            Value::Map { open, .. } => Self::Map(Object {
                entries: arena
                    .entries(node)
                    .map(|(k, v)| (arena.key_name(k).to_owned(), Self::Node(v)))
                    .collect(),
                open,
                from: Some(node),
            }),
            Value::List { open, .. } => Self::List(Sequence {
                elements: arena.elements(node).map(Self::Node).collect(),
                open,
                from: Some(node),
            }),
            _ => Self::Node(node),
        }
    }

    /// The node that this becomes.
    pub fn emit(&self, arena: &mut Arena, span: Option<Span>) -> NodeId {
        match self {
            Self::Node(node) => *node,
            Self::Map(object) => object.emit(arena, span),
            Self::List(list) => {
                let span = list.from.and_then(|f| arena.node(f).span).or(span);
                let elements: Vec<NodeId> = list.elements.iter().map(|e| e.emit(arena, span)).collect();
                let made = arena.list(&elements, list.open, span);
                if let Some(from) = list.from {
                    arena.derive(made, from);
                }
                made
            }
        }
    }
}

impl Object {
    pub fn get(&self, key: &str) -> Option<&Canon> {
        self.entries.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    fn slot(&mut self, key: &str) -> Option<&mut Canon> {
        self.entries.iter_mut().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// The value at a dotted path; through what is still in the arena too.
    pub fn at(&self, arena: &Arena, path: &str) -> Option<Canon> {
        let mut steps = path.split('.');
        let mut value = self.get(steps.next()?)?.clone();
        for step in steps {
            value = match value {
                Canon::Map(object) => object.get(step)?.clone(),
                Canon::Node(node) => Canon::Node(arena.get_named(node, step)?),
                Canon::List(_) => return None,
            };
        }
        Some(value)
    }

    /// The object at a dotted path, made where it is not there yet; `None` if something else stands in the way.
    pub fn object_at(&mut self, arena: &Arena, path: &str) -> Option<&mut Self> {
        let mut object = self;
        for step in path.split('.').filter(|s| !s.is_empty()) {
            let at = match object.entries.iter().position(|(k, _)| k == step) {
                Some(at) => at,
                None => {
                    object.entries.push((step.to_owned(), Canon::Map(Self::default())));
                    object.entries.len() - 1
                }
            };
            let (_, slot) = object.entries.get_mut(at)?;
            if slot.is_vacant(arena) && !matches!(slot, Canon::Map(_)) {
                *slot = Canon::Map(Self::default());
            }
            *slot = slot.clone().opened(arena);
            match slot {
                Canon::Map(inner) => object = inner,
                _ => return None,
            }
        }
        Some(object)
    }

    /// Puts a value at a dotted path: lists grow, the first scalar that is written counts.
    pub fn put(&mut self, arena: &Arena, path: &str, value: Canon) {
        let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
        let Some(object) = self.object_at(arena, parent) else { return };
        let Some(slot) = object.slot(key) else {
            object.entries.push((key.to_owned(), value));
            return;
        };
        if slot.is_vacant(arena) {
            *slot = value;
            return;
        }
        match (slot.clone().opened(arena), value.opened(arena)) {
            (Canon::List(mut list), Canon::List(more)) => {
                list.elements.extend(more.elements);
                list.open = list.open.or(more.open);
                *slot = Canon::List(list);
            }
            (Canon::Map(mut map), Canon::Map(more)) => {
                for (key, value) in more.entries {
                    map.put(arena, &key, value);
                }
                map.from = map.from.or(more.from);
                *slot = Canon::Map(map);
            }
            _ => {}
        }
    }

    /// Adds what another resource sets.
    pub fn merge(
        &mut self,
        arena: &mut Arena,
        more: Self,
        how: Merging,
        path: &str,
        conflicts: &mut Vec<Conflict>,
    ) {
        if path.len() > DEEPEST * 16 {
            return;
        }
        for (key, value) in more.entries {
            let here = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            if value.is_vacant(arena) && self.get(&key).is_some_and(|own| !own.is_vacant(arena)) {
                continue;
            }
            let Some(slot) = self.slot(&key) else {
                self.entries.push((key, value));
                continue;
            };
            if slot.is_vacant(arena) {
                *slot = value;
                continue;
            }
            match (slot.clone().opened(arena), value.opened(arena)) {
                (Canon::Map(mut own), Canon::Map(other)) => {
                    own.merge(arena, other, how, &here, conflicts);
                    *slot = Canon::Map(own);
                }
                (Canon::List(mut own), Canon::List(other)) if how.join => {
                    for element in other.elements {
                        if !own.elements.iter().any(|e| same(arena, e, &element, 0)) {
                            own.elements.push(element);
                        }
                    }
                    own.open = own.open.or(other.open);
                    *slot = Canon::List(own);
                }
                // An unknown list that others join may hold more than they bring.
                (own, Canon::List(mut other)) if how.join && own.is_unknown(arena) => {
                    other.open = other.open.or_else(|| why_of(arena, &own));
                    *slot = Canon::List(other);
                }
                (Canon::List(mut own), other) if how.join && other.is_unknown(arena) => {
                    own.open = own.open.or_else(|| why_of(arena, &other));
                    *slot = Canon::List(own);
                }
                // What the provider sends where nobody wrote anything gives way to what was written.
                (_, other) if is_provided(arena, &other) => {}
                (own, other) if is_provided(arena, &own) => *slot = other,
                (_, other) if how.observed => *slot = other,
                (own, _) if own.is_unknown(arena) => {}
                (_, other) if other.is_unknown(arena) => *slot = other,
                (own, other) => {
                    if !same(arena, &own, &other, 0) {
                        *slot = Canon::Node(arena.unknown(Why::ConflictingDefinitions, Some(&here), None));
                        conflicts.push(Conflict { path: here });
                    }
                }
            }
        }
    }

    /// Spreads the doubt whether another resource sets its properties here: what is absent becomes unknown, lists open.
    pub fn weaken(&mut self, arena: &mut Arena, more: &Self, why: Why, by: &str, span: Option<Span>) {
        for (key, value) in &more.entries {
            if value.is_vacant(arena) {
                continue;
            }
            let vacant = self.get(key).is_none_or(|own| own.is_vacant(arena) || is_provided(arena, own));
            if vacant {
                let doubt = match value.clone().opened(arena) {
                    Canon::List(_) => {
                        Canon::List(Sequence { elements: Vec::new(), open: Some(why), from: None })
                    }
                    _ => Canon::Node(arena.unknown(why, Some(by), span)),
                };
                match self.slot(key) {
                    Some(slot) => *slot = doubt,
                    None => self.entries.push((key.clone(), doubt)),
                }
                continue;
            }
            let Some(slot) = self.slot(key) else { continue };
            match (slot.clone().opened(arena), value.clone().opened(arena)) {
                (Canon::Map(mut own), Canon::Map(other)) => {
                    own.weaken(arena, &other, why, by, span);
                    *slot = Canon::Map(own);
                }
                (Canon::List(mut own), Canon::List(_)) => {
                    own.open = own.open.or(Some(why));
                    *slot = Canon::List(own);
                }
                _ => {}
            }
        }
    }

    /// The node that this becomes.
    pub fn emit(&self, arena: &mut Arena, span: Option<Span>) -> NodeId {
        let span = self.from.and_then(|f| arena.node(f).span).or(span);
        let mut entries = Vec::with_capacity(self.entries.len());
        for (key, value) in &self.entries {
            let node = value.emit(arena, span);
            entries.push((arena.key(key), node));
        }
        let made = arena.map(&entries, self.open, span);
        if let Some(from) = self.from {
            arena.derive(made, from);
        }
        made
    }
}

fn is_provided(arena: &Arena, value: &Canon) -> bool {
    matches!(value, Canon::Node(node) if arena.node(*node).marks.has(Marks::PROVIDED))
}

fn why_of(arena: &Arena, value: &Canon) -> Option<Why> {
    match value {
        Canon::Node(node) => match arena.value(*node) {
            Value::Unknown { why, .. } => Some(why),
            _ => None,
        },
        _ => None,
    }
}

/// Whether two values are the same; what only one of two maps says is no difference.
fn same(arena: &Arena, a: &Canon, b: &Canon, depth: usize) -> bool {
    if depth > DEEPEST {
        return true;
    }
    match (a.clone().opened(arena), b.clone().opened(arena)) {
        (Canon::Map(a), Canon::Map(b)) => {
            let covers = |x: &Object, y: &Object| {
                x.entries.iter().all(|(key, value)| match y.get(key) {
                    Some(other) => same(arena, value, other, depth + 1),
                    None => value.is_vacant(arena),
                })
            };
            covers(&a, &b) && covers(&b, &a)
        }
        (Canon::List(a), Canon::List(b)) => {
            a.elements.len() == b.elements.len()
                && a.elements.iter().all(|x| b.elements.iter().any(|y| same(arena, x, y, depth + 1)))
        }
        (Canon::Node(a), Canon::Node(b)) => a == b || same_scalar(arena, arena.value(a), arena.value(b)),
        _ => false,
    }
}

fn same_scalar(arena: &Arena, a: Value, b: Value) -> bool {
    match (a, b) {
        (Value::Ref { target: t, attribute: x }, Value::Ref { target: u, attribute: y }) => {
            arena.text(t) == arena.text(u) && arena.text(x) == arena.text(y)
        }
        (Value::Absent, Value::Absent) => true,
        _ => match (scalar_text(arena, a), scalar_text(arena, b)) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        },
    }
}

/// The text of a known scalar, as Terraform converts it.
pub(super) fn scalar_text(arena: &Arena, value: Value) -> Option<String> {
    match value {
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(text) | Value::String(text) => Some(arena.text(text).to_owned()),
        _ => None,
    }
}
