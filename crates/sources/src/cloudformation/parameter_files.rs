//! Files with values of parameters, in the shapes of CloudFormation, CodePipeline, Git sync and the CDK.

use crate::syntax::{Mapping, Tree, TreeValue, parse_json_or_yaml};
use demarc_inventory::{Problem, ProblemSeverity, SourceMap};

/// Values by the names of parameters; `stack:Name` for those of one stack.
pub(crate) fn read(
    path: &str,
    text: String,
    sources: &mut SourceMap,
) -> (Vec<(String, String)>, Vec<Problem>) {
    let document = sources.add(path, text);
    let (tree, mut problems) = parse_json_or_yaml(sources.text(document), document);
    let mut values = Vec::new();
    let Some(tree) = tree else { return (values, problems) };
    let understood = match &tree.value {
        TreeValue::Sequence(elements) => elements.iter().all(|element| add_element(element, &mut values)),
        TreeValue::Mapping(mapping) => match section(&tree) {
            Some(parameters) => add_entries(parameters, None, &mut values),
            None => add_entries(mapping, None, &mut values),
        },
        _ => false,
    };
    if !understood {
        problems.push(Problem::at(
            "parameters-not-understood",
            ProblemSeverity::Warning,
            "a file of parameters is expected to hold a list of `ParameterKey` and `ParameterValue`, a mapping `Parameters`, \
             or a mapping from names; what is neither was left out",
            tree.span,
        ));
    }
    (values, problems)
}

/// The section of a file that holds more than parameters: CodePipeline's and that of Git sync.
fn section(tree: &Tree) -> Option<&Mapping> {
    ["Parameters", "parameters"].iter().find_map(|key| tree.get(key)).and_then(Tree::as_mapping)
}

/// `{"ParameterKey": …, "ParameterValue": …}`, or `Name=value` as the command line of AWS takes it.
fn add_element(element: &Tree, values: &mut Vec<(String, String)>) -> bool {
    if let Some((name, value)) = element.as_str().and_then(|text| text.split_once('=')) {
        values.push((name.to_owned(), value.to_owned()));
        return true;
    }
    let Some(name) = element.get("ParameterKey").and_then(Tree::scalar_text) else { return false };
    // With `UsePreviousValue` there is none: the value is AWS's to know.
    if let Some(value) = element.get("ParameterValue").and_then(written) {
        values.push((name.to_owned(), value));
    }
    true
}

fn add_entries(mapping: &Mapping, stack: Option<&str>, values: &mut Vec<(String, String)>) -> bool {
    let mut understood = true;
    for entry in mapping.entries() {
        match (written(&entry.value), entry.value.as_mapping(), stack) {
            (Some(value), _, None) => values.push((entry.key.to_string(), value)),
            (Some(value), _, Some(stack)) => values.push((format!("{stack}:{}", entry.key), value)),
            (None, Some(of_stack), None) => understood &= add_entries(of_stack, Some(&entry.key), values),
            _ => understood = false,
        }
    }
    understood
}

/// A value as CloudFormation takes it: lists as text with commas.
fn written(tree: &Tree) -> Option<String> {
    match &tree.value {
        TreeValue::Sequence(elements) => {
            let texts: Option<Vec<&str>> = elements.iter().map(Tree::scalar_text).collect();
            texts.map(|texts| texts.join(","))
        }
        TreeValue::Bool(value) => Some(value.to_string()),
        _ => tree.scalar_text().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(String, String)> {
        let (values, problems) = read("parameters.json", text.to_owned(), &mut SourceMap::default());
        assert_eq!(problems, [], "{text}");
        values
    }

    #[test]
    fn every_shape_gives_the_same_values() {
        let expected = [("A".to_owned(), "b".to_owned()), ("N".to_owned(), "1".to_owned())];
        for text in [
            r#"[{"ParameterKey": "A", "ParameterValue": "b"}, {"ParameterKey": "N", "ParameterValue": 1}]"#,
            r#"[{"ParameterKey": "A", "ParameterValue": "b"}, {"ParameterKey": "O", "UsePreviousValue": true}, "N=1"]"#,
            r#"{"Parameters": {"A": "b", "N": "1"}, "Tags": {"t": "x"}, "StackPolicy": {"Statement": []}}"#,
            r#"{"A": "b", "N": 1}"#,
            "template-file-path: x.yaml\nparameters:\n  A: b\n  N: 1\ntags: {}\n",
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
        assert_eq!(
            values(r#"{"A": ["x", "y"], "B": true}"#),
            [("A".to_owned(), "x,y".to_owned()), ("B".to_owned(), "true".to_owned())]
        );
        assert_eq!(values(r#"{"Network": {"A": "b"}}"#), [("Network:A".to_owned(), "b".to_owned())]);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for text in ["[1]", "\"x\"", r#"{"A": {"B": {"C": 1}}}"#, r#"[{"Key": "a"}]"#] {
            let (values, problems) = read("p.json", text.to_owned(), &mut SourceMap::default());
            assert_eq!(values, [], "{text}");
            assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["parameters-not-understood"]);
        }
    }
}
