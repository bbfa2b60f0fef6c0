//! The arena: nodes of all documents of one part, with interned keys and texts.
//!
//! Documents are built bottom-up and never change; what a later stage alters becomes a new node over shared children.
//! A node remembers the parent under which it was first placed, which is where its source wrote it: that gives every
//! value its source path however often canonical documents reuse it.

use crate::ways::Ways;
use demarc_model::{Span, Why};
use std::collections::HashMap;

/// An interned key of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(u32);

/// A text in the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StrId(u32);

/// A node in the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

const NO_NODE: u32 = u32::MAX;
const NO_KEY: KeyId = KeyId(u32::MAX);

/// Properties of a node beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

impl Marks {
    /// No mark.
    pub const NONE: Self = Self(0);
    /// The value must never be shown.
    pub const SENSITIVE: Self = Self(1);
    /// Nobody wrote it: a value that the provider computes for an attribute that the configuration leaves out.
    pub const UNCONFIGURED: Self = Self(2);
    /// Of an unknown value: whatever it is, it is a text of letters, digits and hyphens (an account id, a region).
    pub const WORD: Self = Self(4);
    /// A document that stands for a JSON text whose elements each have a line.
    pub const INDENTED: Self = Self(8);
    /// Sensitive only as a value of an environment, under a name that does not say secret.
    pub const ENVIRONMENT: Self = Self(16);
    /// Nobody wrote it: the value that the provider sends for an attribute that the configuration leaves out.
    pub const PROVIDED: Self = Self(32);

    /// Whether all marks of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// So many entries of a map are searched one by one.
const FEW: usize = 24;

/// How far an arena was filled at some time.
#[derive(Debug, Clone, Copy)]
pub struct Filled {
    nodes: usize,
    edges: usize,
    texts: usize,
    text_ends: usize,
}

/// A range of edges in the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Children {
    start: u32,
    len: u32,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// An explicit null. (A key that a map does not have is absent too, without a node.)
    Absent,
    /// True or false.
    Bool(bool),
    /// A decimal number as text, so that no digit is lost.
    Number(StrId),
    /// A text.
    String(StrId),
    /// A list; `open` if an element that is not decided could still join.
    List {
        /// The elements.
        children: Children,
        /// Why the list may have more elements.
        open: Option<Why>,
    },
    /// A map; `open` if a key that is not decided could still join.
    Map {
        /// The entries.
        children: Children,
        /// Why the map may have more entries.
        open: Option<Why>,
    },
    /// An attribute of another resource whose value is not known yet.
    Ref {
        /// The other resource's address within the same root.
        target: StrId,
        /// The attribute in the source's own words: `id`, `arn`, `Arn`, or empty for CloudFormation's `Ref`.
        attribute: StrId,
    },
    /// Not known.
    Unknown {
        /// The reason.
        why: Why,
        /// What it depends on, in the source's words: `var.name`, `aws_kms_key.a.arn`.
        refers: Option<StrId>,
        /// Of a text that is known in part its pieces in order, see [`Arena::parts`]; none if nothing is known.
        parts: Children,
    },
}

/// A value with its place.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it was written.
    pub span: Option<Span>,
    /// What else is known of it.
    pub marks: Marks,
    parent: u32,
    key: KeyId,
    from: u32,
}

/// All nodes, keys and texts of one part.
#[derive(Debug, Default)]
pub struct Arena {
    nodes: Vec<Node>,
    edges: Vec<(KeyId, NodeId)>,
    texts: String,
    text_ends: Vec<(u32, u32)>,
    keys: Vec<String>,
    key_index: HashMap<String, KeyId>,
    ways: Ways,
}

impl Arena {
    /// An empty arena.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Interns a key.
    pub fn key(&mut self, name: &str) -> KeyId {
        if let Some(&id) = self.key_index.get(name) {
            return id;
        }
        let id = KeyId(index(self.keys.len()));
        self.keys.push(name.to_owned());
        self.key_index.insert(name.to_owned(), id);
        id
    }

    /// The id of a key that some document uses.
    #[must_use]
    pub fn find_key(&self, name: &str) -> Option<KeyId> {
        self.key_index.get(name).copied()
    }

