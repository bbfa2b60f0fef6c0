//! Values for the root's variables: files and the command line, in Terraform's order of precedence.

use super::{
    VariableArgument,
    evaluator::Evaluator,
    from_hcl::{self, Place},
    from_json, load,
    scope::Scope,
    syntax::Expr,
    types::Type,
    value::{Unknown, Val},
};
use demarc_inventory::{EntryKind, ProblemSeverity};
use demarc_model::{Span, Why};
use hcl_edit::parser;

/// A value given to a variable of the root.
#[derive(Debug, Clone)]
pub(super) enum Given {
    /// From a file.
    Written(Expr),
    /// From the command line; how it is read depends on the variable's type.
    Argument(String),
    /// From a part of a file that could not be read.
    Unreadable,
}

impl Evaluator<'_, '_> {
    /// Reads the environment, `terraform.tfvars`, `*.auto.tfvars`, the named files and the arguments; later ones win.
    pub(super) fn gather_variables(&mut self) {
        let mut names: Vec<String> = self
            .loader
            .files
            .list(&self.root)
            .unwrap_or_default()
            .into_iter()
            .filter(|e| e.kind == EntryKind::File)
            .map(|e| e.name)
            .filter(|n| n.ends_with(".auto.tfvars") || n.ends_with(".auto.tfvars.json"))
            .collect();
        names.sort();
        for (name, value) in &self.options.environment {
            self.given.insert(name.clone(), Given::Argument(value.clone()));
        }
        let standard = ["terraform.tfvars", "terraform.tfvars.json"];
        let mut paths: Vec<String> = Vec::new();
        for name in standard {
            let path = load::join(&self.root, name);
            if matches!(self.loader.files.kind(&path), Ok(EntryKind::File)) {
                paths.push(path);
            }
        }
        paths.extend(names.iter().map(|n| load::join(&self.root, n)));
        for path in paths {
            self.variables_file(&path);
        }
        self.undeclared_values();
        for argument in &self.options.arguments {
            match argument {
                VariableArgument::Value(name, value) => {
                    self.given.insert(name.clone(), Given::Argument(value.clone()));
                }
                VariableArgument::File(path) => self.variables_file(path),
            }
        }
    }

    /// Names in the root's own files that no variable has; arguments are for every root of a run, so that they may have more.
    fn undeclared_values(&mut self) {
        let Some(module) = self.module_of(0).filter(|m| !m.incomplete) else { return };
        let extra: Vec<(String, Option<Span>)> = self
            .given
            .iter()
            .filter(|(name, _)| !module.variables.contains_key(*name))
            .filter_map(|(name, given)| match given {
                Given::Written(expr) => Some((name.clone(), expr.span)),
                _ => None,
            })
            .collect();
        for (name, span) in extra {
            self.report(
                "undeclared-variable",
                ProblemSeverity::Note,
                format!("`{name}` is given a value, and the root declares no such variable; correct the name or remove the line"),
                span,
            );
        }
    }

    fn variables_file(&mut self, path: &str) {
        let document = match self.loader.document(path, self.inventory) {
            Ok(document) => document,
            Err(error) => {
                self.inventory.problems.push(load::unreadable(path, &error));
                return;
            }
        };
        let text = self.inventory.sources.text(document).to_owned();
        let place = Place { document, offset: 0, text: &text };
        if path.ends_with(".json") {
            match from_json::values(place) {
                Ok(values) => {
                    self.given.extend(values.into_iter().map(|(name, expr)| (name, Given::Written(expr))));
                }
                Err(error) => {
                    let problem = load::syntax_problem(place, error.offset, &error.message);
                    self.inventory.problems.push(problem);
                }
            }
            return;
        }
        let body = load::parse_file(place, false, &mut self.inventory.problems);
        for attribute in body.attributes {
            self.given.insert(attribute.name, Given::Written(attribute.expr));
        }
        for name in body.lost {
            self.given.insert(name, Given::Unreadable);
        }
    }

    /// The value given to a variable of the root, if any.
    pub(super) fn given_to_root(&mut self, name: &str, kind: Option<&Type>) -> Option<Val> {
        match self.given.get(name).cloned()? {
            Given::Written(expr) => {
                let scope = Scope { closed: true, ..Scope::module(0) };
                let result = self.eval(&expr, scope);
                Some(self.settle(result, expr.span))
            }
            Given::Argument(text) => Some(self.argument(name, &text, kind)),
            Given::Unreadable => Some(Val::unknown(Unknown::new(Why::SyntaxError, format!("var.{name}")))),
        }
    }

    fn argument(&mut self, name: &str, text: &str, kind: Option<&Type>) -> Val {
        let typed = self
            .module_of(0)
            .and_then(|m| m.variables.get(name).cloned())
            .is_some_and(|block| block.body.expr("type").is_some());
        // Terraform reads an expression only where the variable's type is not a simple one.
        if !typed || kind.is_some_and(Type::is_primitive) {
            return Val::text(text);
        }
        let parsed = parser::parse_expr(text);
        let Ok(parsed) = parsed else {
            self.report(
                "invalid-variable-value",
                ProblemSeverity::Error,
                format!("the value given for `{name}` is not an expression; write it as in a variables file"),
                None,
            );
            return Val::unknown(Unknown::new(Why::SyntaxError, format!("var.{name}")));
        };
        let document = self.inventory.sources.add(format!("-var {name}"), text.to_owned());
        let expr = from_hcl::expr(Place { document, offset: 0, text }, &parsed);
        let scope = Scope { closed: true, ..Scope::module(0) };
        let result = self.eval(&expr, scope);
        self.settle(result, None)
    }
}
