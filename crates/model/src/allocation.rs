//! Control parts: their nature, who they are allocated to and where each half stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a control part is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// Buildings, machines, media.
    Physical,
    /// The system itself enforces, authenticates, protects, records.
    Mechanism,
    /// People or pipelines configure, patch, scan, review, test, respond.
    Activity,
    /// Policy, plan, training, personnel, contract.
    Organizational,
}

/// Whose a control part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Allocation {
    /// AWS carries it out; the customer may rely on it.
    Inherited,
    /// Each does a half that the other's depends on.
    SharedDependent,
    /// Each does the same for what it operates.
    SharedIndependent,
    /// The customer's alone.
    CustomerSpecific,
    /// Not known.
    Unknown,
    /// A person has justified that it does not concern the system.
    NotApplicable,
}

impl Allocation {
    /// Every allocation, in the order in which reports count them.
    pub const ALL: [Self; 6] = [
        Self::Inherited,
        Self::SharedDependent,
        Self::SharedIndependent,
        Self::CustomerSpecific,
        Self::Unknown,
        Self::NotApplicable,
    ];

    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Inherited => "inherited",
            Self::SharedDependent => "shared-dependent",
            Self::SharedIndependent => "shared-independent",
            Self::CustomerSpecific => "customer-specific",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl Nature {
    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Physical => "physical",
            Self::Mechanism => "mechanism",
            Self::Activity => "activity",
            Self::Organizational => "organizational",
        }
    }
}

impl fmt::Display for Allocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// What AWS's mechanism does for a `mechanism` part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AwsMechanism {
    /// AWS acts even where the customer sets nothing.
    ByDefault,
    /// Only once the customer switches it on.
    OnRequest,
    /// AWS has none.
    None,
}

/// Whether AWS does the like of an activity or organizational part for what it operates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counterpart {
    /// It does.
    Aws,
    /// It does not.
    None,
}

/// How much of a control part a duty shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    /// It points at the part without showing it.
    Indicates,
    /// It shows some of the part's assessment objectives.
    Partial,
    /// It shows all of them, for the resource it looked at.
    Full,
}

/// Where the customer's half of a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CustomerStatus {
    /// The customer has no half.
    None,
    /// Fully covered by met duties or attested.
    Met,
    /// Met duties cover it only partly.
    Partial,
    /// At least one duty is unmet.
    Unmet,
    /// No duty is unmet, at least one is unknown.
    Unknown,
    /// Nothing looked at it.
    NotAssessed,
}

impl CustomerStatus {
    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Met => "met",
            Self::Partial => "partial",
            Self::Unmet => "unmet",
            Self::Unknown => "unknown",
            Self::NotAssessed => "not-assessed",
        }
    }
}

/// How AWS's half of a part is backed by its documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AwsStatus {
    /// AWS has no half.
    None,
    /// A current report or authorization includes it and someone reviewed that.
    Covered,
    /// The same, reviewed by nobody: the most a tool can reach alone.
    CoveredUnreviewed,
    /// The report's period is over.
    Lapsed,
    /// Whether a service in use is in scope is not known.
    Unknown,
    /// A service in use is not in scope.
    NotCovered,
    /// No programme was chosen.
    NoProgramme,
}

impl AwsStatus {
    /// Every status, in the order in which reports count them.
    pub const ALL: [Self; 7] = [
        Self::Covered,
        Self::CoveredUnreviewed,
        Self::Lapsed,
        Self::Unknown,
        Self::NotCovered,
        Self::NoProgramme,
        Self::None,
    ];

    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Covered => "covered",
            Self::CoveredUnreviewed => "covered-unreviewed",
            Self::Lapsed => "lapsed",
            Self::Unknown => "unknown",
            Self::NotCovered => "not-covered",
            Self::NoProgramme => "no-programme",
        }
    }
}
