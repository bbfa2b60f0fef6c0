//! Terraform and OpenTofu: directories, plans and states, each read into [`TerraformResource`]s, and their mapping.

pub mod hcl;
mod mapping;
pub mod plan;
pub mod resource;
pub mod state;

pub use mapping::map_resources;
pub use resource::TerraformResource;
