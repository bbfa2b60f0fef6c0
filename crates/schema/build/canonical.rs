//! Canonical types: CloudFormation's catalog with the extensions laid over it.

use crate::{
    Outcome,
    compact::{CanonicalType, Shape},
};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// The entry that holds the properties that every type has.
const EVERY: &str = "*";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Extensions {
    #[serde(default)]
    types: Vec<ExtensionType>,
    properties: Vec<ExtensionProperty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtensionType {
    name: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtensionProperty {
    on: String,
    path: String,
    kind: String,
    source: String,
}

pub fn entries(catalog: &Json, extensions: &str) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut types: BTreeMap<String, Json> = catalog
        .get("types")
        .and_then(Json::as_object)
        .ok_or("the catalog of types has no `types`")?
        .iter()
        .map(|(name, t)| (name.clone(), t.clone()))
        .collect();
    let extensions: Extensions =
        toml::from_str(extensions).map_err(|e| format!("schema/extensions.toml: {e}"))?;
    types.insert(EVERY.to_owned(), json!({}));
    for added in &extensions.types {
        if added.source.is_empty() {
            return Err(format!("schema/extensions.toml: `{}` needs a source", added.name).into());
        }
        types.insert(added.name.clone(), json!({}));
    }
    for property in &extensions.properties {
        if property.source.is_empty() {
            return Err(format!(
                "schema/extensions.toml: `{} {}` needs a source",
                property.on, property.path
            )
            .into());
        }
        let Some(Json::Object(resource)) = types.get_mut(&property.on) else {
            return Err(format!("schema/extensions.toml: there is no type `{}`", property.on).into());
        };
        let properties = resource.entry("properties").or_insert_with(|| json!({}));
        let kind = match property.kind.as_str() {
            "map of booleans" => json!(["map", "boolean"]),
            "list of strings" => json!(["list", "string"]),
            kind @ ("string" | "number" | "boolean" | "json") => json!(kind),
            other => {
                return Err(format!("schema/extensions.toml: `{other}` is not a kind; expected string, number, boolean, json, `list of strings` or `map of booleans`").into());
            }
        };
        add(properties, &property.path.split('.').collect::<Vec<_>>(), kind).ok_or_else(|| {
            format!("schema/extensions.toml: `{}` runs through a property that is no map", property.path)
        })?;
    }
    let mut packed = BTreeMap::new();
    for (name, resource) in &types {
        let made = canonical_type(resource).map_err(|e| format!("{name}: {e}"))?;
        packed.insert(name.clone(), postcard::to_allocvec(&made)?);
    }
    Ok(packed)
}

fn add(properties: &mut Json, path: &[&str], kind: Json) -> Option<()> {
    let (key, rest) = path.split_first()?;
    let map = properties.as_object_mut()?;
    if rest.is_empty() {
        map.insert((*key).to_owned(), kind);
        return Some(());
    }
    add(map.entry((*key).to_owned()).or_insert_with(|| json!({})), rest, kind)
}

fn canonical_type(resource: &Json) -> Outcome<CanonicalType<'_>> {
    let map = |key: &str| resource.get(key).and_then(Json::as_object);
    let definitions: Vec<(&String, &Json)> = map("definitions").into_iter().flatten().collect();
    let positions: BTreeMap<&str, u32> =
        (0u32..).zip(&definitions).map(|(i, (name, _))| (name.as_str(), i)).collect();
    Ok(CanonicalType {
        identifier: texts(resource, "id"),
        read_only: texts(resource, "read_only"),
        write_only: texts(resource, "write_only"),
        properties: map("properties").map_or(Ok(Vec::new()), |p| object(p, &positions))?,
        definitions: definitions.iter().map(|(_, d)| shape(d, &positions)).collect::<Outcome<_>>()?,
    })
}

fn texts<'a>(resource: &'a Json, key: &str) -> Vec<&'a str> {
    resource
        .get(key)
        .and_then(Json::as_array)
        .map(|l| l.iter().filter_map(Json::as_str).collect())
        .unwrap_or_default()
}

fn object<'a>(
    map: &'a Map<String, Json>,
    positions: &BTreeMap<&str, u32>,
) -> Outcome<Vec<(&'a str, Shape<'a>)>> {
    let mut properties = Vec::with_capacity(map.len());
    for (name, property) in map {
        properties.push((name.as_str(), shape(property, positions)?));
    }
    properties.sort_by_key(|(name, _)| *name);
    Ok(properties)
}

fn shape<'a>(json: &'a Json, positions: &BTreeMap<&str, u32>) -> Outcome<Shape<'a>> {
    match json {
        Json::String(text) => Ok(match text.as_str() {
            "string" => Shape::String,
            "number" => Shape::Number,
            "boolean" => Shape::Boolean,
            "json" => Shape::Json,
            reference => {
                let name =
                    reference.strip_prefix('#').ok_or_else(|| format!("`{reference}` is not a shape"))?;
                // A reference to nothing stands in a few published schemas: nothing is known below it.
                positions.get(name).map_or(Shape::Json, |&i| Shape::Definition(i))
            }
        }),
        Json::Array(parts) => match parts.as_slice() {
            [Json::String(kind), inner] if kind == "list" => {
                Ok(Shape::List(Box::new(shape(inner, positions)?)))
            }
            [Json::String(kind), inner] if kind == "map" => {
                Ok(Shape::Map(Box::new(shape(inner, positions)?)))
            }
            _ => Err(format!("`{json}` is not a shape").into()),
        },
        Json::Object(map) => Ok(Shape::Object(object(map, positions)?)),
        _ => Err(format!("`{json}` is not a shape").into()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    names: BTreeMap<String, Vec<String>>,
    arns: Arns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arns {
    source: String,
    as_of: toml::value::Datetime,
    shapes: BTreeMap<String, String>,
}

/// What may stand between braces in the form of an ARN.
const HOLES: [&str; 6] = ["partition", "region", "account", "name", "path", "id"];

/// Forms of ARNs by type.
pub fn arns(text: &str) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let arns = toml::from_str::<Names>(text).map_err(|e| format!("schema/names.toml: {e}"))?.arns;
    if arns.source.trim().is_empty() || arns.as_of.date.is_none() {
        return Err("schema/names.toml: `arns` needs a `source` and the day on which it was read".into());
    }
    for (name, shape) in &arns.shapes {
        let holes = shape.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default());
        if let Some(hole) = holes.into_iter().find(|hole| !HOLES.contains(hole)) {
            return Err(format!(
                "schema/names.toml: the ARN of `{name}` holds `{{{hole}}}`; expected one of {HOLES:?}"
            )
            .into());
        }
    }
    arns.shapes.iter().map(|(name, shape)| Ok((name.clone(), postcard::to_allocvec(shape)?))).collect()
}

/// Types whose naming properties cannot be told from the schema.
pub fn names(text: &str) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let names: Names = toml::from_str(text).map_err(|e| format!("schema/names.toml: {e}"))?;
    names.names.iter().map(|(name, paths)| Ok((name.clone(), postcard::to_allocvec(paths)?))).collect()
}
