//! Values on the way through a path: nodes of the inventory, defaults, parsed JSON text, or nothing.

use crate::world::World;
use demarc_inventory::{NodeId, ResourceIndex, Value};
use demarc_knowledge_format::condition::{Path, Step};
use demarc_model::{Truth, Why};
use serde_json::Value as Json;
use std::rc::Rc;

/// A value that a path led to.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// In the inventory.
    Node(NodeId),
    /// A documented default, with its position in the defaults.
    Default(Rc<DefaultValue>),
    /// Out of a property that holds JSON as text.
    Json(Rc<Json>),
    /// Known not to be there.
    Absent,
    /// Not known.
    Unknown(Why),
    /// Not known, and nobody wrote it: AWS or the provider picks it.
    Computed(Why),
}

/// A default's value and where it is documented.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DefaultValue {
    pub value: Json,
    pub source: String,
}

/// What a look at a property found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A value in the inventory.
    Node(NodeId),
    /// A default: its value and its source.
    Default(String, String),
    /// A value out of JSON text.
    Text(String),
    /// Known not to be there.
    Absent,
    /// Not known.
    Unknown(Why),
}

impl Found {
    pub(crate) fn of(_world: &World<'_>, item: &Item) -> Self {
        match item {
            Item::Node(node) => Self::Node(*node),
            Item::Default(default) => Self::Default(default.value.to_string(), default.source.clone()),
            Item::Json(json) => Self::Text(json.to_string()),
            Item::Absent => Self::Absent,
            Item::Unknown(why) | Item::Computed(why) => Self::Unknown(*why),
        }
    }
}

/// One look at a property.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The resource looked at.
    pub resource: ResourceIndex,
    /// Canonical path.
    pub path: String,
    /// What was there.
    pub found: Found,
    /// What it did to the outcome: the test's result, turned around below a negation.
    pub truth: Truth,
}

/// Where an evaluation stands: a resource and a value within its document.
#[derive(Debug, Clone)]
pub(crate) struct Cursor {
    pub resource: ResourceIndex,
    pub item: Item,
    /// Canonical keys that lead from the document to the item.
    base: Rc<[String]>,
}

impl Cursor {
    pub fn at_resource(resource: ResourceIndex, document: NodeId) -> Self {
        Self { resource, item: Item::Node(document), base: Rc::from([]) }
    }

    /// A cursor at an element of the list at `path`.
    pub fn element(&self, path: &Path, item: Item) -> Self {
        let mut base: Vec<String> = self.base.to_vec();
        base.extend(path.0.iter().map(|s| match s {
            Step::Key(key) => key.clone(),
            Step::Each => "[*]".to_owned(),
        }));
        base.push("[*]".to_owned());
        Self { resource: self.resource, item, base: base.into() }
    }

    /// Keys from the document to a path, list steps left out.
    pub fn canonical_path(&self, steps: &[Step]) -> String {
        let base = self.base.iter().map(String::as_str).filter(|k| *k != "[*]");
        let below = steps.iter().filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Each => None,
        });
        let mut path = String::new();
        for key in base.chain(below) {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(key);
        }
        path
    }

    /// The path for people: with `[]` for list steps.
    pub fn path_to(&self, path: &Path) -> String {
        let mut text = String::new();
        for key in self.base.iter() {
            if key == "[*]" {
                text.push_str("[]");
                continue;
            }
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(key);
        }
        for step in &path.0 {
            match step {
                Step::Each => text.push_str("[]"),
                Step::Key(key) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                }
            }
        }
        text
    }
}

/// A text longer than this is no policy document.
const LONGEST_JSON_TEXT: usize = 1 << 20;

/// Whether a text that starts so is no JSON document, whatever follows.
fn starts_no_document(start: &str) -> bool {
    let start = start.trim_start();
    !start.is_empty() && !start.starts_with(['{', '['])
}

/// A text that holds a JSON document, read.
fn json_of(text: &str) -> Option<Json> {
    let trimmed = text.trim_start();
    (trimmed.starts_with(['{', '[']) && text.len() <= LONGEST_JSON_TEXT)
        .then(|| serde_json::from_str(text).ok())
        .flatten()
}

