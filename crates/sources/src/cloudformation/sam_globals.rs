//! The `Globals` section of SAM: properties that every serverless resource of a kind shares.

use super::call::Call;
use crate::syntax::{Entry, Mapping, Tree, TreeValue};

/// Keys of `Globals` and the types that they stand for.
const KINDS: [(&str, &str); 7] = [
    ("Function", "AWS::Serverless::Function"),
    ("Api", "AWS::Serverless::Api"),
    ("HttpApi", "AWS::Serverless::HttpApi"),
    ("WebSocketApi", "AWS::Serverless::WebSocketApi"),
    ("SimpleTable", "AWS::Serverless::SimpleTable"),
    ("StateMachine", "AWS::Serverless::StateMachine"),
    ("LayerVersion", "AWS::Serverless::LayerVersion"),
];

/// Merges the globals into the properties of the resources.
pub(super) fn apply(globals: &Tree, resources: &mut [Entry]) {
    for resource in resources {
        let type_name = resource.value.get("Type").and_then(Tree::as_str);
        let kind = KINDS.iter().find(|(_, name)| Some(*name) == type_name);
        let Some(shared) = kind.and_then(|(key, _)| globals.get(key)) else { continue };
        let Some(shared) = shared.as_mapping().filter(|_| shared.tag.is_none()) else { continue };
        let ignored = resource.value.get("IgnoreGlobals").cloned();
        let applies = |entry: &&Entry| match ignored.as_ref().map(|i| (i.as_str(), i.as_sequence())) {
            Some((Some("*"), _)) => false,
            Some((_, Some(names))) => !names.iter().any(|n| n.as_str() == Some(&*entry.key)),
            _ => true,
        };
        let shared: Vec<Entry> = shared.entries().iter().filter(applies).cloned().collect();
        if shared.is_empty() {
            continue;
        }
        let span = resource.value.span;
        let shared = Tree::new(TreeValue::Mapping(Mapping::new(shared, &mut Vec::new())), span);
        let TreeValue::Mapping(attributes) = std::mem::replace(&mut resource.value.value, TreeValue::Null)
        else {
            continue;
        };
        let mut attributes = attributes.into_entries();
        match attributes.iter_mut().find(|e| &*e.key == "Properties") {
            Some(properties) => properties.value = merge(&shared, &properties.value),
            None => attributes.push(Entry {
                key: "Properties".into(),
                key_span: resource.key_span,
                value: shared,
            }),
        }
        resource.value.value = TreeValue::Mapping(Mapping::new(attributes, &mut Vec::new()));
    }
}

/// SAM's rule: mappings are merged, lists joined with the shared elements first, anything else is the resource's own.
///
/// A function counts as a plain value, and where the two are of different kinds the resource's own counts.
fn merge(shared: &Tree, own: &Tree) -> Tree {
    if own.is_null() && !own.incomplete {
        return shared.clone();
    }
    if Call::of(shared).is_some() || Call::of(own).is_some() {
        return own.clone();
    }
    let value = match (&shared.value, &own.value) {
        (TreeValue::Mapping(shared), TreeValue::Mapping(own)) => {
            let mut entries: Vec<Entry> = own.entries().to_vec();
            for entry in shared.entries() {
                match entries.iter_mut().find(|e| e.key == entry.key) {
                    Some(existing) => existing.value = merge(&entry.value, &existing.value),
                    None => entries.push(entry.clone()),
                }
            }
            TreeValue::Mapping(Mapping::new(entries, &mut Vec::new()))
        }
        (TreeValue::Sequence(shared), TreeValue::Sequence(own)) => {
            TreeValue::Sequence(shared.iter().chain(own).cloned().collect())
        }
        _ => own.value.clone(),
    };
    Tree { value, span: own.span, tag: own.tag.clone(), incomplete: own.incomplete || shared.incomplete }
}
