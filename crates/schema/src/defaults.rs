//! Documented defaults: the value of a property that nobody set.

use crate::compact::CompactDefault;
use demarc_model::Why;
use serde_json::Value as Json;
use std::{collections::HashMap, sync::OnceLock};

/// A documented default.
#[derive(Debug, Clone, PartialEq)]
pub struct Default {
    /// Canonical type.
    pub type_name: String,
    /// Canonical path of the entry.
    pub path: String,
    /// The value at the path that was asked for.
    pub value: Json,
    /// Why no value can be given, where the documents leave it open.
    pub unknown: Option<Why>,
    /// Since when it holds, as `YYYY-MM-DD`.
    pub since: Option<String>,
    /// The document.
    pub source: String,
    /// When the document was read, as `YYYY-MM-DD`.
    pub as_of: String,
    /// What else is to say.
    pub note: Option<String>,
    /// Properties of the type that take the value from elsewhere where they are set: a snapshot, a source, a cluster.
    pub unless: Vec<String>,
    dialects: Vec<String>,
    source_types: Vec<String>,
}

/// All defaults, by type.
#[derive(Debug, std::default::Default)]
pub struct Defaults {
    by_type: HashMap<String, Vec<Default>>,
}

static EMBEDDED: OnceLock<Defaults> = OnceLock::new();

impl Defaults {
    /// The defaults under `schema/defaults/`.
    #[must_use]
    pub fn embedded() -> &'static Self {
        EMBEDDED.get_or_init(|| {
            let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/defaults.bin"));
            let compact: Vec<CompactDefault<'static>> = postcard::from_bytes(bytes).unwrap_or_default();
            let mut defaults = Self::default();
            for entry in &compact {
                defaults.by_type.entry(entry.type_name.to_owned()).or_default().push(read(entry));
            }
            defaults
        })
    }

    /// Every entry, by type in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Default> {
        self.by_type.values().flatten()
    }

    /// The default of a property for a dialect (`terraform`, `cloudformation`, `aws`).
    ///
    /// `source_type` is the type in the source's own words: some entries hold for one of several provider types only.
    /// The dialect's own entry counts before AWS's. An entry for a property that holds this one gives the value below it.
    #[must_use]
    pub fn lookup(&self, type_name: &str, path: &str, dialect: &str, source_type: &str) -> Option<Default> {
        let entries = self.by_type.get(type_name)?;
        let asked: Vec<&str> = steps(path).collect();
        [dialect, "aws"].into_iter().find_map(|dialect| {
            let holds = |e: &&Default| {
                e.dialects.iter().any(|d| d == dialect)
                    && (e.source_types.is_empty() || e.source_types.iter().any(|t| t == source_type))
            };
            // What is said of the property itself counts before what is said of one that holds it.
            entries.iter().rev().filter(holds).find_map(|entry| {
                let own: Vec<&str> = steps(&entry.path).collect();
                let below = asked.strip_prefix(own.as_slice())?;
                let mut value = &entry.value;
                if entry.unknown.is_none() {
                    for key in below {
                        value = match value {
                            Json::Array(list) => list.first()?.get(key)?,
                            other => other.get(key)?,
                        };
                    }
                }
                Some(Default { value: value.clone(), ..entry.clone() })
            })
        })
    }
}

fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split('.').map(|step| step.trim_end_matches("[*]")).filter(|step| !step.is_empty())
}

fn read(entry: &CompactDefault<'_>) -> Default {
    let text = |t: &str| (!t.is_empty()).then(|| t.to_owned());
    let unknown = Why::ALL.into_iter().find(|w| entry.unknown && w.code() == entry.value);
    Default {
        type_name: entry.type_name.to_owned(),
        path: entry.path.to_owned(),
        value: if entry.unknown {
            Json::Null
        } else {
            serde_json::from_str(entry.value).unwrap_or(Json::Null)
        },
        // A reason that the model does not know is still no value.
        unknown: unknown.or(entry.unknown.then_some(Why::KnownAfterApply)),
        since: text(entry.since),
        source: entry.source.to_owned(),
        as_of: entry.as_of.to_owned(),
        note: text(entry.note),
        dialects: entry.dialects.iter().map(|&d| d.to_owned()).collect(),
        source_types: entry.source_types.iter().map(|&t| t.to_owned()).collect(),
        unless: entry.unless.iter().map(|&p| p.to_owned()).collect(),
    }
}

/// The documented default of a property; see [`Defaults::lookup`].
#[must_use]
pub fn default_of(type_name: &str, path: &str, dialect: &str, source_type: &str) -> Option<Default> {
    Defaults::embedded().lookup(type_name, path, dialect, source_type)
}
