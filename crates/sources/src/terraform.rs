//! Terraform and OpenTofu: directories, plans and states into [`resource::TerraformResource`]s.

pub mod plan;
pub mod resource;
pub mod state;
