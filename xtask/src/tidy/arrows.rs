//! Which crate may depend on which: data flows one way.

use super::Fault;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{path::Path, process::Command};

/// Per crate of the pipeline, the crates that it may use. Crates outside of this list are tools and may use any.
const ALLOWED: [(&str, &[&str]); 10] = [
    ("model", &[]),
    ("schema", &["model"]),
    ("inventory", &["model", "schema"]),
    ("sources", &["model", "schema", "inventory"]),
    ("knowledge-format", &["model"]),
    ("knowledge", &["model", "schema", "knowledge-format"]),
    ("assess", &["model", "schema", "inventory", "knowledge", "knowledge-format"]),
    ("report", &["model", "assess"]),
    ("verify", &["model"]),
    (
        "cli",
        &[
            "model",
            "schema",
            "inventory",
            "sources",
            "knowledge",
            "knowledge-format",
            "assess",
            "report",
            "verify",
        ],
    ),
];

/// Packages that serve the work on the repository.
const TOOLS: [&str; 3] = ["xtask", "demarc-fuzz", "demarc-benches"];

/// What `cargo metadata` says about the workspace.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    packages: Vec<Package>,
    /// Where builds go.
    pub target_directory: String,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build` or nothing.
    kind: Option<String>,
    /// Set for packages of the workspace.
    path: Option<String>,
}

/// Asks cargo about the workspace.
///
/// # Errors
/// If cargo fails or answers in another form.
pub fn metadata(root: &Path) -> Result<Metadata> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("cargo could not be started")?;
    if !output.status.success() {
        bail!("`cargo metadata` failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("`cargo metadata` answered in another form than expected")
}

/// Dependencies against the flow. Tests may use any crate: nothing that ships depends on them.
pub fn wrong_arrows(metadata: &Metadata) -> Vec<Fault> {
    let mut faults = Vec::new();
    for package in &metadata.packages {
        if TOOLS.contains(&package.name.as_str()) {
            continue;
        }
        let stage = package.name.trim_start_matches("demarc-");
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == stage) else {
            faults.push(Fault::new(
                &package.name,
                None,
                "is not in the list of crates; say in xtask/src/tidy/arrows.rs what it may depend on",
            ));
            continue;
        };
        for dependency in &package.dependencies {
            let ours = dependency.path.is_some() && dependency.kind.as_deref() != Some("dev");
            let other = dependency.name.trim_start_matches("demarc-");
            if ours && !allowed.contains(&other) {
                faults.push(Fault::new(
                    &package.name,
                    None,
                    format!(
                        "depends on `{}`, against the flow of data; see ARCHITECTURE.md",
                        dependency.name
                    ),
                ));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(json: &str) -> Metadata {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_report_that_knows_sources_is_refused_and_tests_are_free() {
        let metadata = workspace(
            r#"{"target_directory": "t", "packages": [
                {"name": "demarc-report", "dependencies": [
                    {"name": "demarc-assess", "kind": null, "path": "a"},
                    {"name": "demarc-sources", "kind": null, "path": "s"},
                    {"name": "demarc-knowledge", "kind": "dev", "path": "k"},
                    {"name": "serde", "kind": null, "path": null}]},
                {"name": "demarc-fuzz", "dependencies": [{"name": "demarc-sources", "kind": null, "path": "s"}]},
                {"name": "demarc-new", "dependencies": []}]}"#,
        );
        let faults: Vec<String> = wrong_arrows(&metadata).iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults.iter().any(|f| f.starts_with("demarc-report: depends on `demarc-sources`")));
        assert!(faults.iter().any(|f| f.starts_with("demarc-new: is not in the list")));
    }
}
