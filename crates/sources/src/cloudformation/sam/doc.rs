//! Values of a template while SAM works on it.

use super::{fields::Fields, text::Text};
use crate::syntax::{Entry, Mapping, Tree, TreeValue};
use demarc_model::Span;

/// A value, its place if it was written, and whether a part of it was lost to a syntax error.
#[derive(Debug, Clone)]
pub(super) struct Doc {
    pub(super) kind: Kind,
    pub(super) span: Option<Span>,
    pub(super) incomplete: bool,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(Box<str>),
    Text(Text),
    List(Vec<Doc>),
    Map(Fields),
}

/// Values are equal by what they are, wherever they stand.
impl PartialEq for Doc {
    fn eq(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Null, Kind::Null) => true,
            (Kind::Bool(a), Kind::Bool(b)) => a == b,
            (Kind::Number(a), Kind::Number(b)) => a == b,
            (Kind::Text(a), Kind::Text(b)) => a.as_str() == b.as_str(),
            (Kind::List(a), Kind::List(b)) => a == b,
            (Kind::Map(a), Kind::Map(b)) => a == b,
            _ => false,
        }
    }
}

impl Doc {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, span: None, incomplete: false }
    }

    pub(super) fn null() -> Self {
        Self::new(Kind::Null)
    }

    pub(super) fn list(elements: Vec<Doc>) -> Self {
        Self::new(Kind::List(elements))
    }

    /// The value with a place, if it has none.
    pub(super) fn at(mut self, span: Option<Span>) -> Self {
        self.span = self.span.or(span);
        self
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// Whether SAM takes the value for one that is set: not null, false, zero or empty.
    pub(super) fn truthy(&self) -> bool {
        match &self.kind {
            Kind::Null => false,
            Kind::Bool(value) => *value,
            Kind::Number(text) => text.parse::<f64>() != Ok(0.0),
            Kind::Text(text) => !text.as_str().is_empty(),
            Kind::List(elements) => !elements.is_empty(),
            Kind::Map(fields) => !fields.is_empty(),
        }
    }

    pub(super) fn is_true(&self) -> bool {
        matches!(self.kind, Kind::Bool(true))
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        self.as_text().map(Text::as_str)
    }

    pub(super) fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }

    pub(super) fn as_list(&self) -> Option<&[Doc]> {
        match &self.kind {
            Kind::List(elements) => Some(elements),
            _ => None,
        }
    }

    pub(super) fn as_list_mut(&mut self) -> Option<&mut Vec<Doc>> {
        match &mut self.kind {
            Kind::List(elements) => Some(elements),
            _ => None,
        }
    }

    pub(super) fn as_map(&self) -> Option<&Fields> {
        match &self.kind {
            Kind::Map(fields) => Some(fields),
            _ => None,
        }
    }

    pub(super) fn as_map_mut(&mut self) -> Option<&mut Fields> {
        match &mut self.kind {
            Kind::Map(fields) => Some(fields),
            _ => None,
        }
    }

    /// The value of a key that is not null; nothing for what is no map.
    pub(super) fn get(&self, key: &str) -> Option<&Doc> {
        self.as_map()?.get(key)
    }

    /// The value of a key that counts as set.
    pub(super) fn set_at(&self, key: &str) -> Option<&Doc> {
        self.get(key).filter(|value| value.truthy())
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.as_map().is_some_and(|fields| fields.has(key))
    }

    /// A copy made part by part, in which the order of keys may be another one.
    pub(super) fn copied(&self) -> Self {
        let kind = match &self.kind {
            Kind::List(elements) => Kind::List(elements.iter().map(Self::copied).collect()),
            Kind::Map(fields) => Kind::Map(fields.copied()),
            kind => kind.clone(),
        };
        Self { kind, ..*self }
    }

    /// The value with maps in the order of hashes and texts of the template, as SAM keeps what an API is made of.
    pub(super) fn hashed(self) -> Self {
        let kind = match self.kind {
            Kind::Text(text) => Kind::Text(text.of_template()),
            Kind::List(elements) => Kind::List(elements.into_iter().map(Self::hashed).collect()),
            Kind::Map(fields) => Kind::Map(fields.hashed()),
            kind => kind,
        };
        Self { kind, ..self }
    }

    /// Number of values in it, itself included.
    pub(super) fn size(&self) -> usize {
        1 + match &self.kind {
            Kind::List(elements) => elements.iter().map(Self::size).sum(),
            Kind::Map(fields) => fields.size(),
            _ => 0,
        }
    }

    /// A part of a template; functions written as tags become maps.
    pub(super) fn of(tree: &Tree) -> Self {
        let plain = Self { kind: kind_of(tree), span: Some(tree.span), incomplete: tree.incomplete };
        let Some(tag) = tree.tag.as_deref() else { return plain };
        let name = if matches!(tag, "Ref" | "Condition") { tag.to_owned() } else { format!("Fn::{tag}") };
        let argument = match (tag, plain.as_str().and_then(|text| text.split_once('.'))) {
            ("GetAtt", Some((resource, attribute))) => {
                Self::list(vec![resource.into(), attribute.into()]).at(plain.span)
            }
            _ => plain,
        };
        let mut call = Fields::new();
        call.set(name, argument);
        Self::new(Kind::Map(call)).at(Some(tree.span))
    }

    /// The value as a part of a template; what has no place gets this one.
    pub(super) fn into_tree(self, place: Span) -> Tree {
        let span = self.span.unwrap_or(place);
        let value = match self.kind {
            Kind::Null => TreeValue::Null,
            Kind::Bool(value) => TreeValue::Bool(value),
            Kind::Number(text) => TreeValue::Number(text),
            Kind::Text(text) => TreeValue::String(text.as_str().into()),
            Kind::List(elements) => {
                TreeValue::Sequence(elements.into_iter().map(|e| e.into_tree(span)).collect())
            }
            Kind::Map(fields) => {
                let entry = |(key, value): (Text, Doc)| {
                    let value = value.into_tree(span);
                    Entry { key: key.as_str().into(), key_span: value.span, value }
                };
                TreeValue::Mapping(Mapping::new(fields.into_iter().map(entry).collect(), &mut Vec::new()))
            }
        };
        Tree { value, span, tag: None, incomplete: self.incomplete }
    }
}

