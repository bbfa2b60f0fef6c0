//! Runs every fuzz target for a fixed time on stable Rust.

#[cfg(test)]
mod drive;
