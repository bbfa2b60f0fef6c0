//! What newer versions of the Terraform provider have and the catalog of one version has not, laid over it.

use crate::Outcome;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Newer {
    /// First version of the provider that has them.
    since: String,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    #[serde(default)]
    blocks: Vec<String>,
}

/// Adds the attributes and blocks of `schema/terraform-newer.toml` to the provider's types.
pub fn lay_over(catalog: &mut Json, text: &str) -> Outcome<()> {
    let at = |e: String| format!("schema/terraform-newer.toml: {e}");
    let newer: BTreeMap<String, Newer> = toml::from_str(text).map_err(|e| at(e.to_string()))?;
    let types = catalog.get_mut("types").and_then(Json::as_object_mut).ok_or("the catalog has no `types`")?;
    for (name, added) in &newer {
        if added.since.is_empty() {
            return Err(at(format!("`{name}` does not say `since` which version")).into());
        }
        let blocks = types
            .entry(name.clone())
            .or_insert_with(|| json!([{"attributes": {"id": ["oc", "string"]}, "blocks": {}}]))
            .as_array_mut()
            .ok_or("a provider type is a list of blocks")?;
        for path in &added.blocks {
            let next = blocks.len();
            let (parent, own) = parent_of(blocks, path).map_err(|e| at(format!("`{name}`: {e}")))?;
            place(blocks, parent, "blocks", own, json!(["list", 0, 1, next]))
                .map_err(|e| at(format!("`{name}`: {e}")))?;
            blocks.push(json!({"attributes": {}, "blocks": {}}));
        }
        for (path, kind) in &added.attributes {
            let (flags, kind) = match kind.strip_prefix("computed ") {
                Some(kind) => ("oc", kind),
                None => ("o", kind.as_str()),
            };
            let kind = match kind {
                "list" | "map" => json!([kind, "string"]),
                "string" | "number" | "bool" => json!(kind),
                other => {
                    let expected = "expected string, number, bool, list or map, `computed` before it where the provider fills it in";
                    return Err(at(format!("`{name}`: `{other}` is not a kind; {expected}")).into());
                }
            };
            let (parent, own) = parent_of(blocks, path).map_err(|e| at(format!("`{name}`: {e}")))?;
            place(blocks, parent, "attributes", own, json!([flags, kind]))
                .map_err(|e| at(format!("`{name}`: {e}")))?;
        }
    }
    Ok(())
}

/// The position of the block that a path ends in, and the path's last name.
fn parent_of<'p>(blocks: &[Json], path: &'p str) -> Result<(usize, &'p str), String> {
    let mut steps: Vec<&str> = path.split('.').collect();
    let own = steps.pop().unwrap_or_default();
    let mut at = 0;
    for step in steps {
        at = blocks
            .get(at)
            .and_then(|b| b.get("blocks")?.get(step)?.get(3)?.as_u64())
            .and_then(|i| usize::try_from(i).ok())
            .ok_or_else(|| format!("`{path}` runs through `{step}`, which is no block"))?;
    }
    Ok((at, own))
}

fn place(blocks: &mut [Json], parent: usize, kind: &str, own: &str, made: Json) -> Result<(), String> {
    let Some(Json::Object(block)) = blocks.get_mut(parent) else {
        return Err(format!("`{own}` has no place"));
    };
    let named = |kind: &str| block.get(kind).and_then(|k| k.get(own)).is_some();
    if named("attributes") || named("blocks") {
        return Err(format!("the catalog has `{own}` by now; take it out"));
    }
    block
        .entry(kind)
        .or_insert_with(|| Json::Object(Map::new()))
        .as_object_mut()
        .ok_or("a block's parts are no map")?
        .insert(own.to_owned(), made);
    Ok(())
}
