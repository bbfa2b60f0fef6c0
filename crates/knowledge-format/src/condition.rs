//! Conditions over a resource's document: a closed grammar, parsed once into a tree.

mod lexer;
mod parser;

use serde::{Deserialize, Serialize};
use std::fmt;

pub use parser::parse;

/// A condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// All hold.
    And(Vec<Condition>),
    /// One holds.
    Or(Vec<Condition>),
    /// The inner one does not hold.
    Not(Box<Condition>),
    /// A value compares so.
    Compare(Path, Comparison, Operand),
    /// A value is one of a list, or is not.
    In {
        /// The value.
        path: Path,
        /// The list.
        list: Vec<Literal>,
        /// `not in`.
        negated: bool,
    },
    /// A list has an equal element.
    Contains(Path, Literal),
    /// A text matches as a whole.
    Matches(Path, String),
    /// There is a value.
    Exists(Path),
    /// A quantified condition over the elements at a path.
    Quantified(Quantifier, Path, Box<Condition>),
    /// A quantified condition over related resources.
    Related {
        /// How many.
        quantifier: Quantifier,
        /// Their type.
        type_name: String,
        /// How they are related.
        link: Link,
        /// What holds of them.
        inner: Box<Condition>,
    },
}

/// `any`, `all`, `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
    /// Not one.
    None,
}

/// How a related resource is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// This resource's path names the other.
    Via(Path),
    /// The other's path names this one.
    By(Path),
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Operand {
    /// A literal.
    Literal(Literal),
    /// A parameter of the duty.
    Parameter(String),
}

/// A literal value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Literal {
    /// A text.
    Text(String),
    /// A number, as written.
    Number(String),
    /// True or false.
    Bool(bool),
}

/// A path of property names; `it` (no steps) is the element itself inside a quantifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Path(pub Vec<Step>);

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Step {
    /// A key of a map.
    Key(String),
    /// Every element of a list.
    Each,
}

impl Path {
    /// The keys, without list steps.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|s| match s {
            Step::Key(key) => Some(key.as_str()),
            Step::Each => None,
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("it");
        }
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if i == 0 => f.write_str(key)?,
                Step::Key(key) if key.contains('.') => write!(f, ".\"{key}\"")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Each => f.write_str("[*]")?,
            }
        }
        Ok(())
    }
}

impl Condition {
    /// Every path of the condition that starts at the resource, quantifier and inner path joined, with the conditions on
    /// related resources left out; used to check paths against the schema.
    #[must_use]
    pub fn own_paths(&self) -> Vec<Path> {
        let mut paths = Vec::new();
        self.collect(&Path(Vec::new()), &mut paths);
        paths
    }

    fn collect(&self, base: &Path, paths: &mut Vec<Path>) {
        let joined = |path: &Path| Path(base.0.iter().chain(&path.0).cloned().collect());
        match self {
            Self::And(all) | Self::Or(all) => all.iter().for_each(|c| c.collect(base, paths)),
            Self::Not(inner) => inner.collect(base, paths),
            Self::Compare(path, ..)
            | Self::In { path, .. }
            | Self::Contains(path, _)
            | Self::Matches(path, _)
            | Self::Exists(path) => paths.push(joined(path)),
            Self::Quantified(_, path, inner) => {
                let mut over = joined(path);
                paths.push(over.clone());
                over.0.push(Step::Each);
                inner.collect(&over, paths);
            }
            Self::Related { link, .. } => {
                if let Link::Via(path) = link {
                    paths.push(joined(path));
                }
            }
        }
    }

    /// Conditions on related resources: their type, the path by which they name this one, and what holds of them.
    #[must_use]
    pub fn related(&self) -> Vec<(&str, &Link, &Condition)> {
        let mut found = Vec::new();
        self.collect_related(&mut found);
        found
    }

    fn collect_related<'a>(&'a self, found: &mut Vec<(&'a str, &'a Link, &'a Self)>) {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().for_each(|c| c.collect_related(found)),
            Self::Not(inner) | Self::Quantified(_, _, inner) => inner.collect_related(found),
            Self::Related { type_name, link, inner, .. } => {
                found.push((type_name, link, inner));
                inner.collect_related(found);
            }
            _ => {}
        }
    }

    /// Names of the parameters that the condition asks for.
    #[must_use]
    pub fn parameters(&self) -> Vec<&str> {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().flat_map(Self::parameters).collect(),
            Self::Not(inner) | Self::Quantified(_, _, inner) | Self::Related { inner, .. } => {
                inner.parameters()
            }
            Self::Compare(_, _, Operand::Parameter(name)) => vec![name],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
