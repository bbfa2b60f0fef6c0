//! What a requirement of a framework maps to.

use demarc_model::{Allocation, ClaimBasis, CustomerStatus};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a requirement maps to, and how far that goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MappingResult {
    /// The group of requirements that it belongs to, for people.
    pub group: Option<String>,
    /// How the requirement relates to everything that it maps to, taken together: `equal`, `subset`, `superset`,
    /// `intersects`; none if it maps to nothing.
    pub together: Option<String>,
    /// What it maps to.
    pub targets: Vec<MappedTarget>,
    /// Why it maps so.
    pub because: String,
    /// How the mapping is known: `stated` by its publisher, or `inferred` by reading both texts.
    pub basis: ClaimBasis,
    /// The document that publishes the mapping, or those that were read.
    pub source: String,
    /// The mapping was last held against the document on this day.
    pub as_of: String,
}

/// A control part or a duty that a requirement maps to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MappedTarget {
    /// Id of the part or of the duty.
    pub to: String,
    /// `part` or `duty`.
    pub kind: String,
    /// How the requirement relates to it: `equal`, `subset`, `superset`, `intersects`.
    pub relation: String,
    /// The requirement of a framework in between, if there is one.
    pub via: Option<String>,
    /// Whose the part is.
    pub allocation: Option<Allocation>,
    /// Where the customer's half of it stands.
    pub customer: CustomerStatus,
    /// Why the two relate so, if the mapping gives a reason of its own.
    pub because: Option<String>,
}
