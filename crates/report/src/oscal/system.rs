//! A system security plan as OSCAL structures it, from the system down to one component's share of a statement.

use super::metadata::{Metadata, Property, Reference, ResponsibleRole, SetParameter};
use serde::Serialize;

/// `system-security-plan`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SystemSecurityPlan {
    pub uuid: String,
    pub metadata: Metadata,
    pub import_profile: Reference,
    pub system_characteristics: SystemCharacteristics,
    pub system_implementation: SystemImplementation,
    pub control_implementation: ControlImplementation,
}

/// `system-characteristics`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SystemCharacteristics {
    pub system_ids: Vec<SystemId>,
    pub system_name: String,
    pub description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_sensitivity_level: Option<String>,
    pub system_information: SystemInformation,
    pub status: Status,
    pub authorization_boundary: Described,
}

/// `system-id`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SystemId {
    pub identifier_type: &'static str,
    pub id: String,
}

/// `system-information`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SystemInformation {
    pub information_types: Vec<InformationType>,
}

/// `information-type`.
#[derive(Debug, Serialize)]
pub(crate) struct InformationType {
    pub uuid: String,
    pub title: &'static str,
    pub description: &'static str,
}

/// A `status` with its `state`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Status {
    pub state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

/// An object that holds nothing but a description.
#[derive(Debug, Serialize)]
pub(crate) struct Described {
    pub description: String,
}

/// `system-implementation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SystemImplementation {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leveraged_authorizations: Vec<LeveragedAuthorization>,
    pub users: Vec<SystemUser>,
    pub components: Vec<SystemComponent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inventory_items: Vec<InventoryItem>,
}

/// `leveraged-authorization`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct LeveragedAuthorization {
    pub uuid: String,
    pub title: String,
    pub party_uuid: String,
    pub date_authorized: String,
    pub remarks: String,
}

/// `system-user`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SystemUser {
    pub uuid: String,
    pub title: &'static str,
    pub role_ids: Vec<&'static str>,
}

/// `component` of a system.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SystemComponent {
    pub uuid: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: String,
    pub description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
    pub status: Status,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible_roles: Vec<ResponsibleRole>,
}

/// `inventory-item`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct InventoryItem {
    pub uuid: String,
    pub description: String,
    pub props: Vec<Property>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub implemented_components: Vec<ImplementedComponent>,
}

/// `implemented-component`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ImplementedComponent {
    pub component_uuid: String,
}

/// `control-implementation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ControlImplementation {
    pub description: String,
    pub implemented_requirements: Vec<ImplementedRequirement>,
}

/// `implemented-requirement`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ImplementedRequirement {
    pub uuid: String,
    pub control_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set_parameters: Vec<SetParameter>,
    pub statements: Vec<SystemStatement>,
}

/// `statement` of an implemented requirement.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SystemStatement {
    pub statement_id: String,
    pub uuid: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
    pub by_components: Vec<ByComponent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

/// `by-component`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ByComponent {
    pub component_uuid: String,
    pub uuid: String,
    pub description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub implementation_status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export: Option<Export>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inherited: Vec<Inherited>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub satisfied: Vec<Satisfied>,
}

/// `export`: what a leveraging system can rely on and has to do.
#[derive(Debug, Serialize)]
pub(crate) struct Export {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provided: Vec<Provided>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsibilities: Vec<Responsibility>,
}

/// `provided`.
#[derive(Debug, Serialize)]
pub(crate) struct Provided {
    pub uuid: String,
    pub description: String,
}

/// `responsibility`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Responsibility {
    pub uuid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provided_uuid: Option<String>,
    pub description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible_roles: Vec<ResponsibleRole>,
}

/// `inherited`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Inherited {
    pub uuid: String,
    pub provided_uuid: String,
    pub description: String,
}

/// `satisfied`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Satisfied {
    pub uuid: String,
    pub responsibility_uuid: String,
    pub description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible_roles: Vec<ResponsibleRole>,
}
