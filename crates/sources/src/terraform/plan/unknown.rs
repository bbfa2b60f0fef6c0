//! What stands in for an unknown value: the reference that it will have the value of, or the words it depends on.

use super::configuration::Scope;
use super::reference::references;
use super::resolve::{Outcome, Resolver};
use super::stand_in::{attribute_for, guessed_attribute, is_list_of_identities};
use super::written::Written;
use crate::syntax::Tree;

/// An address and an attribute.
pub(super) type TargetAttribute = (String, String);

/// What stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StandIn {
    /// The attribute of a resource.
    Reference(TargetAttribute),
    /// A list that holds attributes of resources.
    List(Vec<TargetAttribute>),
    /// Neither.
    Nothing {
        /// What the value depends on.
        refers: Option<String>,
        /// Nobody wrote it.
        unconfigured: bool,
    },
}

/// An expression with what it leads to and what it names.
#[derive(Debug)]
struct Resolved<'t> {
    expression: &'t Tree,
    outcome: Outcome,
    words: Option<String>,
}

/// Looks unknown values of one resource instance up.
#[derive(Debug)]
pub(super) struct Unknowns<'a, 't> {
    resolver: &'a Resolver<'a, 't>,
    scope: Scope<'t>,
    /// The expression that was resolved last: all parts of one value ask for the same.
    last: Option<Resolved<'t>>,
}

impl<'a, 't> Unknowns<'a, 't> {
    pub(super) fn new(resolver: &'a Resolver<'a, 't>, scope: Scope<'t>) -> Self {
        Self { resolver, scope, last: None }
    }

    fn resolve(&mut self, expression: &'t Tree) -> &Resolved<'t> {
        let known = self.last.take().filter(|last| std::ptr::eq(last.expression, expression));
        self.last.insert(match known {
            Some(known) => known,
            None => Resolved {
                expression,
                outcome: self.resolver.resolve(expression, &self.scope),
                words: words(expression),
            },
        })
    }

    /// What stands in for an unknown value of the attribute `name`.
    pub(super) fn stand_in(&mut self, name: &str, written: Written<'t>) -> StandIn {
        let (expression, part) = match written {
            Written::Nothing => return StandIn::Nothing { refers: None, unconfigured: true },
            Written::Unclear | Written::Block(_) | Written::Blocks(_) => {
                return StandIn::Nothing { refers: None, unconfigured: false };
            }
            Written::Expression(expression) => (expression, false),
            Written::PartOf(expression) => (expression, true),
        };
        let resolved = self.resolve(expression);
        if resolved.outcome.null && !part {
            return StandIn::Nothing { refers: None, unconfigured: true };
        }
        let targets = fitting(name, &resolved.outcome, part);
        match targets.as_slice() {
            [_, ..] if !part && is_list_of_identities(name) => StandIn::List(targets),
            [only] => StandIn::Reference(only.clone()),
            _ => StandIn::Nothing { refers: resolved.words.clone(), unconfigured: false },
        }
    }

    /// Whether the configuration gives an attribute a value other than null.
    pub(super) fn is_set(&mut self, written: Written<'t>) -> bool {
        match written {
            Written::Expression(expression) => !self.resolve(expression).outcome.null,
            _ => false,
        }
    }

    /// Attributes for `count` unknown elements of a list, in order.
    pub(super) fn elements(
        &mut self,
        name: &str,
        expression: &'t Tree,
        count: usize,
    ) -> Vec<TargetAttribute> {
        let targets = fitting(name, &self.resolve(expression).outcome, false);
        if targets.len() == count { targets } else { Vec::new() }
    }
}

/// The attributes that may stand in; all that the expression names, or none.
fn fitting(name: &str, outcome: &Outcome, part: bool) -> Vec<TargetAttribute> {
    if outcome.opaque || (outcome.targets.len() > 1 && outcome.ingredients) {
        return Vec::new();
    }
    let fit = outcome.targets.iter().map(|target| {
        // Of a whole value's references only one that is asked for by name can be meant at this place.
        if part && guessed_attribute(name, target).is_none() {
            return None;
        }
        Some((target.address.clone(), attribute_for(name, target, outcome.ingredients)?))
    });
    fit.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// How many of an expression's references are said.
const MOST_WORDS: usize = 8;

/// What an expression names, in its own words.
fn words(expression: &Tree) -> Option<String> {
    let mut texts: Vec<&str> = references(expression).iter().map(|r| r.text).collect();
    if texts.len() > MOST_WORDS {
        texts.truncate(MOST_WORDS);
        texts.push("…");
    }
    (!texts.is_empty()).then(|| texts.join(", "))
}