    /// A key's name.
    #[must_use]
    pub fn key_name(&self, key: KeyId) -> &str {
        self.keys.get(key.0 as usize).map_or("", String::as_str)
    }

    /// Stores a text.
    pub fn intern(&mut self, text: &str) -> StrId {
        let start = index(self.texts.len());
        self.texts.push_str(text);
        let id = StrId(index(self.text_ends.len()));
        self.text_ends.push((start, index(self.texts.len())));
        id
    }

    /// A stored text.
    #[must_use]
    pub fn text(&self, id: StrId) -> &str {
        let (start, end) = self.text_ends.get(id.0 as usize).copied().unwrap_or((0, 0));
        self.texts.get(start as usize..end as usize).unwrap_or("")
    }

    fn push(&mut self, value: Value, span: Option<Span>) -> NodeId {
        let id = NodeId(index(self.nodes.len()));
        self.nodes.push(Node {
            value,
            span,
            marks: Marks::NONE,
            parent: NO_NODE,
            key: NO_KEY,
            from: NO_NODE,
        });
        id
    }

    /// An explicit null.
    pub fn absent(&mut self, span: Option<Span>) -> NodeId {
        self.push(Value::Absent, span)
    }

    /// True or false.
    pub fn bool(&mut self, value: bool, span: Option<Span>) -> NodeId {
        self.push(Value::Bool(value), span)
    }

    /// A number in decimal text.
    pub fn number(&mut self, decimal: &str, span: Option<Span>) -> NodeId {
        let id = self.intern(decimal);
        self.push(Value::Number(id), span)
    }

    /// A text.
    pub fn string(&mut self, text: &str, span: Option<Span>) -> NodeId {
        let id = self.intern(text);
        self.push(Value::String(id), span)
    }

    /// A list; `open` says why more elements may join.
    pub fn list(&mut self, elements: &[NodeId], open: Option<Why>, span: Option<Span>) -> NodeId {
        let start = index(self.edges.len());
        self.edges.extend(elements.iter().map(|&e| (NO_KEY, e)));
        let children = Children { start, len: index(elements.len()) };
        let id = self.push(Value::List { children, open }, span);
        for &element in elements {
            self.adopt(id, NO_KEY, element);
        }
        id
    }

    /// A map; of entries with the same key the last one counts.
    pub fn map(&mut self, entries: &[(KeyId, NodeId)], open: Option<Why>, span: Option<Span>) -> NodeId {
        let start = index(self.edges.len());
        if entries.len() <= FEW {
            for &(key, node) in entries {
                let own = self.edges.get_mut(start as usize..).unwrap_or_default();
                match own.iter_mut().find(|(k, _)| *k == key) {
                    Some(edge) => edge.1 = node,
                    None => self.edges.push((key, node)),
                }
            }
        } else {
            let mut position: HashMap<KeyId, usize> = HashMap::with_capacity(entries.len());
            for &(key, node) in entries {
                match position.get(&key).and_then(|&at| self.edges.get_mut(at)) {
                    Some(edge) => edge.1 = node,
                    None => {
                        position.insert(key, self.edges.len());
                        self.edges.push((key, node));
                    }
                }
            }
        }
        let children = Children { start, len: index(self.edges.len()) - start };
        let id = self.push(Value::Map { children, open }, span);
        for &(key, node) in entries {
            self.adopt(id, key, node);
        }
        id
    }

    /// An attribute of another resource, by its address, or by `root|address` if it is in another root.
    pub fn reference(&mut self, target: &str, attribute: &str, span: Option<Span>) -> NodeId {
        let (target, attribute) = (self.intern(target), self.intern(attribute));
        self.push(Value::Ref { target, attribute }, span)
    }

    /// A value that is not known.
    pub fn unknown(&mut self, why: Why, refers: Option<&str>, span: Option<Span>) -> NodeId {
        self.partly_known(&[], why, refers, span)
    }

