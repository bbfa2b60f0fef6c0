//! How AWS's share is backed, per service.

use demarc_model::{AwsStatus, ServiceId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How AWS's share is backed for one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceCoverage {
    /// The service.
    pub service: ServiceId,
    /// The programme, if one was chosen.
    pub programme: Option<String>,
    /// The result.
    pub status: AwsStatus,
    /// The partition.
    pub partition: String,
    /// Regions concerned.
    pub regions: Vec<String>,
    /// The report held, if any.
    pub report: Option<String>,
    /// Date of the list.
    pub as_of: Option<String>,
    /// What the status rests on, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The document that the list stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Features of the service that the programme excludes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
    /// Ids of resources that use an excluded feature or stand in a region that is not in scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<String>,
}
