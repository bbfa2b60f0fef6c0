//! Stack sets: one template, written in the stack set or beside it, deployed to accounts and regions.

use super::{
    evaluate::Evaluator,
    nesting::NewStack,
    stack::{Deployment, StackId},
    value::{Data, Val},
};
use crate::syntax::{Entry, Mapping, Tree, TreeValue, parse_json_or_yaml};
use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::{Presence, Span, Why};
use std::collections::HashMap;

/// Stack instances of one set that are shown; more say no more.
const MOST_INSTANCES: usize = 200;

/// One place that a stack set deploys to, with what it overrides there.
struct Instance {
    account: Option<String>,
    region: Option<String>,
    overrides: Vec<(String, Val)>,
}

/// A template as a stack set names it.
struct Body {
    tree: Tree,
    path: String,
}

impl Evaluator<'_> {
    /// The stacks that a stack set deploys, if its template is at hand.
    pub(super) fn stack_instances(&mut self, id: StackId, entry: &Entry, presence: Presence) -> Vec<StackId> {
        if entry.value.get("Type").and_then(Tree::as_str) != Some("AWS::CloudFormation::StackSet") {
            return Vec::new();
        }
        let Some(properties) = entry.value.get("Properties").cloned() else { return Vec::new() };
        let Some(body) = self.body(id, entry, &properties) else { return Vec::new() };
        let Some(stack) = self.stack(id) else { return Vec::new() };
        let mut ancestors = stack.ancestors.clone();
        ancestors.push(stack.path.clone());
        let (address, deployment) = (stack.address(&entry.key), stack.deployment.clone());
        if let Some(refusal) = self.refusal(&ancestors, &body.path) {
            self.not_read(entry, ProblemSeverity::Warning, &refusal);
            return Vec::new();
        }
        let given = self.given_to_set(id, &properties);
        let (instances, all_known) = self.instances(id, &properties);
        let presence = match presence {
            // Nobody says here that it is deployed anywhere.
            Presence::Present if instances.is_empty() && all_known => Presence::Maybe(Why::NotInInput),
            presence => presence,
        };
        self.say_what_is_not_known(entry, &instances, all_known);
        let stack = |prefix: String, deployment: Deployment, overrides: Vec<(String, Val)>| NewStack {
            path: body.path.clone(),
            ancestors: ancestors.clone(),
            prefix,
            presence,
            deployment: Deployment { stack_name: None, ..deployment },
            given: given.clone().into_iter().chain(overrides).collect(),
        };
        let mut stacks: Vec<NewStack> = instances
            .into_iter()
            .take(MOST_INSTANCES)
            .map(|instance| {
                let known = [&instance.account, &instance.region];
                let place: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
                let prefix = match place.is_empty() {
                    true => format!("{address}."),
                    false => format!("{address}[{}].", place.join("/")),
                };
                let Instance { account, region, overrides } = instance;
                stack(prefix, Deployment { account, region, ..deployment.clone() }, overrides)
            })
            .collect();
        if stacks.is_empty() {
            let nowhere = Deployment { account: None, region: None, ..deployment.clone() };
            stacks.push(stack(format!("{address}."), nowhere, Vec::new()));
        }
        stacks.into_iter().map(|new| self.add_stack_of(body.tree.clone(), new)).collect()
    }

    /// A template that a set names which is not there is no root of its own either.
    pub(super) fn note_excluded_set(&mut self, id: StackId, entry: &Entry) {
        if entry.value.get("Type").and_then(Tree::as_str) == Some("AWS::CloudFormation::StackSet")
            && let Some(url) = entry.value.at(&["Properties", "TemplateURL"]).cloned()
            && let Some(location) = self.evaluate(id, &url).text().map(str::to_owned)
            && let Some(path) = self.local_path(id, &location)
            && self.files.kind(&path).is_ok()
        {
            self.nested_files.push(path);
        }
    }

    fn not_read(&mut self, entry: &Entry, severity: ProblemSeverity, reason: &str) {
        let message = format!(
            "the template of the stack set `{}` was not read, what it deploys is not in the input: {reason}",
            entry.key
        );
        self.report("nested-template-not-read", severity, message, entry.key_span);
    }

    /// The template: the text in `TemplateBody`, or the local file that `TemplateURL` names.
    fn body(&mut self, id: StackId, entry: &Entry, properties: &Tree) -> Option<Body> {
        if let Some(written) = properties.get("TemplateBody").cloned() {
            let path = self.stack(id)?.path.clone();
            if written.as_mapping().is_some() && super::call::Call::of(&written).is_none() {
                return Some(Body { tree: written, path: format!("{path}#{}", entry.key) });
            }
            let text = self.evaluate(id, &written);
            let Some(text) = text.text() else {
                self.not_read(
                    entry,
                    ProblemSeverity::Note,
                    "its text depends on values that are not known here",
                );
                return None;
            };
            let (tree, problems) = parse_json_or_yaml(text, written.span.document);
            // Places in the text are none in the file: a literal block leaves its indentation out.
            let place = written.span;
            self.inventory.problems.extend(problems.into_iter().map(|p| Problem { span: Some(place), ..p }));
            let mut tree = tree?;
            place_at(&mut tree, place);
            return Some(Body { tree, path: format!("{path}#{}", entry.key) });
        }
        let written = properties.get("TemplateURL").cloned();
        let location = written.map(|written| self.evaluate(id, &written));
        let location = location.as_ref().and_then(Val::text).map(str::to_owned);
        let Some(path) = location.and_then(|location| self.local_path(id, &location)) else {
            self.not_read(entry, ProblemSeverity::Note, "it is no local file");
            return None;
        };
        let text = match self.files.text_below(&self.boundary, &path) {
            Ok(text) => text,
            Err(error) => {
                self.not_read(entry, ProblemSeverity::Warning, &error.to_string());
                return None;
            }
        };
        let document = self.inventory.sources.add(path.clone(), text);
        self.nested_files.push(path.clone());
        let (tree, problems) = parse_json_or_yaml(self.inventory.sources.text(document), document);
        self.inventory.problems.extend(problems);
        Some(Body { tree: tree?, path })
    }

    /// Values of parameters for every instance.
    fn given_to_set(&mut self, id: StackId, properties: &Tree) -> HashMap<String, Val> {
        let written = properties.get("Parameters").cloned();
        written.map(|written| self.parameter_list(id, &written).into_iter().collect()).unwrap_or_default()
    }

    fn parameter_list(&mut self, id: StackId, written: &Tree) -> Vec<(String, Val)> {
        let Data::List(elements, _) = self.evaluate(id, written).data else { return Vec::new() };
        elements
            .into_iter()
            .filter_map(|element| {
                let Data::Map(entries, _) = element.data else { return None };
                let part = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value);
                Some((part("ParameterKey")?.text()?.to_owned(), part("ParameterValue")?.clone()))
            })
            .collect()
    }

    /// The places that a set is deployed to, and whether all of them are known.
    fn instances(&mut self, id: StackId, properties: &Tree) -> (Vec<Instance>, bool) {
        let groups = properties.get("StackInstancesGroup").cloned();
        let Some(groups) = groups else { return (Vec::new(), true) };
        let Some(groups) = groups.as_sequence() else { return (Vec::new(), false) };
        let mut instances = Vec::new();
        let mut all_known = true;
        for group in groups {
            let targets = group.get("DeploymentTargets").cloned();
            let accounts = targets.as_ref().and_then(|t| t.get("Accounts")).cloned();
            let units = targets
                .as_ref()
                .is_some_and(|t| t.get("OrganizationalUnitIds").is_some() || t.get("AccountsUrl").is_some());
            let accounts = accounts.filter(|_| !units).map(|written| self.texts(id, &written));
            let regions = group.get("Regions").cloned().map(|written| self.texts(id, &written));
            all_known &= !units && matches!((&accounts, &regions), (Some(Some(_)), Some(Some(_))));
            let overrides = group.get("ParameterOverrides").cloned();
            let overrides = overrides.map(|written| self.parameter_list(id, &written)).unwrap_or_default();
            let places = |known: Option<Option<Vec<String>>>| match known.flatten() {
                Some(texts) if !texts.is_empty() => texts.into_iter().map(Some).collect(),
                _ => vec![None],
            };
            let (accounts, regions) = (places(accounts), places(regions));
            for account in &accounts {
                for region in &regions {
                    if instances.len() > MOST_INSTANCES {
                        return (instances, false);
                    }
                    instances.push(Instance {
                        account: account.clone(),
                        region: region.clone(),
                        overrides: overrides.clone(),
                    });
                }
            }
        }
        (instances, all_known)
    }

    /// A list of known texts.
    fn texts(&mut self, id: StackId, written: &Tree) -> Option<Vec<String>> {
        match self.evaluate(id, written).data {
            Data::List(elements, None) => elements.iter().map(|e| e.text().map(str::to_owned)).collect(),
            _ => None,
        }
    }

    fn say_what_is_not_known(&mut self, entry: &Entry, instances: &[Instance], all_known: bool) {
        let message = if instances.len() > MOST_INSTANCES {
            format!(
                "the stack set `{}` is deployed to more than {MOST_INSTANCES} places, the limit; the first are shown",
                entry.key
            )
        } else if !all_known {
            format!(
                "not all accounts and regions of the stack set `{}` are in the input; each known place is shown once",
                entry.key
            )
        } else if instances.is_empty() {
            format!("the stack set `{}` names no place to deploy to; its template is shown once", entry.key)
        } else {
            return;
        };
        self.report("stack-instances", ProblemSeverity::Note, message, entry.key_span);
    }
}

/// Puts a tree with all that is in it at one place.
fn place_at(tree: &mut Tree, span: Span) {
    tree.span = span;
    match &mut tree.value {
        TreeValue::Sequence(elements) => elements.iter_mut().for_each(|element| place_at(element, span)),
        TreeValue::Mapping(mapping) => {
            let entries = std::mem::take(mapping).into_entries().into_iter().map(|mut entry| {
                entry.key_span = span;
                place_at(&mut entry.value, span);
                entry
            });
            *mapping = Mapping::new(entries.collect(), &mut Vec::new());
        }
        _ => {}
    }
}
