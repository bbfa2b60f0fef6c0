//! References to what a module does not declare, found without evaluating: Terraform refuses them in any place, also in a
//! branch that is not taken, in `try`, and in a value that nothing uses.

use super::{
    evaluator::Evaluator,
    module::Module,
    syntax::{Block, Body, Expr, ExprKind, ObjectKey, Step, TemplatePart},
};
use demarc_inventory::ProblemSeverity;
use demarc_model::Span;
use std::{collections::BTreeSet, rc::Rc};

/// Attributes that name things in words of their own.
const OWN_WORDS: [&str; 5] = ["provider", "providers", "iterator", "source", "version"];
/// Blocks in which names mean something else.
const OWN_BLOCKS: [&str; 3] = ["lifecycle", "provisioner", "connection"];

/// Expressions nest no deeper after reading.
const DEEPEST: usize = 400;

impl Evaluator<'_, '_> {
    /// Reports every such reference of every module that was read, unless evaluation did.
    pub(super) fn check_references(&mut self) {
        let mut seen = BTreeSet::new();
        let modules: Vec<Rc<Module>> = self
            .instances
            .iter()
            .filter_map(|i| i.module.clone())
            .filter(|m| !m.incomplete && seen.insert(m.directory.clone()))
            .collect();
        for module in modules {
            let mut check = Check { module: &module, names: Vec::new(), depth: 0, found: Vec::new() };
            check.module();
            let found = check.found;
            for (name, span) in found {
                if self.is_reported("unresolved-reference", span) {
                    continue;
                }
                self.report(
                    "unresolved-reference",
                    ProblemSeverity::Warning,
                    format!(
                        "`{name}` is not declared in this module, which Terraform refuses even where nothing uses it: add the declaration or correct the name"
                    ),
                    span,
                );
            }
        }
    }
}

struct Check<'m> {
    module: &'m Module,
    /// Names that are bound around.
    names: Vec<&'m str>,
    depth: usize,
    found: Vec<(String, Option<Span>)>,
}

impl<'m> Check<'m> {
    fn module(&mut self) {
        let module = self.module;
        module.locals.values().for_each(|expr| self.expr(expr));
        for blocks in [&module.outputs, &module.calls, &module.providers, &module.data, &module.resources] {
            blocks.values().for_each(|block| self.body(&block.body));
        }
    }

    fn body(&mut self, body: &'m Body) {
        for attribute in &body.attributes {
            if !OWN_WORDS.contains(&attribute.name.as_str()) {
                self.expr(&attribute.expr);
            }
        }
        for block in &body.blocks {
            if block.kind == "dynamic" {
                self.dynamic(block);
            } else if !OWN_BLOCKS.contains(&block.kind.as_str()) {
                self.body(&block.body);
            }
        }
    }

    fn dynamic(&mut self, block: &'m Block) {
        for attribute in block.body.attributes.iter().filter(|a| a.name == "for_each") {
            self.expr(&attribute.expr);
        }
        let iterator = match block.body.expr("iterator").map(|e| &e.kind) {
            Some(ExprKind::Variable(name)) => Some(name.as_str()),
            _ => block.labels.first().map(String::as_str),
        };
        self.names.extend(iterator);
        for content in block.body.blocks_of("content") {
            self.body(&content.body);
        }
        if iterator.is_some() {
            self.names.pop();
        }
    }

    fn expr(&mut self, expr: &'m Expr) {
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        match &expr.kind {
            ExprKind::Template(parts) => self.template(parts),
            ExprKind::Tuple(items) | ExprKind::Call { arguments: items, .. } => {
                items.iter().for_each(|e| self.expr(e));
            }
            ExprKind::Object(items) => {
                for (key, value) in items {
                    if let ObjectKey::Computed(key) = key {
                        self.expr(key);
                    }
                    self.expr(value);
                }
            }
            ExprKind::Parenthesis(inner) | ExprKind::Unary(_, inner) => self.expr(inner),
            ExprKind::Traversal(head, steps) => {
                match &head.kind {
                    ExprKind::Variable(name) => self.name(name, steps, head.span),
                    _ => self.expr(head),
                }
                self.steps(steps);
            }
            ExprKind::Conditional(parts) => parts.iter().for_each(|e| self.expr(e)),
            ExprKind::Binary(_, operands) => operands.iter().for_each(|e| self.expr(e)),
            ExprKind::For(source) => {
                self.expr(&source.collection);
                let bound = self.names.len();
                self.names.extend(source.key_name.as_deref());
                self.names.push(&source.value_name);
                for inner in [source.key.as_ref(), Some(&source.value), source.condition.as_ref()] {
                    inner.into_iter().for_each(|e| self.expr(e));
                }
                self.names.truncate(bound);
            }
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Variable(_)
            | ExprKind::Unreadable(_) => {}
        }
        self.depth -= 1;
    }

    fn template(&mut self, parts: &'m [TemplatePart]) {
        for part in parts {
            match part {
                TemplatePart::Text(_) => {}
                TemplatePart::Interpolation(expr) => self.expr(expr),
                TemplatePart::If { condition, then, otherwise } => {
                    self.expr(condition);
                    self.template(then);
                    self.template(otherwise);
                }
                TemplatePart::For { key, value, collection, body } => {
                    self.expr(collection);
                    let bound = self.names.len();
                    self.names.extend(key.as_deref());
                    self.names.push(value);
                    self.template(body);
                    self.names.truncate(bound);
                }
            }
        }
    }

    fn steps(&mut self, steps: &'m [Step]) {
        for step in steps {
            match step {
                Step::Attribute(_) => {}
                Step::Index(expr) => self.expr(expr),
                Step::Splat(inner) => self.steps(inner),
            }
        }
    }

    fn name(&mut self, head: &str, steps: &[Step], span: Option<Span>) {
        if self.names.contains(&head) {
            return;
        }
        let attribute = |at: usize| match steps.get(at) {
            Some(Step::Attribute(name)) => Some(name.as_str()),
            _ => None,
        };
        let module = self.module;
        let Some(first) = attribute(0) else { return };
        let (declared, name) = match head {
            "var" => (module.variables.contains_key(first), format!("var.{first}")),
            "local" => (module.locals.contains_key(first), format!("local.{first}")),
            "module" => (module.calls.contains_key(first), format!("module.{first}")),
            "path" => (matches!(first, "module" | "root" | "cwd"), format!("path.{first}")),
            "terraform" | "tofu" => (matches!(first, "workspace" | "applying"), format!("{head}.{first}")),
            "each" | "count" | "self" | "ephemeral" => return,
            "data" => {
                let Some(second) = attribute(1) else { return };
                let local = format!("{first}.{second}");
                (module.data.contains_key(&local), format!("data.{local}"))
            }
            kind => {
                let local = format!("{kind}.{first}");
                (module.resources.contains_key(&local), local)
            }
        };
        if !declared {
            self.found.push((name, span));
        }
    }
}
