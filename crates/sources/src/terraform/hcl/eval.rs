//! Evaluation of expressions.

use super::{
    access::{self, Key, Miss},
    branches, convert, equality,
    evaluator::{Evaluator, Fault},
    number::Number,
    scope::{Name, Scope},
    syntax::{Binary, Expr, ExprKind, ForExpr, ObjectKey, Step, TemplatePart, Unary},
    types::Type,
    value::{Kind, Open, Part, Rest, Shape, Unknown, Val},
};
use demarc_model::{Span, Why};
use std::{collections::BTreeMap, rc::Rc};

impl Evaluator<'_, '_> {
    /// The value of an expression.
    pub(super) fn eval(&mut self, expr: &Expr, scope: Scope<'_>) -> Result<Val, Fault> {
        if !self.enter(expr.span) {
            return Ok(Val::unknown(Unknown::plain(Why::UnsupportedExpression)).or_at(expr.span));
        }
        let result = self.eval_kind(expr, scope);
        self.depth -= 1;
        match result {
            Ok(value) => Ok(self.bounded(value, expr.span).or_at(expr.span)),
            Err(fault) => Err(Fault { span: fault.span.or(expr.span), ..fault }),
        }
    }

    fn eval_kind(&mut self, expr: &Expr, scope: Scope<'_>) -> Result<Val, Fault> {
        match &expr.kind {
            ExprKind::Null => Ok(Val::null()),
            ExprKind::Bool(b) => Ok(Val::bool(*b)),
            ExprKind::Number(n) => Ok(Val::number(n.clone())),
            ExprKind::Text(text) => Ok(Val::new(Kind::Text(text.clone()))),
            ExprKind::Template(parts) => self.template(parts, scope),
            ExprKind::Tuple(items) => {
                let values: Result<Vec<Val>, Fault> = items.iter().map(|e| self.eval(e, scope)).collect();
                Ok(Val::tuple(values?))
            }
            ExprKind::Object(items) => self.object(items, scope),
            ExprKind::Variable(_) => self.passed_on(expr, &[], expr.span, scope),
            ExprKind::Parenthesis(inner) => self.eval(inner, scope),
            ExprKind::Traversal(head, steps) => self.passed_on(head, steps, expr.span, scope),
            ExprKind::Conditional(parts) => self.conditional(parts, scope),
            ExprKind::Call { name, arguments, expand } => {
                self.call(name, arguments, *expand, expr.span, scope)
            }
            ExprKind::Unary(operator, operand) => self.unary(*operator, operand, scope),
            ExprKind::Binary(operator, operands) => self.binary(*operator, operands, scope),
            ExprKind::For(source) => self.for_expr(source, scope),
            ExprKind::Unreadable(why) => Ok(Val::unknown(Unknown::plain(*why))),
        }
    }

    fn object(&mut self, items: &[(ObjectKey, Expr)], scope: Scope<'_>) -> Result<Val, Fault> {
        let mut entries = BTreeMap::new();
        let mut rest = Rest::Closed;
        let mut sensitive = false;
        for (key, value) in items {
            let name = match key {
                ObjectKey::Name(name) => name.clone(),
                ObjectKey::Computed(expr) => {
                    let key = self.eval(expr, scope)?;
                    sensitive |= key.sensitive;
                    let key = convert::to_text(&key).map_err(|e| Fault::new(e, expr.span))?;
                    match (&key.kind, key.deep_unknown()) {
                        (Kind::Text(text), _) => text.to_string(),
                        (_, Some(unknown)) => {
                            // Whichever key this is: its value may stand at any of them, and the last one counts.
                            let _ = self.eval(value, scope);
                            for known in entries.values_mut() {
                                *known = Val::unknown(unknown.clone());
                            }
                            rest = Rest::Open(Open::new(unknown));
                            continue;
                        }
                        _ => return Err(Fault::new("a key of an object must be a string", expr.span)),
                    }
                }
            };
            let value = self.eval(value, scope)?;
            entries.insert(name, value);
        }
        Ok(Val::map_of(entries, true, rest).sensitive_if(sensitive))
    }

