//! AWS Config's searchable properties as trees: text, truth values, numbers.
//!
//! A leaf is `"s"`, `"b"` or `"n"`, a container an object of its properties.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value as Json, json};
use std::{collections::BTreeMap, fs, path::Path};

/// The catalog from the folder `config/properties/resource-types`, or from one file that maps types to their properties.
pub fn catalog(source: &Path, date: &str) -> Result<Json> {
    let mut types = BTreeMap::new();
    for (name, properties) in properties(source)? {
        let mut configuration = Json::Object(Map::new());
        let mut supplement = Json::Object(Map::new());
        for (path, kind) in properties.as_object().context("a type is expected to map paths to kinds")? {
            let letter = match kind.as_str().context("a kind is expected to be a text")? {
                "boolean" => "b",
                "integer" | "float" => "n",
                _ => "s",
            };
            if let Some(below) = path.strip_prefix("configuration.") {
                add(&mut configuration, below, letter);
            } else if let Some(below) = path.strip_prefix("supplementaryConfiguration.") {
                add(&mut supplement, below, letter);
            }
        }
        let native = is_native(&configuration);
        types.insert(
            name,
            json!({ "native": native, "configuration": configuration, "supplement": supplement }),
        );
    }
    Ok(json!({
        "origin": "searchable properties of awslabs/aws-config-resource-schema (Apache-2.0)",
        "date": date,
        "types": types,
    }))
}

fn properties(source: &Path) -> Result<BTreeMap<String, Json>> {
    let read = |path: &Path| -> Result<Json> {
        let bytes = fs::read(path).with_context(|| format!("`{}` could not be read", path.display()))?;
        serde_json::from_slice(&bytes).with_context(|| format!("`{}` is not JSON", path.display()))
    };
    if !source.is_dir() {
        let Json::Object(types) = read(source)? else {
            bail!("`{}` is expected to map resource types to their properties", source.display())
        };
        return Ok(types.into_iter().collect());
    }
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(source)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".properties.json"));
        if let Some(name) = name {
            found.insert(name.to_owned(), read(&path)?);
        }
    }
    if found.is_empty() {
        bail!("`{}` holds no file `TYPE.properties.json`", source.display());
    }
    Ok(found)
}

fn add(tree: &mut Json, path: &str, letter: &str) {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    if !tree.is_object() {
        // A property that is listed both by itself and with what is inside is a container.
        *tree = Json::Object(Map::new());
    }
    let Some(properties) = tree.as_object_mut() else { return };
    match rest {
        Some(rest) => add(properties.entry(name).or_insert_with(|| json!({})), rest, letter),
        None => {
            properties.entry(name).or_insert_with(|| json!(letter));
        }
    }
}

/// Whether most names start with a small letter, as the services' own interfaces write them.
fn is_native(configuration: &Json) -> bool {
    let names = configuration.as_object().map(|o| o.keys().collect::<Vec<_>>()).unwrap_or_default();
    let small = names.iter().filter(|n| n.starts_with(|c: char| c.is_ascii_lowercase())).count();
    small * 2 > names.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_a_tree_and_the_spelling_tells_the_shape() {
        let folder = std::env::temp_dir().join("demarc-xtask-config-catalog.json");
        let source = json!({
            "AWS::A::B": {"configuration.a.b": "boolean", "configuration.c": "integer", "supplementaryConfiguration.D.e": "string", "arn": "string"},
            "AWS::C::D": {"configuration.Name": "string"},
        });
        fs::write(&folder, source.to_string()).unwrap();
        let made = catalog(&folder, "2026-11-25").unwrap();
        assert_eq!(
            made["types"],
            json!({
                "AWS::A::B": {"native": true, "configuration": {"a": {"b": "b"}, "c": "n"}, "supplement": {"D": {"e": "s"}}},
                "AWS::C::D": {"native": false, "configuration": {"Name": "s"}, "supplement": {}},
            })
        );
        fs::remove_file(folder).unwrap();
    }
}
