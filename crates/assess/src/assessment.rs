//! The result of a run as plain data: everything a report needs, and the JSON that others build on.
//!
//! Within schema version 1 fields are only added. Lines and columns count from 1; columns in Unicode scalar values; paths
//! are relative to the working directory, with `/`. Lists are sorted, so the same input gives the same bytes.

mod coverage;
mod mapping;
mod shown;

pub use coverage::ServiceCoverage;
pub use mapping::{MappedTarget, MappingResult};
pub use shown::{Fact, PortResult};

use demarc_model::{
    Allocation, Attestation, AwsStatus, Basis, BoundaryPosition, ClaimBasis, ControlId, Covers,
    CustomerStatus, Declared, DutyId, Exception, Implementer, InheritanceOffer, Layer, Nature, Owner, PartId,
    Perspective, Scope, ServiceId, Severity, Task, TypeName, ValueFrom, Verdict, Why,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Version of the JSON's shape.
pub const SCHEMA_VERSION: &str = "1";

/// What every document says of itself: whose it is, what binds AWS, and what a reader must not take it for.
pub const NOTICE: [&str; 3] = [
    "Prepared by the system owner with Demarc, a tool not affiliated with or endorsed by Amazon Web Services.",
    "AWS's obligations are set by its agreements with you, not by this document.",
    "This is not an assessment: it is Demarc's reading of the configuration that it was given, and an assessor decides what is satisfied.",
];

/// A whole assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// Always `1` for this shape.
    pub schema_version: String,
    /// What made it.
    pub tool: Tool,
    /// Whose document it is and what it is not; see [`NOTICE`].
    #[serde(default)]
    pub notice: Vec<String>,
    /// Name of the system assessed.
    pub system: String,
    /// What it was assessed against.
    pub framework: FrameworkUsed,
    /// From whose position it speaks.
    pub perspective: Perspective,
    /// When, if a time was given.
    pub assessed_at: Option<String>,
    /// Options that shaped the result.
    pub options: BTreeMap<String, String>,
    /// What was read.
    pub inputs: Vec<InputRead>,
    /// What belongs to the system and what was left out.
    pub scope: ScopeRead,
    /// Counts.
    pub summary: Summary,
    /// Knowledge about owners, by `service/layer` or `variant/layer`; sentences stand here once.
    pub entries: BTreeMap<String, Entry>,
    /// Duties, by id; sentences stand here once.
    pub duty_definitions: BTreeMap<DutyId, DutyDefinition>,
    /// Every resource.
    pub resources: Vec<ResourceResult>,
    /// Every duty on every resource that it reaches.
    pub duties: Vec<DutyResult>,
    /// Every control part of the baseline; of a framework that maps onto another one, every requirement.
    pub controls: Vec<PartResult>,
    /// Of a framework that maps onto another one: the parts that its requirements map to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mapped_controls: Vec<PartResult>,
    /// Statements by people.
    pub attestations: Vec<Attestation>,
    /// Accepted or requested exceptions.
    pub exceptions: Vec<Exception>,
    /// Controls offered by something between AWS and the system.
    pub inheritance: Vec<InheritanceOffer>,
    /// How AWS's share is backed, per service.
    pub coverage: Vec<ServiceCoverage>,
    /// What people declare for the documents.
    #[serde(default, skip_serializing_if = "Declared::is_empty")]
    pub declared: Declared,
    /// Names of the services of the resources, for people.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub service_names: BTreeMap<ServiceId, String>,
    /// Ports and protocols that the input opens or listens on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<PortResult>,
    /// What went wrong or was left out.
    pub problems: Vec<ProblemResult>,
    /// Of an assessment in brief what its lists leave out; it is for a screen, and never written as JSON.
    #[serde(skip)]
    pub brief: Option<Brief>,
}

/// Counts over everything, where the lists of an assessment in brief hold examples only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brief {
    /// Unmet duties by severity.
    pub unmet: BTreeMap<Severity, usize>,
    /// Unknown duties by severity.
    pub unknown: BTreeMap<Severity, usize>,
    /// Unknown duties by the code of their reason.
    pub reasons: BTreeMap<String, usize>,
}

/// The program and its knowledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// `demarc`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The knowledge that decided.
    pub knowledge: KnowledgeUsed,
}

