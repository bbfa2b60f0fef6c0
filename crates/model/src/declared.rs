//! What people declare for the documents: plans with dates, duties of the tenant, and who has approved the text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything that is declared for the documents of a system.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Declared {
    /// Who has approved the documents; without it each is a draft.
    #[serde(default)]
    pub approval: Option<Approval>,
    /// When unmet duties will be met.
    #[serde(default)]
    pub plans: Vec<Plan>,
    /// What the user's own customers have to do.
    #[serde(default)]
    pub tenant_duties: Vec<TenantDuty>,
}

impl Declared {
    /// Whether nothing was declared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.approval.is_none() && self.plans.is_empty() && self.tenant_duties.is_empty()
    }
}

/// A person's approval of the texts that documents carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Who.
    pub approved_by: String,
    /// When, as `YYYY-MM-DD`.
    pub date: String,
}

/// By when an unmet duty will be met, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The duty.
    pub duty: String,
    /// The resource's id, or all of them.
    #[serde(default)]
    pub resource_id: Option<String>,
    /// Who will do it.
    pub owner: String,
    /// By when, as `YYYY-MM-DD`.
    pub due: String,
    /// What will be done.
    pub milestone: String,
    /// A ticket or document.
    #[serde(default)]
    pub reference: Option<String>,
}

impl Plan {
    /// Whether the plan is about a duty on a resource.
    #[must_use]
    pub fn concerns(&self, duty: &str, resource_id: &str) -> bool {
        self.duty == duty && self.resource_id.as_deref().is_none_or(|id| id == resource_id)
    }
}

/// Something that the user's own customer (the tenant) has to do for a control part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TenantDuty {
    /// The control part.
    pub part: String,
    /// In which way.
    pub kind: TenantDutyKind,
    /// What, in one sentence.
    pub statement: String,
}

/// How a tenant takes part in a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TenantDutyKind {
    /// The tenant sets something that the system offers.
    Configured,
    /// The tenant brings something of its own.
    Provided,
}
