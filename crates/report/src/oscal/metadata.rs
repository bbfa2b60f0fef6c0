//! What every OSCAL document starts and ends with: metadata, properties, links, back-matter.

use serde::Serialize;
use std::borrow::Cow;

/// Namespace of Demarc's own properties.
pub(crate) const OWN: &str = "urn:demarc:ns:oscal";
/// FedRAMP's namespace.
pub(crate) const FEDRAMP: &str = "http://fedramp.gov/ns/oscal";

/// `metadata`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Metadata {
    pub title: String,
    pub last_modified: String,
    pub version: String,
    pub oscal_version: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible_parties: Vec<ResponsibleParty>,
    pub remarks: String,
}

/// `property`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Property {
    pub name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ns: Option<&'static str>,
    pub value: Cow<'static, str>,
}

impl Property {
    /// One that OSCAL itself defines.
    pub(crate) fn oscal(name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        Self { name, ns: None, value: value.into() }
    }

    /// One of Demarc's own.
    pub(crate) fn own(name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        Self { name, ns: Some(OWN), value: value.into() }
    }

    /// One that FedRAMP defines.
    pub(crate) fn fedramp(name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        Self { name, ns: Some(FEDRAMP), value: value.into() }
    }
}

/// `role`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Role {
    pub id: &'static str,
    pub title: &'static str,
}

/// `party`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Party {
    pub uuid: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

/// `responsible-party`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ResponsibleParty {
    pub role_id: &'static str,
    pub party_uuids: Vec<String>,
}

/// `responsible-role`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ResponsibleRole {
    pub role_id: &'static str,
}

/// An object that holds nothing but a reference: `import-profile`, `import-ssp`, `import-ap`, a profile's import.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Reference {
    pub href: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

impl Reference {
    /// A reference to a file beside the document.
    pub(crate) fn to(href: impl Into<String>) -> Self {
        Self { href: href.into(), remarks: None }
    }
}

/// `set-parameter`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SetParameter {
    pub param_id: String,
    pub values: Vec<String>,
}
