//! CloudFormation resource schemas as trees of kinds.
//!
//! A shape is `"string"`, `"number"`, `"boolean"`, `"json"` (anything), `"#Name"` (a definition), `["list", shape]`,
//! `["map", shape]` (any keys) or an object of properties.

use anyhow::{Context, Result};
use serde_json::{Map, Value as Json, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// References and alternatives of published schemas nest a few steps deep; a circle ends here.
const DEEPEST: usize = 24;

/// The catalog of all types of `us-east-1`, from the folder `cfnlint/data/schemas`.
pub fn catalog(folder: &Path) -> Result<Json> {
    let index = read(&folder.join("providers/us-east-1.json"))?;
    let date = read(&folder.join("version.json"))?;
    let mut types = BTreeMap::new();
    for (name, file) in
        index.as_object().context("`us-east-1.json` is expected to map type names to files")?
    {
        let file = file.as_str().context("a type's file is expected to be a text")?;
        let schema = read(&folder.join("resources").join(format!("{file}.json")))?;
        types.insert(name.clone(), resource_type(&schema));
    }
    Ok(json!({
        "origin": "AWS CloudFormation resource schemas of us-east-1, from the PyPI package cfn-lint (MIT-0)",
        "date": date.get("schema_date"),
        "types": types,
    }))
}

/// Shortest word of the list; shorter ones are never hidden as literals.
const SHORTEST_WORD: usize = 6;

/// Every value that some property of `us-east-1` prescribes, in order of bytes, a line for each.
pub fn prescribed_words(folder: &Path) -> Result<String> {
    let index = read(&folder.join("providers/us-east-1.json"))?;
    let mut words = BTreeSet::new();
    for file in index.as_object().into_iter().flat_map(Map::values).filter_map(Json::as_str) {
        let schema = read(&folder.join("resources").join(format!("{file}.json")))?;
        collect_words(&schema, &mut words);
    }
    Ok(words.into_iter().map(|word| word + "\n").collect())
}

fn collect_words(schema: &Json, into: &mut BTreeSet<String>) {
    match schema {
        Json::Object(entries) => {
            let prescribed = [entries.get("const"), entries.get("enum")];
            for value in prescribed.into_iter().flatten() {
                let one = std::slice::from_ref(value);
                let words = value.as_array().map_or(one, Vec::as_slice).iter().filter_map(Json::as_str);
                let words = words.filter(|w| w.len() >= SHORTEST_WORD && !w.contains('\n'));
                into.extend(words.map(str::to_owned));
            }
            entries.values().for_each(|v| collect_words(v, into));
        }
        Json::Array(items) => items.iter().for_each(|v| collect_words(v, into)),
        _ => {}
    }
}

fn read(path: &Path) -> Result<Json> {
    let bytes = fs::read(path).with_context(|| format!("`{}` could not be read", path.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("`{}` is not JSON", path.display()))
}

fn resource_type(schema: &Json) -> Json {
    let mut properties = Map::new();
    collect_properties(schema, schema, 0, &mut properties);
    let mut definitions = Map::new();
    if let Some(all) = schema.get("definitions").and_then(Json::as_object) {
        for (name, definition) in all {
            definitions.insert(name.clone(), shape(schema, definition, 0));
        }
    }
    let used = reachable(&properties, &definitions);
    definitions.retain(|name, _| used.contains(name));
    json!({
        "id": pointers(schema, "primaryIdentifier"),
        "read_only": pointers(schema, "readOnlyProperties"),
        "write_only": pointers(schema, "writeOnlyProperties"),
        "properties": properties,
        "definitions": definitions,
    })
}

/// JSON pointers such as `/properties/Endpoint/Address` or `/properties/Tags/*/Key` as dotted paths.
fn pointers(schema: &Json, key: &str) -> Vec<String> {
    let list = schema.get(key).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    list.iter()
        .filter_map(Json::as_str)
        .filter_map(|p| p.strip_prefix("/properties/"))
        .map(|p| {
            p.split('/').filter(|s| !matches!(*s, "*" | "items" | "properties")).collect::<Vec<_>>().join(".")
        })
        .collect()
}

fn reachable(properties: &Map<String, Json>, definitions: &Map<String, Json>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let mut open: Vec<&Json> = properties.values().collect();
    while let Some(shape) = open.pop() {
        match shape {
            Json::String(text) => {
                if let Some(name) = text.strip_prefix('#')
                    && used.insert(name.to_owned())
                {
                    open.extend(definitions.get(name));
                }
            }
            Json::Array(parts) => open.extend(parts.iter().skip(1)),
            Json::Object(map) => open.extend(map.values()),
            _ => {}
        }
    }
    used
}

/// Properties of a node and of every alternative that it is made of.
fn collect_properties(root: &Json, node: &Json, depth: usize, into: &mut Map<String, Json>) {
    if depth > DEEPEST {
        return;
    }
    if let Some(properties) = node.get("properties").and_then(Json::as_object) {
        for (name, property) in properties {
            let shape = shape(root, property, depth + 1);
            // Alternatives may repeat a property with nothing but a restriction; the telling shape counts.
            if into.get(name).is_none_or(|known| known == "json") {
                into.insert(name.clone(), shape);
            }
        }
    }
    for alternative in alternatives(node) {
        match alternative.get("$ref").and_then(Json::as_str).and_then(|r| target(root, r)) {
            Some(target) => collect_properties(root, target, depth + 1, into),
            None => collect_properties(root, alternative, depth + 1, into),
        }
    }
}

fn alternatives(node: &Json) -> impl Iterator<Item = &Json> {
    ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|k| node.get(k)).filter_map(Json::as_array).flatten()
}

fn target<'a>(root: &'a Json, reference: &str) -> Option<&'a Json> {
    root.pointer(reference.strip_prefix('#')?)
}

