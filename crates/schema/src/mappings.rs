//! The embedded mappings of the Terraform provider's types.

use crate::{
    mapping::Mapping,
    pack::{Pack, embedded},
};

static MAPPINGS: Pack<Mapping<'static>> = embedded!("mappings");
static COMPLETED: Pack<Vec<&'static str>> = embedded!("completed");
static WITHOUT_TYPE: Pack<&'static str> = embedded!("without-type");

/// How a provider type is written in the canonical shape.
#[must_use]
pub fn mapping_of(resource_type: &str) -> Option<&'static Mapping<'static>> {
    MAPPINGS.get(resource_type)
}

/// Provider types whose resources give properties to resources of a canonical type.
#[must_use]
pub fn completed_by(canonical_type: &str) -> &'static [&'static str] {
    COMPLETED.get(canonical_type).map_or(&[], Vec::as_slice)
}

/// Every mapped provider type, sorted.
pub fn mapped_types() -> impl Iterator<Item = &'static str> {
    MAPPINGS.names()
}

/// The id of the service of a provider type for which CloudFormation has no type; empty if no file knows its service.
#[must_use]
pub fn service_without_type(resource_type: &str) -> Option<&'static str> {
    WITHOUT_TYPE.get(resource_type).copied()
}

/// Every provider type for which CloudFormation has no type, sorted.
pub fn types_without_type() -> impl Iterator<Item = &'static str> {
    WITHOUT_TYPE.names()
}