fn kind_of(tree: &Tree) -> Kind {
    match &tree.value {
        TreeValue::Null => Kind::Null,
        TreeValue::Bool(value) => Kind::Bool(*value),
        TreeValue::Number(text) => Kind::Number(text.clone()),
        TreeValue::String(text) => Kind::Text(Text::from(&**text)),
        TreeValue::Sequence(elements) => Kind::List(elements.iter().map(Doc::of).collect()),
        TreeValue::Mapping(mapping) => Kind::Map(Fields::of(mapping)),
    }
}

impl Default for Doc {
    fn default() -> Self {
        Self::null()
    }
}

impl From<Kind> for Doc {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}

impl From<&str> for Doc {
    fn from(text: &str) -> Self {
        Self::new(Kind::Text(Text::from(text)))
    }
}

impl From<String> for Doc {
    fn from(text: String) -> Self {
        Self::new(Kind::Text(Text::from(text.as_str())))
    }
}

impl From<&String> for Doc {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Text> for Doc {
    fn from(text: Text) -> Self {
        Self::new(Kind::Text(text))
    }
}

impl From<&Text> for Doc {
    fn from(text: &Text) -> Self {
        Self::new(Kind::Text(text.clone()))
    }
}

impl From<bool> for Doc {
    fn from(value: bool) -> Self {
        Self::new(Kind::Bool(value))
    }
}

impl From<i64> for Doc {
    fn from(value: i64) -> Self {
        Self::new(Kind::Number(value.to_string().into()))
    }
}

impl From<Fields> for Doc {
    fn from(fields: Fields) -> Self {
        Self::new(Kind::Map(fields))
    }
}

impl From<Vec<Doc>> for Doc {
    fn from(elements: Vec<Doc>) -> Self {
        Self::list(elements)
    }
}

impl From<&Doc> for Doc {
    fn from(doc: &Doc) -> Self {
        doc.clone()
    }
}

/// A map of these keys and values, in this order.
macro_rules! fields {
    () => {
        $crate::cloudformation::sam::fields::Fields::new()
    };
    ($($key:expr => $value:expr),+ $(,)?) => {{
        let mut fields = $crate::cloudformation::sam::fields::Fields::new();
        $(fields.set($key, $crate::cloudformation::sam::doc::Doc::from($value));)+
        fields
    }};
}

/// The same as a value.
macro_rules! map {
    ($($key:expr => $value:expr),* $(,)?) => {
        $crate::cloudformation::sam::doc::Doc::from($crate::cloudformation::sam::doc::fields!($($key => $value),*))
    };
}

/// A list of these elements.
macro_rules! list {
    ($($value:expr),* $(,)?) => {
        $crate::cloudformation::sam::doc::Doc::list(vec![$($crate::cloudformation::sam::doc::Doc::from($value)),*])
    };
}

pub(super) use {fields, list, map};
