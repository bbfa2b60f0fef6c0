//! Conditions with three outcomes, and `Fn::If` that keeps what both outcomes agree on.

use super::{
    call::Call,
    evaluate::Evaluator,
    stack::StackId,
    value::{Data, Unknown, Val, either},
};
use crate::syntax::Tree;
use demarc_inventory::ProblemSeverity;
use demarc_model::{Span, Truth, Why};
use std::rc::Rc;

/// The outcome of a condition.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    pub(super) truth: Truth,
    /// What an unknown outcome depends on.
    pub(super) refers: Option<String>,
}

impl Decided {
    fn known(truth: impl Into<Truth>) -> Self {
        Self { truth: truth.into(), refers: None }
    }

    fn unknown(unknown: Unknown) -> Self {
        Self { truth: Truth::Unknown(unknown.why), refers: unknown.refers }
    }

    fn with(self, truth: Truth, other: Self) -> Self {
        let refers = match (truth, self.truth, other.truth) {
            (Truth::Unknown(why), Truth::Unknown(own), _) if own == why && self.refers.is_some() => {
                self.refers
            }
            (Truth::Unknown(_), _, Truth::Unknown(_)) => other.refers.or(self.refers),
            (Truth::Unknown(_), ..) => self.refers,
            _ => None,
        };
        Self { truth, refers }
    }

    /// The reason of an unknown outcome.
    pub(super) fn why(&self) -> Option<Unknown> {
        match self.truth {
            Truth::Unknown(why) => Some(Unknown::new(why, self.refers.clone())),
            _ => None,
        }
    }
}

impl Evaluator<'_> {
    /// The outcome of a named condition.
    pub(super) fn condition(&mut self, id: StackId, name: &str, span: Span) -> Decided {
        let Some(stack) = self.stacks.get_mut(id.0) else { return Decided::known(false) };
        if let Some(decided) = stack.decided.get(name) {
            return decided.clone();
        }
        let conditions = Rc::clone(&stack.conditions);
        let unresolved = || Decided::unknown(Unknown::new(Why::UnresolvedReference, name.to_owned()));
        let Some(entry) = conditions.iter().find(|e| &*e.key == name) else {
            self.report(
                "unresolved-reference",
                ProblemSeverity::Warning,
                format!("the condition `{name}` is not in the template; its outcome counts as unknown"),
                span,
            );
            return unresolved();
        };
        if stack.deciding.iter().any(|n| n == name) {
            self.report(
                "condition-cycle",
                ProblemSeverity::Warning,
                format!("the condition `{name}` depends on itself; its outcome counts as unknown"),
                entry.key_span,
            );
            return unresolved();
        }
        stack.deciding.push(name.to_owned());
        let decided = self.decide(id, &entry.value);
        if let Some(stack) = self.stacks.get_mut(id.0) {
            stack.deciding.pop();
            stack.decided.insert(name.to_owned(), decided.clone());
        }
        decided
    }

    /// The outcome of a condition function.
    fn decide(&mut self, stack: StackId, tree: &Tree) -> Decided {
        let decided = self.nested(tree.span, |this| this.decide_here(stack, tree));
        decided.unwrap_or_else(|| Decided::unknown(Unknown::new(Why::UnsupportedExpression, None)))
    }

    fn decide_here(&mut self, stack: StackId, tree: &Tree) -> Decided {
        let Some(call) = Call::of_condition(tree) else { return self.truth_of_value(stack, tree) };
        match (&*call.name, call.arguments()) {
            ("Condition", _) => match call.text() {
                Some(name) => self.condition(stack, name, tree.span),
                None => self.undecidable(&call, "the name of a condition"),
            },
            ("Fn::Not", [one]) => {
                let decided = self.decide(stack, one);
                Decided { truth: !decided.truth, ..decided }
            }
            ("Fn::And", arguments) => arguments.iter().fold(Decided::known(true), |so_far, argument| {
                let next = self.decide(stack, argument);
                let truth = so_far.truth.and(next.truth);
                so_far.with(truth, next)
            }),
            ("Fn::Or", arguments) => arguments.iter().fold(Decided::known(false), |so_far, argument| {
                let next = self.decide(stack, argument);
                let truth = so_far.truth.or(next.truth);
                so_far.with(truth, next)
            }),
            ("Fn::Equals", [one, other]) => {
                let (one, other) = (self.evaluate(stack, one), self.evaluate(stack, other));
                equal(&one, &other)
            }
            ("Fn::Not", _) => self.undecidable(&call, "one condition"),
            ("Fn::Equals", _) => self.undecidable(&call, "two values"),
            _ => self.truth_of_value(stack, tree),
        }
    }

    fn truth_of_value(&mut self, stack: StackId, tree: &Tree) -> Decided {
        let value = self.evaluate(stack, tree);
        match value.text() {
            Some("true") => Decided::known(true),
            Some("false") => Decided::known(false),
            _ => Decided::unknown(value.obstacle()),
        }
    }

    fn undecidable(&mut self, call: &Call<'_>, expected: &str) -> Decided {
        Decided::unknown(self.malformed(call, expected).obstacle())
    }

    /// A condition function where a value is expected.
    pub(super) fn condition_value(&mut self, stack: StackId, tree: &Tree) -> Val {
        let decided = self.decide_here(stack, tree);
        let data = match (decided.truth, decided.why()) {
            (_, Some(unknown)) => Data::Unknown(unknown),
            (truth, None) => Data::Bool(truth == Truth::True),
        };
        Val::new(data, tree.span)
    }

    /// `Fn::If`; with an unknown outcome, what holds in both cases.
    pub(super) fn choose(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        const EXPECTED: &str = "the name of a condition and two values";
        let Some([condition, one, other]) = call.list() else { return self.malformed(call, EXPECTED) };
        let decided = match condition.scalar_text().filter(|_| condition.tag.is_none()) {
            Some(name) => self.condition(stack, name, condition.span),
            None => self.decide(stack, condition),
        };
        let span = call.tree.span;
        match (decided.truth, decided.why()) {
            (Truth::True, _) => self.evaluate(stack, one),
            (Truth::False, _) => self.evaluate(stack, other),
            (_, unknown) => {
                let unknown = unknown.unwrap_or_else(|| Unknown::new(Why::UnresolvedReference, None));
                let (one, other) = (self.evaluate(stack, one), self.evaluate(stack, other));
                either(one, other, &unknown, span)
            }
        }
    }
}

