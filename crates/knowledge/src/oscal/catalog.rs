//! OSCAL catalogs: groups and controls, flattened in the order of the document.

use super::OscalError;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Groups and enhancements nest a few levels in real catalogs.
const DEEPEST: usize = 16;

/// No catalog in use has a tenth as many.
pub(super) const MOST_CONTROLS: usize = 20_000;

/// A control of a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Control {
    pub(super) id: String,
    pub(super) title: String,
    /// The control that it enhances.
    pub(super) parent: Option<String>,
    /// Ids of the first-level items of its statement; of the statement itself if it has none.
    pub(super) items: Vec<String>,
    pub(super) withdrawn: bool,
    /// Values that the catalog itself gives to its parameters.
    pub(super) values: BTreeMap<String, String>,
}

/// Flattens a catalog.
pub(super) fn controls(file: &str, catalog: &Json) -> Result<Vec<Control>, OscalError> {
    let mut found = Vec::new();
    below(file, catalog, None, 0, &mut found)?;
    Ok(found)
}

fn below(
    file: &str,
    at: &Json,
    parent: Option<&str>,
    depth: usize,
    found: &mut Vec<Control>,
) -> Result<(), OscalError> {
    if depth > DEEPEST {
        return Err(OscalError::new(
            file,
            format!("groups and controls are nested deeper than {DEEPEST} levels; flatten the catalog"),
        ));
    }
    for group in list(at, "groups") {
        below(file, group, None, depth + 1, found)?;
    }
    for control in list(at, "controls") {
        let id = text(control, "id");
        if id.is_empty() {
            return Err(OscalError::new(
                file,
                format!("a control titled `{}` has no `id`; give it one", text(control, "title")),
            ));
        }
        if found.len() >= MOST_CONTROLS {
            return Err(OscalError::new(
                file,
                format!("the catalog has more than {MOST_CONTROLS} controls; select some with a profile"),
            ));
        }
        found.push(Control {
            id: id.to_owned(),
            title: text(control, "title").to_owned(),
            parent: parent.map(str::to_owned),
            items: items(control),
            withdrawn: list(control, "props")
                .iter()
                .any(|p| text(p, "name") == "status" && text(p, "value").eq_ignore_ascii_case("withdrawn")),
            values: list(control, "params").iter().filter_map(value).collect(),
        });
        below(file, control, Some(id), depth + 1, found)?;
    }
    Ok(())
}

fn items(control: &Json) -> Vec<String> {
    let mut ids = Vec::new();
    for statement in list(control, "parts").iter().filter(|p| text(p, "name") == "statement") {
        let inner: Vec<&str> = list(statement, "parts")
            .iter()
            .filter(|p| text(p, "name") == "item")
            .map(|p| text(p, "id"))
            .collect();
        if inner.is_empty() {
            ids.push(text(statement, "id").to_owned());
        }
        ids.extend(inner.into_iter().map(str::to_owned));
    }
    ids.retain(|id| !id.is_empty());
    ids
}

/// The value that a parameter or a `set-parameter` gives: its values, else the text of its constraints.
pub(super) fn value(parameter: &Json) -> Option<(String, String)> {
    let id = [text(parameter, "param-id"), text(parameter, "id")].into_iter().find(|id| !id.is_empty())?;
    let values: Vec<&str> = list(parameter, "values").iter().filter_map(Json::as_str).collect();
    let constraints: Vec<&str> =
        list(parameter, "constraints").iter().map(|c| text(c, "description")).collect();
    let (texts, between) = if values.is_empty() { (constraints, "; ") } else { (values, ", ") };
    let texts: Vec<String> = texts
        .into_iter()
        .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|t| !t.is_empty())
        .collect();
    (!texts.is_empty()).then(|| (id.to_owned(), texts.join(between)))
}

pub(super) fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

pub(super) fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or("")
}