    /// A text of which some pieces are known: texts, and in between references and unknown values, each of which may
    /// stand for any text, the empty one too. Without a known piece that is not empty it is merely unknown.
    ///
    /// Whoever does not look at the pieces sees an unknown value.
    pub fn partly_known(
        &mut self,
        parts: &[NodeId],
        why: Why,
        refers: Option<&str>,
        span: Option<Span>,
    ) -> NodeId {
        let refers = refers.map(|r| self.intern(r));
        let start = index(self.edges.len());
        let known = parts.iter().any(|&part| self.as_str(part).is_some_and(|text| !text.is_empty()));
        let parts = if known { parts } else { &[] };
        self.edges.extend(parts.iter().map(|&part| (NO_KEY, part)));
        let parts = Children { start, len: index(parts.len()) };
        self.push(Value::Unknown { why, refers, parts }, span)
    }

    fn adopt(&mut self, parent: NodeId, key: KeyId, child: NodeId) {
        if let Some(node) = self.nodes.get_mut(child.0 as usize)
            && node.parent == NO_NODE
        {
            node.parent = parent.0;
            node.key = key;
        }
    }

    /// Adds marks to a node.
    pub fn mark(&mut self, node: NodeId, marks: Marks) {
        if let Some(node) = self.nodes.get_mut(node.0 as usize) {
            node.marks = node.marks.with(marks);
        }
    }

    /// Says that a node was made out of another one, which gives it that one's place, source path and marks.
    pub fn derive(&mut self, made: NodeId, from: NodeId) {
        let Some(&source) = self.nodes.get(from.0 as usize) else { return };
        if let Some(node) = self.nodes.get_mut(made.0 as usize) {
            node.from = from.0;
            node.span = node.span.or(source.span);
            node.marks = node.marks.with(source.marks);
        }
    }

    /// Notes the places that passed a value on since it was written, the first of them next to where it was; once for a node.
    pub fn set_way(&mut self, node: NodeId, places: &[Span]) {
        self.ways.set(node.0, places);
    }

    /// The places that passed a value on from where it was written to where it is used, in this order.
    #[must_use]
    pub fn way(&self, id: NodeId) -> Vec<Span> {
        let mut current = id.0;
        // As many steps as a node is made out of others; the bound guards against a cycle.
        for _ in 0..64 {
            let places = self.ways.of(current);
            let from = self.node(NodeId(current)).from;
            if !places.is_empty() || from == NO_NODE {
                return places;
            }
            current = from;
        }
        Vec::new()
    }

    /// Gives a node a place if it has none.
    pub fn place(&mut self, node: NodeId, span: Option<Span>) {
        if let Some(node) = self.nodes.get_mut(node.0 as usize) {
            node.span = node.span.or(span);
        }
    }

