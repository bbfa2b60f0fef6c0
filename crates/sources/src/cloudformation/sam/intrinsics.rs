//! Functions in values that SAM makes and looks at, and the replacing of references.

use super::{
    doc::{Doc, Kind, list, map},
    fields::Fields,
};

pub(super) fn reference(logical_id: &str) -> Doc {
    map! { "Ref" => logical_id }
}

pub(super) fn attribute(logical_id: &str, attribute: &str) -> Doc {
    map! { "Fn::GetAtt" => list![logical_id, attribute] }
}

pub(super) fn sub(text: impl Into<Doc>) -> Doc {
    let text: Doc = text.into();
    map! { "Fn::Sub" => text }
}

/// A text with variables of its own.
pub(super) fn sub_with(text: impl Into<Doc>, variables: Fields) -> Doc {
    map! { "Fn::Sub" => Doc::list(vec![text.into(), variables.into()]) }
}

pub(super) fn no_value() -> Doc {
    reference("AWS::NoValue")
}

/// The value under a condition, nothing otherwise.
pub(super) fn only_if(condition: impl Into<Doc>, value: Doc) -> Doc {
    choice(condition, value, no_value())
}

pub(super) fn choice(condition: impl Into<Doc>, one: Doc, other: Doc) -> Doc {
    map! { "Fn::If" => Doc::list(vec![condition.into(), one, other]) }
}

/// The name and the argument of a value that is a call of a function.
pub(super) fn call(doc: &Doc) -> Option<(&str, &Doc)> {
    let (name, argument) = doc.as_map()?.only()?;
    let name = name.as_str();
    (matches!(name, "Ref" | "Condition") || name.starts_with("Fn::")).then_some((name, argument))
}

pub(super) fn is_call(doc: &Doc) -> bool {
    call(doc).is_some()
}

