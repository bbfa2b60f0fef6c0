//! What the names in expressions stand for: variables, locals, modules, resources and the rest.

use super::{
    access::{self, Key, Miss},
    evaluator::{Evaluator, Fault, Named},
    expand::{Child, Kindred, collection},
    scope::Scope,
    syntax::{Expr, Step},
    types::{self, Type},
    value::{Kind, Open, Part, Shape, Unknown, Val},
};
use demarc_inventory::ProblemSeverity;
use demarc_model::{Span, Why};
use std::{collections::BTreeMap, rc::Rc};

impl Evaluator<'_, '_> {
    /// The value that a traversal starts with, and how many of its steps that took.
    pub(super) fn named(
        &mut self,
        name: &str,
        steps: &[Step],
        span: Option<Span>,
        scope: Scope<'_>,
    ) -> Result<(Val, usize), Fault> {
        if let Some(value) = scope.find(name) {
            return Ok((value.clone(), 0));
        }
        if scope.closed {
            return Err(Fault::new(
                format!(
                    "`{name}` stands for nothing here; expected a literal, with texts in quotes, or what the template is given"
                ),
                span,
            ));
        }
        let attribute = match steps.first() {
            Some(Step::Attribute(attribute)) => Some(attribute.as_str()),
            _ => None,
        };
        let second = match steps.get(1) {
            Some(Step::Attribute(attribute)) => Some(attribute.as_str()),
            _ => None,
        };
        let value = match (name, attribute) {
            ("var", Some(variable)) => (self.variable(scope.instance, variable, span), 1),
            ("local", Some(local)) => (self.local(scope.instance, local, span), 1),
            ("module", Some(call)) => {
                return self.module_value(call, steps, span, scope);
            }
            ("data", Some(kind)) => match second {
                Some(name) => (self.block_value(true, kind, name, span, scope), 2),
                None => (Val::unknown(Unknown::new(Why::UnsupportedExpression, format!("data.{kind}"))), 1),
            },
            ("each", Some(part)) => {
                let each =
                    scope.each.and_then(|e| if part == "key" { e.key.clone() } else { e.value.clone() });
                (self.or_outside(each, &format!("each.{part}"), span), 1)
            }
            ("count", Some(part)) => {
                let index = scope.each.and_then(|e| e.index.clone());
                (self.or_outside(index, &format!("count.{part}"), span), 1)
            }
            ("path", Some(part)) => (self.path_value(part, scope), 1),
            ("terraform", Some("workspace")) => (Val::text("default"), 1),
            ("terraform" | "tofu" | "self" | "ephemeral", _) => {
                (Val::unknown(Unknown::new(Why::UnsupportedExpression, name)), 0)
            }
            (kind, Some(name)) => (self.block_value(false, kind, name, span, scope), 1),
            (other, None) => {
                return Err(Fault::new(
                    format!("`{other}` is not a name here; expected `var.…`, `local.…` or a resource"),
                    span,
                ));
            }
        };
        Ok(value)
    }

    fn or_outside(&mut self, value: Option<Val>, name: &str, span: Option<Span>) -> Val {
        value.unwrap_or_else(|| {
            self.missing(name, span, "it exists only in a block with `count` or `for_each`")
        })
    }

    fn missing(&mut self, name: &str, span: Option<Span>, why: &str) -> Val {
        self.report(
            "unresolved-reference",
            ProblemSeverity::Warning,
            format!("`{name}` is not declared in this module: {why}; the value counts as unknown"),
            span,
        );
        Val::unknown(Unknown::new(Why::UnresolvedReference, name))
    }

    /// What a name stands for that the module does not declare as far as it could be read.
    fn undeclared(&mut self, instance: usize, name: &str, span: Option<Span>) -> Val {
        if self.module_of(instance).is_some_and(|m| m.incomplete) {
            return Val::unknown(Unknown::new(Why::SyntaxError, name));
        }
        self.missing(name, span, "add the declaration or correct the name")
    }

