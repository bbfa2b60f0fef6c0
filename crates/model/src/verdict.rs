//! Verdicts of duties and what they rest on.

use crate::Why;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was found out about a duty on a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The requirement holds.
    Met,
    /// The duty does not concern this resource.
    NotApplicable,
    /// Nobody can say from this input.
    Unknown,
    /// The requirement does not hold.
    Unmet,
}

impl Verdict {
    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotApplicable => "not-applicable",
            Self::Unknown => "unknown",
            Self::Unmet => "unmet",
        }
    }
}

/// What kind of observation a verdict rests on, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Code, a template or a plan: the intention.
    Design,
    /// State, AWS Config or a live account at an instant.
    Deployed,
    /// Over a period: two observations or a dated record.
    Operating,
}

impl Basis {
    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Deployed => "deployed",
            Self::Operating => "operating",
        }
    }
}

/// Where the value that decided came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ValueFrom {
    /// Someone wrote it.
    Configured,
    /// AWS or the provider documents it for a property that nobody wrote.
    Default,
    /// A record of another tool shows it.
    Evidence,
    /// A person stated it.
    Attested,
}

impl ValueFrom {
    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Configured => "configured",
            Self::Default => "default",
            Self::Evidence => "evidence",
            Self::Attested => "attested",
        }
    }
}

/// How much harm an unmet duty can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good practice.
    Low,
    /// Weakens a safeguard.
    Medium,
    /// Opens a way.
    High,
    /// Open to everyone.
    Critical,
}

impl Severity {
    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// What a duty hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Each resource.
    Resource,
    /// Each account, or account and region.
    Account,
    /// The organization, once.
    Organization,
}

/// Whether a resource exists for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// It does.
    Present,
    /// It may: its count or condition is unknown.
    Maybe(Why),
}
