//! Catalog, profile and component definition as OSCAL structures them.

use super::metadata::{Metadata, Property, SetParameter};
use serde::Serialize;

/// `catalog`.
#[derive(Debug, Serialize)]
pub(crate) struct Catalog {
    pub uuid: String,
    pub metadata: Metadata,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
}

/// `group`.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    pub id: String,
    pub class: &'static str,
    pub title: String,
    pub controls: Vec<Control>,
}

/// `control`.
#[derive(Debug, Serialize)]
pub(crate) struct Control {
    pub id: String,
    pub title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<Parameter>,
    pub props: Vec<Property>,
    pub parts: Vec<ControlPart>,
}

/// `parameter`.
#[derive(Debug, Serialize)]
pub(crate) struct Parameter {
    pub id: String,
    pub label: String,
}

/// `part`.
#[derive(Debug, Serialize)]
pub(crate) struct ControlPart {
    pub id: String,
    pub name: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Self>,
}

/// `profile`.
#[derive(Debug, Serialize)]
pub(crate) struct Profile {
    pub uuid: String,
    pub metadata: Metadata,
    pub imports: Vec<Import>,
    pub merge: Merge,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modify: Option<Modify>,
}

/// `import` of a profile.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Import {
    pub href: String,
    pub include_controls: Vec<WithIds>,
}

/// Controls by their ids.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct WithIds {
    pub with_ids: Vec<String>,
}

/// `merge`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Merge {
    pub as_is: bool,
}

/// `modify`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Modify {
    pub set_parameters: Vec<SetParameter>,
}

/// `component-definition`.
#[derive(Debug, Serialize)]
pub(crate) struct ComponentDefinition {
    pub uuid: String,
    pub metadata: Metadata,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<DefinedComponent>,
}

/// `defined-component`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct DefinedComponent {
    pub uuid: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: String,
    pub description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub control_implementations: Vec<DefinedImplementation>,
}

/// `control-implementation` of a defined component.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct DefinedImplementation {
    pub uuid: String,
    pub source: String,
    pub description: String,
    pub implemented_requirements: Vec<DefinedRequirement>,
}

/// `implemented-requirement` of a defined component.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct DefinedRequirement {
    pub uuid: String,
    pub control_id: String,
    pub description: String,
    pub statements: Vec<DefinedStatement>,
}

/// `statement` of a defined component.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct DefinedStatement {
    pub statement_id: String,
    pub uuid: String,
    pub description: String,
    pub props: Vec<Property>,
}