    fn conditional(&mut self, parts: &[Expr; 3], scope: Scope<'_>) -> Result<Val, Fault> {
        let [condition, then, otherwise] = parts;
        let decided = self.eval(condition, scope)?;
        let sensitive = decided.sensitive;
        let decided = convert::to_bool(&decided).map_err(|e| Fault::new(e, condition.span))?;
        let value = match (&decided.kind, decided.why_unknown()) {
            (Kind::Bool(choice), _) => {
                let (chosen, other) = if *choice { (then, otherwise) } else { (otherwise, then) };
                let value = self.eval(chosen, scope)?;
                self.beside(value, other, scope)?
            }
            (_, Some(unknown)) => {
                let both = (self.eval(then, scope), self.eval(otherwise, scope));
                match both {
                    (Ok(a), Ok(b)) => {
                        let (a, b) = branches::alike(a, b).map_err(|e| Fault::new(e, then.span))?;
                        branches::either(&a, &b, &unknown, 0)
                    }
                    _ => Val::unknown(unknown),
                }
            }
            _ => return Err(Fault::new("a condition must be true or false, not null", condition.span)),
        };
        Ok(value.sensitive_if(sensitive))
    }

    /// The chosen value of a conditional in the type that it has with the other one.
    fn beside(&mut self, value: Val, other: &Expr, scope: Scope<'_>) -> Result<Val, Fault> {
        // A text stays one, whatever stands beside it.
        if matches!(value.kind, Kind::Text(_) | Kind::Holed(_) | Kind::Json(..)) {
            return Ok(value);
        }
        let (assumed, doubt) = (self.assumed, self.doubt.clone());
        let other_value = self.eval(other, scope);
        (self.assumed, self.doubt) = (assumed, doubt);
        let Ok(other_value) = other_value else { return Ok(value) };
        let (value, _) = branches::alike(value, other_value).map_err(|e| Fault::new(e, other.span))?;
        Ok(value)
    }

    fn unary(&mut self, operator: Unary, operand: &Expr, scope: Scope<'_>) -> Result<Val, Fault> {
        let value = self.eval(operand, scope)?;
        let sensitive = value.sensitive;
        let fail = |e| Fault::new(e, operand.span);
        let value = match operator {
            Unary::Negate => convert::to_number(&value).map_err(fail)?,
            Unary::Not => convert::to_bool(&value).map_err(fail)?,
        };
        let result = match (&value.kind, value.why_unknown()) {
            (Kind::Number(n), _) => Val::number(n.negate()),
            (Kind::Bool(b), _) => Val::bool(!b),
            (_, Some(unknown)) => Val::unknown(unknown).hinted(match operator {
                Unary::Negate => &Type::Number,
                Unary::Not => &Type::Bool,
            }),
            _ => return Err(Fault::new("the operand must not be null", operand.span)),
        };
        Ok(result.sensitive_if(sensitive))
    }

