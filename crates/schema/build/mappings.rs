//! Mappings of provider types: every `schema/terraform/*.toml`, rows put into the tree that they describe.

use crate::{
    Outcome,
    mapping::{Completion, Form, Makes, Mapping, Row, Scalar},
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    #[serde(rename = "type")]
    canonical: Option<String>,
    type_by: Option<RawTypeBy>,
    #[serde(default)]
    under: String,
    #[serde(default)]
    set: toml::Table,
    #[serde(default)]
    lacks: Vec<String>,
    #[serde(default)]
    map: toml::Table,
    #[serde(default)]
    into: Vec<RawInto>,
    #[serde(default)]
    makes: Vec<RawMakes>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTypeBy {
    attribute: String,
    types: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInto {
    #[serde(rename = "type")]
    type_name: String,
    by: String,
    when: Option<RawWhen>,
    #[serde(default)]
    also: BTreeMap<String, String>,
    #[serde(default)]
    join: bool,
    #[serde(default)]
    under: String,
    map: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWhen {
    attribute: String,
    is: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMakes {
    #[serde(rename = "type")]
    type_name: String,
    from: String,
    names_outer: String,
    #[serde(default)]
    set: toml::Table,
    map: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    #[serde(default)]
    to: String,
    #[serde(rename = "as")]
    form: Option<String>,
    key: Option<String>,
    value: Option<String>,
    entry: Option<String>,
    #[serde(default)]
    values: toml::Table,
    #[serde(default)]
    set: toml::Table,
    #[serde(default)]
    fallback: bool,
    #[serde(default)]
    closed: bool,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    expand: BTreeMap<String, String>,
}

/// Encoded entries by name.
pub type Packed = BTreeMap<String, Vec<u8>>;

/// Mappings by provider type, and for each canonical type the provider types that complete it.
pub fn entries(files: &BTreeMap<String, String>) -> Outcome<(Packed, Packed)> {
    let mut packed = Packed::new();
    let mut completed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in files {
        let types: BTreeMap<String, RawType> = toml::from_str(text).map_err(|e| format!("{path}: {e}"))?;
        for (name, raw) in &types {
            let mapping = mapping(raw).map_err(|e| format!("{path}: `{name}`: {e}"))?;
            for into in &mapping.into {
                completed.entry(into.type_name.to_owned()).or_default().insert(name.clone());
            }
            if packed.insert(name.clone(), postcard::to_allocvec(&mapping)?).is_some() {
                return Err(format!("{path}: `{name}` is mapped in two files").into());
            }
        }
    }
    let completed = completed
        .iter()
        .map(|(name, by)| Ok((name.clone(), postcard::to_allocvec(by)?)))
        .collect::<Outcome<Packed>>()?;
    Ok((packed, completed))
}

fn mapping(raw: &RawType) -> Outcome<Mapping<'_>> {
    let mut into = Vec::new();
    for given in &raw.into {
        into.push(Completion {
            type_name: &given.type_name,
            by: &given.by,
            when: given.when.as_ref().map(|w| (w.attribute.as_str(), w.is.as_str())),
            also: given.also.iter().map(|(a, p)| (a.as_str(), p.as_str())).collect(),
            join: given.join,
            rows: rows(&given.map, &given.under)?,
        });
    }
    let mut makes = Vec::new();
    for made in &raw.makes {
        makes.push(Makes {
            type_name: &made.type_name,
            from: &made.from,
            names_outer: &made.names_outer,
            set: constants(&made.set)?,
            rows: rows(&made.map, "")?,
        });
    }
    Ok(Mapping {
        canonical: raw.canonical.as_deref(),
        canonical_by: raw.type_by.as_ref().map(|by| {
            (by.attribute.as_str(), by.types.iter().map(|(v, t)| (v.as_str(), t.as_str())).collect())
        }),
        rows: rows(&raw.map, &raw.under)?,
        set: constants(&raw.set)?,
        lacks: raw.lacks.iter().map(String::as_str).collect(),
        into,
        makes,
    })
}

/// Services of provider types that have no mapping, by provider type, from `schema/terraform-without-type.toml`.
pub fn without_type(text: &str, mapped: &Packed) -> Outcome<Packed> {
    let at = |e: String| format!("schema/terraform-without-type.toml: {e}");
    let services: BTreeMap<String, Vec<String>> = toml::from_str(text).map_err(|e| at(e.to_string()))?;
    let mut packed = Packed::new();
    for (service, types) in &services {
        for name in types {
            if mapped.contains_key(name) {
                return Err(at(format!("`{name}` has a mapping by now; take it out")).into());
            }
            if packed.insert(name.clone(), postcard::to_allocvec(service)?).is_some() {
                return Err(at(format!("`{name}` stands there twice")).into());
            }
        }
    }
    Ok(packed)
}

/// A row on its way into the tree, with the rows below it by name.
#[derive(Default)]
struct Branch<'a> {
    row: Option<Row<'a>>,
    below: Vec<(&'a str, Branch<'a>)>,
}

fn rows<'a>(table: &'a toml::Table, under: &'a str) -> Outcome<Vec<Row<'a>>> {
    let mut root = Branch::default();
    for (path, value) in table {
        let row = row(path, value).map_err(|e| format!("`{path}`: {e}"))?;
        let mut branch = &mut root;
        for step in path.split('.') {
            let at = match branch.below.iter().position(|(name, _)| *name == step) {
                Some(at) => at,
                None => {
                    branch.below.push((step, Branch::default()));
                    branch.below.len() - 1
                }
            };
            let (_, next) = branch.below.get_mut(at).ok_or("a branch was lost")?;
            branch = next;
        }
        branch.row = Some(row);
    }
    let inner = collect(root);
    if under.is_empty() {
        return Ok(inner);
    }
    // Rows that start with a slash stand beside the object under which the others go.
    Ok(inner
        .into_iter()
        .map(|mut row| {
            row.to = match row.to.strip_prefix('/') {
                Some(absolute) => absolute,
                None => Box::leak(join(under, row.to).into_boxed_str()),
            };
            row
        })
        .collect())
}

fn join(under: &str, to: &str) -> String {
    if to.is_empty() { under.to_owned() } else { format!("{under}.{to}") }
}

fn collect(branch: Branch<'_>) -> Vec<Row<'_>> {
    branch
        .below
        .into_iter()
        .map(|(name, mut branch)| {
            let mut row = branch.row.take().unwrap_or_default();
            row.source = name;
            row.rows = collect(branch);
            row
        })
        .collect()
}

fn row<'a>(path: &'a str, value: &'a toml::Value) -> Outcome<Row<'a>> {
    if let Some(to) = value.as_str() {
        return Ok(Row { source: path, to, ..Row::default() });
    }
    // The row borrows from the file's table, so what serde would own is kept for the rest of the build.
    let raw: &'static RawRow = Box::leak(Box::new(value.clone().try_into()?));
    let word = |field: &'static Option<String>, or: &'static str| field.as_deref().unwrap_or(or);
    let form = match raw.form.as_deref() {
        None => Form::Same,
        Some("pairs") => Form::Pairs(word(&raw.key, "Key"), word(&raw.value, "Value")),
        Some("json") => Form::Json,
        Some("json-pascal") => Form::JsonPascal,
        Some("wrap") => Form::Wrap,
        Some("only") => Form::Only,
        Some("each") => Form::Each(raw.key.as_deref().ok_or("`as = \"each\"` needs `key`")?),
        Some("object") => Form::Object(raw.key.as_deref().ok_or("`as = \"object\"` needs `key`")?),
        Some("keyed") => Form::Keyed(
            raw.key.as_deref().ok_or("`as = \"keyed\"` needs `key`")?,
            raw.value.as_deref().unwrap_or(""),
        ),
        Some("opaque") => Form::Opaque,
        Some("hashed") => Form::Hashed,
        Some("canned-acl") => Form::CannedAcl,
        Some("entry") => Form::Entry(
            word(&raw.key, "Key"),
            word(&raw.value, "Value"),
            raw.entry.as_deref().ok_or("`as = \"entry\"` needs `entry`")?,
        ),
        Some(other) => {
            return Err(format!(
                "`{other}` is not a form; expected pairs, json, json-pascal, wrap, only, each, object, keyed, opaque, hashed, canned-acl or entry"
            )
            .into());
        }
    };
    Ok(Row {
        source: path,
        to: &raw.to,
        form,
        values: constants(&raw.values)?,
        set: constants(&raw.set)?,
        fallback: raw.fallback,
        closed: raw.closed,
        sensitive: raw.sensitive,
        expand: raw.expand.iter().map(|(a, p)| (a.as_str(), p.as_str())).collect(),
        rows: Vec::new(),
    })
}

pub fn constants(table: &toml::Table) -> Outcome<Vec<(&str, Scalar<'_>)>> {
    let mut made = Vec::new();
    for (key, value) in table {
        let scalar = match value {
            toml::Value::String(text) => Scalar::Text(text),
            toml::Value::Boolean(truth) => Scalar::Bool(*truth),
            toml::Value::Integer(number) => Scalar::Number(Box::leak(number.to_string().into_boxed_str())),
            other => {
                return Err(
                    format!("`{other}` is no constant; expected a text, a number or true or false").into()
                );
            }
        };
        made.push((key.as_str(), scalar));
    }
    Ok(made)
}
