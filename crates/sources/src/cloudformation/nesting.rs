//! Stacks and the stacks they nest: templates at hand are read with the parameters that are passed to them.

use super::{
    evaluate::Evaluator,
    modules, parameters, paths, sam,
    stack::{Deployment, Nested, Stack, StackId},
    template::{Template, first_serverless},
    value::{Data, Val},
};
use crate::syntax::{Entry, Tree, parse_json_or_yaml};
use demarc_inventory::{Marks, ProblemSeverity};
use demarc_model::{DocumentId, Presence, Span};
use std::{collections::HashMap, rc::Rc};

/// Stacks inside stacks.
const DEEPEST_STACK: usize = 8;

/// Templates read for one root.
const MOST_STACKS: usize = 500;

/// What a new stack is made of.
pub(super) struct NewStack {
    pub(super) path: String,
    pub(super) ancestors: Vec<String>,
    pub(super) prefix: String,
    pub(super) presence: Presence,
    pub(super) deployment: Deployment,
    pub(super) given: HashMap<String, Val>,
}

impl Evaluator<'_> {
    /// Makes a stack of a template's text; nothing if the text holds no value at all.
    pub(super) fn add_stack(&mut self, document: DocumentId, new: NewStack) -> Option<StackId> {
        let (tree, problems) = parse_json_or_yaml(self.inventory.sources.text(document), document);
        self.inventory.problems.extend(problems);
        let Some(tree) = tree else {
            self.report(
                "not-a-template",
                ProblemSeverity::Error,
                "the file is empty; a template is a mapping with a `Resources` section".to_owned(),
                Span::new(document, 0, 0),
            );
            return None;
        };
        Some(self.add_stack_of(tree, new))
    }

    /// Makes a stack of a template that has been parsed.
    pub(super) fn add_stack_of(&mut self, tree: Tree, new: NewStack) -> StackId {
        let mut template = Template::new(tree, &mut self.inventory.problems);
        self.with_included_sections(&new.path, &mut template);
        let parameters = parameters::values(&template.parameters, &new.given);
        self.hide_defaults(&template);
        let sections = [
            std::mem::take(&mut template.conditions),
            std::mem::take(&mut template.resources),
            std::mem::take(&mut template.outputs),
        ];
        let template = Rc::new(template);
        let id = StackId(self.stacks.len());
        self.stacks.push(Stack {
            path: new.path,
            ancestors: new.ancestors,
            prefix: new.prefix,
            presence: new.presence,
            deployment: new.deployment,
            sam: template.names_sam(),
            template: Rc::clone(&template),
            parameters,
            conditions: Rc::default(),
            resources: Rc::default(),
            outputs: Rc::default(),
            logical_ids: HashMap::new(),
            open_loops: HashMap::new(),
            decided: HashMap::new(),
            deciding: Vec::new(),
            nested: HashMap::new(),
            modules: Vec::new(),
            made_by: HashMap::new(),
            serverless: HashMap::new(),
            partly_expanded: false,
        });
        self.warn_of_macros(&template);
        let [conditions, resources, outputs] = sections.map(|section| self.written_out(id, section));
        let serverless = first_serverless(&resources).map(|entry| entry.key_span);
        if let Some(span) = serverless.filter(|_| !template.names_sam()) {
            let message = "the template has serverless resources and no `Transform: AWS::Serverless-2016-10-31`; it is read as if it had one";
            self.report("no-sam-transform", ProblemSeverity::Note, message.to_owned(), span);
        }
        let sam = template.names_sam() || serverless.is_some();
        if let Some(stack) = self.stacks.get_mut(id.0) {
            stack.sam = sam;
        }
        let (conditions, resources, outputs) = match sam {
            true => self.serverless(id, &template, conditions, resources, outputs),
            false => (conditions, resources, outputs),
        };
        if let Some(stack) = self.stacks.get_mut(id.0) {
            stack.modules = modules::logical_ids(&resources);
            stack.logical_ids = resources.iter().enumerate().map(|(at, e)| (e.key.to_string(), at)).collect();
            stack.conditions = Rc::new(conditions);
            stack.resources = Rc::new(resources);
            stack.outputs = Rc::new(outputs);
        }
        id
    }

    /// Sections with the serverless resources expanded.
    fn serverless(
        &mut self,
        id: StackId,
        template: &Template,
        conditions: Vec<Entry>,
        resources: Vec<Entry>,
        outputs: Vec<Entry>,
    ) -> (Vec<Entry>, Vec<Entry>, Vec<Entry>) {
        let Some(stack) = self.stacks.get(id.0) else { return (conditions, resources, outputs) };
        let region = stack.deployment.region.as_deref();
        let expansion = sam::expand(sam::Input {
            globals: template.globals.as_ref(),
            mappings: &template.mappings,
            parameters: &stack.parameters,
            partition: stack.deployment.partition().id().to_owned(),
            region,
            conditions,
            resources,
            outputs,
        });
        if let Some(stack) = self.stacks.get_mut(id.0) {
            stack.made_by = expansion.made_by;
            stack.serverless = expansion.written;
            stack.partly_expanded = expansion.partial;
        }
        for sam::Remark { code, message, span } in expansion.problems {
            self.report(code, ProblemSeverity::Warning, message, span);
        }
        (expansion.conditions, expansion.resources, expansion.outputs)
    }

    /// A section with its loops and local includes written out, each name once.
    fn written_out(&mut self, id: StackId, section: Vec<Entry>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::with_capacity(section.len());
        let mut position: HashMap<Box<str>, usize> = HashMap::with_capacity(section.len());
        for entry in self.expand_loops(id, section).entries {
            let included = match &*entry.key {
                "Fn::Transform" => self.included_entries(id, &entry),
                _ => vec![self.with_include(id, entry)],
            };
            for entry in included {
                match position.get(&entry.key).and_then(|&at| entries.get_mut(at)) {
                    Some(earlier) => {
                        let message = format!(
                            "`{}` is made twice by loops or includes; the last one counts",
                            entry.key
                        );
                        *earlier = entry;
                        let span = earlier.key_span;
                        self.report("duplicate-key", ProblemSeverity::Warning, message, span);
                    }
                    None => {
                        position.insert(entry.key.clone(), entries.len());
                        entries.push(entry);
                    }
                }
            }
        }
        entries
    }

    /// Default values of `NoEcho` parameters are hidden wherever they stand, used or not.
    fn hide_defaults(&mut self, template: &Template) {
        for entry in &template.parameters {
            let no_echo = entry.value.get("NoEcho").and_then(Tree::scalar_text);
            if let Some(default) = entry.value.get("Default")
                && let Some(text) = default.scalar_text()
                && no_echo.is_some_and(|t| t.eq_ignore_ascii_case("true"))
            {
                let node = self.inventory.arena.string(text, Some(default.span));
                self.inventory.arena.mark(node, Marks::SENSITIVE);
            }
        }
    }

    fn warn_of_macros(&mut self, template: &Template) {
        for (name, span) in &template.transforms {
            let known = name.starts_with("AWS::Serverless-")
                || matches!(name.as_str(), "AWS::LanguageExtensions" | "AWS::Include");
            if !known {
                self.report(
                    "macro-not-run",
                    ProblemSeverity::Warning,
                    format!(
                        "the macro `{name}` runs only in CloudFormation and may change any resource; \
                         the template is read as it is written"
                    ),
                    *span,
                );
            }
        }
    }

    /// The stack that a resource nests.
    pub(super) fn nested_stack(&mut self, id: StackId, logical_id: &str) -> Nested {
        let Some(stack) = self.stacks.get_mut(id.0) else { return Nested::NotAvailable };
        let resource = stack.logical_ids.get(logical_id).and_then(|&at| stack.resources.get(at));
        if resource.and_then(|entry| nesting_property(&entry.value)).is_none() {
            return Nested::NotAvailable;
        }
        if let Some(nested) = stack.nested.get(logical_id) {
            return *nested;
        }
        // While it is read, outputs that its own parameters ask for are not available.
        stack.nested.insert(logical_id.to_owned(), Nested::NotAvailable);
        let nested = self.read_nested(id, logical_id).map_or(Nested::NotAvailable, Nested::Read);
        if let Some(stack) = self.stacks.get_mut(id.0) {
            stack.nested.insert(logical_id.to_owned(), nested);
        }
        nested
    }

    fn read_nested(&mut self, id: StackId, logical_id: &str) -> Option<StackId> {
        let resource = self.resource_tree(id, logical_id)?;
        let Some(path) = self.nested_template(id, &resource) else {
            self.report(
                "nested-template-not-read",
                ProblemSeverity::Note,
                format!("the template of the nested stack `{logical_id}` is no local file; what it deploys is not in the input"),
                resource.span,
            );
            return None;
        };
        let stack = self.stack(id)?;
        let mut ancestors = stack.ancestors.clone();
        ancestors.push(stack.path.clone());
        let prefix = format!("{}.", stack.address(logical_id));
        let deployment = Deployment { stack_name: None, ..stack.deployment.clone() };
        let text = match self.refusal(&ancestors, &path) {
            Some(refusal) => Err(refusal),
            None => self.files.text_below(&self.boundary, &path).map_err(|error| error.to_string()),
        };
        let text = match text {
            Ok(text) => text,
            Err(reason) => {
                self.report(
                    "nested-template-not-read",
                    ProblemSeverity::Warning,
                    format!("the template of the nested stack `{logical_id}` was not read: {reason}"),
                    resource.span,
                );
                return None;
            }
        };
        let entry = Entry { key: logical_id.into(), key_span: resource.span, value: resource };
        let presence = self.presence(id, &entry)?;
        let passed = entry.value.at(&["Properties", "Parameters"]).cloned();
        let given = match passed.map(|passed| self.evaluate(id, &passed).data) {
            Some(Data::Map(entries, _)) => entries.into_iter().collect(),
            _ => HashMap::new(),
        };
        let document = self.inventory.sources.add(path.clone(), text);
        self.nested_files.push(path.clone());
        self.add_stack(document, NewStack { path, ancestors, prefix, presence, deployment, given })
    }

    /// Why the template at a path is not read below these.
    pub(super) fn refusal(&self, ancestors: &[String], path: &str) -> Option<String> {
        if ancestors.iter().any(|ancestor| ancestor == path) {
            Some("it nests itself".to_owned())
        } else if ancestors.len() > DEEPEST_STACK {
            Some(format!("more than {DEEPEST_STACK} stacks are nested, the limit"))
        } else if self.stacks.len() >= MOST_STACKS {
            Some(format!("{MOST_STACKS} templates were read for this root, the limit"))
        } else {
            None
        }
    }

    /// Path of the local template that a resource nests.
    fn nested_template(&mut self, id: StackId, resource: &Tree) -> Option<String> {
        let property = nesting_property(resource)?;
        // The CDK writes the asset's file beside the URL in its bucket.
        let asset = resource.at(&["Metadata", "aws:asset:path"]).and_then(Tree::as_str);
        let location = match asset {
            Some(asset) => asset.to_owned(),
            None => {
                let written = resource.at(&["Properties", property]).cloned()?;
                self.evaluate(id, &written).text()?.to_owned()
            }
        };
        self.local_path(id, &location)
    }

    /// A template that is nested by a resource which is not there is no root of its own either.
    pub(super) fn note_excluded_template(&mut self, id: StackId, logical_id: &str) {
        if let Some(resource) = self.resource_tree(id, logical_id)
            && let Some(path) = self.nested_template(id, &resource)
            && self.files.kind(&path).is_ok()
        {
            self.nested_files.push(path);
        }
    }

    /// The path of a file that a template names relative to itself; nothing for a URL.
    pub(super) fn local_path(&self, id: StackId, location: &str) -> Option<String> {
        if !paths::is_local(location) {
            return None;
        }
        Some(paths::beside(&self.stack(id)?.path, location))
    }
}

/// The property in which a resource that nests a stack names its template; nothing for any other resource.
fn nesting_property(resource: &Tree) -> Option<&'static str> {
    match resource.get("Type").and_then(Tree::as_str)? {
        "AWS::CloudFormation::Stack" => Some("TemplateURL"),
        "AWS::Serverless::Application" => Some("Location"),
        _ => None,
    }
}
