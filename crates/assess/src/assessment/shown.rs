//! What the input shows beside owners and verdicts: plain facts and ports.

use super::Location;
use demarc_model::Why;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A value that the input shows, or why it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// The value for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

impl Fact {
    /// A value that is known.
    #[must_use]
    pub fn known(value: &str) -> Self {
        Self { value: Some(value.to_owned()), why: None }
    }

    /// A value that is not known.
    #[must_use]
    pub fn unknown(why: Why) -> Self {
        Self { value: None, why: Some(why) }
    }
}

/// A port that a rule opens or a resource listens on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PortResult {
    /// Address of the resource that says so.
    pub resource: String,
    /// Its id.
    pub resource_id: String,
    /// `in`, `out` or `listens`.
    pub direction: String,
    /// The protocol: `tcp`, `udp`, `HTTPS`, `all`; none where the resource names none.
    pub protocol: Option<Fact>,
    /// A port, a range `1024-65535`, or `all`; none where the protocol has none.
    pub ports: Option<Fact>,
    /// The other side: an address range, a group, a prefix list.
    pub peer: Option<Fact>,
    /// The rule's description.
    pub purpose: Option<String>,
    /// Where it is written.
    pub location: Option<Location>,
}
