//! `Fn::Transform`: a local file of `AWS::Include` is read, any other macro runs only in CloudFormation.

use super::{call::Call, evaluate::Evaluator, paths, stack::StackId, template::Template, value::Val};
use crate::syntax::{Entry, Mapping, Tree, TreeValue, parse_json_or_yaml};
use demarc_inventory::ProblemSeverity;
use demarc_model::{Span, Why};

/// The name of the macro that puts a file in its place.
const INCLUDE: &str = "AWS::Include";

impl Evaluator<'_> {
    pub(super) fn transform(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        self.include(stack, call.argument)
    }

    /// What `Fn::Transform` with this argument gives.
    pub(super) fn include(&mut self, stack: StackId, argument: &Tree) -> Val {
        let name = name_of(argument).to_owned();
        match self.included(stack, argument) {
            Some(tree) => self.evaluate(stack, &tree),
            None => Val::unknown(Why::UnsupportedExpression, format!("Fn::Transform {name}"), argument.span),
        }
    }

    /// The entries that an include gives to a section; a macro's are not known, which is a problem of its own.
    pub(super) fn included_entries(&mut self, stack: StackId, entry: &Entry) -> Vec<Entry> {
        match self.included(stack, &entry.value).map(|tree| tree.value) {
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

    /// An entry of a section with what an include gives to it; what a macro would give is left open.
    pub(super) fn with_include(&mut self, stack: StackId, entry: Entry) -> Entry {
        let whole = entry.value.tag.as_deref() == Some("Transform");
        let argument = if whole { Some(&entry.value) } else { entry.value.get("Fn::Transform") };
        let Some(argument) = argument.cloned() else { return entry };
        let Entry { key, key_span, value } = entry;
        let (span, incomplete) = (value.span, value.incomplete);
        let written = match value.value {
            TreeValue::Mapping(mapping) if !whole => mapping.into_entries(),
            _ => Vec::new(),
        };
        let mut written: Vec<Entry> = written.into_iter().filter(|e| &*e.key != "Fn::Transform").collect();
        match self.included(stack, &argument).map(|tree| tree.value) {
            Some(TreeValue::Mapping(mapping)) => add_missing(&mut written, mapping.into_entries()),
            _ => {
                // Kept, so that what is lacking is not taken to be absent.
                let key_span = argument.span;
                written.push(Entry {
                    key: "Fn::Transform".into(),
                    key_span,
                    value: Tree { tag: None, ..argument },
                });
            }
        }
        let mut value = Tree::new(TreeValue::Mapping(Mapping::new(written, &mut Vec::new())), span);
        value.incomplete = incomplete;
        Entry { key, key_span, value }
    }

    /// A template with what includes give to its top and to its mappings; their places cannot be computed.
    pub(super) fn with_included_sections(&mut self, path: &str, template: &mut Template) {
        for argument in std::mem::take(&mut template.includes) {
            let tree = self.written_file(path, &argument);
            let Some(tree) = tree else {
                self.report(
                    "macro-not-run",
                    ProblemSeverity::Warning,
                    "what `AWS::Include` adds to the template is no local file; it is missing here"
                        .to_owned(),
                    argument.span,
                );
                continue;
            };
            let mut problems = Vec::new();
            let included = Template::new(tree, &mut problems);
            self.inventory.problems.extend(problems);
            add_missing(&mut template.parameters, included.parameters);
            add_missing(&mut template.conditions, included.conditions);
            add_missing(&mut template.resources, included.resources);
            add_missing(&mut template.outputs, included.outputs);
            let mut mappings = std::mem::take(&mut template.mappings).into_entries();
            add_missing(&mut mappings, included.mappings.into_entries());
            template.mappings = Mapping::new(mappings, &mut Vec::new());
            template.incomplete |= included.incomplete;
        }
        if template.mappings.entries().iter().any(names_include) {
            let mut mappings = Vec::new();
            for entry in std::mem::take(&mut template.mappings).into_entries() {
                self.mapping(path, entry, &mut mappings);
            }
            template.mappings = Mapping::new(mappings, &mut Vec::new());
        }
    }

    /// A mapping with what is included in it, or the mappings of an include among them.
    fn mapping(&mut self, path: &str, entry: Entry, into: &mut Vec<Entry>) {
        let among = &*entry.key == "Fn::Transform";
        let argument = if among { Some(&entry.value) } else { entry.value.get("Fn::Transform") };
        let Some(argument) = argument.cloned() else {
            into.push(entry);
            return;
        };
        let tree = self.written_file(path, &argument);
        let Some(TreeValue::Mapping(included)) = tree.map(|tree| tree.value) else {
            self.report(
                "macro-not-run",
                ProblemSeverity::Warning,
                "what `Fn::Transform` adds to the mappings is not at hand; values looked up there count as unknown"
                    .to_owned(),
                argument.span,
            );
            return;
        };
        if among {
            add_missing(into, included.into_entries());
            return;
        }
        let rows = match entry.value.value {
            TreeValue::Mapping(rows) => rows.into_entries(),
            _ => Vec::new(),
        };
        let mut rows: Vec<Entry> = rows.into_iter().filter(|row| &*row.key != "Fn::Transform").collect();
        add_missing(&mut rows, included.into_entries());
        let rows = TreeValue::Mapping(Mapping::new(rows, &mut Vec::new()));
        into.push(Entry { value: Tree::new(rows, entry.value.span), ..entry });
    }

    /// What the argument of `Fn::Transform` includes; nothing, with a problem, if that is no local file.
    fn included(&mut self, stack: StackId, argument: &Tree) -> Option<Tree> {
        let location = argument.at(&["Parameters", "Location"]).cloned();
        if name_of(argument) != INCLUDE || location.is_none() {
            let name = name_of(argument);
            self.report(
                "macro-not-run",
                ProblemSeverity::Warning,
                format!("the macro `{name}` runs only in CloudFormation; what it gives counts as unknown"),
                argument.span,
            );
            return None;
        }
        let location = self.evaluate(stack, &location?);
        let path = self.stack(stack)?.path.clone();
        self.included_file(&path, location.text()?, argument.span)
    }

    /// The file of an include whose place is written out.
    fn written_file(&mut self, path: &str, argument: &Tree) -> Option<Tree> {
        let location = argument.at(&["Parameters", "Location"])?;
        let location =
            location.as_str().filter(|_| location.tag.is_none() && name_of(argument) == INCLUDE)?;
        self.included_file(path, location, argument.span)
    }

    fn included_file(&mut self, path: &str, location: &str, span: Span) -> Option<Tree> {
        if !paths::is_local(location) {
            return None;
        }
        let path = paths::beside(path, location);
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

fn name_of(argument: &Tree) -> &str {
    argument.get("Name").and_then(Tree::scalar_text).unwrap_or("")
}

fn names_include(mapping: &Entry) -> bool {
    &*mapping.key == "Fn::Transform" || mapping.value.get("Fn::Transform").is_some()
}

/// Adds the entries whose keys are not there.
fn add_missing(written: &mut Vec<Entry>, included: Vec<Entry>) {
    let known: std::collections::HashSet<Box<str>> = written.iter().map(|e| e.key.clone()).collect();
    written.extend(included.into_iter().filter(|entry| !known.contains(&entry.key)));
}
