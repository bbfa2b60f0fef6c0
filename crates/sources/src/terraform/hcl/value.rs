//! Values of the Terraform language, with unknown parts as values of their own.

use super::{
    number::Number,
    types::Type,
    way::{self, Way},
};
use demarc_model::{Span, Why};
use demarc_schema::ProviderPlace;
use std::{collections::BTreeMap, rc::Rc};

/// A value, the place where it was written and whether it must not be shown.
#[derive(Debug, Clone)]
pub(super) struct Val {
    pub kind: Kind,
    pub span: Option<Span>,
    pub sensitive: bool,
    /// The type, where the value itself does not show it: of null, unknown and empty values.
    pub hint: Option<Type>,
    /// The places that passed it on since it was written.
    pub way: Option<Rc<Way>>,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(Number),
    Text(Rc<str>),
    List(Rc<ListValue>),
    Map(Rc<MapValue>),
    /// Nothing is known of it.
    Unknown(Unknown),
    /// An attribute of a resource that only the provider computes.
    Reference(Rc<Reference>),
    /// A text of which some parts are not known.
    Holed(Rc<Vec<Part>>),
    /// A JSON text, kept as the value that it encodes.
    Json(Rc<Val>, Style),
}

/// How a JSON text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As `jsonencode` does.
    Compact,
    /// As `aws_iam_policy_document` does: a line for each element, keys in an order of their own.
    Policy,
    /// The same on one line.
    MinifiedPolicy,
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Text(String),
    Hole(Val),
}

/// Why something is unknown and what it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unknown {
    pub why: Why,
    pub refers: Option<Rc<str>>,
}

impl Unknown {
    pub(super) fn new(why: Why, refers: impl AsRef<str>) -> Self {
        Self { why, refers: Some(Rc::from(refers.as_ref())) }
    }

    pub(super) fn plain(why: Why) -> Self {
        Self { why, refers: None }
    }
}

/// A computed attribute: the resource's address and the path within it.
#[derive(Clone)]
pub(super) struct Reference {
    pub target: Rc<str>,
    pub path: Rc<str>,
    /// Where in the provider's schema this is, if it is known there.
    pub place: Option<ProviderPlace>,
}

impl PartialEq for Reference {
    fn eq(&self, other: &Self) -> bool {
        self.target == other.target && self.path == other.path
    }
}

impl std::fmt::Debug for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.full())
    }
}

impl Reference {
    pub(super) fn full(&self) -> String {
        if self.path.is_empty() { self.target.to_string() } else { join_path(&self.target, &self.path) }
    }

    /// Whether AWS always sets the attribute, so that it is neither null nor empty.
    pub(super) fn always_set(&self) -> bool {
        matches!(&*self.path, "arn" | "id")
    }
}

fn join_path(head: &str, tail: &str) -> String {
    if head.is_empty() {
        tail.to_owned()
    } else if tail.starts_with('[') {
        format!("{head}{tail}")
    } else {
        format!("{head}.{tail}")
    }
}

/// The three kinds of sequences; a tuple is what brackets write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Tuple,
    List,
    Set,
}

/// Elements, and why there may be more of them. The positions of an open list's elements are not certain.
#[derive(Debug, Clone)]
pub(super) struct ListValue {
    pub items: Vec<Val>,
    pub shape: Shape,
    pub open: Option<Open>,
    size: Size,
}

/// Why a collection may have more elements, and what such an element looks like, if that is known.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub unknown: Unknown,
    pub element: Option<Val>,
}

impl Open {
    pub(super) fn new(unknown: Unknown) -> Self {
        Self { unknown, element: None }
    }
}

/// Entries by key, and what is known of keys that are not among them.
#[derive(Debug, Clone)]
pub(super) struct MapValue {
    pub entries: BTreeMap<String, Val>,
    /// An object has a fixed set of attributes, each of its own type.
    pub object: bool,
    pub rest: Rest,
    size: Size,
}

/// What a key that a map does not list stands for.
#[derive(Debug, Clone)]
pub(super) enum Rest {
    /// Nothing: there are no more keys.
    Closed,
    /// There may be more.
    Open(Open),
    /// Attributes that the provider computes.
    Resource(Rc<Reference>),
    /// Attributes of a data source, by its address.
    Data(Unknown),
}

