//! A JSON text as nodes that know their parents and their places.

use jsonc_parser::{CollectOptions, ParseOptions, ast::Value, parse_to_ast};

/// A node of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

/// How a node is reached from its parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// It is the whole text.
    Root,
    /// It is the value of a key.
    Key(Box<str>),
    /// It is an element of a list.
    Index(u32),
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// An object, with the values of its keys.
    Object(Vec<NodeId>),
    /// A list, with its elements.
    Array(Vec<NodeId>),
    /// A text.
    Text(Box<str>),
    /// A number, a truth value or null.
    Other,
}

#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    step: Step,
    content: Content,
    start: u32,
}

/// Why a text could not be read as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub message: String,
    pub offset: usize,
}

/// A JSON text.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// Offset of the first byte of each line.
    lines: Vec<u32>,
    text: String,
    /// Keys that stand twice in one object, at the later one.
    pub repeated: Vec<NodeId>,
}

/// Longest text that offsets can name.
const LONGEST: usize = u32::MAX as usize;

impl Tree {
    /// Reads a text; a byte-order mark in front of it is no part of it.
    pub(crate) fn parse(text: String) -> (Self, Option<SyntaxError>) {
        let mut tree = Self { nodes: Vec::new(), lines: lines(&text), text, repeated: Vec::new() };
        if tree.text.len() > LONGEST {
            return (
                tree,
                Some(SyntaxError { message: "the text is longer than 4 GB".to_owned(), offset: 0 }),
            );
        }
        let strict = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            ..ParseOptions::default()
        };
        let text = std::mem::take(&mut tree.text);
        let error = match parse_to_ast(&text, &CollectOptions::default(), &strict) {
            Ok(parsed) => match parsed.value {
                Some(value) => {
                    tree.add(None, Step::Root, &value);
                    None
                }
                None => Some(SyntaxError { message: "the text is empty".to_owned(), offset: 0 }),
            },
            Err(error) => {
                Some(SyntaxError { message: error.kind().to_string(), offset: error.range().start })
            }
        };
        tree.text = text;
        (tree, error)
    }

    // The parser refuses texts that are nested deeper than 512 levels, so this recursion is bounded.
    fn add(&mut self, parent: Option<NodeId>, step: Step, value: &Value<'_>) -> NodeId {
        let start = match value {
            Value::StringLit(v) => v.range.start,
            Value::NumberLit(v) => v.range.start,
            Value::BooleanLit(v) => v.range.start,
            Value::Object(v) => v.range.start,
            Value::Array(v) => v.range.start,
            Value::NullKeyword(v) => v.range.start,
        };
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        self.nodes.push(Node { parent, step, content: Content::Other, start });
        let content = match value {
            Value::StringLit(text) => Content::Text(text.value.as_ref().into()),
            Value::Array(list) => {
                let elements = list.elements.iter().enumerate();
                Content::Array(
                    elements
                        .map(|(i, e)| {
                            self.add(Some(id), Step::Index(u32::try_from(i).unwrap_or(u32::MAX)), e)
                        })
                        .collect(),
                )
            }
            Value::Object(object) => {
                let mut children = Vec::with_capacity(object.properties.len());
                let mut seen = std::collections::HashSet::with_capacity(object.properties.len());
                for property in &object.properties {
                    let key = property.name.as_str();
                    let child = self.add(Some(id), Step::Key(key.into()), &property.value);
                    if !seen.insert(key) {
                        self.repeated.push(child);
                    }
                    children.push(child);
                }
                Content::Object(children)
            }
            _ => Content::Other,
        };
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.content = content;
        }
        id
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The whole text's node.
    pub(crate) fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// Every node, parents before children.
    pub(crate) fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// The node that holds a node.
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.parent
    }

    /// The key of a node, if it is the value of one.
    pub(crate) fn key(&self, id: NodeId) -> Option<&str> {
        match &self.node(id)?.step {
            Step::Key(key) => Some(key),
            _ => None,
        }
    }

    /// The key of the list that an element stands in, or of the value itself: what an object is one of.
    pub(crate) fn kind(&self, id: NodeId) -> Option<&str> {
        match &self.node(id)?.step {
            Step::Key(key) => Some(key),
            Step::Index(_) => self.key(self.parent(id)?),
            Step::Root => None,
        }
    }

    /// The text of a node.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id)?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether a node is an object.
    pub(crate) fn is_object(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|n| matches!(n.content, Content::Object(_)))
    }

    /// Whether a node is a list.
    pub(crate) fn is_list(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|n| matches!(n.content, Content::Array(_)))
    }

    /// How the text begins, behind white space.
    pub(crate) fn beginning(&self) -> &str {
        self.text.trim_start()
    }

    /// The values of an object's keys, or a list's elements.
    pub(crate) fn children(&self, id: NodeId) -> &[NodeId] {
        match self.node(id).map(|n| &n.content) {
            Some(Content::Object(children) | Content::Array(children)) => children,
            _ => &[],
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        // The last of a key that is repeated, as JSON readers take it.
        self.children(id).iter().rev().copied().find(|child| self.key(*child) == Some(key))
    }

    /// The text of a key's value.
    pub(crate) fn text_of(&self, id: NodeId, key: &str) -> Option<&str> {
        self.text(self.get(id, key)?)
    }

    /// The elements of the list at a key.
    pub(crate) fn list(&self, id: NodeId, key: &str) -> &[NodeId] {
        self.get(id, key).map_or(&[], |list| self.children(list))
    }

    /// The nearest node above that is one of a kind.
    pub(crate) fn above(&self, id: NodeId, kind: &str) -> Option<NodeId> {
        let mut at = self.parent(id);
        while let Some(node) = at {
            if self.is_object(node) && self.kind(node) == Some(kind) {
                return Some(node);
            }
            at = self.parent(node);
        }
        None
    }

    /// The JSON pointer of a node (RFC 6901).
    pub(crate) fn pointer(&self, id: NodeId) -> String {
        let mut steps = Vec::new();
        let mut at = Some(id);
        while let Some(node) = at.and_then(|id| self.node(id)) {
            match &node.step {
                Step::Root => {}
                Step::Key(key) => steps.push(key.replace('~', "~0").replace('/', "~1")),
                Step::Index(index) => steps.push(index.to_string()),
            }
            at = node.parent;
        }
        steps.iter().rev().map(|step| format!("/{step}")).collect()
    }

    /// Line and column of a node, from 1; columns in Unicode scalar values.
    pub(crate) fn place(&self, id: NodeId) -> (u32, u32) {
        self.place_of(self.node(id).map_or(0, |n| n.start as usize))
    }

    /// Line and column of an offset.
    pub(crate) fn place_of(&self, offset: usize) -> (u32, u32) {
        let line = self.lines.partition_point(|start| *start as usize <= offset).max(1);
        let start = self.lines.get(line - 1).map_or(0, |s| *s as usize);
        let before = self.text.get(start..offset).map_or(0, |t| t.chars().count());
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (number(line), number(before + 1))
    }
}

