//! Readers: each turns files of one kind into resources of an inventory, with problems for what it could not read.

pub mod cloudformation;
mod completions;
pub mod config;
pub mod detect;
mod join;
mod read;
mod roots;
mod secret_names;
pub mod syntax;
pub mod terraform;

pub use read::{ReadOptions, read};
pub use terraform::hcl::VariableArgument;
