//! Snapshots that no test looks at any more, and new ones that nobody accepted.

use super::{Bench, counts::Counts};
use anyhow::{Result, bail};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The file into which insta writes the path of each snapshot that a test compared.
pub fn references_file(bench: &Bench) -> Result<PathBuf> {
    Ok(bench.scratch("snapshots")?.join("references.txt"))
}

/// Compares the snapshots of the checkout with those that the tests looked at.
pub fn check(bench: &mut Bench) -> Result<Counts> {
    match bench.tests_passed {
        Some(true) => {}
        Some(false) => bail!("not decided, because tests failed and may not have reached their snapshots"),
        None => bail!("not decided, because no tests ran"),
    }
    let references = fs::read_to_string(references_file(bench)?).unwrap_or_default();
    let referenced: BTreeSet<PathBuf> = references.lines().map(|l| real(Path::new(l))).collect();
    let mut files = Vec::new();
    for folder in ["crates", "xtask", "fuzz", "benches", "tests"] {
        collect(&bench.root.join(folder), 0, &mut files)?;
    }
    let faults = faults(&files, &referenced);
    for fault in &faults {
        println!("{fault}");
    }
    println!("{} snapshots", files.len());
    Ok(Counts::one(faults.is_empty()))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    if depth > 24 || !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, depth + 1, files)?;
        } else if path.to_string_lossy().ends_with(".snap") || path.to_string_lossy().ends_with(".snap.new") {
            files.push(real(&path));
        }
    }
    files.sort();
    Ok(())
}

fn faults(files: &[PathBuf], referenced: &BTreeSet<PathBuf>) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        if file.extension().is_some_and(|e| e == "new") {
            faults.push(format!(
                "{}: was not accepted; review it and rename it to `.snap`, or remove it",
                file.display()
            ));
        } else if !referenced.contains(file) {
            faults.push(format!("{}: no test looks at it; remove it", file.display()));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pending_and_unreferenced_snapshots_are_named() {
        let files = ["a.snap", "b.snap", "c.snap.new"].map(PathBuf::from);
        let referenced = BTreeSet::from([PathBuf::from("a.snap")]);
        let faults = faults(&files, &referenced);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults.iter().any(|f| f.starts_with("b.snap: no test")));
        assert!(faults.iter().any(|f| f.starts_with("c.snap.new: was not accepted")));
    }
}