/// The condition and the two values of `Fn::If`.
pub(super) fn as_choice(doc: &Doc) -> Option<(&Doc, &Doc, &Doc)> {
    match call(doc)? {
        ("Fn::If", argument) => match argument.as_list()? {
            [condition, one, other] => Some((condition, one, other)),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn is_choice(doc: &Doc) -> bool {
    matches!(call(doc), Some(("Fn::If", _)))
}

pub(super) fn is_no_value(doc: &Doc) -> bool {
    matches!(call(doc), Some(("Ref", name)) if name.is("AWS::NoValue"))
}

/// The logical id that `Ref` or `Fn::GetAtt` names.
pub(super) fn named_by(doc: &Doc) -> Option<&str> {
    match call(doc)? {
        ("Ref", name) => name.as_str(),
        ("Fn::GetAtt", argument) => match (argument.as_list(), argument.as_str()) {
            (Some([resource, _]), _) => resource.as_str(),
            (_, Some(text)) => match text.split('.').collect::<Vec<_>>().as_slice() {
                [resource, _] => Some(resource),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Conditions of a template of which one holds, as one condition; several where one function takes no more.
pub(super) fn any_of(mut names: Vec<String>, combined: &str) -> Vec<(String, Doc)> {
    const MOST: usize = 10;
    if names.len() < 2 {
        return Vec::new();
    }
    let mut left = (names.len() - 2) / (MOST - 1);
    let mut conditions = Vec::new();
    while names.len() > 1 {
        let mut name = combined.to_owned();
        if left > 0 {
            name = format!("{combined}{left}");
            left -= 1;
        }
        let rest = names.split_off(names.len().min(MOST));
        conditions.push((name.clone(), any(&names)));
        names = rest;
        names.push(name);
    }
    conditions
}

/// `Fn::Or` over named conditions.
pub(super) fn any(names: &[String]) -> Doc {
    let parts = names.iter().map(|name| map! { "Condition" => name }).collect();
    map! { "Fn::Or" => Doc::list(parts) }
}

/// The text with each `${Name}` that names something replaced; `replaced` gives nothing for what stays.
pub(super) fn replace_names(text: &str, mut replaced: impl FnMut(&str) -> Option<String>) -> String {
    let is_name = |name: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '.';
        match name.strip_prefix("AWS::") {
            Some(rest) => {
                rest.starts_with(|c: char| c.is_ascii_uppercase())
                    && rest.chars().all(|c| c.is_ascii_alphabetic())
            }
            None => !name.is_empty() && name.chars().all(plain),
        }
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let name = after.split_once('}').map(|(name, _)| name).filter(|name| is_name(name));
        match name.and_then(|name| Some((replaced(name)?, name.len() + 1))) {
            Some((value, length)) => {
                out.push_str(&value);
                rest = after.get(length..).unwrap_or("");
            }
            None => {
                out.push_str("${");
                rest = after;
            }
        }
    }
    out + rest
}

/// What is known while SAM expands a template.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Values of parameters.
    pub(super) parameters: Fields,
    pub(super) mappings: Fields,
}

impl Known {
    /// The value with known parameters in place of references to them.
    pub(super) fn resolved(&self, doc: &Doc) -> Doc {
        let mut doc = doc.clone();
        self.resolve(&mut doc);
        doc
    }

    /// Puts known parameters in place of references to them.
    pub(super) fn resolve(&self, doc: &mut Doc) {
        let parameter = match call(doc) {
            Some(("Ref", name)) => name.as_str().and_then(|name| self.parameters.get(name)),
            _ => None,
        };
        if let Some(value) = parameter {
            *doc = Doc { span: doc.span, ..value.clone() };
        }
        if let Kind::Map(fields) = &mut doc.kind
            && fields.len() == 1
            && let Some(argument) = fields.get_mut("Fn::Sub")
        {
            self.resolve_text(argument);
        }
        match &mut doc.kind {
            Kind::Map(fields) => fields.values_mut().for_each(|value| self.resolve(value)),
            Kind::List(elements) => elements.iter_mut().for_each(|element| self.resolve(element)),
            _ => {}
        }
    }

    /// The text of `Fn::Sub`, whose argument this is.
    fn resolve_text(&self, argument: &mut Doc) {
        let text = match &mut argument.kind {
            Kind::List(elements) => match elements.first_mut() {
                Some(text) => text,
                None => return,
            },
            _ => argument,
        };
        let Kind::Text(written) = &text.kind else { return };
        let replaced = replace_names(written.as_str(), |name| scalar(self.parameters.get(name)?));
        if replaced != written.as_str() {
            text.kind = Kind::Text(written.with(&replaced));
        }
    }

    /// The value with what the template's mappings hold in place of look-ups.
    pub(super) fn looked_up(&self, doc: &Doc) -> Doc {
        let found = match call(doc) {
            Some(("Fn::FindInMap", argument)) => match argument.as_list() {
                Some([map, first, second]) => {
                    let [map, first, second] = [map, first, second].map(|key| self.looked_up(key));
                    map.as_str()
                        .and_then(|map| self.mappings.get(map))
                        .and_then(|rows| rows.get(first.as_str()?))
                        .and_then(|row| row.get(second.as_str()?))
                        .cloned()
                }
                _ => None,
            },
            _ => None,
        };
        found.unwrap_or_else(|| doc.clone())
    }
}

/// A plain value as text.
pub(super) fn scalar(doc: &Doc) -> Option<String> {
    match &doc.kind {
        Kind::Text(text) => Some(text.as_str().to_owned()),
        Kind::Number(text) => Some(text.to_string()),
        Kind::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_parameters_replace_their_references() {
        let mut known = Known::default();
        known.parameters.set("Stage", "prod");
        known.parameters.set("Count", 2i64);
        let doc = list![
            reference("Stage"),
            sub("${Stage}-${Count}-${Other}-${!Stage}-${AWS::Region}"),
            map! { "A" => reference("Other") },
        ];
        let expected = list![
            "prod",
            sub("prod-2-${Other}-${!Stage}-${AWS::Region}"),
            map! { "A" => reference("Other") },
        ];
        assert_eq!(known.resolved(&doc), expected);
    }

    #[test]
    fn many_conditions_are_combined_by_tens() {
        let names: Vec<String> = (0..12).map(|n| format!("C{n}")).collect();
        let combined = any_of(names, "All");
        assert_eq!(combined.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["All1", "All"]);
        assert_eq!(combined[1].1, any(&["C10".into(), "C11".into(), "All1".into()]));
        assert_eq!(any_of(vec!["A".into()], "All"), []);
    }
}