/// Whether two values are equal as texts, as CloudFormation compares them.
fn equal(one: &Val, other: &Val) -> Decided {
    if one.same(other) {
        return Decided::known(true);
    }
    let differ = |unknown: &Val, known: &Val| known.text().is_some_and(|text| !unknown.can_be(text));
    match (&one.data, &other.data) {
        _ if differ(one, other) || differ(other, one) => Decided::known(false),
        (Data::Unknown(_), _) => Decided::unknown(one.obstacle()),
        (_, Data::Unknown(_)) => Decided::unknown(other.obstacle()),
        // The name and the ARN of a resource are never empty; other attributes may be.
        (Data::Ref { attribute, .. }, _) if is_identity(attribute) && other.text() == Some("") => {
            Decided::known(false)
        }
        (_, Data::Ref { attribute, .. }) if is_identity(attribute) && one.text() == Some("") => {
            Decided::known(false)
        }
        (Data::Ref { .. }, _) => Decided::unknown(one.obstacle()),
        (_, Data::Ref { .. }) => Decided::unknown(other.obstacle()),
        (Data::List(a, None), Data::List(b, None)) => {
            if a.len() != b.len() {
                return Decided::known(false);
            }
            a.iter().zip(b).fold(Decided::known(true), |so_far, (a, b)| {
                let next = equal(a, b);
                let truth = so_far.truth.and(next.truth);
                so_far.with(truth, next)
            })
        }
        (Data::List(..) | Data::Map(..), _) | (_, Data::List(..) | Data::Map(..)) => {
            Decided::unknown(Unknown::new(Why::UnsupportedExpression, "Fn::Equals".to_owned()))
        }
        _ => Decided::known(false),
    }
}

fn is_identity(attribute: &str) -> bool {
    matches!(attribute, "" | "Arn")
}
