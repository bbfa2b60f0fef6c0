//! What the three Terraform readers (directory, plan, state) hand to the mapping.

use demarc_inventory::NodeId;
use demarc_model::{Presence, Span};

/// One instance of a managed resource in Terraform's own words.
#[derive(Debug, Clone)]
pub struct TerraformResource {
    /// Terraform's address: `module.a["x"].aws_s3_bucket.b[0]`. For a block whose `count` or `for_each` is unknown the
    /// address without index.
    pub address: String,
    /// `aws_s3_bucket`.
    pub resource_type: String,
    /// Attributes and blocks as a map with the provider's names. Every nested block is a list of maps, also where only
    /// one may stand, as in `terraform show -json`. What was not written is a missing key.
    pub body: NodeId,
    /// Whether it exists for certain.
    pub presence: Presence,
    /// Region of its provider, if known.
    pub region: Option<String>,
    /// Account id, if known.
    pub account: Option<String>,
    /// The block, from its first keyword to its closing brace.
    pub span: Option<Span>,
}
