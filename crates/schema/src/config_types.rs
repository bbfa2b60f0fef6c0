//! The embedded types and mappings of AWS Config.

use crate::{
    config::{ConfigMapping, ConfigType},
    pack::{Pack, embedded},
};

static TYPES: Pack<ConfigType<'static>> = embedded!("config-types");
static MAPPINGS: Pack<ConfigMapping<'static>> = embedded!("config-mappings");

/// What AWS Config shows of one of its types; nothing if its list does not have the type.
#[must_use]
pub fn config_type(name: &str) -> Option<&'static ConfigType<'static>> {
    TYPES.get(name)
}

/// Every type that AWS Config's list has, sorted.
pub fn config_type_names() -> impl Iterator<Item = &'static str> {
    TYPES.names()
}

/// How a type of AWS Config's is written in the canonical shape; nothing where it is written so already.
#[must_use]
pub fn config_mapping(name: &str) -> Option<&'static ConfigMapping<'static>> {
    MAPPINGS.get(name)
}

/// Every type that has a mapping, sorted.
pub fn config_mapped_types() -> impl Iterator<Item = &'static str> {
    MAPPINGS.names()
}
