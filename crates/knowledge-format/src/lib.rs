//! Types, parser and validator of the knowledge files; used at build time for our own and at run time for a user's.

pub mod condition;
mod duty;
mod error;
mod framework;
mod halves;
mod knowledge;
mod load;
mod profile;
mod service;
mod validate;

pub use duty::{Duty, DutyOn, DutyPart, Example, ExampleDialect, Parameter, Requirement, parse_duty};
pub use error::{FormatError, KnowledgeProblem};
pub use framework::{CatalogRow, Framework, Part, PartDecision, parse_catalog};
pub use knowledge::Knowledge;
pub use load::{KnowledgeFile, load};
pub use profile::{LayerText, Profile};
pub use service::{Claim, LayerChange, PartOverride, Service, TypeOverride, Variant};
pub use validate::{PathKind, TypeCatalog, validate};