    fn path_value(&mut self, part: &str, scope: Scope<'_>) -> Val {
        match part {
            "module" => {
                let path = self.instances.get(scope.instance).map_or("", |i| i.path.as_str());
                Val::text(if path.is_empty() { "." } else { path })
            }
            "root" => Val::text("."),
            "cwd" => self.working_directory(""),
            _ => Val::unknown(Unknown::new(Why::UnsupportedExpression, format!("path.{part}"))),
        }
    }

    /// Where Terraform would be run: the root, of whose absolute path only the last part says anything.
    pub(super) fn working_directory(&self, below: &str) -> Val {
        let cwd = Val::unknown(Unknown::new(Why::NotObservableHere, "path.cwd")).hinted(&Type::Text);
        let Some(name) = self.loader.files.name_of(&self.root) else { return cwd };
        let slash = if below.is_empty() { "" } else { "/" };
        let parts = vec![Part::Hole(cwd), Part::Text(format!("/{name}{slash}{below}"))];
        Val::new(Kind::Holed(Rc::new(parts)))
    }

    /// Evaluates a named value once; a name that depends on itself is unknown.
    pub(super) fn memoized(
        &mut self,
        instance: usize,
        kind: Named,
        name: &str,
        span: Option<Span>,
        evaluate: impl FnOnce(&mut Self) -> Val,
    ) -> Val {
        let key = (instance, kind, Rc::from(name));
        match self.values.get(&key) {
            Some(Some(value)) => return value.clone(),
            Some(None) => return self.circle(name, span),
            None => {}
        }
        self.values.insert(key.clone(), None);
        let (assumed, doubt) = (std::mem::replace(&mut self.assumed, false), self.doubt.take());
        let value = evaluate(self);
        (self.assumed, self.doubt) = (assumed, doubt);
        self.values.insert(key, Some(value.clone()));
        value
    }

    pub(super) fn circle(&mut self, name: &str, span: Option<Span>) -> Val {
        self.report(
            "reference-cycle",
            ProblemSeverity::Warning,
            format!("`{name}` depends on itself; it counts as unknown, break the circle"),
            span,
        );
        Val::unknown(Unknown::new(Why::UnresolvedReference, name))
    }

    fn local(&mut self, instance: usize, name: &str, span: Option<Span>) -> Val {
        let full = format!("local.{name}");
        let Some(expr) = self.module_of(instance).and_then(|m| m.locals.get(name).cloned()) else {
            return self.undeclared(instance, &full, span);
        };
        self.memoized(instance, Named::Local, &full, span, |this| {
            let result = this.eval(&expr, Scope::module(instance));
            this.settle(result, expr.span)
        })
    }

    /// The value of an input variable of a module instance.
    pub(super) fn variable(&mut self, instance: usize, name: &str, span: Option<Span>) -> Val {
        let full = format!("var.{name}");
        let Some(block) = self.module_of(instance).and_then(|m| m.variables.get(name).cloned()) else {
            return self.undeclared(instance, &full, span);
        };
        self.memoized(instance, Named::Variable, &full, span, |this| {
            if block.body.unreadable {
                return Val::unknown(Unknown::new(Why::SyntaxError, &full)).or_at(block.span);
            }
            let kind = block.body.expr("type").map_or(Some(Type::Any), Type::parse);
            if let (None, Some(written)) = (&kind, block.body.expr("type")) {
                this.report(
                    "invalid-expression",
                    ProblemSeverity::Warning,
                    format!("the type of `{full}` is none of Terraform's; expected `string`, `list(string)`, `object({{…}})` or alike, its value is taken as it is"),
                    written.span,
                );
            }
            let flag = |name: &str| match block.body.expr(name).map(|e| &e.kind) {
                Some(super::syntax::ExprKind::Bool(b)) => Some(*b),
                _ => None,
            };
            let nullable = flag("nullable").unwrap_or(true);
            let sensitive = flag("sensitive").unwrap_or(false);
            let default = block.body.expr("default").cloned();
            let given = this.given_value(instance, name, kind.as_ref());
            let given = given.filter(|v| nullable || !v.is_null() || default.is_none());
            let value = match (given, default) {
                (Some(value), _) => value,
                (None, Some(default)) => {
                    let result = this.eval(&default, Scope::module(instance));
                    this.settle(result, default.span)
                }
                (None, None) => {
                    Val::unknown(Unknown::new(Why::ParameterWithoutDefault, &full)).or_at(block.span)
                }
            };
            let place = value.span;
            let converted = match &kind {
                Some(kind) => {
                    let mut constant = |e: &Expr| {
                        let result = this.eval(e, Scope::module(instance));
                        this.settle(result, e.span)
                    };
                    types::conform(value, kind, &mut constant)
                }
                None => Ok(value),
            };
            let value = converted.unwrap_or_else(|message| {
                this.report(
                    "invalid-variable-value",
                    ProblemSeverity::Warning,
                    format!("the value of `{full}` does not fit its type: {message}; it counts as unknown"),
                    place.or(block.span),
                );
                Val::unknown(Unknown::new(Why::UnsupportedExpression, &full)).or_at(place)
            });
            value.sensitive_if(sensitive)
        })
    }