fn lines(text: &str) -> Vec<u32> {
    let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
    [0].into_iter().chain(ends).filter_map(|start| u32::try_from(start).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_and_places_lead_to_values() {
        let (tree, error) = Tree::parse("{\"a/b\": [\n  {\"é\": \"x\", \"~\": \"y\"}]}".to_owned());
        assert_eq!(error, None);
        let texts: Vec<_> = tree.all().filter(|n| tree.text(*n).is_some()).collect();
        assert_eq!(tree.pointer(texts[0]), "/a~1b/0/é");
        assert_eq!(tree.pointer(texts[1]), "/a~1b/0/~0");
        assert_eq!(tree.place(texts[0]), (2, 9));
        assert_eq!(tree.kind(tree.parent(texts[0]).unwrap()), Some("a/b"));
    }

    #[test]
    fn broken_texts_say_where_and_deep_ones_end() {
        let (tree, error) = Tree::parse("{\"a\": 1,\n \"b\" 2}".to_owned());
        assert_eq!(tree.place_of(error.unwrap().offset).0, 2);
        assert!(Tree::parse("[".repeat(100_000)).1.is_some());
        assert!(Tree::parse(String::new()).1.is_some());
        assert!(Tree::parse("{} x".to_owned()).1.is_some());
    }

    #[test]
    fn repeated_keys_are_noticed_and_the_last_one_counts() {
        let (tree, _) = Tree::parse("{\"a\": \"1\", \"a\": \"2\"}".to_owned());
        assert_eq!(tree.repeated.len(), 1);
        assert_eq!(tree.text_of(tree.root().unwrap(), "a"), Some("2"));
    }
}