    /// A node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node {
        self.nodes.get(id.0 as usize).copied().unwrap_or(Node {
            value: Value::Absent,
            span: None,
            marks: Marks::NONE,
            parent: NO_NODE,
            key: NO_KEY,
            from: NO_NODE,
        })
    }

    /// A node's value.
    #[must_use]
    pub fn value(&self, id: NodeId) -> Value {
        self.node(id).value
    }

    fn edges_of(&self, children: Children) -> &[(KeyId, NodeId)] {
        let start = children.start as usize;
        self.edges.get(start..start + children.len as usize).unwrap_or(&[])
    }

    /// The entries of a map, in source order; none for anything else.
    pub fn entries(&self, id: NodeId) -> impl ExactSizeIterator<Item = (KeyId, NodeId)> + '_ {
        let edges = match self.value(id) {
            Value::Map { children, .. } => self.edges_of(children),
            _ => &[],
        };
        edges.iter().copied()
    }

    /// The elements of a list; none for anything else.
    pub fn elements(&self, id: NodeId) -> impl ExactSizeIterator<Item = NodeId> + '_ {
        let edges = match self.value(id) {
            Value::List { children, .. } => self.edges_of(children),
            _ => &[],
        };
        edges.iter().map(|&(_, node)| node)
    }

    /// The pieces of a text that is known in part, in order; none for anything else.
    pub fn parts(&self, id: NodeId) -> impl ExactSizeIterator<Item = NodeId> + '_ {
        let edges = match self.value(id) {
            Value::Unknown { parts, .. } => self.edges_of(parts),
            _ => &[],
        };
        edges.iter().map(|&(_, node)| node)
    }

    /// The value of a key in a map.
    #[must_use]
    pub fn get(&self, map: NodeId, key: KeyId) -> Option<NodeId> {
        match self.value(map) {
            Value::Map { children, .. } => {
                self.edges_of(children).iter().find(|(k, _)| *k == key).map(|&(_, node)| node)
            }
            _ => None,
        }
    }

    /// The value of a key in a map, by name.
    #[must_use]
    pub fn get_named(&self, map: NodeId, key: &str) -> Option<NodeId> {
        self.get(map, self.find_key(key)?)
    }

    /// The value at a path of keys.
    #[must_use]
    pub fn at(&self, mut node: NodeId, path: &[&str]) -> Option<NodeId> {
        for key in path {
            node = self.get_named(node, key)?;
        }
        Some(node)
    }

    /// A node's text, if it is a text.
    #[must_use]
    pub fn as_str(&self, id: NodeId) -> Option<&str> {
        match self.value(id) {
            Value::String(text) => Some(self.text(text)),
            _ => None,
        }
    }

    /// The path at which the source wrote this node: `versioning_configuration[0].status`; empty for a document.
    #[must_use]
    pub fn source_path(&self, id: NodeId) -> String {
        let mut steps = Vec::new();
        let mut current = id;
        // A document is a tree of bounded depth; the bound guards against a cycle of `from` links.
        for _ in 0..1024 {
            let node = self.node(current);
            if node.from != NO_NODE {
                current = NodeId(node.from);
                continue;
            }
            if node.parent == NO_NODE {
                break;
            }
            let parent = NodeId(node.parent);
            if node.key == NO_KEY {
                let at = self.elements(parent).position(|e| e == current).unwrap_or(0);
                steps.push(format!("[{at}]"));
            } else {
                steps.push(self.key_name(node.key).to_owned());
            }
            current = parent;
        }
        let mut path = String::new();
        for step in steps.iter().rev() {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        path
    }

    /// Every node that carries a mark.
    pub fn marked(&self, marks: Marks) -> impl Iterator<Item = (NodeId, Node)> + '_ {
        (0u32..).map(NodeId).zip(self.nodes.iter().copied()).filter(move |(_, n)| n.marks.has(marks))
    }

    /// How far the arena is filled.
    #[must_use]
    pub fn filled(&self) -> Filled {
        Filled {
            nodes: self.nodes.len(),
            edges: self.edges.len(),
            texts: self.texts.len(),
            text_ends: self.text_ends.len(),
        }
    }

    /// Forgets all nodes and texts that were added since; nothing that stays may refer to them.
    pub fn forget_since(&mut self, filled: Filled) {
        self.nodes.truncate(filled.nodes);
        self.edges.truncate(filled.edges);
        self.texts.truncate(filled.texts);
        self.text_ends.truncate(filled.text_ends);
        self.ways.forget_from(index(filled.nodes));
    }

    /// Number of nodes, for measurements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the arena has no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

/// Indexes are 32 bits: a part beyond four billion nodes is refused by the limits on input long before.
fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reused_value_keeps_the_path_of_its_source() {
        let mut arena = Arena::new();
        let status = arena.string("Enabled", None);
        let key = arena.key("status");
        let block = arena.map(&[(key, status)], None, None);
        let blocks = arena.list(&[block], None, None);
        let outer = arena.key("versioning_configuration");
        let source = arena.map(&[(outer, blocks)], None, None);
        let (config, canonical_status) = (arena.key("VersioningConfiguration"), arena.key("Status"));
        let inner = arena.map(&[(canonical_status, status)], None, None);
        let canonical = arena.map(&[(config, inner)], None, None);
        let found = arena.at(canonical, &["VersioningConfiguration", "Status"]).unwrap();
        assert_eq!(arena.source_path(found), "versioning_configuration[0].status");
        assert_eq!(arena.source_path(source), "");
    }

    #[test]
    fn of_two_entries_with_one_key_the_last_counts() {
        let mut arena = Arena::new();
        let (a, b) = (arena.bool(true, None), arena.bool(false, None));
        let key = arena.key("k");
        let map = arena.map(&[(key, a), (key, b)], None, None);
        assert_eq!(arena.get_named(map, "k"), Some(b));
        assert_eq!(arena.entries(map).len(), 1);
    }
}
