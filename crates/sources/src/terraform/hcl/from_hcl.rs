//! From the parser's tree to ours: absolute places, exact numbers, no decoration.

use super::{
    number::Number,
    syntax::{Attribute, Binary, Block, Body, Expr, ExprKind, ForExpr, ObjectKey as Key, Step, Unary},
    template,
};
use demarc_model::{DocumentId, Span, Why};
use hcl_edit::{
    Span as _,
    expr::{BinaryOperator, Expression, ObjectKey, Traversal, TraversalOperator, UnaryOperator},
    structure::{self, Structure},
};
use std::rc::Rc;

/// Where a piece of text that is parsed alone stands in its document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'t> {
    pub document: DocumentId,
    pub offset: usize,
    pub text: &'t str,
}

impl Place<'_> {
    pub(super) fn span(&self, range: Option<std::ops::Range<usize>>) -> Option<Span> {
        range.map(|r| Span::new(self.document, self.offset + r.start, self.offset + r.end))
    }
}

/// A body.
pub(super) fn body(place: Place<'_>, source: &structure::Body) -> Body {
    let mut body = Body::default();
    for item in source {
        match item {
            Structure::Attribute(attribute) => body.attributes.push(Attribute {
                name: attribute.key.value().to_string(),
                expr: expr(place, &attribute.value),
                span: place.span(attribute.span()),
            }),
            Structure::Block(block) => body.blocks.push(Block {
                kind: block.ident.value().to_string(),
                labels: block.labels.iter().map(|l| l.as_str().to_owned()).collect(),
                body: self::body(place, &block.body),
                span: place.span(block.span()),
            }),
        }
    }
    body
}

/// An expression.
pub(super) fn expr(place: Place<'_>, source: &Expression) -> Expr {
    let span = place.span(source.span());
    let kind = match source {
        Expression::Null(_) => ExprKind::Null,
        Expression::Bool(value) => ExprKind::Bool(*value.value()),
        Expression::Number(number) => {
            // The written digits, because the parsed number may have lost some.
            let written = source.span().and_then(|r| place.text.get(r)).map(str::to_owned);
            let text = written.unwrap_or_else(|| number.value().to_string());
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            Number::parse(&text).map_or(ExprKind::Unreadable(Why::UnsupportedExpression), ExprKind::Number)
        }
        Expression::String(text) => ExprKind::Text(Rc::from(text.value().as_str())),
        Expression::Array(array) => ExprKind::Tuple(array.iter().map(|e| expr(place, e)).collect()),
        Expression::Object(object) => ExprKind::Object(
            object
                .iter()
                .map(|(key, value)| {
                    let key = match key {
                        ObjectKey::Ident(name) => Key::Name(name.value().to_string()),
                        // Without parentheses a word is a name, whatever it means elsewhere.
                        ObjectKey::Expression(Expression::Null(_)) => Key::Name("null".to_owned()),
                        ObjectKey::Expression(e) => Key::Computed(expr(place, e)),
                    };
                    (key, expr(place, value.expr()))
                })
                .collect(),
        ),
        Expression::StringTemplate(parts) => template::quoted(place, parts.iter()),
        Expression::HeredocTemplate(heredoc) => template::heredoc(place, heredoc),
        Expression::Parenthesis(inner) => ExprKind::Parenthesis(Box::new(expr(place, inner.inner()))),
        Expression::Variable(name) => ExprKind::Variable(name.value().to_string()),
        Expression::Conditional(c) => ExprKind::Conditional(Box::new([
            expr(place, &c.cond_expr),
            expr(place, &c.true_expr),
            expr(place, &c.false_expr),
        ])),
        Expression::FuncCall(call) => {
            let mut name = String::new();
            for part in &call.name.namespace {
                name.push_str(part.value());
                name.push_str("::");
            }
            name.push_str(call.name.name.value());
            ExprKind::Call {
                name,
                arguments: call.args.iter().map(|e| expr(place, e)).collect(),
                expand: call.args.expand_final(),
            }
        }
        Expression::Traversal(traversal) => self::traversal(place, traversal),
        Expression::UnaryOp(op) => {
            let operator = match op.operator.value() {
                UnaryOperator::Neg => Unary::Negate,
                UnaryOperator::Not => Unary::Not,
            };
            ExprKind::Unary(operator, Box::new(expr(place, &op.expr)))
        }
        Expression::BinaryOp(op) => ExprKind::Binary(
            binary(*op.operator.value()),
            Box::new([expr(place, &op.lhs_expr), expr(place, &op.rhs_expr)]),
        ),
        Expression::ForExpr(source) => ExprKind::For(Box::new(ForExpr {
            key_name: source.intro.key_var.as_ref().map(|n| n.value().to_string()),
            value_name: source.intro.value_var.value().to_string(),
            collection: expr(place, &source.intro.collection_expr),
            key: source.key_expr.as_ref().map(|e| expr(place, e)),
            value: expr(place, &source.value_expr),
            grouping: source.grouping,
            condition: source.cond.as_ref().map(|c| expr(place, &c.expr)),
        })),
    };
    Expr { kind, span }
}

