//! The tree: values with their places, mappings with the places of their keys.

use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::Span;
use std::collections::HashMap;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// What it is.
    pub value: TreeValue,
    /// Where it stands.
    pub span: Span,
    /// A YAML tag without its `!`: `Ref`, `GetAtt`. Tags of YAML itself (`!!str`) have been applied and are not kept.
    pub tag: Option<Box<str>>,
    /// The text broke off inside this container, or this value could not be read at all (then it is null): what is
    /// lacking may have been written and is unknown, not absent.
    pub incomplete: bool,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TreeValue {
    /// Null.
    Null,
    /// True or false.
    Bool(bool),
    /// A number as it was written, so that no digit is lost.
    Number(Box<str>),
    /// A text.
    String(Box<str>),
    /// A sequence.
    Sequence(Vec<Tree>),
    /// A mapping.
    Mapping(Mapping),
}

/// One entry of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Box<str>,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Tree,
}

/// Entries in the order in which they were written, each key once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    entries: Vec<Entry>,
}

/// Up to this many entries comparing each with each is cheaper than hashing.
const FEW: usize = 12;

impl Mapping {
    /// A mapping; of entries with the same key the last one counts, in the first one's position, and each other one is a problem.
    pub(crate) fn new(entries: Vec<Entry>, problems: &mut Vec<Problem>) -> Self {
        if !has_duplicates(&entries) {
            return Self { entries };
        }
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
        let mut position: HashMap<Box<str>, usize> = HashMap::with_capacity(entries.len());
        for entry in entries {
            match position.get(&entry.key).and_then(|&at| kept.get_mut(at)) {
                Some(earlier) => {
                    problems.push(Problem::at(
                        "duplicate-key",
                        ProblemSeverity::Warning,
                        format!(
                            "the key `{}` stands twice in one mapping; the last one counts, remove the other",
                            entry.key
                        ),
                        entry.key_span,
                    ));
                    *earlier = entry;
                }
                None => {
                    position.insert(entry.key.clone(), kept.len());
                    kept.push(entry);
                }
            }
        }
        Self { entries: kept }
    }

    /// The entries in the order in which they were written.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries by value.
    #[must_use]
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// The entry of a key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| &*e.key == key)
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Tree> {
        self.entry(key).map(|e| &e.value)
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn has_duplicates(entries: &[Entry]) -> bool {
    if entries.len() <= FEW {
        entries.iter().enumerate().any(|(i, e)| entries.iter().skip(i + 1).any(|o| o.key == e.key))
    } else {
        let mut seen = std::collections::HashSet::with_capacity(entries.len());
        entries.iter().any(|e| !seen.insert(&*e.key))
    }
}

impl Tree {
    /// A value without tag.
    #[must_use]
    pub fn new(value: TreeValue, span: Span) -> Self {
        Self { value, span, tag: None, incomplete: false }
    }

    /// A value that was written and could not be read.
    #[must_use]
    pub fn unreadable(span: Span) -> Self {
        Self { value: TreeValue::Null, span, tag: None, incomplete: true }
    }

    /// The mapping, if it is one.
    #[must_use]
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match &self.value {
            TreeValue::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The elements, if it is a sequence.
    #[must_use]
    pub fn as_sequence(&self) -> Option<&[Tree]> {
        match &self.value {
            TreeValue::Sequence(elements) => Some(elements),
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            TreeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a text, number or truth value, as it was written.
    #[must_use]
    pub fn scalar_text(&self) -> Option<&str> {
        match &self.value {
            TreeValue::String(text) | TreeValue::Number(text) => Some(text),
            TreeValue::Bool(true) => Some("true"),
            TreeValue::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The value of a key, if it is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Tree> {
        self.as_mapping()?.get(key)
    }

    /// The value at a path of keys.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Tree> {
        path.iter().try_fold(self, |tree, key| tree.get(key))
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value == TreeValue::Null
    }
}
