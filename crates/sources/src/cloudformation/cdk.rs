//! A cloud assembly, the `cdk.out` directory: its manifest names the stacks, their accounts and regions.

use super::{
    TemplateOptions, TemplateRead,
    evaluate::Evaluator,
    exports::Exports,
    nesting::NewStack,
    paths,
    stack::{Deployment, StackId},
    value::Val,
};
use crate::syntax::{Entry, Tree, parse_json};
use demarc_inventory::{Files, Inventory, Problem, ProblemSeverity, RootId, SourceKind};
use demarc_model::{Presence, Span};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Assemblies inside assemblies, as stages of a pipeline make them.
const DEEPEST_ASSEMBLY: usize = 8;

/// A stack as the manifest describes it.
struct StackArtifact {
    id: String,
    /// What stands in front of the logical ids in addresses.
    prefix: String,
    template: String,
    stack_name: String,
    account: Option<String>,
    region: Option<String>,
    parameters: Vec<(String, String)>,
    dependencies: Vec<String>,
}

/// Reads every stack of a cloud assembly into one root; addresses start with the stack's name.
///
/// Account and region come from the manifest where it knows them, else from the options.
pub fn read_cdk_out(
    files: &Files,
    directory: &str,
    root: RootId,
    options: &TemplateOptions,
    inventory: &mut Inventory,
) -> TemplateRead {
    let boundary = options.boundary.clone().unwrap_or_else(|| directory.to_owned());
    let mut evaluator = Evaluator::new(files, inventory, root, boundary);
    let mut stacks = Vec::new();
    evaluator.read_manifest(directory, 0, &mut stacks);
    name_uniquely(&mut stacks);
    let mut read = Vec::new();
    for artifact in in_order(stacks) {
        if let Some(id) = evaluator.add_artifact(&artifact, options) {
            // What a stack exports is there for the stacks that depend on it.
            let mut exports = Exports::default();
            evaluator.collect_exports(id, &mut exports);
            Arc::make_mut(&mut evaluator.exports).extend(exports);
            read.push(id);
        }
    }
    let resources = read.into_iter().map(|id: StackId| evaluator.read_resources(id, SourceKind::Cdk)).sum();
    evaluator.finish(directory);
    let mut nested = std::mem::take(&mut evaluator.nested_files);
    nested.sort();
    nested.dedup();
    if let Some(root) = inventory.roots.get_mut(root.0 as usize) {
        root.kind = SourceKind::Cdk;
    }
    TemplateRead { kind: SourceKind::Cdk, resources, document: None, nested }
}

