//! What surrounds the system: implementers, boundary, inheritance chain, exceptions, attestations, partitions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Who carries out a part; an axis of its own beside the owner (FedRAMP's originations).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", from = "String")]
#[schemars(with = "String")]
pub enum Implementer {
    /// AWS.
    Aws,
    /// The system's own team.
    System,
    /// The organization that runs the system.
    Corporate,
    /// An internal platform, by id.
    Platform(String),
    /// Another provider, by id.
    ThirdParty(String),
    /// The user's own customer.
    Tenant,
}

impl fmt::Display for Implementer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Aws => f.write_str("aws"),
            Self::System => f.write_str("system"),
            Self::Corporate => f.write_str("corporate"),
            Self::Platform(id) => write!(f, "platform:{id}"),
            Self::ThirdParty(id) => write!(f, "third-party:{id}"),
            Self::Tenant => f.write_str("tenant"),
        }
    }
}

impl From<Implementer> for String {
    fn from(who: Implementer) -> Self {
        who.to_string()
    }
}

impl From<String> for Implementer {
    fn from(text: String) -> Self {
        match text.as_str() {
            "aws" => Self::Aws,
            "system" => Self::System,
            "corporate" => Self::Corporate,
            "tenant" => Self::Tenant,
            other => match other.split_once(':') {
                Some(("platform", id)) => Self::Platform(id.to_owned()),
                Some((_, id)) => Self::ThirdParty(id.to_owned()),
                None => Self::ThirdParty(text),
            },
        }
    }
}

/// Where a resource stands relative to the authorization boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BoundaryPosition {
    /// Part of the system.
    Inside,
    /// Outside, and connected to it.
    OutsideConnected,
    /// Not looked at, with a reason.
    OutOfScope,
}

/// A control that something between AWS and the system offers: a platform, a corporate function, another provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InheritanceOffer {
    /// Who offers it.
    pub from: Implementer,
    /// The control part on offer.
    pub part: String,
    /// The authorization it stands on, if there is one.
    pub authorization: Option<String>,
    /// Since when, as `YYYY-MM-DD`.
    pub since: Option<String>,
    /// Whether the offering party itself satisfies the part; only then is it inherited.
    pub satisfied: bool,
}

/// From whose position a document speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Perspective {
    /// AWS towards the system's owner.
    Provider,
    /// The system's owner.
    SystemOwner,
    /// The owner's own customer.
    Tenant,
}

/// Why an unmet duty is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionKind {
    /// The risk is lower than its severity says.
    RiskAdjustment,
    /// Operation needs it so.
    OperationalRequirement,
    /// The finding is wrong.
    FalsePositive,
    /// A vendor has to act first.
    VendorDependency,
    /// Another duty with evidence makes up for it; void when that one is unmet.
    Compensating,
    /// The risk is accepted.
    RiskAcceptance,
}

/// Whether an exception has effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionState {
    /// Asked for: changes nothing.
    Requested,
    /// Approved: changes the plan-of-action row, never the verdict.
    Approved,
    /// Its date is over.
    Expired,
}

/// A dated, owned, approved acceptance of an unmet duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Exception {
    /// The duty.
    pub duty: String,
    /// The resource's id, or all of them.
    pub resource_id: Option<String>,
    /// Why.
    pub kind: ExceptionKind,
    /// Whether it has effect.
    pub state: ExceptionState,
    /// Who asked.
    pub requester: String,
    /// Who approved.
    pub approver: Option<String>,
    /// When, as `YYYY-MM-DD`.
    pub date: String,
    /// Until when, as `YYYY-MM-DD`.
    pub expires: Option<String>,
    /// A ticket or document.
    pub reference: Option<String>,
    /// For a compensating exception, the duty that makes up for it.
    pub compensating_duty: Option<String>,
}

/// A person's dated statement that a duty is done or a part is implemented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attestation {
    /// The duty, if it is about one.
    pub duty: Option<String>,
    /// The control part, if it is about one.
    pub part: Option<String>,
    /// The resource's id, or all of them.
    pub resource_id: Option<String>,
    /// Who states it.
    pub by: String,
    /// When, as `YYYY-MM-DD`.
    pub date: String,
    /// Until when it counts, as `YYYY-MM-DD`.
    pub expires: Option<String>,
    /// What was done.
    pub statement: String,
}

impl Attestation {
    /// Whether the statement counts on a day, both as `YYYY-MM-DD`: one with a last day counts only where the day of the
    /// assessment is known and not past it.
    #[must_use]
    pub fn counts_on(&self, day: Option<&str>) -> bool {
        match (&self.expires, day) {
            (None, _) => true,
            (Some(last), Some(day)) => day <= last.as_str(),
            (Some(_), None) => false,
        }
    }
}

/// A report or authorization of AWS's that the system's owner holds, and whether someone has reviewed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeldReport {
    /// The programme's id.
    pub programme: String,
    /// What it is called.
    pub title: String,
    /// The first day that it is about, as `YYYY-MM-DD`.
    pub from: Option<String>,
    /// The last day that it is about, as `YYYY-MM-DD`.
    pub until: String,
    /// The last day on which it may be relied on, as `YYYY-MM-DD`, if it is not the programme's usual time after `until`.
    pub stands_until: Option<String>,
    /// Who has reviewed it.
    pub reviewed_by: Option<String>,
    /// When it was reviewed, as `YYYY-MM-DD`.
    pub reviewed: Option<String>,
    /// Where it is kept.
    pub reference: Option<String>,
}

/// A partition of AWS; programmes never cross one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Partition {
    /// The commercial regions.
    Aws,
    /// AWS GovCloud (US).
    AwsUsGov,
    /// China, operated by third parties.
    AwsCn,
    /// The European Sovereign Cloud.
    AwsEusc,
    /// Isolated regions.
    AwsIso,
}

impl Partition {
    /// Every partition.
    pub const ALL: [Self; 5] = [Self::Aws, Self::AwsUsGov, Self::AwsCn, Self::AwsEusc, Self::AwsIso];

    /// The partition's name in ARNs.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsUsGov => "aws-us-gov",
            Self::AwsCn => "aws-cn",
            Self::AwsEusc => "aws-eusc",
            Self::AwsIso => "aws-iso",
        }
    }

    /// The partition that a region's name belongs to.
    #[must_use]
    pub fn of_region(region: &str) -> Self {
        if region.starts_with("us-gov-") {
            Self::AwsUsGov
        } else if region.starts_with("cn-") {
            Self::AwsCn
        } else if region.starts_with("eusc-") {
            Self::AwsEusc
        } else if region.contains("-iso") {
            Self::AwsIso
        } else {
            Self::Aws
        }
    }
}
