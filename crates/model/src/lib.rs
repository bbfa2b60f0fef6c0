//! The words of Demarc as types: layers and tasks, owners, truth and its reasons, verdicts, control parts, places.
//!
//! No I/O and no knowledge of sources or reports: every other crate builds on these nouns and this crate on none.

mod allocation;
mod declared;
pub mod escape;
mod ids;
mod layer;
mod owner;
mod place;
mod system;
mod truth;
mod verdict;
mod why;

pub use allocation::{Allocation, AwsMechanism, AwsStatus, Counterpart, Covers, CustomerStatus, Nature};
pub use declared::{Approval, Declared, Plan, TenantDuty, TenantDutyKind};
pub use ids::{ControlId, DutyId, PartId, ServiceId, TypeName};
pub use layer::{Layer, LayerTask, Task, UnknownLayer};
pub use owner::{ClaimBasis, Owner};
pub use place::{DocumentId, Span};
pub use system::{
    Attestation, BoundaryPosition, Exception, ExceptionKind, ExceptionState, HeldReport, Implementer,
    InheritanceOffer, Partition, Perspective,
};
pub use truth::Truth;
pub use verdict::{Basis, Presence, Scope, Severity, ValueFrom, Verdict};
pub use why::Why;