impl Evaluator<'_> {
    fn read_manifest(&mut self, directory: &str, depth: usize, stacks: &mut Vec<StackArtifact>) {
        let path = paths::below(directory, "manifest.json");
        let text = match self.files.text_below(&self.boundary, &path) {
            Ok(text) => text,
            Err(error) => {
                self.inventory.problems.push(Problem::in_file(
                    "manifest-not-read",
                    ProblemSeverity::Error,
                    format!("the manifest of the cloud assembly was not read: {error}"),
                    path,
                ));
                return;
            }
        };
        let document = self.inventory.sources.add(path.clone(), text);
        let (tree, problems) = parse_json(self.inventory.sources.text(document), document);
        self.inventory.problems.extend(problems);
        self.nested_files.push(path);
        let artifacts = tree.as_ref().and_then(|t| t.get("artifacts")).and_then(Tree::as_mapping);
        let Some(artifacts) = artifacts else {
            self.report(
                "manifest-not-read",
                ProblemSeverity::Error,
                "a cloud assembly's manifest is expected to have `artifacts`; none were found".to_owned(),
                Span::new(document, 0, 0),
            );
            return;
        };
        for entry in artifacts.entries() {
            match entry.value.get("type").and_then(Tree::as_str) {
                Some("aws:cloudformation:stack") => match StackArtifact::of(directory, entry) {
                    Some(stack) => stacks.push(stack),
                    None => self.report(
                        "manifest-not-read",
                        ProblemSeverity::Warning,
                        format!("the stack `{}` has no `templateFile`; it was left out", entry.key),
                        entry.key_span,
                    ),
                },
                Some("cdk:cloud-assembly") => {
                    let name = entry.value.at(&["properties", "directoryName"]).and_then(Tree::as_str);
                    let Some(name) = name else { continue };
                    if depth < DEEPEST_ASSEMBLY {
                        self.read_manifest(&paths::below(directory, name), depth + 1, stacks);
                    } else {
                        self.report(
                            "manifest-not-read",
                            ProblemSeverity::Warning,
                            format!(
                                "more than {DEEPEST_ASSEMBLY} assemblies are nested; `{name}` was left out"
                            ),
                            entry.key_span,
                        );
                    }
                }
                _ => {}
            }
        }
    }

    fn add_artifact(&mut self, artifact: &StackArtifact, options: &TemplateOptions) -> Option<StackId> {
        let path = artifact.template.clone();
        let text = match self.files.text_below(&self.boundary, &path) {
            Ok(text) => text,
            Err(error) => {
                self.inventory.problems.push(Problem::in_file(
                    "template-not-read",
                    ProblemSeverity::Error,
                    format!("the template of the stack `{}` was not read: {error}", artifact.stack_name),
                    path,
                ));
                return None;
            }
        };
        let document = self.inventory.sources.add(path.clone(), text);
        self.nested_files.push(path.clone());
        let start = Span::new(document, 0, 0);
        let mut given: HashMap<String, Val> = artifact
            .parameters
            .iter()
            .map(|(name, value)| (name.clone(), Val::string(value.as_str(), start)))
            .collect();
        given.extend(options.given(&[&artifact.stack_name, &artifact.id], start));
        let new = NewStack {
            path,
            ancestors: Vec::new(),
            prefix: format!("{}.", artifact.prefix),
            presence: Presence::Present,
            deployment: Deployment {
                account: artifact.account.clone().or_else(|| options.account.clone()),
                region: artifact.region.clone().or_else(|| options.region.clone()),
                partition: options.partition,
                stack_name: Some(artifact.stack_name.clone()),
            },
            given,
        };
        self.add_stack(document, new)
    }
}

impl StackArtifact {
    fn of(directory: &str, entry: &Entry) -> Option<Self> {
        let text = |path: &[&str]| entry.value.at(path).and_then(Tree::scalar_text).map(str::to_owned);
        let environment = text(&["environment"]).unwrap_or_default();
        let mut place = environment.strip_prefix("aws://").unwrap_or("").split('/');
        let mut known =
            |unknown: &str| place.next().filter(|p| !p.is_empty() && *p != unknown).map(str::to_owned);
        let parameters = entry.value.at(&["properties", "parameters"]).and_then(Tree::as_mapping);
        let stack_name = text(&["properties", "stackName"]).unwrap_or_else(|| entry.key.to_string());
        Some(Self {
            id: entry.key.to_string(),
            prefix: stack_name.clone(),
            template: paths::below(directory, &text(&["properties", "templateFile"])?),
            stack_name,
            account: known("unknown-account"),
            region: known("unknown-region"),
            parameters: parameters
                .into_iter()
                .flat_map(|p| p.entries())
                .filter_map(|e| Some((e.key.to_string(), e.value.scalar_text()?.to_owned())))
                .collect(),
            dependencies: entry
                .value
                .get("dependencies")
                .and_then(Tree::as_sequence)
                .into_iter()
                .flatten()
                .filter_map(|d| d.as_str().map(str::to_owned))
                .collect(),
        })
    }
}

/// Stacks of one name, deployed to several places, are told apart by their ids in the assembly.
fn name_uniquely(stacks: &mut [StackArtifact]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for stack in stacks.iter() {
        *count.entry(stack.stack_name.clone()).or_default() += 1;
    }
    for stack in stacks {
        if count.get(&stack.stack_name).is_some_and(|n| *n > 1) {
            stack.prefix = stack.id.clone();
        }
    }
}

/// Stacks behind those that they depend on; in a cycle the manifest's order counts.
fn in_order(stacks: Vec<StackArtifact>) -> Vec<StackArtifact> {
    let mut waiting = stacks;
    let mut ordered: Vec<StackArtifact> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let open: HashSet<String> = waiting.iter().map(|s| s.id.clone()).collect();
        let ready = |s: &StackArtifact| !s.dependencies.iter().any(|d| *d != s.id && open.contains(d));
        let next = waiting.iter().position(ready).unwrap_or(0);
        ordered.push(waiting.remove(next));
    }
    ordered
}
