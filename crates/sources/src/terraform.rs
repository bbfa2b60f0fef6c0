//! Terraform: directories, plans and states, each read into [`TerraformResource`]s, and their mapping to canonical ones.

mod mapping;
mod resource;

pub use mapping::map_resources;
pub use resource::TerraformResource;
