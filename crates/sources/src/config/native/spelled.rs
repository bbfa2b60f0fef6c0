//! Containers with their keys spelled as the canonical properties are, and AWS's wrappers taken off.

use super::values;
use demarc_inventory::{Arena, KeyId, NodeId, Value};
use demarc_schema::{Kind, PropertyPlace};

/// Documents are no deeper than what readers let in; the second lock.
const DEEPEST: usize = 128;

/// A value as the property at a place holds it; the node itself where nothing has to change.
pub(in crate::config) fn spelled(arena: &mut Arena, node: NodeId, place: Option<PropertyPlace>) -> NodeId {
    Speller { arena, depth: 0 }.value(node, place)
}

struct Speller<'a> {
    arena: &'a mut Arena,
    depth: usize,
}

impl Speller<'_> {
    fn value(&mut self, node: NodeId, place: Option<PropertyPlace>) -> NodeId {
        let Some(place) = place.filter(|_| self.depth < DEEPEST) else { return node };
        self.depth += 1;
        let made = match (place.kind(), self.arena.value(node)) {
            // Free JSON keeps its own words.
            (Kind::Json, _) => node,
            (Kind::List, Value::List { .. }) => self.elements(node, place),
            (Kind::List, Value::Map { .. }) => {
                let listed = values::same(self.arena, node, Some(place), &[]).unwrap_or(node);
                if listed == node { node } else { self.elements(listed, place) }
            }
            (Kind::Map, Value::Map { .. }) => self.entries(node, place),
            (Kind::Map, Value::List { .. }) => {
                let first = self.arena.elements(node).next();
                first.map_or(node, |first| self.value(first, Some(place)))
            }
            (Kind::String | Kind::Number | Kind::Boolean, Value::Map { .. }) => {
                values::unwrapped(self.arena, node)
            }
            // AWS writes an empty text where nothing is set.
            (_, Value::String(text)) if self.arena.text(text).is_empty() => {
                let nothing = self.arena.absent(None);
                self.arena.derive(nothing, node);
                nothing
            }
            _ => node,
        };
        self.depth -= 1;
        made
    }

    fn elements(&mut self, node: NodeId, place: PropertyPlace) -> NodeId {
        let elements: Vec<NodeId> = self.arena.elements(node).collect();
        let made: Vec<NodeId> = elements.iter().map(|e| self.value(*e, place.items())).collect();
        if made == elements {
            return node;
        }
        let list = self.arena.list(&made, None, None);
        self.arena.derive(list, node);
        list
    }

    fn entries(&mut self, node: NodeId, place: PropertyPlace) -> NodeId {
        let entries: Vec<(KeyId, NodeId)> = self.arena.entries(node).collect();
        let mut made = Vec::with_capacity(entries.len());
        for (key, value) in &entries {
            let name = self.arena.key_name(*key);
            let (key, below) = match place.step(name) {
                Some(below) => (*key, Some(below)),
                None => match place.spelled(name) {
                    Some(spelling) => (self.arena.key(spelling), place.step(spelling)),
                    None => (*key, None),
                },
            };
            let value = self.value(*value, below);
            made.push((key, value));
        }
        if made == entries {
            return node;
        }
        let map = self.arena.map(&made, None, None);
        self.arena.derive(map, node);
        map
    }
}