/// Which knowledge decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KnowledgeUsed {
    /// SHA-256 of all knowledge files.
    pub digest: String,
    /// Oldest date of a claim.
    pub oldest_as_of: String,
    /// Newest date of a claim.
    pub newest_as_of: String,
}

/// Framework, baseline, programme, partition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FrameworkUsed {
    /// `nist-800-53-r5`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// `moderate`.
    pub baseline: String,
    /// The authorization that covers AWS's share, if one was chosen.
    pub programme: Option<String>,
    /// The partition.
    pub partition: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputRead {
    /// Its path.
    pub path: String,
    /// The root that it belongs to.
    pub root: String,
    /// `terraform-hcl`, `terraform-plan`, `terraform-state`, `cloudformation`, `sam`, `cdk`, `aws-config`, `account`, `evidence`.
    pub kind: String,
    /// Number of resources that came from it.
    pub resources: usize,
    /// Hex SHA-256 of its bytes.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// A revision, for inputs out of version control.
    pub revision: Option<String>,
}

/// What the system is made of and what was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScopeRead {
    /// Roots that were read.
    pub roots: Vec<String>,
    /// Accounts met.
    pub accounts: Vec<String>,
    /// Regions met.
    pub regions: Vec<String>,
    /// Files and folders found and not read.
    pub skipped: Vec<SkippedPath>,
    /// Types that a recorder does not record.
    pub not_recorded: Vec<String>,
}

/// A path that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SkippedPath {
    /// The path.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// Counts; what was not assessed stands beside every score.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Resources in the inventory.
    pub resources: usize,
    /// Those of a type that knowledge names.
    pub assessed: usize,
    /// The others.
    pub not_assessed: usize,
    /// Those whose existence is not certain.
    pub maybe: usize,
    /// Duties by verdict.
    pub duties: DutyCounts,
    /// Parts by allocation: keys as in `controls[].allocation`, with `_` for `-`.
    pub parts: BTreeMap<String, usize>,
    /// Parts by the customer's status, with `_` for `-`.
    pub customer: BTreeMap<String, usize>,
    /// Parts by AWS's status, with `_` for `-`.
    pub aws: BTreeMap<String, usize>,
}

/// Duties by verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DutyCounts {
    /// Requirement holds.
    pub met: usize,
    /// Requirement does not hold.
    pub unmet: usize,
    /// Not known.
    pub unknown: usize,
    /// Does not concern the resource.
    pub not_applicable: usize,
}

/// One claim of the knowledge about the owner of a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// AWS's half.
    pub aws: Option<String>,
    /// The customer's half.
    pub customer: Option<String>,
    /// Why it is so, in one sentence.
    pub because: String,
    /// How it is known.
    pub basis: ClaimBasis,
    /// The document that says it.
    pub source: String,
    /// Last held against the document on this day.
    pub as_of: String,
    /// The knowledge file.
    pub knowledge: String,
}

/// A duty as its file describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DutyDefinition {
    /// One line.
    pub title: String,
    /// The layer it is on.
    pub layer: Layer,
    /// How much harm an unmet one can do.
    pub severity: Severity,
    /// What it hangs on.
    pub scope: Scope,
    /// Why it is the customer's (Markdown).
    pub why: String,
    /// How to fix it, by dialect: `terraform`, `cloudformation`, `general` (Markdown).
    pub fix: BTreeMap<String, String>,
    /// For a duty that no configuration shows: what evidence would do.
    pub needs_evidence: Option<String>,
    /// Who produces that evidence.
    pub evidence_by: Option<String>,
    /// The parameter that says for how many days it counts.
    pub evidence_age: Option<String>,
    /// Documents it rests on.
    pub sources: Vec<String>,
    /// When it was last held against them.
    pub as_of: String,
    /// Parts it covers, and how much of them.
    pub parts: Vec<DutyPart>,
    /// The knowledge file.
    pub knowledge: String,
}

/// What a duty says about a control part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DutyPart {
    /// The part.
    pub part: PartId,
    /// How much of it the duty shows.
    pub covers: Covers,
    /// Why that much.
    pub because: String,
}

/// A place in an input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Location {
    /// The file.
    pub file: String,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column behind the end.
    pub end_column: u32,
}