/// How much there is to walk through, shared parts counted as often as they occur, and how deep it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub weight: u64,
    pub height: u32,
}

impl Size {
    const ONE: Self = Self { weight: 1, height: 1 };

    fn around<'v>(values: impl Iterator<Item = &'v Val>) -> Self {
        values.fold(Self::ONE, |sum, value| {
            let size = value.size();
            Self {
                weight: sum.weight.saturating_add(size.weight),
                height: sum.height.max(size.height.saturating_add(1)),
            }
        })
    }
}

impl Val {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, span: None, sensitive: false, hint: None, way: None }
    }

    pub(super) fn null() -> Self {
        Self::new(Kind::Null)
    }

    pub(super) fn bool(value: bool) -> Self {
        Self::new(Kind::Bool(value))
    }

    pub(super) fn number(value: Number) -> Self {
        Self::new(Kind::Number(value))
    }

    pub(super) fn int(value: i64) -> Self {
        Self::number(Number::from(value))
    }

    pub(super) fn count(value: usize) -> Self {
        Self::int(i64::try_from(value).unwrap_or(i64::MAX))
    }

    pub(super) fn text(value: impl AsRef<str>) -> Self {
        Self::new(Kind::Text(Rc::from(value.as_ref())))
    }

    pub(super) fn sequence(shape: Shape, items: Vec<Self>) -> Self {
        Self::open_sequence(shape, items, None)
    }

    pub(super) fn open_sequence(shape: Shape, items: Vec<Self>, open: Option<Open>) -> Self {
        let size = Size::around(items.iter());
        Self::new(Kind::List(Rc::new(ListValue { items, shape, open, size })))
    }

    pub(super) fn list(items: Vec<Self>) -> Self {
        Self::sequence(Shape::List, items)
    }

    pub(super) fn tuple(items: Vec<Self>) -> Self {
        Self::sequence(Shape::Tuple, items)
    }

    pub(super) fn texts<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> Self {
        Self::list(items.into_iter().map(Self::text).collect())
    }

    pub(super) fn object(entries: BTreeMap<String, Self>) -> Self {
        Self::map_of(entries, true, Rest::Closed)
    }

    pub(super) fn map(entries: BTreeMap<String, Self>) -> Self {
        Self::map_of(entries, false, Rest::Closed)
    }

    pub(super) fn map_of(entries: BTreeMap<String, Self>, object: bool, rest: Rest) -> Self {
        let size = Size::around(entries.values());
        Self::new(Kind::Map(Rc::new(MapValue { entries, object, rest, size })))
    }

    pub(super) fn unknown(unknown: Unknown) -> Self {
        Self::new(Kind::Unknown(unknown))
    }

    pub(super) fn reference(target: &str, path: &str) -> Self {
        Self::new(Kind::Reference(Rc::new(Reference {
            target: Rc::from(target),
            path: Rc::from(path),
            place: None,
        })))
    }

    /// The same value at a place, unless it has one.
    #[must_use]
    pub(super) fn or_at(mut self, span: Option<Span>) -> Self {
        self.span = self.span.or(span);
        self
    }

    /// The same value as one that was made of another, which has its place unless this one has its own.
    #[must_use]
    pub(super) fn or_where(mut self, other: &Self) -> Self {
        if self.span.is_none() {
            self.span = other.span;
            self.way.clone_from(&other.way);
        }
        self
    }

    /// The same value, passed on by an expression.
    #[must_use]
    pub(super) fn through(mut self, place: Option<Span>) -> Self {
        self.way = way::on(self.way, self.span, place);
        self
    }

    /// The same value as a part of another one, whose way is its own too.
    #[must_use]
    pub(super) fn part_of(mut self, whole: &Self) -> Self {
        if whole.way.is_some() {
            self.way = way::joined(self.way, whole.way.as_ref(), self.span);
        }
        self.sensitive |= whole.sensitive;
        self
    }

    /// The same value with a type that it does not show itself.
    #[must_use]
    pub(super) fn hinted(mut self, kind: &Type) -> Self {
        if !matches!(kind, Type::Any) {
            self.hint = Some(kind.clone());
        }
        self
    }

    /// The same value, sensitive if `also` is.
    #[must_use]
    pub(super) fn sensitive_if(mut self, also: bool) -> Self {
        self.sensitive |= also;
        self
    }

    /// The size of the value with all that it contains.
    pub(super) fn size(&self) -> Size {
        match &self.kind {
            Kind::Text(text) => Size { weight: 1 + text.len() as u64 / 16, height: 1 },
            Kind::List(list) => list.size,
            Kind::Map(map) => map.size,
            Kind::Json(value, _) => Size::around(std::iter::once(&**value)),
            Kind::Holed(parts) => {
                let holes = parts.iter().filter_map(|p| match p {
                    Part::Hole(value) => Some(value),
                    Part::Text(_) => None,
                });
                let texts: usize =
                    parts.iter().map(|p| if let Part::Text(t) = p { t.len() } else { 0 }).sum();
                let size = Size::around(holes);
                Size { weight: size.weight.saturating_add(texts as u64 / 16), ..size }
            }
            _ => Size::ONE,
        }
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// Why the value itself is unknown; what it contains may be unknown all the same.
    pub(super) fn why_unknown(&self) -> Option<Unknown> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown.clone()),
            Kind::Reference(reference) => Some(Unknown::new(Why::KnownAfterApply, reference.full())),
            Kind::Holed(parts) => parts.iter().find_map(|p| match p {
                Part::Hole(value) => value.why_unknown().or_else(|| value.deep_unknown()),
                Part::Text(_) => None,
            }),
            _ => None,
        }
    }

    /// Why the value or anything in it is unknown.
    pub(super) fn deep_unknown(&self) -> Option<Unknown> {
        match &self.kind {
            Kind::List(list) => list
                .open
                .as_ref()
                .map(|o| o.unknown.clone())
                .or_else(|| list.items.iter().find_map(Self::deep_unknown)),
            Kind::Map(map) => match &map.rest {
                Rest::Closed => None,
                Rest::Open(open) => Some(open.unknown.clone()),
                Rest::Resource(reference) => Some(Unknown::new(Why::KnownAfterApply, reference.full())),
                Rest::Data(unknown) => Some(unknown.clone()),
            }
            .or_else(|| map.entries.values().find_map(Self::deep_unknown)),
            Kind::Json(value, _) => value.deep_unknown(),
            _ => self.why_unknown(),
        }
    }

    /// Whether it holds anything of which nothing at all is known; attributes that a provider computes do not count.
    pub(super) fn undecided(&self) -> Option<Unknown> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown.clone()),
            Kind::Reference(_) => None,
            Kind::List(list) => list
                .open
                .as_ref()
                .map(|o| o.unknown.clone())
                .or_else(|| list.items.iter().find_map(Self::undecided)),
            Kind::Map(map) => match &map.rest {
                Rest::Open(open) => Some(open.unknown.clone()),
                _ => map.entries.values().find_map(Self::undecided),
            },
            Kind::Json(value, _) => value.undecided(),
            Kind::Holed(parts) => parts.iter().find_map(|p| match p {
                Part::Hole(value) => value.undecided(),
                Part::Text(_) => None,
            }),
            _ => None,
        }
    }

    /// Whether it or anything in it must not be shown.
    pub(super) fn deep_sensitive(&self) -> bool {
        self.sensitive
            || match &self.kind {
                Kind::List(list) => list.items.iter().any(Self::deep_sensitive),
                Kind::Map(map) => map.entries.values().any(Self::deep_sensitive),
                Kind::Json(value, _) => value.deep_sensitive(),
                Kind::Holed(parts) => parts.iter().any(|p| match p {
                    Part::Hole(value) => value.deep_sensitive(),
                    Part::Text(_) => false,
                }),
                _ => false,
            }
    }

    /// The value's type in words, for messages.
    pub(super) fn type_name(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "bool",
            Kind::Number(_) => "number",
            Kind::Text(_) | Kind::Holed(_) | Kind::Json(..) => "string",
            Kind::List(list) => match list.shape {
                Shape::Tuple => "tuple",
                Shape::List => "list",
                Shape::Set => "set",
            },
            Kind::Map(map) => {
                if map.object {
                    "object"
                } else {
                    "map"
                }
            }
            Kind::Unknown(_) | Kind::Reference(_) => "unknown value",
        }
    }
}
