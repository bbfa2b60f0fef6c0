//! AWS Config's types: what it shows, and how that becomes the canonical shape.

use crate::{
    Outcome,
    config::{ConfigForm, ConfigMakes, ConfigMapping, ConfigRow, ConfigType, Shown, ShownKind},
    mapping::Scalar,
    mappings::constants,
};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What AWS Config shows of each of its types.
pub fn types(catalog: &Json) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let types =
        catalog.get("types").and_then(Json::as_object).ok_or("AWS Config's catalog has no `types`")?;
    let mut packed = BTreeMap::new();
    for (name, shown) in types {
        let tree = |key: &str| match shown.get(key) {
            Some(tree) => inside(tree).map_err(|e| format!("{name}: {e}")),
            None => Ok(Vec::new()),
        };
        let made = ConfigType {
            native: shown.get("native").and_then(Json::as_bool).unwrap_or(false),
            configuration: tree("configuration")?,
            supplement: tree("supplement")?,
        };
        packed.insert(name.clone(), postcard::to_allocvec(&made)?);
    }
    Ok(packed)
}

fn inside(tree: &Json) -> Outcome<Vec<Shown<'_>>> {
    let mut shown = Vec::new();
    for (name, property) in tree.as_object().into_iter().flatten() {
        let kind = match property.as_str() {
            Some("s") => ShownKind::Text,
            Some("b") => ShownKind::Boolean,
            Some("n") => ShownKind::Number,
            Some(other) => return Err(format!("`{other}` is not a kind of property").into()),
            None => ShownKind::Container,
        };
        shown.push(Shown { name, kind, inside: inside(property)? });
    }
    Ok(shown)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    #[serde(rename = "type")]
    canonical: Option<String>,
    #[serde(default)]
    same: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    documented: String,
    #[serde(default)]
    map: toml::Table,
    #[serde(default)]
    supplement: toml::Table,
    #[serde(default)]
    always: Vec<String>,
    #[serde(default)]
    makes: Vec<RawMakes>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMakes {
    #[serde(rename = "type")]
    type_name: String,
    from: String,
    names_outer: String,
    #[serde(default)]
    when: toml::Table,
    #[serde(default)]
    documented: String,
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
    missing: Option<toml::Value>,
    #[serde(default)]
    sometimes: bool,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    pick: toml::Table,
    #[serde(default)]
    documented: String,
}

/// Mappings by AWS Config's type.
pub fn mappings(files: &BTreeMap<String, String>) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut packed = BTreeMap::new();
    for (path, text) in files {
        let types: BTreeMap<String, RawType> = toml::from_str(text).map_err(|e| format!("{path}: {e}"))?;
        for (name, raw) in &types {
            let mapping = mapping(raw).map_err(|e| format!("{path}: `{name}`: {e}"))?;
            if packed.insert(name.clone(), postcard::to_allocvec(&mapping)?).is_some() {
                return Err(format!("{path}: `{name}` is mapped in two files").into());
            }
        }
    }
    Ok(packed)
}

fn mapping(raw: &RawType) -> Outcome<ConfigMapping<'_>> {
    let mut makes = Vec::new();
    for made in &raw.makes {
        makes.push(ConfigMakes {
            type_name: &made.type_name,
            from: &made.from,
            names_outer: &made.names_outer,
            when: constants(&made.when)?.into_iter().next(),
            documented: &made.documented,
            set: constants(&made.set)?,
            rows: rows(&made.map)?,
        });
    }
    if !raw.also.is_empty() && raw.documented.is_empty() {
        return Err("`also` needs `documented`: the document that tells of the properties".into());
    }
    let spelled = |name, documented| ConfigRow {
        source: name,
        form: ConfigForm::Spelled,
        documented,
        ..ConfigRow::default()
    };
    let mut own: Vec<ConfigRow<'_>> = raw.same.iter().map(|name| spelled(name.as_str(), "")).collect();
    own.extend(raw.also.iter().map(|name| spelled(name.as_str(), raw.documented.as_str())));
    own.extend(rows(&raw.map)?);
    Ok(ConfigMapping {
        canonical: raw.canonical.as_deref(),
        rows: own,
        supplement: rows(&raw.supplement)?,
        always: raw.always.iter().map(String::as_str).collect(),
        makes,
    })
}

/// A row on its way into the tree, with the rows below it by name.
#[derive(Default)]
struct Branch<'a> {
    row: Option<ConfigRow<'a>>,
    below: Vec<(&'a str, Branch<'a>)>,
}

fn rows(table: &toml::Table) -> Outcome<Vec<ConfigRow<'_>>> {
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
    Ok(collect(root))
}

fn collect(branch: Branch<'_>) -> Vec<ConfigRow<'_>> {
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

fn row<'a>(path: &'a str, value: &'a toml::Value) -> Outcome<ConfigRow<'a>> {
    if let Some(to) = value.as_str() {
        return Ok(ConfigRow { source: path, to, ..ConfigRow::default() });
    }
    // The row borrows from the file's table, so what serde would own is kept for the rest of the build.
    let raw: &'static RawRow = Box::leak(Box::new(value.clone().try_into()?));
    let word = |field: &'static Option<String>, or: &'static str| field.as_deref().unwrap_or(or);
    let form = match raw.form.as_deref() {
        None => ConfigForm::Same,
        Some("list") => ConfigForm::List,
        Some("json") => ConfigForm::Json,
        Some("present") => ConfigForm::Present,
        Some("each") => ConfigForm::Each(raw.key.as_deref().ok_or("`as = \"each\"` needs `key`")?),
        Some("entry") => ConfigForm::Entry(
            word(&raw.key, "Key"),
            word(&raw.value, "Value"),
            raw.entry.as_deref().ok_or("`as = \"entry\"` needs `entry`")?,
        ),
        Some("split") => ConfigForm::Split,
        Some("arn-after") => ConfigForm::ArnAfter(word(&raw.key, "")),
        Some("spelled") => ConfigForm::Spelled,
        Some("ingress-rules") => ConfigForm::SecurityRules(false),
        Some("egress-rules") => ConfigForm::SecurityRules(true),
        Some("canned-acl") => ConfigForm::Acl,
        Some("statements") => ConfigForm::Statements,
        Some(other) => {
            return Err(format!(
                "`{other}` is not a form; expected list, json, present, each, entry, split, spelled, arn-after, ingress-rules, egress-rules, canned-acl or statements"
            )
            .into());
        }
    };
    let pick: Vec<(&str, Scalar<'_>)> = constants(&raw.pick)?;
    Ok(ConfigRow {
        source: path,
        to: &raw.to,
        form,
        values: constants(&raw.values)?,
        set: constants(&raw.set)?,
        missing: raw.missing.as_ref().map(constant).transpose()?,
        sometimes: raw.sometimes,
        sensitive: raw.sensitive,
        pick: pick.into_iter().next(),
        documented: &raw.documented,
        rows: Vec::new(),
    })
}

fn constant(value: &'static toml::Value) -> Outcome<Scalar<'static>> {
    let table = toml::Table::from_iter([("missing".to_owned(), value.clone())]);
    let made = constants(Box::leak(Box::new(table)))?;
    made.first().map(|(_, scalar)| *scalar).ok_or_else(|| "a constant was lost".into())
}
