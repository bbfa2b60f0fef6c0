//! What the Terraform provider plans for attributes and blocks that nobody wrote.

use crate::Outcome;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    values: BTreeMap<String, toml::Value>,
    #[serde(default)]
    filled: BTreeSet<String>,
}

/// What is planned for one type.
#[derive(Default)]
pub struct OfType {
    /// JSON text by path.
    pub values: BTreeMap<String, String>,
    /// Paths of blocks.
    pub filled: BTreeSet<String>,
}

/// What is planned, by type.
pub struct Planned {
    types: BTreeMap<String, OfType>,
    none: OfType,
}

impl Planned {
    /// Reads `schema/terraform-planned.toml`.
    pub fn read(text: &str) -> Outcome<Self> {
        let at = |e: String| format!("schema/terraform-planned.toml: {e}");
        let raw: BTreeMap<String, Raw> = toml::from_str(text).map_err(|e| at(e.to_string()))?;
        let mut types = BTreeMap::new();
        for (name, raw) in raw {
            let mut own = OfType { values: BTreeMap::new(), filled: raw.filled };
            for (path, value) in raw.values {
                let text = match &value {
                    toml::Value::Boolean(truth) => truth.to_string(),
                    toml::Value::Integer(number) => number.to_string(),
                    toml::Value::Float(number) => number.to_string(),
                    toml::Value::String(text) => serde_json::to_string(text)?,
                    _ => return Err(at(format!("`{name}`: `{path}` is not a scalar")).into()),
                };
                own.values.insert(path, text);
            }
            types.insert(name, own);
        }
        Ok(Self { types, none: OfType::default() })
    }

    /// What is planned for a type.
    pub fn of(&self, name: &str) -> &OfType {
        self.types.get(name).unwrap_or(&self.none)
    }
}
