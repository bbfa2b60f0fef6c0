//! A resource: one thing deployed, whatever source described it.

use crate::NodeId;
use demarc_model::{Basis, BoundaryPosition, Presence, Span, TypeName};
use std::{collections::BTreeSet, ops::Bound, sync::Arc};

/// Position of a resource in [`crate::Inventory::resources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceIndex(pub u32);

/// The kind of source that a document came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A directory of `.tf` files.
    TerraformHcl,
    /// `terraform show -json` of a plan.
    TerraformPlan,
    /// A state file or `terraform show -json` of one.
    TerraformState,
    /// A CloudFormation template.
    CloudFormation,
    /// A template with `AWS::Serverless` types.
    Sam,
    /// A template that the CDK synthesized.
    Cdk,
    /// AWS Config items.
    AwsConfig,
    /// A live account.
    Account,
    /// A record of another tool.
    Evidence,
}

impl SourceKind {
    /// The kind's word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::TerraformHcl => "terraform-hcl",
            Self::TerraformPlan => "terraform-plan",
            Self::TerraformState => "terraform-state",
            Self::CloudFormation => "cloudformation",
            Self::Sam => "sam",
            Self::Cdk => "cdk",
            Self::AwsConfig => "aws-config",
            Self::Account => "account",
            Self::Evidence => "evidence",
        }
    }

    /// Strength of this kind as a view of a resource: intention below observation.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::TerraformHcl | Self::CloudFormation | Self::Sam | Self::Cdk => 0,
            Self::TerraformPlan => 1,
            Self::TerraformState => 2,
            Self::AwsConfig => 3,
            Self::Account => 4,
            Self::Evidence => 5,
        }
    }

    /// The best basis that a verdict from this kind of source can have.
    #[must_use]
    pub fn basis(self) -> Basis {
        match self {
            Self::TerraformHcl | Self::TerraformPlan | Self::CloudFormation | Self::Sam | Self::Cdk => {
                Basis::Design
            }
            _ => Basis::Deployed,
        }
    }

    /// Whose defaults hold for a property that the source leaves out.
    #[must_use]
    pub fn dialect(self) -> Dialect {
        match self {
            Self::TerraformHcl | Self::TerraformPlan | Self::TerraformState => Dialect::Terraform,
            Self::CloudFormation | Self::Sam | Self::Cdk => Dialect::CloudFormation,
            Self::AwsConfig | Self::Account | Self::Evidence => Dialect::Aws,
        }
    }
}

/// Whose defaults hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// The Terraform provider's, else AWS's.
    Terraform,
    /// CloudFormation's, else AWS's.
    CloudFormation,
    /// AWS's own.
    Aws,
}

impl Dialect {
    /// The dialect's word in the defaults files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::CloudFormation => "cloudformation",
            Self::Aws => "aws",
        }
    }
}

/// Which properties a document's source would show if they were set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// All of them.
    Everything,
    /// Those at or below these canonical paths (`VersioningConfiguration`, `LoggingConfiguration.LogFilePrefix`).
    Paths(Arc<BTreeSet<String>>),
    /// None.
    Nothing,
}

impl Coverage {
    /// Whether a property at this path would be seen; true too for a map of which some property would.
    #[must_use]
    pub fn shows(&self, path: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Nothing => false,
            Self::Paths(paths) => holds_above(paths, path) || holds_within(paths, path),
        }
    }
}

/// Whether the path itself or one that it stands in is among the paths.
fn holds_above(paths: &BTreeSet<String>, path: &str) -> bool {
    let ends = path.match_indices(['.', '[']).map(|(at, _)| at).chain([path.len()]);
    ends.into_iter().any(|end| path.get(..end).is_some_and(|above| paths.contains(above)))
}

/// Whether one of the paths stands in the path.
fn holds_within(paths: &BTreeSet<String>, path: &str) -> bool {
    // Between `A` and `A.B` there may be `A-B` in order, so that both beginnings are looked for.
    ['.', '['].into_iter().any(|step| {
        let beginning = format!("{path}{step}");
        let first = paths.range::<str, _>((Bound::Included(beginning.as_str()), Bound::Unbounded)).next();
        first.is_some_and(|found| found.starts_with(&beginning))
    })
}

/// One description of a resource: what one source says of it.
#[derive(Debug, Clone)]
pub struct View {
    /// The kind of source.
    pub kind: SourceKind,
    /// The canonical document that this view alone gives.
    pub document: NodeId,
    /// The document in the source's own words.
    pub source_document: NodeId,
    /// Where it stands.
    pub span: Option<Span>,
    /// What its source would show.
    pub coverage: Coverage,
    /// When it was observed, as the source states it.
    pub observed_at: Option<String>,
}

/// One thing deployed.
#[derive(Debug, Clone)]
pub struct Resource {
    /// The root it belongs to, a position in [`crate::Inventory::roots`].
    pub root: crate::RootId,
    /// Its address within the root: Terraform's, a logical id, an ARN.
    pub address: String,
    /// A friendlier address, such as a CDK path.
    pub display: Option<String>,
    /// Canonical type; the source's own where no mapping exists.
    pub type_name: TypeName,
    /// The type in the source's words.
    pub source_type: String,
    /// Account id, if known.
    pub account: Option<String>,
    /// Region, if known.
    pub region: Option<String>,
    /// AWS's id or name of it, if known.
    pub physical_id: Option<String>,
    /// Its ARN, if known.
    pub arn: Option<String>,
    /// Whether it exists for certain.
    pub presence: Presence,
    /// Address of the resource that it was merged into (split resources stay listed).
    pub part_of: Option<String>,
    /// Address of the resource that it was made of (SAM), or [`GENERATED_BY_CDK`].
    pub generated_by: Option<String>,
    /// Where it stands relative to the boundary.
    pub boundary: BoundaryPosition,
    /// Where it is written.
    pub span: Option<Span>,
    /// Its canonical document, views and merges included.
    pub document: NodeId,
    /// What each source says of it, weakest first.
    pub views: Vec<View>,
    /// Which properties the sources together would show.
    pub coverage: Coverage,
}

/// What `generated_by` says of the CDK's own helpers: nobody wrote them, and no single resource stands behind them.
pub const GENERATED_BY_CDK: &str = "AWS CDK";

impl Resource {
    /// Whether the source holds it itself: the CDK writes its helpers into the template, SAM's resources are in none.
    #[must_use]
    pub fn stands_in_source(&self) -> bool {
        self.generated_by.as_deref().is_none_or(|by| by == GENERATED_BY_CDK)
    }

    /// The strongest view's kind.
    #[must_use]
    pub fn kind(&self) -> SourceKind {
        self.views.iter().map(|v| v.kind).max_by_key(|k| k.rank()).unwrap_or(SourceKind::TerraformHcl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_is_by_whole_steps() {
        let paths = Coverage::Paths(Arc::new(BTreeSet::from(["A.B".to_owned(), "Name".to_owned()])));
        assert!(paths.shows("A.B"));
        assert!(paths.shows("A.B.C"));
        assert!(paths.shows("A"));
        assert!(!paths.shows("A.Bc"));
        assert!(!paths.shows("Names"));
        assert!(!Coverage::Nothing.shows("A"));
    }
}