    /// The value that the caller, the command line or a variables file gives.
    fn given_value(&mut self, instance: usize, name: &str, kind: Option<&Type>) -> Option<Val> {
        let Some(caller) = self.instances.get(instance).and_then(|i| i.caller.clone()) else {
            return self.given_to_root(name, kind);
        };
        let call = self.module_of(caller.instance).and_then(|m| m.calls.get(&caller.name).cloned())?;
        let expr = match call.body.expr(name) {
            Some(expr) => expr.clone(),
            None if call.body.unreadable => {
                return Some(Val::unknown(Unknown::new(Why::SyntaxError, format!("module.{}", caller.name))));
            }
            None => return None,
        };
        let scope = Scope { each: Some(&caller.each), ..Scope::module(caller.instance) };
        let result = self.eval(&expr, scope);
        Some(self.settle(result, expr.span))
    }

    /// The value of a module's output.
    pub(super) fn output(&mut self, instance: usize, name: &str, span: Option<Span>) -> Val {
        let address = self.instances.get(instance).map_or_else(String::new, |i| i.address.to_string());
        let Some(module) = self.module_of(instance) else {
            return Val::unknown(Unknown::new(Why::ModuleNotAvailable, format!("{address}.{name}")));
        };
        let Some(block) = module.outputs.get(name).cloned() else {
            if module.incomplete {
                return Val::unknown(Unknown::new(Why::SyntaxError, format!("{address}.{name}")));
            }
            return self.missing(&format!("{address}.{name}"), span, "the module has no such output");
        };
        self.memoized(instance, Named::Output, &format!("{address}.{name}"), span, |this| {
            let Some(expr) = block.body.expr("value") else {
                let why = if block.body.unreadable { Why::SyntaxError } else { Why::UnsupportedExpression };
                return Val::unknown(Unknown::new(why, name)).or_at(block.span);
            };
            let result = this.eval(expr, Scope::module(instance));
            let value = this.settle(result, expr.span);
            let sensitive = block
                .body
                .expr("sensitive")
                .is_some_and(|e| matches!(e.kind, super::syntax::ExprKind::Bool(true)));
            value.sensitive_if(sensitive)
        })
    }

