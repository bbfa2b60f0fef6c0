//! Values of the duties' parameters.

use crate::{chosen::Chosen, evaluate::ParameterValues, options::AssessOptions};
use demarc_knowledge_format::Knowledge;

/// Values of duty parameters: the user's by name, else the user's or the framework's by the framework parameters that set it.
pub(super) fn duty_parameters(
    knowledge: &Knowledge,
    chosen: &Chosen<'_>,
    options: &AssessOptions,
) -> ParameterValues {
    let mut values = ParameterValues::new();
    for (name, parameter) in knowledge.duties.iter().flat_map(|(_, d)| &d.parameters) {
        let assigned = || {
            parameter.assigned_by.iter().find_map(|p| match options.parameters.get(p) {
                Some(own) => Some(own.clone()),
                // A framework's value is a phrase; only one that is a figure is a threshold.
                None => chosen.value(p, options).and_then(|(v, _)| figure(&v, &parameter.unit)),
            })
        };
        if let Some(value) = options.parameters.get(name).cloned().or_else(assigned) {
            values.insert(name.clone(), value);
        }
    }
    values
}

/// The figure of a phrase that is one, alone or with the unit that is asked for: `14`, `14 days`, `fourteen (14) days`.
fn figure(phrase: &str, unit: &str) -> Option<String> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let (number, rest) = match words.as_slice() {
        [word, bracketed, rest @ ..] if word.chars().all(|c| c.is_alphabetic() || c == '-') => {
            (bracketed.strip_prefix('(')?.strip_suffix(')')?, rest)
        }
        [number, rest @ ..] => (*number, rest),
        [] => return None,
    };
    let plain = |text: &str| text.trim_end_matches('s').to_lowercase();
    let fits = match rest {
        [] => true,
        [one] => plain(one) == plain(unit),
        _ => false,
    };
    (fits && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then(|| number.to_owned())
}
