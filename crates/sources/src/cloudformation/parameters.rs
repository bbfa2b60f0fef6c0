//! Values of a template's parameters: given, by default, or unknown with the parameter's name.

use super::value::{Data, Unknown, Val};
use crate::syntax::{Entry, Tree, TreeValue};
use demarc_model::Why;
use std::collections::HashMap;

/// The value of every declared parameter; `given` comes from the caller or from the nesting template.
pub(super) fn values(declared: &[Entry], given: &HashMap<String, Val>) -> HashMap<String, Val> {
    declared.iter().map(|entry| (entry.key.to_string(), value(entry, given.get(&*entry.key)))).collect()
}

fn value(entry: &Entry, given: Option<&Val>) -> Val {
    let declared_type = entry.value.get("Type").and_then(Tree::scalar_text).unwrap_or("String");
    let no_echo =
        entry.value.get("NoEcho").and_then(Tree::scalar_text).is_some_and(|t| t.eq_ignore_ascii_case("true"));
    let span = entry.value.span;
    // The text given is the name of an entry in Parameter Store; what stands there only AWS knows.
    if declared_type.starts_with("AWS::SSM::Parameter::Value<") {
        return Val::unknown(Why::KnownAfterApply, entry.key.to_string(), span).with_sensitive(no_echo);
    }
    let default = || entry.value.get("Default").map(literal);
    let value = given.cloned().or_else(default).unwrap_or_else(|| {
        let why = if entry.value.incomplete { Why::SyntaxError } else { Why::ParameterWithoutDefault };
        Val::unknown(why, entry.key.to_string(), span)
    });
    let is_list = declared_type == "CommaDelimitedList" || declared_type.starts_with("List<");
    typed(value, is_list, declared_type == "Number").with_sensitive(no_echo)
}

/// A default as it was written; defaults hold no functions.
fn literal(tree: &Tree) -> Val {
    let data = match &tree.value {
        TreeValue::Null if tree.incomplete => Data::Unknown(Unknown::new(Why::SyntaxError, None)),
        TreeValue::Sequence(elements) => {
            Data::List(elements.iter().map(literal).collect(), tree.incomplete.then_some(Why::SyntaxError))
        }
        _ => match tree.scalar_text() {
            Some(text) if tree.tag.is_none() => Data::String(text.to_owned()),
            _ => Data::Unknown(Unknown::new(Why::UnsupportedExpression, None)),
        },
    };
    Val::new(data, tree.span)
}

/// A value as CloudFormation reads it for a type: lists are given as text with commas.
fn typed(value: Val, is_list: bool, is_number: bool) -> Val {
    let Val { data, span, sensitive } = value;
    let data = match data {
        Data::String(text) | Data::Number(text) if is_list => {
            // An empty text is a list without elements that could be used.
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            Data::List(parts.map(|part| Val::string(part, span)).collect(), None)
        }
        Data::String(text) if is_number && crate::syntax::is_number(&text) => Data::Number(text),
        Data::Number(text) if !is_number => Data::String(text),
        Data::Bool(value) => Data::String(value.to_string()),
        Data::List(elements, open) if is_list => Data::List(elements, open),
        // A list passed where a text is declared is joined.
        Data::List(elements, None) => {
            let texts: Option<Vec<&str>> = elements.iter().map(Val::text).collect();
            match texts {
                Some(texts) => Data::String(texts.join(",")),
                None => Data::Unknown(Unknown::new(Why::UnsupportedExpression, None)),
            }
        }
        Data::List(_, Some(why)) => Data::Unknown(Unknown::new(why, None)),
        Data::Map(..) => Data::Unknown(Unknown::new(Why::UnsupportedExpression, None)),
        data => data,
    };
    Val { data, span, sensitive }
}
