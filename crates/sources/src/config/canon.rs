//! A canonical document while it is being put together out of an item's nodes.

use demarc_inventory::{Arena, KeyId, NodeId, Value};
use std::borrow::Cow;

/// A value of a canonical document.
#[derive(Debug, Clone)]
pub(super) enum Canon {
    /// A node as it is.
    Node(NodeId),
    /// A map.
    Map(Object),
    /// A list, and what it was made of.
    List(Vec<Canon>, Option<NodeId>),
}

/// A map that grows.
#[derive(Debug, Clone, Default)]
pub(super) struct Object {
    pub entries: Vec<(Cow<'static, str>, Canon)>,
    /// The object that it was made of.
    pub from: Option<NodeId>,
}

impl Object {
    fn slot(&mut self, key: &str) -> Option<&mut Canon> {
        self.entries.iter_mut().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// Puts a value at a dotted path: lists and maps grow, of scalars the first counts.
    pub(super) fn put(&mut self, arena: &Arena, path: &'static str, value: Canon) {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let value = match rest {
            None => value,
            Some(rest) => {
                if let Some(Canon::Map(inner)) = self.slot(key) {
                    inner.put(arena, rest, value);
                    return;
                }
                let mut inner = Self::default();
                inner.put(arena, rest, value);
                Canon::Map(inner)
            }
        };
        match (self.slot(key), value) {
            (None, value) => self.entries.push((Cow::Borrowed(key), value)),
            (Some(Canon::List(own, _)), Canon::List(more, _)) => own.extend(more),
            (Some(Canon::Map(own)), Canon::Map(more)) => own.merge(arena, more),
            (Some(slot @ Canon::Node(_)), value) if slot.is_nothing(arena) => *slot = value,
            _ => {}
        }
    }

    fn merge(&mut self, arena: &Arena, more: Self) {
        for (key, value) in more.entries {
            match (self.slot(&key), value) {
                (None, value) => self.entries.push((key, value)),
                (Some(Canon::List(own, _)), Canon::List(more, _)) => own.extend(more),
                (Some(Canon::Map(own)), Canon::Map(more)) => own.merge(arena, more),
                (Some(slot @ Canon::Node(_)), value) if slot.is_nothing(arena) => *slot = value,
                _ => {}
            }
        }
        self.from = self.from.or(more.from);
    }

    /// The node that this becomes.
    pub(super) fn emit(&self, arena: &mut Arena) -> NodeId {
        let mut entries: Vec<(KeyId, NodeId)> = Vec::with_capacity(self.entries.len());
        for (key, value) in &self.entries {
            let node = value.emit(arena);
            entries.push((arena.key(key), node));
        }
        let made = arena.map(&entries, None, None);
        if let Some(from) = self.from {
            arena.derive(made, from);
        }
        made
    }
}

impl Canon {
    fn is_nothing(&self, arena: &Arena) -> bool {
        matches!(self, Self::Node(node) if matches!(arena.value(*node), Value::Absent))
    }

    fn emit(&self, arena: &mut Arena) -> NodeId {
        match self {
            Self::Node(node) => *node,
            Self::Map(object) => object.emit(arena),
            Self::List(list, from) => {
                let elements: Vec<NodeId> = list.iter().map(|e| e.emit(arena)).collect();
                let made = arena.list(&elements, None, None);
                if let Some(from) = from {
                    arena.derive(made, *from);
                }
                made
            }
        }
    }
}
