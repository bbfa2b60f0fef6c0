//! The sections of a template.

use super::call::Call;
use crate::syntax::{Entry, Mapping, Tree, TreeValue};
use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::Span;

/// Sections that CloudFormation and SAM know.
const SECTIONS: [&str; 12] = [
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Globals",
    "Hooks",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
];

/// A template cut into its sections.
#[derive(Debug, Default)]
pub(super) struct Template {
    pub(super) parameters: Vec<Entry>,
    pub(super) mappings: Mapping,
    pub(super) conditions: Vec<Entry>,
    pub(super) resources: Vec<Entry>,
    pub(super) outputs: Vec<Entry>,
    pub(super) globals: Option<Tree>,
    /// Names of the macros that CloudFormation applies to the whole template, with their places.
    pub(super) transforms: Vec<(String, Span)>,
    /// Arguments of the includes at the top.
    pub(super) includes: Vec<Tree>,
    /// Text around or in the resources was lost to a syntax error.
    pub(super) incomplete: bool,
}

impl Template {
    pub(super) fn new(tree: Tree, problems: &mut Vec<Problem>) -> Self {
        let mut template = Self { incomplete: tree.incomplete, ..Self::default() };
        let span = tree.span;
        let TreeValue::Mapping(mapping) = tree.value else {
            problems.push(Problem::at(
                "not-a-template",
                ProblemSeverity::Error,
                "a template is a mapping with a `Resources` section; this file holds another value",
                span,
            ));
            return template;
        };
        for entry in mapping.into_entries() {
            let Entry { key, key_span, value } = entry;
            match &*key {
                "Parameters" => template.parameters = section(&key, value, problems),
                "Mappings" => {
                    if let TreeValue::Mapping(mappings) = value.value {
                        template.mappings = mappings;
                    }
                }
                "Conditions" => template.conditions = section(&key, value, problems),
                "Resources" => {
                    template.incomplete |= value.incomplete;
                    template.resources = section(&key, value, problems);
                }
                "Outputs" => template.outputs = section(&key, value, problems),
                "Globals" => template.globals = Some(value),
                // `Fn::Transform` at the top is an include or a macro over the whole template.
                "Transform" | "Fn::Transform" => {
                    template.transforms.extend(transforms(&value));
                    template.includes.extend(includes(value));
                }
                name if SECTIONS.contains(&name) || name.starts_with("x-") => {}
                name => problems.push(Problem::at(
                    "unknown-section",
                    ProblemSeverity::Note,
                    format!("`{name}` is no section of a template; it was left out"),
                    key_span,
                )),
            }
        }
        template
    }

    /// Whether the template asks SAM to expand it.
    pub(super) fn names_sam(&self) -> bool {
        self.transforms.iter().any(|(name, _)| name.starts_with("AWS::Serverless-"))
    }
}

/// The first resource of a type that only SAM knows.
pub(super) fn first_serverless(resources: &[Entry]) -> Option<&Entry> {
    resources.iter().find(|entry| {
        let kind = entry.value.get("Type").and_then(Tree::as_str);
        kind.is_some_and(|kind| kind.starts_with("AWS::Serverless::"))
    })
}

/// Whether the CDK synthesized a template with these resources.
pub(super) fn is_cdk(resources: &[Entry]) -> bool {
    resources.iter().any(|entry| {
        entry.value.at(&["Metadata", "aws:cdk:path"]).is_some()
            || entry.value.get("Type").and_then(Tree::as_str) == Some("AWS::CDK::Metadata")
    })
}

fn section(name: &str, value: Tree, problems: &mut Vec<Problem>) -> Vec<Entry> {
    match value.value {
        TreeValue::Mapping(mapping) => mapping.into_entries(),
        TreeValue::Null => Vec::new(),
        _ => {
            problems.push(Problem::at(
                "invalid-section",
                ProblemSeverity::Error,
                format!("the section `{name}` is expected to be a mapping from names; it was left out"),
                value.span,
            ));
            Vec::new()
        }
    }
}

fn transforms(value: &Tree) -> Vec<(String, Span)> {
    let name_of = |tree: &Tree| -> (String, Span) {
        let argument = tree.get("Fn::Transform").unwrap_or(tree);
        let name = tree.scalar_text().or_else(|| argument.get("Name").and_then(Tree::scalar_text));
        let name = name.map_or_else(
            || Call::of(tree).map_or_else(|| "a macro".to_owned(), |call| call.name.into_owned()),
            str::to_owned,
        );
        (name, tree.span)
    };
    match &value.value {
        TreeValue::Sequence(elements) => elements.iter().map(name_of).collect(),
        TreeValue::Null => Vec::new(),
        _ => vec![name_of(value)],
    }
}

/// The arguments of `AWS::Include` among the transforms, alone or in the long spelling.
fn includes(value: Tree) -> Vec<Tree> {
    let all = match value.value {
        TreeValue::Sequence(elements) => elements,
        _ => vec![value],
    };
    let argument = |tree: Tree| tree.get("Fn::Transform").cloned().unwrap_or(tree);
    let is_include = |tree: &Tree| tree.get("Name").and_then(Tree::scalar_text) == Some("AWS::Include");
    all.into_iter().map(argument).filter(is_include).collect()
}
