//! CloudFormation templates into resources: intrinsic functions, conditions, nested stacks, CDK assemblies.

mod call;
mod cdk;
mod conditions;
mod dynamic_references;
mod emit;
mod evaluate;
mod includes;
mod lists;
mod loops;
mod names;
mod nesting;
mod parameters;
mod paths;
mod resources;
mod sam;
mod secrets;
mod stack;
mod template;
#[cfg(test)]
mod tests;
mod texts;
mod value;

pub use cdk::read_cdk_out;

use demarc_inventory::{Files, Inventory, MemoryFiles, Problem, ProblemSeverity, RootId, SourceKind};
use demarc_model::{DocumentId, Partition, Presence, Span};
use evaluate::Evaluator;
use nesting::NewStack;
use stack::{Deployment, StackId};
use std::collections::HashMap;
use value::Val;

/// What is known about a deployment beside its template.
#[derive(Debug, Clone, Default)]
pub struct TemplateOptions {
    /// Values of parameters by name; the last of several counts.
    pub parameters: Vec<(String, String)>,
    /// The region.
    pub region: Option<String>,
    /// The account id.
    pub account: Option<String>,
    /// The partition; without one that of the region, else the commercial one.
    pub partition: Option<Partition>,
    /// The stack's name.
    pub stack_name: Option<String>,
    /// Values that other stacks of the run export, by export name.
    pub exports: Vec<(String, String)>,
    /// The directory below which nested templates and includes may lie; the template's own directory without one.
    pub boundary: Option<String>,
}

/// What reading a template or an assembly gave, beside what it added to the inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRead {
    /// What it turned out to be: a plain, a SAM or a CDK template.
    pub kind: SourceKind,
    /// Number of resources added.
    pub resources: usize,
    /// The template as a document of the source map.
    pub document: Option<DocumentId>,
    /// Files read beside it, which are no roots of their own: nested templates and includes, sorted.
    pub nested: Vec<String>,
    /// Known values that its outputs export, by export name.
    pub exports: Vec<(String, String)>,
}

/// Reads a template into the inventory; `path` is the file that `text` was read from.
///
/// Adds resources, texts and problems, and corrects the kind of the root if the template is a SAM or CDK one.
pub fn read_template(
    files: &Files,
    path: &str,
    text: String,
    root: RootId,
    options: &TemplateOptions,
    inventory: &mut Inventory,
) -> TemplateRead {
    let document = inventory.sources.add(path, text);
    let boundary = options.boundary.clone().unwrap_or_else(|| paths::directory(path).to_owned());
    let mut evaluator = Evaluator::new(files, inventory, root, boundary);
    let start = Span::new(document, 0, 0);
    evaluator.exports = options
        .exports
        .iter()
        .map(|(name, value)| (name.clone(), Val::string(value.as_str(), start)))
        .collect();
    let new = NewStack {
        path: path.to_owned(),
        ancestors: Vec::new(),
        prefix: String::new(),
        presence: Presence::Present,
        deployment: options.deployment(),
        given: options.given(start),
    };
    let stack = evaluator.add_stack(document, new);
    let kind = stack.map_or(SourceKind::CloudFormation, |id| evaluator.kind(id));
    let resources = stack.map_or(0, |id| evaluator.read_resources(id, kind));
    let exports = stack.map(|id| evaluator.collect_exports(id)).unwrap_or_default();
    evaluator.finish(path);
    let mut nested = std::mem::take(&mut evaluator.nested_files);
    nested.sort();
    nested.dedup();
    if let Some(root) = inventory.roots.get_mut(root.0 as usize) {
        root.kind = kind;
    }
    TemplateRead { kind, resources, document: Some(document), nested, exports }
}

/// Reads one text as a template without other files, for tests and fuzzing.
#[must_use]
pub fn read_template_text(text: &str) -> Inventory {
    let files = Files::new(Box::new(MemoryFiles::default()), demarc_inventory::Limits::default());
    let mut inventory = Inventory::new();
    let root = inventory.add_root("template", SourceKind::CloudFormation);
    read_template(&files, "template", text.to_owned(), root, &TemplateOptions::default(), &mut inventory);
    inventory
}

impl TemplateOptions {
    fn deployment(&self) -> Deployment {
        Deployment {
            account: self.account.clone(),
            region: self.region.clone(),
            partition: self.partition,
            stack_name: self.stack_name.clone(),
        }
    }

    fn given(&self, span: Span) -> HashMap<String, Val> {
        self.parameters
            .iter()
            .map(|(name, value)| (name.clone(), Val::string(value.as_str(), span)))
            .collect()
    }
}

impl Evaluator<'_> {
    /// What a stack's template is.
    fn kind(&self, id: StackId) -> SourceKind {
        let Some(stack) = self.stack(id) else { return SourceKind::CloudFormation };
        if template::is_cdk(&stack.resources) {
            SourceKind::Cdk
        } else if stack.sam {
            SourceKind::Sam
        } else {
            SourceKind::CloudFormation
        }
    }

    /// Evaluates what a stack exports; returns what is known of it.
    fn collect_exports(&mut self, id: StackId) -> Vec<(String, String)> {
        let outputs = self.stack(id).map(|s| std::rc::Rc::clone(&s.outputs)).unwrap_or_default();
        let mut known = Vec::new();
        for entry in outputs.iter() {
            let (Some(name), Some(value)) = (entry.value.at(&["Export", "Name"]), entry.value.get("Value"))
            else {
                continue;
            };
            let present = self.presence(id, entry) == Some(Presence::Present);
            let (name, value) = (self.evaluate(id, name), self.evaluate(id, value));
            let Some(name) = name.text().filter(|_| present) else { continue };
            if let Some(text) = value.text().filter(|_| !value.sensitive) {
                known.push((name.to_owned(), text.to_owned()));
            }
            self.exports.insert(name.to_owned(), value);
        }
        known
    }

    /// Says what was left out on purpose.
    fn finish(&mut self, path: &str) {
        if self.excluded.is_empty() {
            return;
        }
        let names: Vec<String> = self.excluded.iter().map(|address| format!("`{address}`")).collect();
        self.inventory.problems.push(Problem::in_file(
            "excluded-by-condition",
            ProblemSeverity::Note,
            format!(
                "{} resources are not deployed because their condition is false: {}",
                names.len(),
                names.join(", ")
            ),
            path,
        ));
    }
}