/// A resource with the owner of each of its layers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResourceResult {
    /// Unique in the run.
    pub id: String,
    /// Its address in its root.
    pub address: String,
    /// A friendlier address, such as a CDK path.
    pub display: Option<String>,
    /// Canonical type.
    #[serde(rename = "type")]
    pub type_name: TypeName,
    /// The type in its source's words.
    pub source_type: String,
    /// The service that knowledge puts it under.
    pub service: Option<ServiceId>,
    /// `carrier`, `setting` or `unlisted`.
    pub role: String,
    /// Account id.
    pub account: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// AWS's id or name of it.
    pub physical_id: Option<String>,
    /// `present` or `maybe`.
    pub presence: String,
    /// Why it may not exist.
    pub presence_why: Option<Why>,
    /// Id of the resource that it is a setting of or was merged into.
    pub part_of: Option<String>,
    /// Address of what generated it.
    pub generated_by: Option<String>,
    /// Where it stands relative to the boundary.
    pub boundary: BoundaryPosition,
    /// References to other resources.
    pub relations: Vec<RelationResult>,
    /// Where it is written.
    pub location: Option<Location>,
    /// Kinds of source that describe it.
    pub views: Vec<String>,
    /// Whether knowledge names its type.
    pub assessed: bool,
    /// In an assessment in brief the number of further resources that it stands for.
    #[serde(skip)]
    pub alike: usize,
    /// Number of duties that look at its type.
    pub checks: usize,
    /// Owner of each layer that it has, bottom to top; one list for all resources for which they are the same.
    pub layers: Arc<Vec<LayerResult>>,
    /// What inventories ask for, as far as the input shows it: `address`, `cidr`, `dns-name`, `engine`, `engine-version`,
    /// `image`, `key`, `model`, `network`, `owner` (out of a tag), `public`, `runtime`, `tls`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, Fact>,
}

/// A reference from one resource to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct RelationResult {
    /// The property that refers.
    pub kind: String,
    /// Id of the other resource.
    pub to: String,
}

/// Who owns a layer of a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LayerResult {
    /// The layer.
    pub layer: Layer,
    /// Its owner.
    pub owner: Owner,
    /// Owners that it may have, where it is unknown.
    pub possible: Vec<Owner>,
    /// Owner of each task.
    pub tasks: BTreeMap<Task, Owner>,
    /// The variants that decided.
    pub variant: Option<String>,
    /// Key into `entries`.
    pub entry: String,
    /// Id of the resource where the layer is counted, if it stands elsewhere.
    pub carried_by: Option<String>,
    /// Why the owner is unknown.
    pub why: Option<Why>,
    /// The worst verdict of the duties on it, if any looked.
    pub mark: Option<Verdict>,
}

/// A reason with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// A reason code: one of the unknown reasons, `owner-is-aws`, `condition-false`, `owner-is-third-party`.
    pub code: String,
    /// One sentence.
    pub detail: String,
    /// Where.
    pub location: Option<Location>,
}

/// A duty on a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DutyResult {
    /// Fingerprint: UUID v5 of system, resource id and duty.
    pub id: String,
    /// The duty.
    pub duty: DutyId,
    /// Address of the resource.
    pub resource: String,
    /// Its id.
    pub resource_id: String,
    /// Its canonical type.
    pub resource_type: TypeName,
    /// The layer.
    pub layer: Layer,
    /// What the duty hangs on.
    pub scope: Scope,
    /// What was found.
    pub verdict: Verdict,
    /// Why it is unknown or not applicable.
    pub why: Option<Reason>,
    /// What kind of observation it rests on.
    pub basis: Basis,
    /// Where the value that decided came from.
    pub value_from: Option<ValueFrom>,
    /// Whether the resource itself may not exist.
    pub if_it_exists: bool,
    /// How much harm an unmet one can do.
    pub severity: Severity,
    /// One sentence about this resource.
    pub message: String,
    /// The condition that decided, or the native check's name.
    pub decided_by: String,
    /// What was looked at.
    pub evidence: Vec<EvidenceResult>,
    /// Source text around the first evidence, masked.
    pub excerpt: Option<Excerpt>,
    /// Parts that it covers.
    pub controls: Vec<PartId>,
    /// The exception that concerns it.
    pub exception: Option<usize>,
}

