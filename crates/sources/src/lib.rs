//! sources.

pub mod terraform;
