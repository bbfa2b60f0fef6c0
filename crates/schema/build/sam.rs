//! What SAM knows: policy templates, managed policies, connectors. Checked for their shape, kept as JSON.

use super::Outcome;
use serde_json::Value as Json;
use std::{fs, path::Path};

/// Files under `schema/sam/`, and what must stand in each entry.
const FILES: [&str; 3] = ["policy-templates", "managed-policies", "connectors"];

/// Writes each file as JSON.
pub fn write(schema: &Path, out: &Path) -> Outcome<()> {
    for name in FILES {
        let path = schema.join("sam").join(format!("{name}.toml"));
        let text =
            fs::read_to_string(&path).map_err(|e| format!("`{}` could not be read: {e}", path.display()))?;
        let value: Json = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let lacking = match name {
            "policy-templates" => entries(&value).find(|(_, e)| !is_list(e, "statements")),
            "connectors" => list(&value, "connectors").find(|(_, e)| !is_list(e, "statements")),
            _ => list(&value, "paths").find(|(_, e)| !is_list(e, "names")),
        };
        if let Some((entry, _)) = lacking {
            return Err(format!("{}: the entry `{entry}` lacks what it is for", path.display()).into());
        }
        fs::write(out.join(format!("sam-{name}.json")), serde_json::to_vec(&value)?)?;
    }
    Ok(())
}

fn is_list(entry: &Json, key: &str) -> bool {
    entry.get(key).is_some_and(|list| list.as_array().is_some_and(|list| !list.is_empty()))
}

fn entries(value: &Json) -> impl Iterator<Item = (String, &Json)> {
    value.as_object().into_iter().flatten().map(|(key, entry)| (key.clone(), entry))
}

fn list<'v>(value: &'v Json, key: &str) -> impl Iterator<Item = (String, &'v Json)> {
    let all = value.get(key).and_then(Json::as_array).into_iter().flatten();
    all.enumerate().map(|(at, entry)| (at.to_string(), entry))
}