fn types<'a>(root: &'a Json, node: &'a Json, depth: usize, into: &mut BTreeSet<&'a str>) {
    if depth > DEEPEST {
        return;
    }
    match node.get("type") {
        Some(Json::String(one)) => {
            into.insert(one);
        }
        Some(Json::Array(many)) => into.extend(many.iter().filter_map(Json::as_str)),
        _ => {
            if let Some(target) = node.get("$ref").and_then(Json::as_str).and_then(|r| target(root, r)) {
                types(root, target, depth + 1, into);
            }
            for alternative in alternatives(node) {
                types(root, alternative, depth + 1, into);
            }
        }
    }
}

fn shape(root: &Json, node: &Json, depth: usize) -> Json {
    if depth > DEEPEST {
        return json!("json");
    }
    if let Some(reference) = node.get("$ref").and_then(Json::as_str) {
        if let Some(name) = reference.strip_prefix("#/definitions/")
            && !name.contains('/')
        {
            return json!(format!("#{name}"));
        }
        return target(root, reference).map_or(json!("json"), |t| shape(root, t, depth + 1));
    }
    let mut all = BTreeSet::new();
    types(root, node, 0, &mut all);
    // A list that may also be given as JSON text: the list is what it holds.
    let list = alternatives(node).find(|alternative| {
        let mut own = BTreeSet::new();
        types(root, alternative, 0, &mut own);
        own.contains("array")
    });
    if let (Some(list), None) = (list, node.get("items")) {
        return shape(root, list, depth + 1);
    }
    let mut properties = Map::new();
    collect_properties(root, node, depth, &mut properties);
    let items = node.get("items").is_some() || alternatives(node).any(|a| a.get("items").is_some());
    if !properties.is_empty() && !items {
        return Json::Object(properties);
    }
    if all.contains("array") {
        let items = node
            .get("items")
            .or_else(|| alternatives(node).find_map(|a| a.get("items")))
            .map_or(json!("json"), |items| shape(root, items, depth + 1));
        return json!(["list", items]);
    }
    if all.contains("object") {
        let values = node
            .get("patternProperties")
            .and_then(Json::as_object)
            .and_then(|p| p.values().next())
            .or_else(|| node.get("additionalProperties").filter(|a| a.is_object()));
        // A text in place of the object is JSON text: a document.
        return match values {
            Some(values) if !all.contains("string") => json!(["map", shape(root, values, depth + 1)]),
            _ => json!("json"),
        };
    }
    all.remove("null");
    let all: Vec<&str> = all.into_iter().collect();
    match all.as_slice() {
        [] => json!("json"),
        ["boolean"] => json!("boolean"),
        ["integer" | "number"] | ["integer", "number"] => json!("number"),
        _ => json!("string"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_keep_kinds_and_leave_free_json_free() {
        let schema = json!({
            "primaryIdentifier": ["/properties/Id"],
            "definitions": {"D": {"type": "object", "properties": {"N": {"type": "integer"}}}, "Unused": {"type": "string"}},
            "properties": {
                "Id": {"type": "string"}, "Policy": {"type": ["object", "string"]}, "List": {"type": "array", "items": {"$ref": "#/definitions/D"}},
                "Env": {"type": "object", "patternProperties": {".*": {"type": "string"}}},
                "Either": {"oneOf": [{"type": "object", "properties": {"A": {"type": "boolean"}}}, {"type": "object", "properties": {"B": {"type": "string"}}}]},
            },
        });
        assert_eq!(
            resource_type(&schema),
            json!({"id": ["Id"], "read_only": [], "write_only": [],
                "properties": {"Id": "string", "Policy": "json", "List": ["list", "#D"], "Env": ["map", "string"],
                    "Either": {"A": "boolean", "B": "string"}},
                "definitions": {"D": {"N": "number"}}})
        );
    }
}
