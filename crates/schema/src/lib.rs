//! Types of properties, mappings to the canonical shape, defaults and extensions: the data under `schema/`, embedded.
//!
//! Nothing is decoded before it is asked for, and then one type at a time. The nouns: canonical types (CloudFormation's
//! and Demarc's own), provider types (Terraform's), [`mapping::Mapping`]s from one to the other, [`Defaults`].

mod canonical;
mod compact;
pub mod config;
mod config_types;
mod defaults;
pub mod iam_actions;
pub mod mapping;
mod mappings;
mod pack;
mod prescribed;
mod provider;
mod sam;
mod written_as;

pub use canonical::{
    Kind, PathKind, PropertyPlace, arn_shape, has_type, item_kind, name_properties, path_kind,
    primary_identifier, property_kind, read_only, spelling, type_names, write_only,
};
pub use config_types::{config_mapped_types, config_mapping, config_type, config_type_names};
pub use defaults::{Default, Defaults, default_of};
pub use mappings::{completed_by, mapped_types, mapping_of, service_without_type, types_without_type};
pub use prescribed::is_prescribed_word;
pub use provider::{
    ProviderKind, ProviderPlace, ProviderShape, TerraformAttribute, has_provider_type, provider_types,
    terraform_attribute,
};
pub use sam::{managed_policy_path, sam_connector, sam_policy_template};
pub use written_as::written_as;

#[cfg(test)]
mod config_tests;
#[cfg(test)]
mod mapping_tests;
#[cfg(test)]
mod tests;
