//! Values of bodies: attributes, nested blocks and dynamic blocks.

use super::{
    eval::{Iteration, iterate},
    evaluator::Evaluator,
    scope::{Name, Scope},
    syntax::{Block, Body, ExprKind},
    value::{Open, Reference, Rest, Shape, Unknown, Val},
};
use demarc_inventory::ProblemSeverity;
use demarc_model::Why;
use std::{collections::BTreeMap, rc::Rc};

/// Attributes that speak to Terraform, not to the provider.
const META_ATTRIBUTES: [&str; 4] = ["count", "for_each", "provider", "depends_on"];
/// Blocks that speak to Terraform, not to the provider.
const META_BLOCKS: [&str; 4] = ["lifecycle", "provisioner", "connection", "_"];

const DEEPEST: usize = 64;

/// The blocks of one type within a body.
#[derive(Default)]
struct Group {
    items: Vec<Val>,
    open: Option<Unknown>,
}

impl Evaluator<'_, '_> {
    /// A body as an object; `rest` is what an attribute is that it does not set.
    pub(super) fn body_value(&mut self, body: &Body, rest: &Rest, scope: Scope<'_>, top: bool) -> Val {
        self.body_at(body, rest, scope, top, 0)
    }

    fn body_at(&mut self, body: &Body, rest: &Rest, scope: Scope<'_>, top: bool, depth: usize) -> Val {
        if depth > DEEPEST {
            let unknown = Unknown::plain(Why::UnsupportedExpression);
            return Val::map_of(BTreeMap::new(), true, Rest::Open(Open::new(unknown)));
        }
        // What could be read is known; anything may have been in the rest.
        let lost = body.unreadable.then(|| Unknown::plain(Why::SyntaxError));
        let mut entries = BTreeMap::new();
        for attribute in &body.attributes {
            if top && META_ATTRIBUTES.contains(&attribute.name.as_str()) {
                continue;
            }
            let result = self.eval(&attribute.expr, scope);
            let value = self.settle(result, attribute.expr.span).through(attribute.expr.span);
            if !value.is_null() {
                entries.insert(attribute.name.clone(), value);
            }
        }
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        for block in &body.blocks {
            if top && META_BLOCKS.contains(&block.kind.as_str()) {
                continue;
            }
            if let ("dynamic", Some(label)) = (block.kind.as_str(), block.labels.first()) {
                let mut group = groups.remove(label).unwrap_or_default();
                self.dynamic(block, label, rest, scope, depth, &mut group);
                groups.insert(label.clone(), group);
            } else {
                let mut group = groups.remove(&block.kind).unwrap_or_default();
                let inner = deeper(rest, &block.kind, group.items.len());
                let value = self.body_at(&block.body, &inner, scope, false, depth + 1).or_at(block.span);
                group.items.push(value);
                groups.insert(block.kind.clone(), group);
            }
        }
        for (name, group) in groups {
            if group.items.is_empty() && group.open.is_none() {
                continue;
            }
            let open = group.open.or_else(|| lost.clone()).map(Open::new);
            let span = group.items.first().and_then(|v| v.span);
            entries.insert(name, Val::open_sequence(Shape::List, group.items, open).or_at(span));
        }
        let rest = lost.map_or_else(|| rest.clone(), |unknown| Rest::Open(Open::new(unknown)));
        Val::map_of(entries, true, rest)
    }

    fn lacking(&mut self, block: &Block, label: &str, what: &str) {
        if !block.body.unreadable {
            self.report(
                "invalid-expression",
                ProblemSeverity::Warning,
                format!(
                    "the dynamic block `{label}` has no `{what}`; what it makes counts as unknown, add it"
                ),
                block.span,
            );
        }
    }

    fn dynamic(
        &mut self,
        block: &Block,
        label: &str,
        rest: &Rest,
        scope: Scope<'_>,
        depth: usize,
        group: &mut Group,
    ) {
        let Some(for_each) = block.body.expr("for_each") else {
            let why = if block.body.unreadable { Why::SyntaxError } else { Why::UnsupportedExpression };
            self.lacking(block, label, "for_each");
            group.open = group.open.take().or(Some(Unknown::new(why, label)));
            return;
        };
        let iterator = match block.body.expr("iterator").map(|e| &e.kind) {
            Some(ExprKind::Variable(name)) => name.clone(),
            _ => label.to_owned(),
        };
        let result = self.eval(for_each, scope);
        let collection = self.settle(result, for_each.span);
        let iteration =
            iterate(&collection).map_err(|message| super::evaluator::Fault::new(message, for_each.span));
        let Iteration { items, open } = match iteration {
            Ok(iteration) => iteration,
            Err(_) if collection.is_null() => Iteration { items: Vec::new(), open: None },
            Err(fault) => {
                let unknown = self.settle(Err(fault), for_each.span).why_unknown();
                group.open = group.open.take().or(unknown);
                return;
            }
        };
        group.open = group.open.take().or(open.map(|o| o.unknown));
        let Some(content) = block.body.blocks_of("content").next() else {
            let why = if block.body.unreadable { Why::SyntaxError } else { Why::UnsupportedExpression };
            self.lacking(block, label, "content");
            group.open = group.open.take().or(Some(Unknown::new(why, label)));
            return;
        };
        for (key, value) in items {
            let pair = BTreeMap::from([("key".to_owned(), key), ("value".to_owned(), value)]);
            let name = Name {
                name: &iterator,
                value: Val::object(pair).sensitive_if(collection.sensitive),
                outer: scope.names,
            };
            let inner = deeper(rest, label, group.items.len());
            let value =
                self.body_at(&content.body, &inner, scope.with(&name), false, depth + 1).or_at(content.span);
            group.items.push(value);
        }
    }
}

/// What an attribute of a nested block is that it does not set.
fn deeper(rest: &Rest, block: &str, at: usize) -> Rest {
    match rest {
        Rest::Resource(reference) => {
            let dot = if reference.path.is_empty() { "" } else { "." };
            let path = format!("{}{dot}{block}[{at}]", reference.path);
            let place = reference.place.and_then(|place| place.step(block)).map(|(_, inner)| inner);
            Rest::Resource(Rc::new(Reference {
                target: reference.target.clone(),
                path: Rc::from(path),
                place,
            }))
        }
        Rest::Data(unknown) => {
            let refers = unknown.refers.as_ref().map(|r| Rc::from(format!("{r}.{block}[{at}]")));
            Rest::Data(Unknown { why: unknown.why, refers })
        }
        other => other.clone(),
    }
}
