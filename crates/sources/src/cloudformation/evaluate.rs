//! Evaluation of a template's values: plain values here, functions in the files named after what they work on.

use super::{
    call::Call,
    dynamic_references,
    exports::Exports,
    stack::{Stack, StackId},
    value::{Data, Unknown, Val},
};
use crate::syntax::{Tree, TreeValue};
use demarc_inventory::{Files, Inventory, Problem, ProblemSeverity, RootId};
use demarc_model::{Span, Why};
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

/// Values nested deeper than this count as unknown; conditions and functions in between count too.
const DEEPEST_VALUE: usize = 100;

/// Bytes and values that functions may produce in one run over a template, so that no template fills the memory.
const MOST_PRODUCED: usize = 64 << 20;

/// Evaluates the values of a template and of those that it nests.
pub(super) struct Evaluator<'a> {
    pub(super) files: &'a Files,
    pub(super) inventory: &'a mut Inventory,
    pub(super) root: RootId,
    /// The directory below which other files may be read.
    pub(super) boundary: String,
    pub(super) stacks: Vec<Stack>,
    /// What stacks of this run export.
    pub(super) exports: Arc<Exports>,
    /// Imports whose names are known in part with the templates that export what fits, and a place of each.
    pub(super) matched: BTreeMap<(String, String), Span>,
    /// Files read beside the template itself.
    pub(super) nested_files: Vec<String>,
    /// Addresses of resources whose condition is false.
    pub(super) excluded: Vec<String>,
    depth: usize,
    produced: usize,
    reported: HashSet<(&'static str, Option<Span>)>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(
        files: &'a Files,
        inventory: &'a mut Inventory,
        root: RootId,
        boundary: String,
    ) -> Self {
        Self {
            files,
            inventory,
            root,
            boundary,
            stacks: Vec::new(),
            exports: Arc::default(),
            matched: BTreeMap::new(),
            nested_files: Vec::new(),
            excluded: Vec::new(),
            depth: 0,
            produced: 0,
            reported: HashSet::new(),
        }
    }

    /// A stack; every id in use was given out by this evaluator.
    pub(super) fn stack(&self, id: StackId) -> Option<&Stack> {
        self.stacks.get(id.0)
    }

    /// Records a problem, once for each place.
    pub(super) fn report(
        &mut self,
        code: &'static str,
        severity: ProblemSeverity,
        message: String,
        span: Span,
    ) {
        if self.reported.insert((code, Some(span))) {
            self.inventory.problems.push(Problem::at(code, severity, message, span));
        }
    }

    /// Runs something one level deeper; gives nothing at the limit.
    pub(super) fn nested<T>(&mut self, span: Span, run: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= DEEPEST_VALUE {
            self.report(
                "nested-too-deep",
                ProblemSeverity::Warning,
                format!(
                    "values are nested deeper than {DEEPEST_VALUE}, the limit; the rest counts as unknown"
                ),
                span,
            );
            return None;
        }
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        Some(result)
    }

    /// Counts what was produced; false once the limit is passed.
    pub(super) fn spend(&mut self, weight: usize, span: Span) -> bool {
        let before = self.produced;
        self.produced = self.produced.saturating_add(weight);
        if self.produced <= MOST_PRODUCED {
            return true;
        }
        if before <= MOST_PRODUCED {
            self.report(
                "expansion-limit",
                ProblemSeverity::Warning,
                format!("the template expands to more than {MOST_PRODUCED} bytes, the limit; further values count as unknown"),
                span,
            );
        }
        false
    }

    /// The value of any part of a template.
    pub(super) fn evaluate(&mut self, stack: StackId, tree: &Tree) -> Val {
        let value = self.nested(tree.span, |this| match Call::of(tree) {
            Some(call) => this.call(stack, &call),
            None => this.plain(stack, tree),
        });
        value.unwrap_or_else(|| Val::unknown(Why::UnsupportedExpression, None, tree.span))
    }

    /// The argument of a function as a value.
    pub(super) fn argument(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        if call.tagged {
            let value = self.nested(call.tree.span, |this| match Call::long(call.argument) {
                Some(inner) => this.call(stack, &inner),
                None => this.plain(stack, call.argument),
            });
            value.unwrap_or_else(|| Val::unknown(Why::UnsupportedExpression, None, call.tree.span))
        } else {
            self.evaluate(stack, call.argument)
        }
    }

    fn call(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        let span = call.tree.span;
        let mut value = match &*call.name {
            "Ref" => self.reference(stack, call),
            "Fn::GetAtt" => self.attribute(stack, call),
            "Fn::ImportValue" => self.import(stack, call),
            "Fn::Sub" => self.substitute(stack, call),
            "Fn::Join" => self.join(stack, call),
            "Fn::Split" => self.split(stack, call),
            "Fn::Base64" => self.base64(stack, call),
            "Fn::ToJsonString" => self.json_text(stack, call),
            "Fn::Select" => self.select(stack, call),
            "Fn::Length" => self.length(stack, call),
            "Fn::Cidr" => self.cidr(stack, call),
            "Fn::GetAZs" => self.availability_zones(stack, call),
            "Fn::FindInMap" => self.find_in_map(stack, call),
            "Fn::If" => self.choose(stack, call),
            "Fn::Transform" => self.transform(stack, call),
            "Condition" | "Fn::And" | "Fn::Or" | "Fn::Not" | "Fn::Equals" => {
                self.condition_value(stack, call.tree)
            }
            // Packaging uploads a local file: where it will be is not known before.
            super::sam::PACKAGED => {
                let refers = call.argument.scalar_text().map(str::to_owned);
                Val::unknown(Why::KnownAfterApply, refers, span)
            }
            name => {
                let name = name.to_owned();
                self.report(
                    "unsupported-intrinsic",
                    ProblemSeverity::Warning,
                    format!("`{name}` is no function that Demarc evaluates; its value counts as unknown"),
                    span,
                );
                Val::unknown(Why::UnsupportedExpression, name, span)
            }
        };
        value.span = span;
        if self.spend(value.weight(), span) {
            value
        } else {
            Val::unknown(Why::UnsupportedExpression, call.name.clone().into_owned(), span)
        }
    }

    /// Says that a call does not have the arguments that its function takes.
    pub(super) fn malformed(&mut self, call: &Call<'_>, expected: &str) -> Val {
        self.report(
            "invalid-intrinsic",
            ProblemSeverity::Warning,
            format!("`{}` expects {expected}; its value counts as unknown", call.name),
            call.tree.span,
        );
        Val::unknown(Why::UnsupportedExpression, call.name.clone().into_owned(), call.tree.span)
    }

    /// A value as it stands, its own tag aside.
    fn plain(&mut self, stack: StackId, tree: &Tree) -> Val {
        let span = tree.span;
        let data = match &tree.value {
            TreeValue::Null if tree.incomplete => Data::Unknown(Unknown::new(Why::SyntaxError, None)),
            TreeValue::Null => Data::Null,
            TreeValue::Bool(value) => Data::Bool(*value),
            TreeValue::Number(text) => Data::Number(text.to_string()),
            TreeValue::String(text) => return self.text(stack, text, span),
            TreeValue::Sequence(elements) => {
                let mut values = Vec::with_capacity(elements.len());
                let mut open = tree.incomplete.then_some(Why::SyntaxError);
                for element in elements {
                    let value = self.evaluate(stack, element);
                    match value.data {
                        Data::NoValue => {}
                        Data::Unknown(unknown) if unknown.may_be_absent => {
                            open = Some(open.map_or(unknown.why, |why| why.min(unknown.why)));
                        }
                        _ => values.push(value),
                    }
                }
                Data::List(values, open)
            }
            TreeValue::Mapping(mapping) => return self.entries(stack, mapping.entries(), tree),
        };
        Val::new(data, span)
    }

    fn entries(&mut self, stack: StackId, entries: &[crate::syntax::Entry], tree: &Tree) -> Val {
        let mut values: Vec<(String, Val)> = Vec::with_capacity(entries.len());
        let mut open = tree.incomplete.then_some(Why::SyntaxError);
        for entry in entries {
            if entry.key.starts_with("Fn::ForEach") {
                let expanded = self.expand_loops(stack, vec![entry.clone()]);
                for entry in &expanded.entries {
                    let value = self.evaluate(stack, &entry.value);
                    put(&mut values, &entry.key, value);
                }
                open = open.or(expanded.open);
                continue;
            }
            let value = if &*entry.key == "Fn::Transform" {
                self.include(stack, &entry.value)
            } else {
                self.evaluate(stack, &entry.value)
            };
            if &*entry.key != "Fn::Transform" {
                put(&mut values, &entry.key, value);
                continue;
            }
            match value.data {
                Data::Map(included, included_open) => {
                    open = open.or(included_open);
                    for (key, value) in included {
                        if !values.iter().any(|(k, _)| *k == key) {
                            values.push((key, value));
                        }
                    }
                }
                _ => open = open.or(Some(Why::UnsupportedExpression)),
            }
        }
        Val::new(Data::Map(values, open), tree.span)
    }

    /// A literal text: what it names in Secrets Manager or Parameter Store is not known here.
    pub(super) fn text(&mut self, stack: StackId, text: &str, span: Span) -> Val {
        if let Some(unknown) = dynamic_references::find(text) {
            return Val::new(Data::Unknown(unknown), span);
        }
        let open_loops = self.stack(stack).map(|s| &s.open_loops).filter(|loops| !loops.is_empty());
        let variable = open_loops.and_then(|loops| {
            let found = loops.iter().filter(|(name, _)| {
                text.contains(&format!("${{{name}}}")) || text.contains(&format!("&{{{name}}}"))
            });
            found.min().map(|(name, why)| (name.clone(), *why))
        });
        match variable {
            Some((name, why)) => Val::unknown(why, name, span),
            None => Val::string(text, span),
        }
    }
}

/// Adds an entry; `AWS::NoValue` is none, and of two with one key the last counts.
fn put(values: &mut Vec<(String, Val)>, key: &str, value: Val) {
    if matches!(value.data, Data::NoValue) {
        return;
    }
    match values.iter_mut().find(|(k, _)| k == key) {
        Some(earlier) => earlier.1 = value,
        None => values.push((key.to_owned(), value)),
    }
}
