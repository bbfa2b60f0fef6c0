//! Values while a template is evaluated: what is known, what refers to a resource, what is unknown and why.

use demarc_inventory::{Piece, can_be};
use demarc_model::{Span, Why};

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Val {
    pub(super) data: Data,
    pub(super) span: Span,
    /// Must never be shown.
    pub(super) sensitive: bool,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Data {
    Null,
    /// `AWS::NoValue`: the property is not there.
    NoValue,
    Bool(bool),
    Number(String),
    String(String),
    /// Elements, and why there may be more.
    List(Vec<Val>, Option<Why>),
    /// Entries, and why there may be more.
    Map(Vec<(String, Val)>, Option<Why>),
    /// An attribute of a resource; empty for `Ref`.
    Ref {
        target: String,
        attribute: String,
    },
    Unknown(Unknown),
}

/// Why a value is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) why: Why,
    /// What it depends on, in the template's words.
    pub(super) refers: Option<String>,
    /// It may be `AWS::NoValue`.
    pub(super) may_be_absent: bool,
    /// Of a text that is known in part its pieces: texts, and what is not known in between.
    pub(super) parts: Vec<Val>,
}

impl Unknown {
    pub(super) fn new(why: Why, refers: impl Into<Option<String>>) -> Self {
        Self { why, refers: refers.into(), may_be_absent: false, parts: Vec::new() }
    }
}

impl Val {
    pub(super) fn new(data: Data, span: Span) -> Self {
        Self { data, span, sensitive: false }
    }

    pub(super) fn string(text: impl Into<String>, span: Span) -> Self {
        Self::new(Data::String(text.into()), span)
    }

    pub(super) fn unknown(why: Why, refers: impl Into<Option<String>>, span: Span) -> Self {
        Self::new(Data::Unknown(Unknown::new(why, refers)), span)
    }

    pub(super) fn reference(target: String, attribute: &str, span: Span) -> Self {
        Self::new(Data::Ref { target, attribute: attribute.to_owned() }, span)
    }

    /// Puts a value with all that is in it at another place.
    pub(super) fn place_at(&mut self, span: Span) {
        self.span = span;
        match &mut self.data {
            Data::List(elements, _) => elements.iter_mut().for_each(|element| element.place_at(span)),
            Data::Map(entries, _) => entries.iter_mut().for_each(|(_, value)| value.place_at(span)),
            Data::Unknown(unknown) => unknown.parts.iter_mut().for_each(|part| part.place_at(span)),
            _ => {}
        }
    }

    pub(super) fn with_sensitive(mut self, sensitive: bool) -> Self {
        self.sensitive |= sensitive;
        self
    }

    /// The text of a known scalar, as CloudFormation would write it into a text.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) | Data::Number(text) => Some(text),
            Data::Bool(true) => Some("true"),
            Data::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// Why this cannot be used as a known value: also for a reference, whose value AWS gives at deployment.
    pub(super) fn obstacle(&self) -> Unknown {
        match &self.data {
            Data::Unknown(unknown) => Unknown::new(unknown.why, unknown.refers.clone()),
            Data::Ref { target, attribute } => Unknown::new(Why::KnownAfterApply, dotted(target, attribute)),
            _ => Unknown::new(Why::UnsupportedExpression, None),
        }
    }

    /// Number of values and bytes, for the limit on what a template may expand to.
    pub(super) fn weight(&self) -> usize {
        match &self.data {
            Data::String(text) | Data::Number(text) => text.len() + 1,
            Data::List(elements, _) => elements.iter().map(Self::weight).sum::<usize>() + 1,
            Data::Map(entries, _) => entries.iter().map(|(k, v)| k.len() + v.weight()).sum::<usize>() + 1,
            Data::Unknown(unknown) => unknown.parts.iter().map(Self::weight).sum::<usize>() + 1,
            _ => 1,
        }
    }

    /// Whether the value may be this text; false only for a text that is known in part.
    pub(super) fn can_be(&self, text: &str) -> bool {
        let Data::Unknown(Unknown { parts, .. }) = &self.data else { return true };
        let pieces: Vec<Piece<'_>> =
            parts.iter().map(|part| part.text().map_or(Piece::Anything, Piece::Text)).collect();
        pieces.is_empty() || can_be(&pieces, text)
    }

    /// Whether two values are certainly the same.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (&self.data, &other.data) {
            (Data::Null, Data::Null) | (Data::NoValue, Data::NoValue) => true,
            (Data::List(a, a_open), Data::List(b, b_open)) => {
                a_open.is_none()
                    && b_open.is_none()
                    && a.len() == b.len()
                    && a.iter().zip(b).all(|(a, b)| a.same(b))
            }
            (Data::Map(a, a_open), Data::Map(b, b_open)) => {
                a_open.is_none()
                    && b_open.is_none()
                    && a.len() == b.len()
                    && a.iter().all(|(key, a)| b.iter().any(|(k, b)| k == key && a.same(b)))
            }
            (
                Data::Ref { target: a, attribute: a_attribute },
                Data::Ref { target: b, attribute: b_attribute },
            ) => a == b && a_attribute == b_attribute,
            _ => self.text().is_some() && self.text() == other.text(),
        }
    }
}

/// `target.attribute`, or the target alone.
pub(super) fn dotted(target: &str, attribute: &str) -> String {
    if attribute.is_empty() { target.to_owned() } else { format!("{target}.{attribute}") }
}

/// What holds whichever of two values it is: what both agree on stays known, the rest is unknown.
pub(super) fn either(one: Val, other: Val, unknown: &Unknown, span: Span) -> Val {
    let sensitive = one.sensitive || other.sensitive;
    if one.same(&other) {
        return Val { span, ..one }.with_sensitive(sensitive);
    }
    let may_be_absent = |val: &Val| match &val.data {
        Data::NoValue => true,
        Data::Unknown(unknown) => unknown.may_be_absent,
        _ => false,
    };
    let absent = may_be_absent(&one) || may_be_absent(&other);
    let data = match (one.data, other.data) {
        (Data::Map(ones, one_open), Data::Map(mut others, other_open)) => {
            let mut merged = Vec::with_capacity(ones.len());
            let one_sided = |place: Span| {
                Val::new(Data::Unknown(Unknown { may_be_absent: true, ..unknown.clone() }), place)
            };
            for (key, value) in ones {
                let place = value.span;
                let value = match others.iter().position(|(k, _)| *k == key) {
                    Some(at) => either(value, others.remove(at).1, unknown, place),
                    None => one_sided(place).with_sensitive(value.sensitive),
                };
                merged.push((key, value));
            }
            for (key, value) in others {
                merged.push((key, one_sided(value.span).with_sensitive(value.sensitive)));
            }
            Data::Map(merged, one_open.or(other_open))
        }
        (Data::List(ones, _), Data::List(mut others, _)) => {
            let mut common = Vec::new();
            for element in ones {
                if let Some(at) = others.iter().position(|o| o.same(&element)) {
                    others.remove(at);
                    common.push(element);
                }
            }
            if common.is_empty() {
                Data::Unknown(Unknown { may_be_absent: absent, ..unknown.clone() })
            } else {
                Data::List(common, Some(unknown.why))
            }
        }
        _ => Data::Unknown(Unknown { may_be_absent: absent, ..unknown.clone() }),
    };
    Val::new(data, span).with_sensitive(sensitive)
}
