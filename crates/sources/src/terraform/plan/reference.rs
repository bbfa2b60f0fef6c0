//! The `references` of an expression: whole references without the prefixes that the plan lists behind each.

use super::address::{Key, Step, steps};
use crate::syntax::Tree;

/// One thing that an expression names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference<'t> {
    /// As the plan writes it.
    pub(super) text: &'t str,
    /// What it names.
    pub(super) subject: Subject,
    /// The path behind it: `id`, `endpoint[0].address`; empty for the thing as a whole.
    pub(super) rest: String,
}

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// A managed resource.
    Resource { resource_type: String, name: String, key: Option<Key> },
    /// An output of a called module.
    Output { module: String, key: Option<Key>, output: String },
    /// A variable.
    Variable(String),
    /// `count.index` or `each.key`.
    OwnKey,
    /// `each.value`.
    EachValue,
    /// `path.module`, `terraform.workspace`: known texts.
    Surroundings,
    /// What a plan does not resolve: locals, data sources, `self`, a module as a whole.
    Opaque,
}

/// The references of an expression, each once; none if the tree is no expression with references.
pub(super) fn references(expression: &Tree) -> Vec<Reference<'_>> {
    let listed = expression.get("references").and_then(Tree::as_sequence).unwrap_or(&[]);
    let mut whole: Vec<Reference<'_>> = Vec::new();
    let mut previous = "";
    for text in listed.iter().take(MOST_REFERENCES).filter_map(Tree::as_str) {
        let is_prefix = text.len() < previous.len()
            && previous.strip_prefix(text).is_some_and(|rest| rest.starts_with(['.', '[']));
        previous = text;
        if !is_prefix && !whole.iter().any(|r| r.text == text) {
            whole.push(read(text));
        }
    }
    if listed.len() > MOST_REFERENCES {
        whole.push(Reference { text: "…", subject: Subject::Opaque, rest: String::new() });
    }
    whole
}

/// An expression with more references names no single thing; what stands behind is not looked at.
const MOST_REFERENCES: usize = 128;

fn read(text: &str) -> Reference<'_> {
    let opaque = Reference { text, subject: Subject::Opaque, rest: String::new() };
    let Some(steps) = steps(text) else { return opaque };
    let (subject, rest) = match steps.as_slice() {
        [Step::Name(a), Step::Name(b), rest @ ..] => match (a.as_str(), b.as_str()) {
            ("var", name) => (Subject::Variable(name.to_owned()), rest),
            ("count", "index") | ("each", "key") => (Subject::OwnKey, rest),
            ("each", "value") => (Subject::EachValue, rest),
            ("path" | "terraform" | "tofu", _) => (Subject::Surroundings, rest),
            ("local" | "data" | "self" | "ephemeral" | "provider" | "action", _) => return opaque,
            ("module", module) => match rest {
                [Step::Key(key), Step::Name(output), rest @ ..] => (
                    Subject::Output {
                        module: module.to_owned(),
                        key: Some(key.clone()),
                        output: output.clone(),
                    },
                    rest,
                ),
                [Step::Name(output), rest @ ..] => {
                    (Subject::Output { module: module.to_owned(), key: None, output: output.clone() }, rest)
                }
                _ => return opaque,
            },
            (resource_type, name) => {
                let (key, rest) = match rest {
                    [Step::Key(key), rest @ ..] => (Some(key.clone()), rest),
                    rest => (None, rest),
                };
                let (resource_type, name) = (resource_type.to_owned(), name.to_owned());
                (Subject::Resource { resource_type, name, key }, rest)
            }
        },
        _ => return opaque,
    };
    Reference { text, subject, rest: write_path(rest) }
}

fn write_path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Name(name) if path.is_empty() => path.push_str(name),
            Step::Name(name) => {
                path.push('.');
                path.push_str(name);
            }
            Step::Key(key) => path.push_str(&key.to_string()),
        }
    }
    path
}