/// The value of a key; `None` if the key is known not to be there.
pub(crate) fn key(world: &World<'_>, item: &Item, key: &str) -> Option<Item> {
    let arena = &world.inventory.arena;
    match item {
        Item::Node(node) => match arena.value(*node) {
            Value::Map { open, .. } => arena
                .get_named(*node, key)
                .or_else(|| {
                    let same = |name: &str| names_condition(key) && name.eq_ignore_ascii_case(key);
                    arena.entries(*node).find(|(name, _)| same(arena.key_name(*name))).map(|(_, value)| value)
                })
                .map(Item::Node)
                .or_else(|| open.map(Item::Unknown)),
            Value::Unknown { why, .. } => Some(Item::Unknown(why)),
            Value::Ref { .. } => Some(Item::Unknown(Why::KnownAfterApply)),
            Value::String(text) => json_of(arena.text(text))
                .and_then(|json| json.get(key).cloned())
                .map(|j| Item::Json(Rc::new(j))),
            // A block that may stand once is a list of one in some sources.
            Value::List { open: None, .. } if arena.elements(*node).len() == 1 => {
                let only = arena.elements(*node).next()?;
                self::key(world, &Item::Node(only), key)
            }
            Value::List { .. } => Some(Item::Unknown(Why::UnsupportedExpression)),
            Value::Absent | Value::Bool(_) | Value::Number(_) => None,
        },
        Item::Default(default) => default.value.get(key).map(|value| {
            Item::Default(Rc::new(DefaultValue { value: value.clone(), source: default.source.clone() }))
        }),
        Item::Json(json) => json
            .get(key)
            .or_else(|| {
                let all = json.as_object().filter(|_| names_condition(key))?;
                all.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
            })
            .cloned()
            .map(|j| Item::Json(Rc::new(j))),
        Item::Absent => None,
        Item::Unknown(why) => Some(Item::Unknown(*why)),
        // What stands in a block that nobody wrote nobody wrote either.
        Item::Computed(why) => Some(Item::Computed(*why)),
    }
}

/// Whether a key is that of an IAM condition (`aws:SourceAccount`), which upper and lower case do not tell apart
/// (IAM User Guide, IAM JSON policy elements: Condition).
fn names_condition(key: &str) -> bool {
    key.contains(':') && !key.starts_with("x:")
}

/// The elements of a list, and why it may have more; a single value counts as a list of one.
pub(crate) fn elements(world: &World<'_>, item: &Item) -> (Vec<Item>, Option<Why>) {
    let arena = &world.inventory.arena;
    match item {
        Item::Node(node) => match arena.value(*node) {
            Value::List { open, .. } => {
                // A list inside a list: `Fn::If` and concatenations leave such; its elements are meant.
                let mut elements = Vec::new();
                let mut why = open;
                for element in arena.elements(*node) {
                    match arena.value(element) {
                        Value::List { open, .. } => {
                            elements.extend(arena.elements(element).map(Item::Node));
                            why = why.or(open);
                        }
                        Value::Unknown { why: element_why, .. } if arena.parts(element).len() == 0 => {
                            elements.push(Item::Unknown(element_why));
                        }
                        Value::Absent => {}
                        _ => elements.push(Item::Node(element)),
                    }
                }
                (elements, why)
            }
            Value::Unknown { why, .. } => match arena.parts(*node).next().map(|first| arena.value(first)) {
                // A text that is known in part is one value, unless it may hold a document.
                Some(Value::String(start)) if starts_no_document(arena.text(start)) => {
                    (vec![item.clone()], None)
                }
                Some(Value::Ref { attribute, .. }) if arena.text(attribute).eq_ignore_ascii_case("arn") => {
                    (vec![item.clone()], None)
                }
                _ => (Vec::new(), Some(why)),
            },
            Value::Absent => (Vec::new(), None),
            Value::String(text) => match json_of(arena.text(text)) {
                Some(Json::Array(all)) => (all.into_iter().map(|j| Item::Json(Rc::new(j))).collect(), None),
                _ => (vec![item.clone()], None),
            },
            _ => (vec![item.clone()], None),
        },
        Item::Json(json) => match &**json {
            Json::Array(all) => (all.iter().map(|j| Item::Json(Rc::new(j.clone()))).collect(), None),
            Json::Null => (Vec::new(), None),
            _ => (vec![item.clone()], None),
        },
        Item::Default(default) => match &default.value {
            Json::Array(all) => {
                let source = &default.source;
                let each = |value: &Json| {
                    Item::Default(Rc::new(DefaultValue { value: value.clone(), source: source.clone() }))
                };
                (all.iter().map(each).collect(), None)
            }
            Json::Null => (Vec::new(), None),
            _ => (vec![item.clone()], None),
        },
        Item::Absent => (Vec::new(), None),
        Item::Unknown(why) | Item::Computed(why) => (Vec::new(), Some(*why)),
    }
}
