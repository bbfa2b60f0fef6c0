//! Steps that only need the Rust toolchain: format, lints, tests.

use super::{
    Bench,
    counts::{self, Counts},
    process::Ended,
    snapshots,
};
use anyhow::Result;
use std::fs;

/// Whether cargo has a subcommand, which is used where somebody has installed it.
fn has_subcommand(bench: &Bench, name: &str) -> bool {
    bench.cargo(&[name, "--version"]).quiet().run().is_ok_and(|ended| ended.success)
}

fn one(ended: &Ended) -> Counts {
    Counts::one(ended.success)
}

/// Rust is formatted as `rustfmt.toml` says.
pub fn format(bench: &mut Bench) -> Result<Counts> {
    Ok(one(&bench.cargo(&["fmt", "--all", "--check"]).run()?))
}

/// No lint of the wall in `Cargo.toml` is broken, in any target.
pub fn lints(bench: &mut Bench) -> Result<Counts> {
    Ok(one(&bench.cargo(&["clippy", "--workspace", "--all-targets", "--locked"]).run()?))
}

/// Unit and integration tests of the workspace.
pub fn tests(bench: &mut Bench) -> Result<Counts> {
    let references = snapshots::references_file(bench)?;
    if references.exists() {
        fs::remove_file(&references)?;
    }
    let nextest = has_subcommand(bench, "nextest");
    let arguments: &[&str] = if nextest {
        &["nextest", "run", "--workspace", "--locked", "--no-fail-fast", "--status-level", "slow"]
    } else {
        &["test", "--workspace", "--all-targets", "--locked", "--no-fail-fast", "--quiet"]
    };
    let ended = bench
        .cargo(arguments)
        .env("INSTA_UPDATE", "no")
        .env("INSTA_SNAPSHOT_REFERENCES_FILE", &references)
        .run()?;
    let counts =
        if nextest { counts::of_nextest(&ended.output) } else { counts::of_cargo_test(&ended.output) };
    let counts = counts.judged_by(ended.success);
    bench.tests_passed = Some(counts.failed == 0);
    Ok(counts)
}

/// Examples in doc comments, which nextest does not run.
pub fn documentation_tests(bench: &mut Bench) -> Result<Counts> {
    let ended =
        bench.cargo(&["test", "--workspace", "--doc", "--locked", "--no-fail-fast", "--quiet"]).run()?;
    Ok(counts::of_cargo_test(&ended.output).judged_by(ended.success))
}

/// Licences, bans and sources of dependencies, where cargo-deny is installed.
pub fn dependencies(bench: &mut Bench) -> Result<Counts> {
    if !has_subcommand(bench, "deny") {
        println!("cargo-deny is not installed; deny.toml is not checked");
        return Ok(Counts::default());
    }
    Ok(one(&bench.cargo(&["deny", "--offline", "check", "bans", "licenses", "sources"]).run()?))
}
