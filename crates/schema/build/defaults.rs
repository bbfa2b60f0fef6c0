//! Documented defaults: every `schema/defaults/*.toml` in one list.

use crate::{Outcome, compact::CompactDefault};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    defaults: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(rename = "type")]
    type_name: String,
    path: String,
    value: Option<toml::Value>,
    unknown: Option<String>,
    #[serde(default)]
    absent: bool,
    dialects: Vec<String>,
    #[serde(default)]
    source_types: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    since: Option<toml::value::Datetime>,
    source: String,
    as_of: toml::value::Datetime,
    note: Option<String>,
}

const DIALECTS: [&str; 3] = ["terraform", "cloudformation", "aws"];

pub fn all(files: &BTreeMap<String, String>) -> Outcome<Vec<u8>> {
    let mut entries = Vec::new();
    for (path, text) in files {
        let file: File = toml::from_str(text).map_err(|e| format!("{path}: {e}"))?;
        for entry in file.defaults {
            check(&entry)
                .map_err(|e| format!("{path}: the default of `{} {}` {e}", entry.type_name, entry.path))?;
            entries.push(entry);
        }
    }
    entries.sort_by(|a, b| (&a.type_name, &a.path).cmp(&(&b.type_name, &b.path)));
    let values: Vec<String> = entries
        .iter()
        .map(|e| {
            let reason = || e.unknown.clone().unwrap_or_default();
            e.value
                .as_ref()
                .map_or_else(|| if e.absent { "null".to_owned() } else { reason() }, |v| json(v).to_string())
        })
        .collect();
    let dates: Vec<(String, String)> = entries
        .iter()
        .map(|e| (e.since.map(|d| d.to_string()).unwrap_or_default(), e.as_of.to_string()))
        .collect();
    let compact: Vec<CompactDefault<'_>> = entries
        .iter()
        .zip(&values)
        .zip(&dates)
        .map(|((entry, value), (since, as_of))| CompactDefault {
            type_name: &entry.type_name,
            path: &entry.path,
            value,
            unknown: entry.unknown.is_some(),
            dialects: entry.dialects.iter().map(String::as_str).collect(),
            source_types: entry.source_types.iter().map(String::as_str).collect(),
            unless: entry.unless.iter().map(String::as_str).collect(),
            since,
            source: &entry.source,
            as_of,
            note: entry.note.as_deref().unwrap_or(""),
        })
        .collect();
    Ok(postcard::to_allocvec(&compact)?)
}

fn check(entry: &Entry) -> Result<(), String> {
    let given = [entry.value.is_some(), entry.unknown.is_some(), entry.absent];
    if given.iter().filter(|g| **g).count() != 1 {
        return Err("needs one of `value`, `unknown` and `absent = true`".into());
    }
    if entry.source.trim().is_empty() {
        return Err("needs a `source`".into());
    }
    if entry.dialects.is_empty() {
        return Err("needs `dialects`".into());
    }
    if let Some(path) = entry.unless.iter().find(|p| p.is_empty() || p.contains(['.', '['])) {
        return Err(format!(
            "names `{path}` in `unless`; expected the name of a property of the type itself"
        ));
    }
    match entry.dialects.iter().find(|d| !DIALECTS.contains(&d.as_str())) {
        Some(dialect) => Err(format!("names the dialect `{dialect}`; expected one of {DIALECTS:?}")),
        None => Ok(()),
    }
}

fn json(value: &toml::Value) -> Json {
    match value {
        toml::Value::String(text) => Json::from(text.as_str()),
        toml::Value::Integer(number) => Json::from(*number),
        toml::Value::Float(number) => Json::from(*number),
        toml::Value::Boolean(truth) => Json::from(*truth),
        toml::Value::Datetime(date) => Json::from(date.to_string()),
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Table(table) => table.iter().map(|(k, v)| (k.clone(), json(v))).collect(),
    }
}
