//! Types, parser and validator of the knowledge files; used at build time for our own and at run time for a user's.

pub mod condition;
mod crosswalk;
mod duty;
mod error;
mod framework;
mod halves;
mod knowledge;
mod load;
mod locate;
mod overlay;
mod profile;
mod programme;
mod service;
mod validate;

pub use crosswalk::{
    Crosswalk, MappedRequirement, Mapping, MappingDefaults, Relation, Target, parse_mapping,
};
pub use duty::{
    Duty, DutyOn, DutyPart, DutyTexts, Example, ExampleDialect, Parameter, Requirement, parse_duty,
};
pub use error::{FormatError, KnowledgeProblem};
pub use framework::{CatalogRow, Framework, Part, PartDecision, parse_catalog};
pub use knowledge::{Knowledge, TextsElsewhere};
pub use load::{KnowledgeFile, load};
pub use locate::locate;
pub use overlay::{Overlay, Selection, parse_selection, parse_values};
pub use profile::{LayerText, Profile};
pub use programme::{
    Exclusion, ListNames, Membership, Programme, ProgrammeKind, ProgrammeScope, ServiceList, parse_names,
    parse_programme, parse_user_list, plain,
};
pub use service::{Claim, LayerChange, PartOverride, Service, TypeOverride, Variant};
pub use validate::{PathKind, TypeCatalog, validate};