    /// `module.name` with as many steps as lead to one output, so that other outputs are not looked at.
    fn module_value(
        &mut self,
        call: &str,
        steps: &[Step],
        span: Option<Span>,
        scope: Scope<'_>,
    ) -> Result<(Val, usize), Fault> {
        let full = format!("module.{call}");
        let declared = self.module_of(scope.instance).is_some_and(|m| m.calls.contains_key(call));
        if !declared {
            return Ok((self.undeclared(scope.instance, &full, span), 1));
        }
        let Some(calls) = self.children(scope.instance, call) else {
            return Ok((self.circle(&full, span), 1));
        };
        let whole = |this: &mut Self, child: &Child| this.all_outputs(child.instance);
        match (calls.shape, steps.get(1), steps.get(2)) {
            (Kindred::Single, Some(Step::Attribute(output)), _) => {
                let Some(child) = calls.known.first() else {
                    return Ok((self.circle(&full, span), 1));
                };
                Ok((self.output(child.instance, output, span), 2))
            }
            (Kindred::Count | Kindred::Each, Some(Step::Index(index)), Some(Step::Attribute(output))) => {
                let index = self.eval(index, scope)?;
                let key = match Key::of(&index) {
                    Ok(key) => key,
                    Err(Miss::Error(message)) => return Err(Fault::new(message, span)),
                    Err(Miss::Unknown(unknown)) => return Ok((Val::unknown(unknown), 3)),
                    Err(Miss::Assumed(value)) => return Ok((value, 3)),
                };
                if let Some(child) = calls.find(&key) {
                    return Ok((self.output(child.instance, output, span), 3));
                }
                match &calls.rest {
                    Some((_, child)) => {
                        self.assumed = true;
                        Ok((self.output(child.instance, output, span), 3))
                    }
                    None => Err(Fault::new(format!("`{full}` has no such instance"), span)),
                }
            }
            (Kindred::Count | Kindred::Each, Some(Step::Splat(inner)), _)
                if matches!(inner.first(), Some(Step::Attribute(_))) =>
            {
                let Some(Step::Attribute(output)) = inner.first() else {
                    return Err(Fault::new("expected an output's name", span));
                };
                // Only this output of every instance; what follows in the splat applies to each.
                let mut items = Vec::new();
                for child in &calls.known {
                    items.push(self.output(child.instance, output, span));
                }
                let open = calls.rest.as_ref().map(|(unknown, child)| Open {
                    unknown: unknown.clone(),
                    element: Some(self.output(child.instance, output, span)),
                });
                let list = Val::open_sequence(Shape::Tuple, items, open);
                let rest = inner.get(1..).unwrap_or(&[]).to_vec();
                let value = self.steps(list, &[Step::Splat(rest)], span, scope)?;
                Ok((value, 2))
            }
            (shape, ..) => {
                let mut known = Vec::new();
                for child in &calls.known {
                    known.push((child.key.clone(), whole(self, child)));
                }
                let rest = calls.rest.as_ref().map(|(unknown, child)| (unknown.clone(), whole(self, child)));
                Ok((collection(shape, known, rest), 1))
            }
        }
    }

    fn all_outputs(&mut self, instance: usize) -> Val {
        let Some(module) = self.module_of(instance) else {
            let address = self.instances.get(instance).map_or_else(String::new, |i| i.address.to_string());
            return Val::unknown(Unknown::new(Why::ModuleNotAvailable, address));
        };
        let mut entries = BTreeMap::new();
        for (name, block) in &module.outputs {
            entries.insert(name.clone(), self.output(instance, name, block.span));
        }
        Val::object(entries)
    }

    /// The value of a resource or data source: an object, or a collection of them.
    fn block_value(
        &mut self,
        data: bool,
        kind: &str,
        name: &str,
        span: Option<Span>,
        scope: Scope<'_>,
    ) -> Val {
        let local = format!("{kind}.{name}");
        let full = if data { format!("data.{local}") } else { local.clone() };
        let declared = self.module_of(scope.instance).is_some_and(|m| {
            if data { m.data.contains_key(&local) } else { m.resources.contains_key(&local) }
        });
        if !declared {
            return self.undeclared(scope.instance, &full, span);
        }
        let Some(expanded) = self.expanded_block(scope.instance, data, &local) else {
            return self.circle(&full, span);
        };
        expanded.whole.clone()
    }
}

/// Whether a value is a text that is wholly known.
pub(super) fn known_text(value: &Val) -> Option<&str> {
    match &value.kind {
        Kind::Text(text) => Some(text),
        _ => None,
    }
}

/// An attribute of a value, if it has it and it is known to have it.
pub(super) fn attribute_of(value: &Val, name: &str) -> Option<Val> {
    access::attribute(value, name).ok()
}
