//! Hides what a plan or state marks sensitive outside of the bodies: variables, outputs, earlier values, credentials.

use super::configuration::{Configuration, is_true};
use super::lookup::Lookup;
use crate::syntax::{Tree, TreeValue};
use demarc_inventory::SourceMap;

/// Provider settings that are credentials.
const CREDENTIALS: [&str; 4] = ["access_key", "secret_key", "token", "password"];

/// Hides what a plan shows beside the bodies.
pub(super) fn hide_of_plan(plan: &Tree, configuration: &Configuration<'_>, sources: &mut SourceMap) {
    for value in configuration.sensitive_values() {
        hide(value, sources);
    }
    let providers = configuration.providers.and_then(Tree::as_mapping).map_or(&[][..], |m| m.entries());
    for provider in providers {
        for setting in CREDENTIALS {
            if let Some(value) = provider.value.at(&["expressions", setting, "constant_value"]) {
                hide(value, sources);
            }
        }
    }
    for list in ["resource_changes", "resource_drift"] {
        for entry in plan.get(list).and_then(Tree::as_sequence).unwrap_or(&[]) {
            if let Some(change) = entry.get("change") {
                hide_marked(change.get("before"), change.get("before_sensitive"), sources);
                hide_marked(change.get("after"), change.get("after_sensitive"), sources);
            }
        }
    }
    let outputs = plan.get("output_changes").and_then(Tree::as_mapping).map_or(&[][..], |m| m.entries());
    for output in outputs {
        hide_marked(output.value.get("before"), output.value.get("before_sensitive"), sources);
        hide_marked(output.value.get("after"), output.value.get("after_sensitive"), sources);
    }
    for values in [plan.get("planned_values"), plan.at(&["prior_state", "values"])] {
        hide_of_values(values, sources);
    }
}

/// Hides what `values` of a state marks, data sources included.
pub(in crate::terraform) fn hide_of_values(values: Option<&Tree>, sources: &mut SourceMap) {
    let Some(values) = values else { return };
    hide_outputs(values.get("outputs"), sources);
    let mut open: Vec<&Tree> = values.get("root_module").into_iter().collect();
    while let Some(module) = open.pop() {
        for resource in module.get("resources").and_then(Tree::as_sequence).unwrap_or(&[]) {
            hide_marked(resource.get("values"), resource.get("sensitive_values"), sources);
        }
        open.extend(module.get("child_modules").and_then(Tree::as_sequence).unwrap_or(&[]));
    }
}

/// Hides outputs that are declared sensitive.
pub(in crate::terraform) fn hide_outputs(outputs: Option<&Tree>, sources: &mut SourceMap) {
    for output in outputs.and_then(Tree::as_mapping).map_or(&[][..], |m| m.entries()) {
        if is_true(output.value.get("sensitive"))
            && let Some(value) = output.value.get("value")
        {
            hide(value, sources);
        }
    }
}

/// Hides those parts of a value that a tree of the same shape marks.
fn hide_marked(value: Option<&Tree>, marks: Option<&Tree>, sources: &mut SourceMap) {
    let (Some(value), Some(marks)) = (value, marks) else { return };
    match (&value.value, &marks.value) {
        (_, TreeValue::Bool(true)) => hide(value, sources),
        (TreeValue::Sequence(values), TreeValue::Sequence(marks)) => {
            for (value, marks) in values.iter().zip(marks) {
                hide_marked(Some(value), Some(marks), sources);
            }
        }
        (TreeValue::Mapping(_), TreeValue::Mapping(marks)) => {
            let values = Lookup::new(Some(value));
            for entry in marks.entries() {
                hide_marked(values.get(&entry.key), Some(&entry.value), sources);
            }
        }
        _ => {}
    }
}

/// Hides every text and number of a value.
pub(in crate::terraform) fn hide(value: &Tree, sources: &mut SourceMap) {
    match &value.value {
        TreeValue::Sequence(elements) => {
            for element in elements {
                hide(element, sources);
            }
        }
        TreeValue::Mapping(mapping) => {
            for entry in mapping.entries() {
                hide(&entry.value, sources);
            }
        }
        TreeValue::String(text) | TreeValue::Number(text) => {
            sources.mask(value.span);
            sources.mask_literal(text);
        }
        TreeValue::Bool(_) | TreeValue::Null => {}
    }
}
