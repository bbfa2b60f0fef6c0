//! Modules of the CloudFormation registry: what they make is not in the template.

use super::{
    evaluate::Evaluator,
    stack::StackId,
    value::{Val, dotted},
};
use crate::syntax::{Entry, Tree};
use demarc_inventory::ProblemSeverity;
use demarc_model::{Span, Why};

/// Whether a resource is a module: `My::S3::SampleBucket::MODULE`.
fn is_module(resource: &Tree) -> bool {
    resource.get("Type").and_then(Tree::as_str).is_some_and(|name| name.ends_with("::MODULE"))
}

/// Logical ids of the modules among resources.
pub(super) fn logical_ids(resources: &[Entry]) -> Vec<String> {
    resources.iter().filter(|entry| is_module(&entry.value)).map(|entry| entry.key.to_string()).collect()
}

impl Evaluator<'_> {
    /// Says that a resource stands for others which are not in the input.
    pub(super) fn note_module(&mut self, entry: &Entry) {
        if !is_module(&entry.value) {
            return;
        }
        let name = entry.value.get("Type").and_then(Tree::as_str).unwrap_or("");
        let message = format!(
            "the module `{name}` is in CloudFormation's registry; the resources that `{}` makes are missing here, read the processed template for them",
            entry.key
        );
        self.report("module-not-available", ProblemSeverity::Warning, message, entry.key_span);
    }

    /// The value of a resource in a module; nothing if the name is none.
    ///
    /// The name is the module's logical id and the resource's in it, with or without a dot in between.
    pub(super) fn in_module(&self, id: StackId, name: &str, attribute: &str, span: Span) -> Option<Val> {
        let modules = &self.stack(id)?.modules;
        let inside =
            modules.iter().any(|module| name.len() > module.len() && name.starts_with(module.as_str()));
        inside.then(|| Val::unknown(Why::ModuleNotAvailable, dotted(name, attribute), span))
    }
}
