//! Terraform and OpenTofu: directories, plans and states, mapped to the canonical shape.

pub mod hcl;
pub mod mapping;
pub mod plan;
pub mod resource;
pub mod state;