/// A value that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceResult {
    /// Where it is written; none for a default or for something absent.
    pub location: Option<Location>,
    /// The places that passed it on from there to where the resource uses it, in this order: a local value, an argument of
    /// a module call, the resource's own attribute. Left out where the value is written in its resource.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<Location>,
    /// Address of the resource, if it is another one.
    pub resource: Option<String>,
    /// Canonical path.
    pub path: String,
    /// Path in the source's words.
    pub source_path: Option<String>,
    /// The value for people: JSON, `absent`, `(sensitive)`, `unknown: …`.
    pub value: String,
    /// Where the value comes from.
    pub value_from: ValueFrom,
    /// For a default: the document that says so, with its date.
    pub default_source: Option<String>,
    /// When it was observed.
    pub observed_at: Option<String>,
    /// `examine`, `interview` or `test`.
    pub method: String,
    /// Digest of the file.
    pub sha256: Option<String>,
}

/// Lines of source text; sensitive places are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Excerpt {
    /// The file.
    pub file: String,
    /// Number of the first line.
    pub first_line: u32,
    /// The line that decided.
    pub line: u32,
    /// The text.
    pub text: String,
}

/// A control part of the baseline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartResult {
    /// The control.
    pub control: ControlId,
    /// The part.
    pub part: PartId,
    /// Its label for people: `AC-2 a.`.
    pub label: String,
    /// The control's title.
    pub title: String,
    /// How it is carried out.
    pub nature: Nature,
    /// Whether a person has decided it; false for parts that only carry what the catalog says.
    pub reviewed: bool,
    /// Whose it is.
    pub allocation: Allocation,
    /// What it may be, where the allocation is unknown.
    pub possible: Vec<Allocation>,
    /// Who does it.
    pub implementers: Vec<Implementer>,
    /// What stays with the customer of an inherited part.
    pub residue: Option<String>,
    /// AWS's half.
    pub aws: AwsHalf,
    /// The customer's half.
    pub customer: CustomerHalf,
    /// The result for each service that has a layer of the part.
    pub by_service: Vec<ServiceAllocation>,
    /// Framework parameters in the statement, with values where set.
    pub parameters: BTreeMap<String, Option<String>>,
    /// Who gave each value of `parameters` that is set.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameter_origins: BTreeMap<String, String>,
    /// Of a requirement of a framework that maps onto another one: what it maps to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<MappingResult>,
    /// Why it is allocated so.
    pub because: String,
    /// The document for the requirement.
    pub source: String,
}

/// AWS's half of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AwsHalf {
    /// How it is backed.
    pub status: AwsStatus,
    /// What AWS does.
    pub statement: Option<String>,
    /// What the status rests on: services, list and report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The customer's half of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CustomerHalf {
    /// Where it stands.
    pub status: CustomerStatus,
    /// What the customer does.
    pub statement: Option<String>,
    /// Duties met.
    pub met: usize,
    /// Duties unmet.
    pub unmet: usize,
    /// Duties unknown.
    pub unknown: usize,
    /// Attested.
    pub attested: usize,
    /// Resources with the customer's share that some duty looked at.
    pub resources_looked_at: usize,
    /// Resources with the customer's share.
    pub resources: usize,
    /// What no check shows, one sentence each.
    pub uncovered: Vec<String>,
    /// Fingerprints of the duties behind the counts.
    pub duties: Vec<String>,
}

/// A part's result for one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceAllocation {
    /// The service.
    pub service: ServiceId,
    /// The variant, if one decided.
    pub variant: Option<String>,
    /// The result.
    pub allocation: Allocation,
    /// How AWS's half is backed for the resources of this service; none where the assessment was saved before that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<AwsStatus>,
    /// Layers of the part that the service has, with their owners: `guest-os: customer`.
    pub layers: Vec<String>,
    /// AWS's half for this service.
    pub aws: Option<String>,
    /// The customer's half for this service.
    pub customer: Option<String>,
    /// Ids of the resources; parts that concern the same resources share one list.
    pub resources: Arc<Vec<String>>,
}

/// A diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ProblemResult {
    /// A stable code.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// One sentence or two.
    pub message: String,
    /// Where.
    pub location: Option<Location>,
    /// The file, where there is no line.
    pub file: Option<String>,
    /// Source text around it, masked.
    pub excerpt: Option<String>,
}
