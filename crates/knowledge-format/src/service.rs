//! Service files: a service's types, what differs from its profile, and its variants.

use crate::{
    FormatError,
    condition::{self, Condition},
    profile::{RawOwners, layer_of, owners, task_of},
};
use demarc_model::{AwsMechanism, ClaimBasis, Layer, Owner, PartId, ServiceId, Task, TypeName};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a claim is known, from which document, as of when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// How it is known.
    pub basis: ClaimBasis,
    /// The document and its section.
    pub source: String,
    /// `YYYY-MM-DD`.
    pub as_of: String,
}

/// One AWS service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// `lambda`.
    pub id: ServiceId,
    /// `AWS Lambda`.
    pub name: String,
    /// Its profile's id.
    pub profile: String,
    /// The profile's claim.
    pub claim: Claim,
    /// CloudFormation prefixes whose unlisted types belong here.
    pub prefixes: Vec<String>,
    /// Types with layers of their own.
    pub carriers: Vec<TypeName>,
    /// Types that configure a carrier, with the path that names it.
    pub settings: BTreeMap<TypeName, Option<String>>,
    /// Carriers that differ from the service's profile.
    pub types: BTreeMap<TypeName, TypeOverride>,
    /// Layers that differ from the profile or have words of their own.
    pub layers: BTreeMap<Layer, LayerChange>,
    /// Configurations that move the line.
    pub variants: Vec<Variant>,
    /// Control parts for which AWS's mechanism differs.
    pub parts: BTreeMap<PartId, PartOverride>,
}

/// A carrier that differs from its service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypeOverride {
    /// Another profile.
    pub profile: Option<String>,
    /// Layers that differ from it.
    pub layers: BTreeMap<Layer, LayerChange>,
}

/// What changes on a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerChange {
    /// Owners of the tasks that change.
    pub tasks: BTreeMap<Task, Owner>,
    /// AWS's half.
    pub aws: Option<String>,
    /// The customer's half.
    pub customer: Option<String>,
    /// Why, where more than the halves is to be said.
    pub because: Option<String>,
    /// How it is known.
    pub claim: Claim,
    /// Types at which the layer is counted if one of them is in the input.
    pub carried_by: Vec<TypeName>,
}

/// A configuration that moves the line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// `<service>-<name>`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The carriers it can hold for; all of the service's if empty.
    pub types: Vec<TypeName>,
    /// When it holds.
    pub when: Condition,
    /// The condition as written.
    pub when_text: String,
    /// Variants that it wins over.
    pub over: Vec<String>,
    /// What is assumed where the condition is unknown: that the variant does not hold. The report says so.
    pub unless_shown: Option<String>,
    /// How it is known.
    pub claim: Claim,
    /// What it changes.
    pub layers: BTreeMap<Layer, LayerChange>,
}

/// AWS's mechanism for a control part in this service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOverride {
    /// The word.
    pub aws: AwsMechanism,
    /// Why.
    pub because: String,
    /// The document.
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawService {
    id: String,
    name: String,
    profile: String,
    basis: ClaimBasis,
    source: String,
    as_of: toml::value::Datetime,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    carriers: Vec<String>,
    #[serde(default)]
    settings: BTreeMap<String, String>,
    #[serde(default)]
    types: BTreeMap<String, RawType>,
    #[serde(default)]
    layers: BTreeMap<String, RawLayer>,
    #[serde(default)]
    variants: Vec<RawVariant>,
    #[serde(default)]
    parts: BTreeMap<String, PartOverride>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    profile: Option<String>,
    #[serde(default)]
    layers: BTreeMap<String, RawLayer>,
}

/// Known fields of a layer; every other key is a task.
#[derive(Deserialize)]
struct RawLayer {
    owner: Option<Owner>,
    aws: Option<String>,
    customer: Option<String>,
    because: Option<String>,
    basis: Option<ClaimBasis>,
    source: Option<String>,
    as_of: Option<toml::value::Datetime>,
    #[serde(default)]
    carried_by: Vec<String>,
    #[serde(flatten)]
    tasks: BTreeMap<String, Owner>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVariant {
    id: String,
    name: String,
    #[serde(default)]
    types: Vec<String>,
    when: String,
    over: Option<OneOrMany>,
    unless_shown: Option<String>,
    basis: Option<ClaimBasis>,
    source: Option<String>,
    as_of: Option<toml::value::Datetime>,
    #[serde(default)]
    layers: BTreeMap<String, RawLayer>,
}

fn layer_changes(
    raw: BTreeMap<String, RawLayer>,
    claim: &Claim,
) -> Result<BTreeMap<Layer, LayerChange>, FormatError> {
    let mut changes = BTreeMap::new();
    for (name, raw) in raw {
        let layer = layer_of(&name)?;
        let mut tasks = BTreeMap::new();
        if let Some(owner) = raw.owner {
            tasks = owners(layer, RawOwners::One(owner))?;
        }
        for (task, owner) in raw.tasks {
            tasks.insert(task_of(layer, &task)?, owner);
        }
        let claim = Claim {
            basis: raw.basis.unwrap_or(claim.basis),
            source: raw.source.unwrap_or_else(|| claim.source.clone()),
            as_of: raw.as_of.map_or_else(|| claim.as_of.clone(), |d| d.to_string()),
        };
        let change = LayerChange {
            tasks,
            aws: raw.aws,
            customer: raw.customer,
            because: raw.because,
            claim,
            carried_by: raw.carried_by.into_iter().map(TypeName).collect(),
        };
        changes.insert(layer, change);
    }
    Ok(changes)
}

/// Reads a service file.
pub(crate) fn parse_service(text: &str) -> Result<Service, FormatError> {
    let raw: RawService = toml::from_str(text).map_err(|e| FormatError::Toml(e.to_string()))?;
    let claim = Claim { basis: raw.basis, source: raw.source, as_of: raw.as_of.to_string() };
    let mut variants = Vec::new();
    for variant in raw.variants {
        let claim = Claim {
            basis: variant.basis.unwrap_or(claim.basis),
            source: variant.source.unwrap_or_else(|| claim.source.clone()),
            as_of: variant.as_of.map_or_else(|| claim.as_of.clone(), |d| d.to_string()),
        };
        let when = condition::parse(&variant.when)
            .map_err(|e| FormatError::Rule(format!("variant `{}`: {e}", variant.id)))?;
        variants.push(Variant {
            layers: layer_changes(variant.layers, &claim)?,
            id: variant.id,
            name: variant.name,
            types: variant.types.into_iter().map(TypeName).collect(),
            when,
            when_text: variant.when,
            over: match variant.over {
                None => Vec::new(),
                Some(OneOrMany::One(one)) => vec![one],
                Some(OneOrMany::Many(many)) => many,
            },
            unless_shown: variant.unless_shown,
            claim,
        });
    }
    let mut types = BTreeMap::new();
    for (name, raw) in raw.types {
        let over = TypeOverride { profile: raw.profile, layers: layer_changes(raw.layers, &claim)? };
        types.insert(TypeName(name), over);
    }
    Ok(Service {
        id: ServiceId(raw.id),
        name: raw.name,
        profile: raw.profile,
        layers: layer_changes(raw.layers, &claim)?,
        claim,
        prefixes: raw.prefixes,
        carriers: raw.carriers.into_iter().map(TypeName).collect(),
        settings: raw
            .settings
            .into_iter()
            .map(|(t, path)| (TypeName(t), Some(path).filter(|p| !p.is_empty())))
            .collect(),
        types,
        variants,
        parts: raw.parts.into_iter().map(|(p, o)| (PartId(p), o)).collect(),
    })
}
