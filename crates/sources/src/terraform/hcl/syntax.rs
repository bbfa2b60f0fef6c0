//! The syntax tree of both notations, native and JSON, with absolute places.

use super::number::Number;
use demarc_model::{Span, Why};
use std::rc::Rc;

/// An expression with its place.
#[derive(Debug, Clone)]
pub(super) struct Expr {
    pub kind: ExprKind,
    pub span: Option<Span>,
}

/// The forms of an expression.
#[derive(Debug, Clone)]
pub(super) enum ExprKind {
    Null,
    Bool(bool),
    Number(Number),
    Text(Rc<str>),
    Template(Vec<TemplatePart>),
    Tuple(Vec<Expr>),
    Object(Vec<(ObjectKey, Expr)>),
    Variable(String),
    Parenthesis(Box<Expr>),
    Traversal(Box<Expr>, Vec<Step>),
    Conditional(Box<[Expr; 3]>),
    Call {
        name: String,
        arguments: Vec<Expr>,
        expand: bool,
    },
    Unary(Unary, Box<Expr>),
    Binary(Binary, Box<[Expr; 2]>),
    For(Box<ForExpr>),
    /// What could not be read.
    Unreadable(Why),
}

/// The key of an object constructor.
#[derive(Debug, Clone)]
pub(super) enum ObjectKey {
    Name(String),
    Computed(Expr),
}

/// One step of a traversal.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Attribute(String),
    Index(Expr),
    /// The steps apply to each element.
    Splat(Vec<Step>),
}

/// A part of a template.
#[derive(Debug, Clone)]
pub(super) enum TemplatePart {
    Text(String),
    Interpolation(Expr),
    If { condition: Expr, then: Vec<TemplatePart>, otherwise: Vec<TemplatePart> },
    For { key: Option<String>, value: String, collection: Expr, body: Vec<TemplatePart> },
}

/// A `for` expression; it makes an object if it has a key.
#[derive(Debug, Clone)]
pub(super) struct ForExpr {
    pub key_name: Option<String>,
    pub value_name: String,
    pub collection: Expr,
    pub key: Option<Expr>,
    pub value: Expr,
    pub grouping: bool,
    pub condition: Option<Expr>,
}

/// Operators with one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unary {
    Negate,
    Not,
}

/// Operators with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
}

/// An attribute of a body.
#[derive(Debug, Clone)]
pub(super) struct Attribute {
    pub name: String,
    pub expr: Expr,
    pub span: Option<Span>,
}

/// A block of a body.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub kind: String,
    pub labels: Vec<String>,
    pub body: Body,
    pub span: Option<Span>,
}

/// Attributes and blocks in source order.
#[derive(Debug, Clone, Default)]
pub(super) struct Body {
    pub attributes: Vec<Attribute>,
    pub blocks: Vec<Block>,
    /// The text could not be read: nothing is known of what it sets.
    pub unreadable: bool,
    /// Names of top-level attributes whose values could not be read.
    pub lost: Vec<String>,
}

impl Body {
    /// Where the first of its parts stands.
    pub(super) fn span(&self) -> Option<Span> {
        let first = self.attributes.first().and_then(|a| a.span);
        first.or_else(|| self.blocks.first().and_then(|b| b.span))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }

    pub(super) fn expr(&self, name: &str) -> Option<&Expr> {
        self.attribute(name).map(|a| &a.expr)
    }

    pub(super) fn blocks_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> + 'a {
        self.blocks.iter().filter(move |b| b.kind == kind)
    }
}

impl Expr {
    /// The text of a string without interpolation.
    pub(super) fn literal_text(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::Text(text) => Some(text),
            _ => None,
        }
    }
}
