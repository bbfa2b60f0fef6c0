//! Profiles: the owner of every task of every layer for a kind of service.

use crate::FormatError;
use demarc_model::{Layer, Owner, Task};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A kind of service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// `abstracted`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What it means, in one sentence.
    pub what: String,
    /// The document it is read from.
    pub source: String,
    /// When it was last held against it, `YYYY-MM-DD`.
    pub as_of: String,
    /// Owner of each task; a layer that is missing does not exist.
    pub layers: BTreeMap<Layer, BTreeMap<Task, Owner>>,
}

/// A layer's words for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerText {
    /// The layer.
    pub layer: Layer,
    /// Its name for people.
    pub title: String,
    /// What it is.
    pub what: String,
}

/// One owner for all tasks, or owners by task.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum RawOwners {
    One(Owner),
    ByTask(BTreeMap<String, Owner>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProfiles {
    source: String,
    as_of: toml::value::Datetime,
    profiles: BTreeMap<String, RawProfile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProfile {
    title: String,
    what: String,
    layers: BTreeMap<String, RawOwners>,
}

/// Owners of a layer's tasks; tasks that a table does not name are absent.
pub(crate) fn owners(layer: Layer, raw: RawOwners) -> Result<BTreeMap<Task, Owner>, FormatError> {
    match raw {
        RawOwners::One(owner) => Ok(layer.tasks().iter().map(|&t| (t, owner)).collect()),
        RawOwners::ByTask(named) => {
            let mut all: BTreeMap<Task, Owner> = layer.tasks().iter().map(|&t| (t, Owner::Absent)).collect();
            for (task, owner) in named {
                all.insert(task_of(layer, &task)?, owner);
            }
            Ok(all)
        }
    }
}

pub(crate) fn task_of(layer: Layer, name: &str) -> Result<Task, FormatError> {
    let task: Task = name.parse().map_err(|e| FormatError::Rule(format!("{e}")))?;
    if layer.tasks().contains(&task) {
        Ok(task)
    } else {
        let known: Vec<&str> = layer.tasks().iter().map(|t| t.id()).collect();
        Err(FormatError::Rule(format!("layer `{layer}` has no task `{task}`; it has {}", known.join(", "))))
    }
}

pub(crate) fn layer_of(name: &str) -> Result<Layer, FormatError> {
    name.parse().map_err(|e| FormatError::Rule(format!("{e}")))
}

/// Reads `profiles.toml`.
pub(crate) fn parse_profiles(text: &str) -> Result<Vec<Profile>, FormatError> {
    let raw: RawProfiles = toml::from_str(text).map_err(|e| FormatError::Toml(e.to_string()))?;
    let mut profiles = Vec::new();
    for (id, profile) in raw.profiles {
        let mut layers = BTreeMap::new();
        for (name, raw) in profile.layers {
            let layer = layer_of(&name)?;
            layers.insert(layer, owners(layer, raw)?);
        }
        profiles.push(Profile {
            id,
            title: profile.title,
            what: profile.what,
            source: raw.source.clone(),
            as_of: raw.as_of.to_string(),
            layers,
        });
    }
    Ok(profiles)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLayers {
    #[expect(dead_code, reason = "required in the file so that the division names its source")]
    source: String,
    #[expect(dead_code, reason = "required in the file, like the source")]
    as_of: toml::value::Datetime,
    layers: Vec<RawLayer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLayer {
    id: String,
    title: String,
    tasks: Vec<String>,
    what: String,
}

/// Reads `layers.toml` and checks that it holds the ladder that the program knows.
pub(crate) fn parse_layers(text: &str) -> Result<Vec<LayerText>, FormatError> {
    let raw: RawLayers = toml::from_str(text).map_err(|e| FormatError::Toml(e.to_string()))?;
    let mut layers = Vec::new();
    for layer in raw.layers {
        let id = layer_of(&layer.id)?;
        let tasks: Vec<&str> = id.tasks().iter().map(|t| t.id()).collect();
        if tasks != layer.tasks {
            return Err(FormatError::Rule(format!("layer `{id}` is made of {}", tasks.join(", "))));
        }
        layers.push(LayerText { layer: id, title: layer.title, what: layer.what });
    }
    if layers.iter().map(|l| l.layer).ne(Layer::ALL) {
        return Err(FormatError::Rule("the ladder names each layer once, bottom to top".into()));
    }
    Ok(layers)
}
