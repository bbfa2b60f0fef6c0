//! `Fn::ForEach`: entries of a mapping written once for each element of a collection.

use super::{evaluate::Evaluator, stack::StackId, value::Data};
use crate::syntax::{Entry, Mapping, Tree, TreeValue};
use demarc_inventory::ProblemSeverity;
use demarc_model::{Span, Why};

/// Loops inside loops.
const DEEPEST_LOOP: usize = 6;

/// Entries of a mapping with its loops written out.
#[derive(Debug, Default)]
pub(super) struct Expanded {
    pub(super) entries: Vec<Entry>,
    /// Why there may be more entries.
    pub(super) open: Option<Why>,
}

/// One loop: its variable, its collection, what it repeats.
struct Loop<'t> {
    variable: &'t str,
    collection: &'t Tree,
    body: &'t Mapping,
}

impl Evaluator<'_> {
    /// Writes out the loops among the entries of a mapping.
    ///
    /// Entries of a loop over an unknown collection stay once, under the key as it was written.
    pub(super) fn expand_loops(&mut self, stack: StackId, entries: Vec<Entry>) -> Expanded {
        let mut expanded = Expanded::default();
        for entry in entries {
            self.expand_entry(stack, entry, 0, &mut expanded);
        }
        expanded
    }

    fn expand_entry(&mut self, stack: StackId, entry: Entry, depth: usize, into: &mut Expanded) {
        if !entry.key.starts_with("Fn::ForEach") {
            into.entries.push(entry);
            return;
        }
        let parsed = Loop::of(&entry.value).filter(|_| depth < DEEPEST_LOOP);
        let Some(Loop { variable, collection, body }) = parsed else {
            self.report(
                "invalid-intrinsic",
                ProblemSeverity::Warning,
                format!(
                    "`{}` expects a name, a list and a mapping, nested at most {DEEPEST_LOOP} times; it was left out",
                    entry.key
                ),
                entry.key_span,
            );
            into.open = Some(Why::UnsupportedExpression);
            return;
        };
        let collection = self.evaluate(stack, collection);
        let (elements, open) = match &collection.data {
            Data::List(elements, open) => (elements.clone(), *open),
            Data::Unknown(unknown) => (Vec::new(), Some(unknown.why)),
            _ => (Vec::new(), Some(Why::UnsupportedExpression)),
        };
        let mut why = open;
        for element in &elements {
            let Some(text) = element.text() else {
                why = Some(why.unwrap_or(element.obstacle().why));
                continue;
            };
            for inner in body.entries() {
                if !self.spend(entry_weight(inner) + text.len(), entry.key_span) {
                    into.open = Some(Why::UnsupportedExpression);
                    return;
                }
                let written = bind_entry(inner, variable, text);
                self.expand_entry(stack, written, depth + 1, into);
            }
        }
        if let Some(why) = why {
            into.open = Some(why);
            if let Some(stack) = self.stacks.get_mut(stack.0) {
                stack.open_loops.insert(variable.to_owned(), why);
            }
            for inner in body.entries() {
                self.expand_entry(stack, inner.clone(), depth + 1, into);
            }
        }
    }
}

impl<'t> Loop<'t> {
    fn of(tree: &'t Tree) -> Option<Self> {
        let [variable, collection, body] = tree.as_sequence()? else { return None };
        Some(Self { variable: variable.as_str()?, collection, body: body.as_mapping()? })
    }
}

fn entry_weight(entry: &Entry) -> usize {
    entry.key.len() + weight(&entry.value)
}

fn weight(tree: &Tree) -> usize {
    // A value takes more room than its text.
    const VALUE: usize = 64;
    VALUE
        + match &tree.value {
            TreeValue::String(text) | TreeValue::Number(text) => text.len(),
            TreeValue::Sequence(elements) => elements.iter().map(weight).sum(),
            TreeValue::Mapping(mapping) => mapping.entries().iter().map(entry_weight).sum(),
            TreeValue::Null | TreeValue::Bool(_) => 0,
        }
}

fn bind_entry(entry: &Entry, variable: &str, text: &str) -> Entry {
    Entry {
        key: bind_text(&entry.key, variable, text).into(),
        key_span: entry.key_span,
        value: bind(&entry.value, variable, text),
    }
}

/// A copy in which the variable is replaced: `${Name}`, `&{Name}` (letters and digits only) and `Ref: Name`.
fn bind(tree: &Tree, variable: &str, text: &str) -> Tree {
    let names_variable = |tree: &Tree| tree.as_str() == Some(variable);
    let literal = |span: Span| Tree::new(TreeValue::String(text.into()), span);
    if tree.tag.as_deref() == Some("Ref") && names_variable(tree) {
        return literal(tree.span);
    }
    let value = match &tree.value {
        TreeValue::String(written) => TreeValue::String(bind_text(written, variable, text).into()),
        TreeValue::Sequence(elements) => {
            TreeValue::Sequence(elements.iter().map(|e| bind(e, variable, text)).collect())
        }
        TreeValue::Mapping(mapping) => {
            if let [entry] = mapping.entries()
                && &*entry.key == "Ref"
                && names_variable(&entry.value)
            {
                return literal(tree.span);
            }
            let entries = mapping.entries().iter().map(|e| bind_entry(e, variable, text)).collect();
            TreeValue::Mapping(Mapping::new(entries, &mut Vec::new()))
        }
        other => other.clone(),
    };
    Tree { value, span: tree.span, tag: tree.tag.clone(), incomplete: tree.incomplete }
}

fn bind_text(written: &str, variable: &str, text: &str) -> String {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    written.replace(&format!("${{{variable}}}"), text).replace(&format!("&{{{variable}}}"), &plain)
}
