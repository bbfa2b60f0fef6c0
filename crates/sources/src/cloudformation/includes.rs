//! `Fn::Transform`: a local file of `AWS::Include` is read, any other macro runs only in CloudFormation.

use super::{call::Call, evaluate::Evaluator, stack::StackId, value::Val};
use crate::syntax::{Entry, Tree, TreeValue, parse_json_or_yaml};
use demarc_inventory::ProblemSeverity;
use demarc_model::{Span, Why};

impl Evaluator<'_> {
    pub(super) fn transform(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        self.include(stack, call.argument)
    }

    /// What `Fn::Transform` with this argument gives.
    pub(super) fn include(&mut self, stack: StackId, argument: &Tree) -> Val {
        let name = argument.get("Name").and_then(Tree::scalar_text).unwrap_or("").to_owned();
        let location = argument.at(&["Parameters", "Location"]).cloned();
        if name == "AWS::Include"
            && let Some(location) = location
        {
            let location = self.evaluate(stack, &location);
            if let Some(text) = location.text()
                && let Some(tree) = self.included_file(stack, text, argument.span)
            {
                return self.evaluate(stack, &tree);
            }
        } else {
            self.report(
                "macro-not-run",
                ProblemSeverity::Warning,
                format!("the macro `{name}` runs only in CloudFormation; what it gives counts as unknown"),
                argument.span,
            );
        }
        Val::unknown(Why::UnsupportedExpression, format!("Fn::Transform {name}"), argument.span)
    }

    /// The entries that an include gives to a section; a macro's are not known, which is a problem of its own.
    pub(super) fn included_entries(&mut self, stack: StackId, entry: &Entry) -> Vec<Entry> {
        let argument = &entry.value;
        let include = argument.get("Name").and_then(Tree::scalar_text) == Some("AWS::Include");
        let location = argument.at(&["Parameters", "Location"]).filter(|_| include).cloned();
        let location = location.map(|location| self.evaluate(stack, &location));
        let tree = location
            .and_then(|location| location.text().map(str::to_owned))
            .and_then(|text| self.included_file(stack, &text, argument.span));
        match tree.map(|tree| tree.value) {
            Some(TreeValue::Mapping(mapping)) => mapping.into_entries(),
            _ => {
                self.report(
                    "macro-not-run",
                    ProblemSeverity::Warning,
                    "what `Fn::Transform` adds to this section is not at hand; it is missing here".to_owned(),
                    entry.key_span,
                );
                Vec::new()
            }
        }
    }

    fn included_file(&mut self, stack: StackId, location: &str, span: Span) -> Option<Tree> {
        let path = self.local_path(stack, location)?;
        match self.files.text_below(&self.boundary, &path) {
            Ok(text) => {
                let document = self.inventory.sources.add(path.clone(), text);
                let (tree, problems) = parse_json_or_yaml(self.inventory.sources.text(document), document);
                self.inventory.problems.extend(problems);
                self.nested_files.push(path);
                tree
            }
            Err(error) => {
                self.report(
                    "include-not-available",
                    ProblemSeverity::Warning,
                    format!("the included file could not be read, its content counts as unknown: {error}"),
                    span,
                );
                None
            }
        }
    }
}
