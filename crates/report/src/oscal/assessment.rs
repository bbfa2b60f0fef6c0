//! What assessment plan, assessment results and plan of action have in common: reviewed controls, observations, risks,
//! findings.

use super::metadata::{Metadata, Property, Reference};
use super::system::{Status, SystemComponent, SystemId};
use serde::Serialize;

/// `assessment-plan`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssessmentPlan {
    pub uuid: String,
    pub metadata: Metadata,
    pub import_ssp: Reference,
    pub reviewed_controls: ReviewedControls,
    pub assessment_subjects: Vec<AssessmentSubject>,
    pub assessment_assets: AssessmentAssets,
}

/// `assessment-subject`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssessmentSubject {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub description: String,
    pub include_all: Empty,
}

/// An object without content.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Empty {}

/// `assessment-assets`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssessmentAssets {
    pub components: Vec<SystemComponent>,
    pub assessment_platforms: Vec<AssessmentPlatform>,
}

/// `assessment-platform`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssessmentPlatform {
    pub uuid: String,
    pub title: String,
    pub uses_components: Vec<UsesComponent>,
}

/// `uses-component`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct UsesComponent {
    pub component_uuid: String,
}

/// `reviewed-controls`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ReviewedControls {
    pub control_selections: Vec<ControlSelection>,
}

/// A selection of all controls but those named.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ControlSelection {
    pub description: String,
    pub include_all: Empty,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude_controls: Vec<SelectControl>,
}

/// A control, or some of its statements.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SelectControl {
    pub control_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statement_ids: Vec<String>,
}

/// `assessment-results`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssessmentResults {
    pub uuid: String,
    pub metadata: Metadata,
    pub import_ap: Reference,
    pub results: Vec<AssessmentResult>,
}

/// `result`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssessmentResult {
    pub uuid: String,
    pub title: String,
    pub description: String,
    pub start: String,
    pub props: Vec<Property>,
    pub reviewed_controls: ReviewedControls,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Risk>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// `observation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Observation {
    pub uuid: String,
    pub title: String,
    pub description: String,
    pub props: Vec<Property>,
    pub methods: Vec<String>,
    pub types: Vec<&'static str>,
    pub subjects: Vec<SubjectReference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relevant_evidence: Vec<RelevantEvidence>,
    pub collected: String,
}

/// `subject-reference`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SubjectReference {
    pub subject_uuid: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// `relevant-evidence`.
#[derive(Debug, Serialize)]
pub(crate) struct RelevantEvidence {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    pub description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
}

/// `risk`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Risk {
    pub uuid: String,
    pub title: String,
    pub description: String,
    pub statement: String,
    pub props: Vec<Property>,
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remediations: Vec<Remediation>,
    pub related_observations: Vec<RelatedObservation>,
}

/// `response`: what is recommended or planned.
#[derive(Debug, Serialize)]
pub(crate) struct Remediation {
    pub uuid: String,
    pub lifecycle: &'static str,
    pub title: String,
    pub description: String,
}

/// `related-observation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct RelatedObservation {
    pub observation_uuid: String,
}

/// `associated-risk`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AssociatedRisk {
    pub risk_uuid: String,
}

/// `finding`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Finding {
    pub uuid: String,
    pub title: String,
    pub description: String,
    pub target: FindingTarget,
    pub implementation_statement_uuid: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_observations: Vec<RelatedObservation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_risks: Vec<AssociatedRisk>,
}

/// `finding-target`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct FindingTarget {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub target_id: String,
    pub status: ObjectiveStatus,
    pub implementation_status: Status,
}

/// `status` of an objective.
#[derive(Debug, Serialize)]
pub(crate) struct ObjectiveStatus {
    pub state: &'static str,
    pub reason: &'static str,
    pub remarks: &'static str,
}

/// `plan-of-action-and-milestones`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct PlanOfAction {
    pub uuid: String,
    pub metadata: Metadata,
    pub import_ssp: Reference,
    pub system_id: SystemId,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Risk>,
    pub poam_items: Vec<PoamItem>,
}

/// `poam-item`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct PoamItem {
    pub uuid: String,
    pub title: String,
    pub description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub props: Vec<Property>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_observations: Vec<RelatedObservation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_risks: Vec<AssociatedRisk>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}