    fn binary(&mut self, operator: Binary, operands: &[Expr; 2], scope: Scope<'_>) -> Result<Val, Fault> {
        let [left, right] = operands;
        if matches!(operator, Binary::And | Binary::Or) {
            return self.logic(operator, left, right, scope);
        }
        let (a, b) = (self.eval(left, scope)?, self.eval(right, scope)?);
        let sensitive = a.deep_sensitive() || b.deep_sensitive();
        let result = match operator {
            Binary::Equal | Binary::NotEqual => match equality::equal(&a, &b) {
                Ok(equal) => Val::bool(equal == (operator == Binary::Equal)),
                Err(unknown) => Val::unknown(unknown).hinted(&Type::Bool),
            },
            _ => {
                let a = convert::to_number(&a).map_err(|e| Fault::new(e, left.span))?;
                let b = convert::to_number(&b).map_err(|e| Fault::new(e, right.span))?;
                match (&a.kind, &b.kind) {
                    (Kind::Number(a), Kind::Number(b)) => arithmetic(operator, a, b)?,
                    _ => match a.why_unknown().or_else(|| b.why_unknown()) {
                        Some(unknown) => Val::unknown(unknown).hinted(match operator {
                            Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
                                &Type::Bool
                            }
                            _ => &Type::Number,
                        }),
                        None => return Err(Fault::new("an operand must not be null", left.span)),
                    },
                }
            }
        };
        Ok(result.sensitive_if(sensitive))
    }

    fn logic(&mut self, operator: Binary, left: &Expr, right: &Expr, scope: Scope<'_>) -> Result<Val, Fault> {
        let decisive = operator == Binary::Or;
        let mut undecided = None;
        let mut sensitive = false;
        for operand in [left, right] {
            let value = match self.eval(operand, scope) {
                Ok(value) => value,
                // What stands behind an undecided operand may never be looked at.
                Err(_) if undecided.is_some() => continue,
                Err(fault) => return Err(fault),
            };
            sensitive |= value.sensitive;
            let value = convert::to_bool(&value).map_err(|e| Fault::new(e, operand.span))?;
            match (&value.kind, value.why_unknown()) {
                (Kind::Bool(b), _) if *b == decisive => {
                    return Ok(Val::bool(decisive).sensitive_if(sensitive));
                }
                (Kind::Bool(_), _) => {}
                (_, Some(unknown)) => undecided = undecided.or(Some(unknown)),
                _ => return Err(Fault::new("an operand must not be null", operand.span)),
            }
        }
        let undecided = undecided.map(|u| Val::unknown(u).hinted(&Type::Bool));
        Ok(undecided.unwrap_or_else(|| Val::bool(!decisive)).sensitive_if(sensitive))
    }

    /// A template of several parts, or one interpolation alone, which keeps its type.
    pub(super) fn template(&mut self, parts: &[TemplatePart], scope: Scope<'_>) -> Result<Val, Fault> {
        if let [TemplatePart::Interpolation(expr)] = parts {
            return self.eval(expr, scope);
        }
        let mut texts = Vec::new();
        let mut sensitive = false;
        self.template_parts(parts, scope, &mut texts, &mut sensitive)?;
        Ok(convert::text_of(texts).sensitive_if(sensitive))
    }

    fn template_parts(
        &mut self,
        parts: &[TemplatePart],
        scope: Scope<'_>,
        texts: &mut Vec<Part>,
        sensitive: &mut bool,
    ) -> Result<(), Fault> {
        for part in parts {
            match part {
                TemplatePart::Text(text) => {
                    convert::push_text(texts, &Val::text(text)).map_err(|e| Fault::new(e, None))?;
                }
                TemplatePart::Interpolation(expr) => {
                    let value = self.eval(expr, scope)?;
                    *sensitive |= value.deep_sensitive();
                    convert::push_text(texts, &value).map_err(|e| Fault::new(e, expr.span))?;
                }
                TemplatePart::If { condition, then, otherwise } => {
                    let decided = self.eval(condition, scope)?;
                    *sensitive |= decided.sensitive;
                    let decided = convert::to_bool(&decided).map_err(|e| Fault::new(e, condition.span))?;
                    match (&decided.kind, decided.why_unknown()) {
                        (Kind::Bool(true), _) => self.template_parts(then, scope, texts, sensitive)?,
                        (Kind::Bool(false), _) => self.template_parts(otherwise, scope, texts, sensitive)?,
                        (_, Some(unknown)) => texts.push(Part::Hole(Val::unknown(unknown))),
                        _ => return Err(Fault::new("a condition must not be null", condition.span)),
                    }
                }
                TemplatePart::For { key, value, collection, body } => {
                    let items = self.eval(collection, scope)?;
                    *sensitive |= items.sensitive;
                    let span = collection.span;
                    let Iteration { items, open } = iterate(&items).map_err(|e| Fault::new(e, span))?;
                    for (k, v) in items {
                        let outer = scope;
                        let key_name =
                            Name { name: key.as_deref().unwrap_or(""), value: k, outer: outer.names };
                        let value_name = Name { name: value, value: v, outer: Some(&key_name) };
                        self.template_parts(body, outer.with(&value_name), texts, sensitive)?;
                    }
                    if let Some(open) = open {
                        texts.push(Part::Hole(Val::unknown(open.unknown)));
                    }
                }
            }
            // A loop can make a text of any size out of little.
            let size: usize = match texts.last() {
                Some(Part::Text(text)) => text.len(),
                _ => 0,
            };
            if size > LONGEST_TEXT {
                return Err(Fault::new(format!("the text is longer than {LONGEST_TEXT} bytes"), None));
            }
        }
        Ok(())
    }

    fn for_expr(&mut self, source: &ForExpr, scope: Scope<'_>) -> Result<Val, Fault> {
        let collection = self.eval(&source.collection, scope)?;
        if let Some(unknown) = collection.why_unknown() {
            return Ok(Val::unknown(unknown).sensitive_if(collection.sensitive));
        }
        let Iteration { items, mut open } =
            iterate(&collection).map_err(|e| Fault::new(e, source.collection.span))?;
        let mut sensitive = collection.sensitive;
        let mut list = Vec::new();
        let mut groups: BTreeMap<String, Vec<Val>> = BTreeMap::new();
        for (key, value) in items {
            match self.for_item(source, key, value, scope, &mut sensitive)? {
                Item::Left => {}
                Item::Undecided(unknown) => open = open.or(Some(Open::new(unknown))),
                Item::Element(value) => list.push(value),
                Item::Entry(key, value) => {
                    let group = groups.entry(key.clone()).or_default();
                    if !group.is_empty() && !source.grouping {
                        return Err(Fault::new(
                            format!("two elements have the key `{key}`; add `...` to group them"),
                            source.key.as_ref().and_then(|k| k.span),
                        ));
                    }
                    group.push(value);
                }
            }
        }
        let generic = match open.as_ref().and_then(|o| o.element.clone()) {
            Some(element) => {
                let key = Val::unknown(Unknown::plain(Why::UnsupportedExpression));
                match self.for_item(source, key, element, scope, &mut sensitive) {
                    Ok(Item::Element(value) | Item::Entry(_, value)) => Some(value),
                    _ => None,
                }
            }
            None => None,
        };
        if let Some(open) = &mut open {
            open.element = if source.grouping { None } else { generic };
        }
        let result = if source.key.is_none() {
            Val::open_sequence(Shape::Tuple, list, open)
        } else if source.grouping && open.is_some() {
            // Any group could have more members.
            open.map_or_else(Val::null, |o| Val::unknown(o.unknown))
        } else {
            let entries = groups.into_iter().filter_map(|(key, mut values)| {
                let value = if source.grouping { Val::tuple(values) } else { values.pop()? };
                Some((key, value))
            });
            Val::map_of(entries.collect(), true, open.map_or(Rest::Closed, Rest::Open))
        };
        Ok(result.sensitive_if(sensitive))
    }

    fn for_item(
        &mut self,
        source: &ForExpr,
        key: Val,
        value: Val,
        scope: Scope<'_>,
        sensitive: &mut bool,
    ) -> Result<Item, Fault> {
        let key_name =
            Name { name: source.key_name.as_deref().unwrap_or(""), value: key, outer: scope.names };
        let value_name = Name { name: &source.value_name, value, outer: Some(&key_name) };
        let inner = scope.with(&value_name);
        if let Some(condition) = &source.condition {
            let decided = self.eval(condition, inner)?;
            *sensitive |= decided.sensitive;
            let decided = convert::to_bool(&decided).map_err(|e| Fault::new(e, condition.span))?;
            match (&decided.kind, decided.why_unknown()) {
                (Kind::Bool(true), _) => {}
                (Kind::Bool(false), _) => return Ok(Item::Left),
                (_, Some(unknown)) => return Ok(Item::Undecided(unknown)),
                _ => return Err(Fault::new("a condition must not be null", condition.span)),
            }
        }
        let Some(key) = &source.key else {
            return Ok(Item::Element(self.eval(&source.value, inner)?));
        };
        let name = self.eval(key, inner)?;
        *sensitive |= name.sensitive;
        let name = convert::to_text(&name).map_err(|e| Fault::new(e, key.span))?;
        match (&name.kind, name.deep_unknown()) {
            (Kind::Text(name), _) => {
                let name = name.to_string();
                Ok(Item::Entry(name, self.eval(&source.value, inner)?))
            }
            (_, Some(unknown)) => Ok(Item::Undecided(unknown)),
            _ => Err(Fault::new("a key must be a string", key.span)),
        }
    }

    /// What a traversal leads to, by way of its place; the name of a loop says nothing that the loop does not.
    fn passed_on(
        &mut self,
        head: &Expr,
        steps: &[Step],
        place: Option<Span>,
        scope: Scope<'_>,
    ) -> Result<Val, Fault> {
        let value = self.traverse(head, steps, scope)?;
        let bound = matches!(&head.kind, ExprKind::Variable(name) if scope.find(name).is_some());
        Ok(if bound { value } else { value.through(place) })
    }

    fn traverse(&mut self, head: &Expr, steps: &[Step], scope: Scope<'_>) -> Result<Val, Fault> {
        let (value, used) = match &head.kind {
            ExprKind::Variable(name) => self.named(name, steps, head.span, scope)?,
            _ => (self.eval(head, scope)?, 0),
        };
        let value = self.steps(value, steps.get(used..).unwrap_or(&[]), head.span, scope)?;
        if let Some(doubt @ None) = &mut self.doubt {
            *doubt = value.undecided();
        }
        Ok(value)
    }

    /// Follows the steps of a traversal.
    pub(super) fn steps(
        &mut self,
        mut value: Val,
        steps: &[Step],
        span: Option<Span>,
        scope: Scope<'_>,
    ) -> Result<Val, Fault> {
        for step in steps {
            let found = match step {
                Step::Attribute(name) => access::attribute(&value, name),
                Step::Index(expr) => {
                    let index = self.eval(expr, scope)?;
                    match Key::of(&index) {
                        Ok(key) => access::index(&value, &key).map(|v| v.sensitive_if(index.sensitive)),
                        Err(miss) => Err(match (&value.kind, miss) {
                            (Kind::Unknown(_) | Kind::Reference(_), _) => Miss::Unknown(
                                value.why_unknown().unwrap_or(Unknown::plain(Why::KnownAfterApply)),
                            ),
                            (_, miss) => miss,
                        }),
                    }
                }
                Step::Splat(inner) => Ok(self.splat(&value, inner, span, scope)?),
            };
            value = match found {
                Ok(found) => found,
                Err(Miss::Assumed(element)) => {
                    self.assumed = true;
                    element.sensitive_if(value.sensitive)
                }
                Err(Miss::Unknown(unknown)) => Val::unknown(unknown).sensitive_if(value.sensitive),
                Err(Miss::Error(message)) => return Err(Fault::new(message, span)),
            };
        }
        Ok(value)
    }

    fn splat(
        &mut self,
        value: &Val,
        steps: &[Step],
        span: Option<Span>,
        scope: Scope<'_>,
    ) -> Result<Val, Fault> {
        let result = match &value.kind {
            Kind::Null => Val::tuple(Vec::new()),
            Kind::List(list) => {
                let items: Result<Vec<Val>, Fault> = list
                    .items
                    .iter()
                    .map(|v| self.steps(v.clone().part_of(value), steps, span, scope))
                    .collect();
                let open = match &list.open {
                    None => None,
                    Some(open) => {
                        let element = open.element.clone();
                        let element = element.and_then(|e| self.steps(e, steps, span, scope).ok());
                        Some(Open { unknown: open.unknown.clone(), element })
                    }
                };
                Val::open_sequence(Shape::Tuple, items?, open)
            }
            _ => match value.why_unknown() {
                Some(unknown) => Val::unknown(unknown),
                None => Val::tuple(vec![self.steps(value.clone(), steps, span, scope)?]),
            },
        };
        Ok(result.sensitive_if(value.sensitive))
    }
}