fn binary(operator: BinaryOperator) -> Binary {
    match operator {
        BinaryOperator::Eq => Binary::Equal,
        BinaryOperator::NotEq => Binary::NotEqual,
        BinaryOperator::Less => Binary::Less,
        BinaryOperator::LessEq => Binary::LessOrEqual,
        BinaryOperator::Greater => Binary::Greater,
        BinaryOperator::GreaterEq => Binary::GreaterOrEqual,
        BinaryOperator::Plus => Binary::Add,
        BinaryOperator::Minus => Binary::Subtract,
        BinaryOperator::Mul => Binary::Multiply,
        BinaryOperator::Div => Binary::Divide,
        BinaryOperator::Mod => Binary::Remainder,
        BinaryOperator::And => Binary::And,
        BinaryOperator::Or => Binary::Or,
    }
}

fn traversal(place: Place<'_>, source: &Traversal) -> ExprKind {
    let mut operators = source.operators.iter().map(hcl_edit::Decorated::value).peekable();
    let mut steps = Vec::new();
    while let Some(operator) = operators.next() {
        match operator {
            TraversalOperator::FullSplat(_) => {
                // `a[*].b[0]`: everything behind it applies to each element.
                let mut inner = Vec::new();
                let mut rest: Vec<&TraversalOperator> = operators.by_ref().collect();
                rest.reverse();
                while let Some(next) = rest.pop() {
                    match next {
                        TraversalOperator::FullSplat(_) | TraversalOperator::AttrSplat(_) => {
                            rest.reverse();
                            inner.push(Step::Splat(rest.iter().filter_map(|o| step(place, o)).collect()));
                            break;
                        }
                        other => inner.extend(step(place, other)),
                    }
                }
                steps.push(Step::Splat(inner));
            }
            TraversalOperator::AttrSplat(_) => {
                // `a.*.b.0[0]`: what follows a dot applies to each element, an index in brackets to the whole.
                let mut inner = Vec::new();
                while let Some(next) = operators.next_if(|o| {
                    matches!(o, TraversalOperator::GetAttr(_) | TraversalOperator::LegacyIndex(_))
                }) {
                    inner.extend(step(place, next));
                }
                steps.push(Step::Splat(inner));
            }
            other => steps.extend(step(place, other)),
        }
    }
    ExprKind::Traversal(Box::new(expr(place, &source.expr)), steps)
}

fn step(place: Place<'_>, operator: &TraversalOperator) -> Option<Step> {
    match operator {
        TraversalOperator::GetAttr(name) => Some(Step::Attribute(name.value().to_string())),
        TraversalOperator::Index(index) => Some(Step::Index(expr(place, index))),
        TraversalOperator::LegacyIndex(index) => {
            let number = Number::parse(&index.value().to_string())?;
            Some(Step::Index(Expr { kind: ExprKind::Number(number), span: place.span(index.span()) }))
        }
        TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => Some(Step::Splat(Vec::new())),
    }
}
