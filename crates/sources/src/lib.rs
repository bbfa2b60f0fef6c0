//! Readers: each turns files of one kind into resources of an inventory, with problems for what it could not read.

pub mod syntax;
pub mod terraform;