/// A text longer than this comes from no real configuration.
const LONGEST_TEXT: usize = 8 << 20;

enum Item {
    Left,
    Undecided(Unknown),
    Element(Val),
    Entry(String, Val),
}

/// The elements of a collection with their keys.
pub(super) struct Iteration {
    pub items: Vec<(Val, Val)>,
    pub open: Option<Open>,
}

/// The elements that a `for` goes through.
pub(super) fn iterate(collection: &Val) -> Result<Iteration, String> {
    if let Some(unknown) = collection.why_unknown() {
        return Ok(Iteration { items: Vec::new(), open: Some(Open::new(unknown)) });
    }
    match &collection.kind {
        Kind::List(list) => {
            let items = list.items.iter().enumerate().map(|(at, item)| {
                let key = match (list.shape, &list.open) {
                    (Shape::Set, _) => item.clone(),
                    (_, None) => Val::count(at),
                    (_, Some(open)) => Val::unknown(open.unknown.clone()),
                };
                (key, item.clone().part_of(collection))
            });
            Ok(Iteration { items: items.collect(), open: list.open.clone() })
        }
        Kind::Map(map) => {
            let open = match &map.rest {
                Rest::Closed => None,
                Rest::Open(open) => Some(open.clone()),
                Rest::Resource(r) => Some(Open::new(Unknown::new(Why::KnownAfterApply, r.full()))),
                Rest::Data(unknown) => Some(Open::new(unknown.clone())),
            };
            let items = map.entries.iter().map(|(k, v)| (Val::text(k), v.clone().part_of(collection)));
            Ok(Iteration { items: items.collect(), open })
        }
        _ => Err(format!("a {} has no elements to go through", collection.type_name())),
    }
}

fn arithmetic(operator: Binary, a: &Number, b: &Number) -> Result<Val, Fault> {
    let number = match operator {
        Binary::Less => return Ok(Val::bool(a < b)),
        Binary::LessOrEqual => return Ok(Val::bool(a <= b)),
        Binary::Greater => return Ok(Val::bool(a > b)),
        Binary::GreaterOrEqual => return Ok(Val::bool(a >= b)),
        Binary::Add => a.add(b),
        Binary::Subtract => a.subtract(b),
        Binary::Multiply => a.multiply(b),
        Binary::Divide | Binary::Remainder if b.is_zero() => {
            return Err(Fault::new("division by zero", None));
        }
        Binary::Divide => a.divide(b),
        Binary::Remainder => a.remainder(b),
        _ => None,
    };
    Ok(number.map_or_else(|| Val::unknown(Unknown::plain(Why::UnsupportedExpression)), Val::number))
}

/// A list's items behind a shared pointer, as a vector of its own.
pub(super) fn items_of(value: &Val) -> Option<Vec<Val>> {
    match &value.kind {
        Kind::List(list) => Some(Rc::clone(list).items.clone()),
        _ => None,
    }
}
