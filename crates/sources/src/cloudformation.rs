//! CloudFormation templates into resources: intrinsic functions, conditions, nested stacks, CDK assemblies.

mod call;
mod cdk;
mod cdk_helpers;
mod conditions;
mod dynamic_references;
mod emit;
mod evaluate;
mod exports;
mod includes;
mod lists;
mod loops;
mod metadata;
mod modules;
mod names;
mod nesting;
pub(crate) mod parameter_files;
mod parameters;
mod paths;
mod resources;
mod sam;
mod secrets;
mod stack;
mod stack_sets;
mod template;
#[cfg(test)]
mod tests;
mod texts;
mod value;

pub use cdk::read_cdk_out;
pub use exports::Exports;

use demarc_inventory::{Files, Inventory, MemoryFiles, Problem, ProblemSeverity, RootId, SourceKind};
use demarc_model::{DocumentId, Partition, Presence, Span};
use evaluate::Evaluator;
use nesting::NewStack;
use stack::{Deployment, StackId};
use std::{collections::HashMap, sync::Arc};
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
    /// What other stacks of the run export.
    pub exports: Arc<Exports>,
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
    evaluator.exports = Arc::clone(&options.exports);
    let stack = evaluator.add_stack(document, options.stack(path, document));
    let kind = stack.map_or(SourceKind::CloudFormation, |id| evaluator.kind(id));
    let resources = stack.map_or(0, |id| evaluator.read_resources(id, kind));
    evaluator.finish(path);
    let mut nested = std::mem::take(&mut evaluator.nested_files);
    nested.sort();
    nested.dedup();
    if let Some(root) = inventory.roots.get_mut(root.0 as usize) {
        root.kind = kind;
    }
    TemplateRead { kind, resources, document: Some(document), nested }
}

/// What a template exports, seen from other roots of the run; `root` is the path of its own.
#[must_use]
pub fn exports(files: &Files, path: &str, text: &str, root: &str, options: &TemplateOptions) -> Exports {
    let mut inventory = Inventory::new();
    let id = inventory.add_root(root, SourceKind::CloudFormation);
    let document = inventory.sources.add(path, text.to_owned());
    let boundary = options.boundary.clone().unwrap_or_else(|| paths::directory(path).to_owned());
    let mut evaluator = Evaluator::new(files, &mut inventory, id, boundary);
    evaluator.exports = Arc::clone(&options.exports);
    if let Some(stack) = evaluator.add_stack(document, options.stack(path, document)) {
        evaluator.read_nested_stacks(stack);
    }
    let mut exports = Exports::default();
    // Nested stacks stand behind the one that nests them.
    for at in 0..evaluator.stacks.len() {
        evaluator.collect_exports(StackId(at), &mut exports);
    }
    exports.seen_from_elsewhere(root)
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

    /// A template that nothing nests, as a stack.
    fn stack(&self, path: &str, document: DocumentId) -> NewStack {
        let file = path.rsplit('/').next().unwrap_or(path);
        let name = file.split('.').next().unwrap_or(file);
        NewStack {
            path: path.to_owned(),
            ancestors: Vec::new(),
            prefix: String::new(),
            presence: Presence::Present,
            deployment: self.deployment(),
            given: self.given(&[name], Span::new(document, 0, 0)),
        }
    }

    /// Values of parameters for a stack of one of these names: those that name it (`network:Cidr`) before the general ones.
    fn given(&self, names: &[&str], span: Span) -> HashMap<String, Val> {
        let mut given = HashMap::new();
        for (name, value) in self.parameters.iter().filter(|(name, _)| !name.contains(':')) {
            given.insert(name.clone(), Val::string(value.as_str(), span));
        }
        for (name, value) in &self.parameters {
            if let Some((stack, name)) = name.split_once(':')
                && names.contains(&stack)
            {
                given.insert(name.to_owned(), Val::string(value.as_str(), span));
            }
        }
        given
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

    /// Reads all stacks that a stack nests.
    fn read_nested_stacks(&mut self, id: StackId) {
        let Some(resources) = self.stack(id).map(|s| std::rc::Rc::clone(&s.resources)) else { return };
        for entry in resources.iter() {
            if let stack::Nested::Read(nested) = self.nested_stack(id, &entry.key) {
                self.read_nested_stacks(nested);
            }
        }
    }

    /// Evaluates what a stack exports.
    fn collect_exports(&mut self, id: StackId, exports: &mut Exports) {
        let Some(stack) = self.stack(id) else { return };
        let (outputs, place, from) = (std::rc::Rc::clone(&stack.outputs), stack.place(), stack.path.clone());
        for entry in outputs.iter() {
            let (Some(name), Some(value)) = (entry.value.at(&["Export", "Name"]), entry.value.get("Value"))
            else {
                continue;
            };
            if self.presence(id, entry) == Some(Presence::Present) {
                let (name, value) = (self.evaluate(id, name), self.evaluate(id, value));
                exports.add(name, value, &from, place.clone());
            }
        }
    }

    /// Says what was left out on purpose.
    fn finish(&mut self, path: &str) {
        if let Some(span) = self.matched.values().min().copied() {
            let found: Vec<String> =
                self.matched.keys().map(|(import, from)| format!("`{import}` from `{from}`")).collect();
            let message = format!(
                "the names of imports are known in part; each is taken to be the only export of the run that fits: {}",
                found.join(", ")
            );
            self.report("import-matched", ProblemSeverity::Note, message, span);
        }
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
