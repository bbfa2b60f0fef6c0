//! Terraform: directories, plans and states.

pub mod hcl;
pub mod resource;
