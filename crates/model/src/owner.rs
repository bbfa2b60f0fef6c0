//! Who owns a layer or a task, and how well that is known.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The party that answers for a layer or a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// AWS.
    Aws,
    /// The customer, the owner of the system.
    Customer,
    /// Both, each with a half.
    Shared,
    /// Someone else: a partner that operates the region, another provider.
    ThirdParty,
    /// The layer does not exist for this resource.
    Absent,
    /// Not known; the possible owners stand beside it.
    Unknown,
}

impl Owner {
    /// The owner's word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::Customer => "customer",
            Self::Shared => "shared",
            Self::ThirdParty => "third-party",
            Self::Absent => "absent",
            Self::Unknown => "unknown",
        }
    }

    /// The owner of a whole made of tasks: one owner if all agree (absent ones aside), else shared;
    /// unknown as soon as one task's owner is.
    #[must_use]
    pub fn of_tasks(tasks: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::Absent;
        for task in tasks {
            whole = match (whole, task) {
                (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
                (Self::Absent, one) => one,
                (one, Self::Absent) => one,
                (one, other) if one == other => one,
                _ => Self::Shared,
            };
        }
        whole
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// How a claim about an owner is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimBasis {
    /// A document about this very service says it.
    Stated,
    /// It follows from the kind of service.
    Profile,
    /// Demarc's reading.
    Inferred,
}

impl ClaimBasis {
    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Profile => "profile",
            Self::Inferred => "inferred",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_with_one_owner_give_that_owner_else_shared() {
        use Owner::{Absent, Aws, Customer, Shared, Unknown};
        assert_eq!(Owner::of_tasks([Aws, Aws]), Aws);
        assert_eq!(Owner::of_tasks([Aws, Customer]), Shared);
        assert_eq!(Owner::of_tasks([Absent, Customer]), Customer);
        assert_eq!(Owner::of_tasks([]), Absent);
        assert_eq!(Owner::of_tasks([Aws, Unknown, Aws]), Unknown);
    }
}
