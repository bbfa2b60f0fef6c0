//! Which of the files below a path are read, and as what: roots, their views, and what is left out.

use crate::{
    config::{HEAD, looks_like_items},
    detect::{Detected, detect},
    terraform::hcl,
};
use demarc_inventory::{
    EntryKind, FileDigest, FileError, FileStream, Files, Problem, ProblemSeverity, Skipped, SourceKind,
    clean_path,
};
use std::collections::{BTreeMap, BTreeSet};

/// A file that was recognized, with its text.
#[derive(Debug)]
pub struct Recognized {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What identifies its bytes.
    pub digest: FileDigest,
    /// What it is.
    pub what: Detected,
}

/// Everything that a run reads.
#[derive(Debug, Default)]
pub struct Roots {
    /// Terraform directories that are roots: no other directory of the tree calls them as a module.
    pub terraform: BTreeSet<String>,
    /// Recognized files, by path.
    pub files: BTreeMap<String, Recognized>,
    /// Files of AWS Config's items, each with the path that the user named; they are read piece by piece.
    pub items: BTreeMap<String, String>,
    /// What was found and not read.
    pub skipped: Vec<Skipped>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Finds the roots below the given paths; `-` is the text of standard input.
#[must_use]
pub fn find(
    files: &Files,
    paths: &[String],
    all: bool,
    standard_input: Option<&[u8]>,
    progress: &dyn Fn(&str),
) -> Roots {
    let mut roots = Roots::default();
    let mut directories: BTreeSet<String> = BTreeSet::new();
    let mut named: BTreeSet<String> = BTreeSet::new();
    for path in paths {
        if path == "-" {
            let bytes = standard_input.unwrap_or_default();
            if files.stream_of("-", bytes.into(), false).is_ok_and(holds_items) {
                roots.items.insert("-".to_owned(), "-".to_owned());
                continue;
            }
            match files.decode("-", bytes.to_vec()) {
                Ok((text, digest)) => roots.recognize("-", text, digest, true),
                Err(error) => roots.unreadable(path, &error),
            }
            continue;
        }
        let path = clean(path);
        match files.kind(&path) {
            Err(error) => roots.unreadable(&path, &error),
            Ok(EntryKind::Special) => roots.unreadable(&path, &FileError::NotRegular { path: path.clone() }),
            Ok(EntryKind::File) if is_terraform(&path) => {
                let directory = parent(&path);
                roots.problems.push(Problem::in_file(
                    "directory-read",
                    ProblemSeverity::Note,
                    format!(
                        "Terraform reads directories: all of `{}` was read for `{path}`",
                        shown(&directory)
                    ),
                    path.clone(),
                ));
                named.insert(directory.clone());
                directories.insert(directory);
            }
            Ok(EntryKind::File) => roots.read(files, &path, &path, true),
            Ok(EntryKind::Directory) => {
                named.insert(path.clone());
                progress(&path);
                roots.walk(files, &path, all, &mut directories);
            }
        }
    }
    // A directory that another one calls as a module is read with it; one that was named itself is a root all the same.
    let mut called = BTreeSet::new();
    for directory in &directories {
        called.extend(hcl::local_module_calls(files, directory).into_iter().map(|d| clean(&d)));
    }
    roots.terraform = directories.into_iter().filter(|d| named.contains(d) || !called.contains(d)).collect();
    roots
}

impl Roots {
    fn unreadable(&mut self, path: &str, error: &FileError) {
        self.problems.push(Problem::in_file(
            "unreadable-input",
            ProblemSeverity::Error,
            error.to_string(),
            path.to_owned(),
        ));
    }

    fn walk(&mut self, files: &Files, directory: &str, all: bool, directories: &mut BTreeSet<String>) {
        let (found, skipped) = files.walk(directory, all);
        self.skipped.extend(skipped);
        for path in found {
            if is_terraform(&path) {
                directories.insert(parent(&path));
            } else if may_be_input(&path) {
                self.read(files, &path, directory, false);
            }
        }
    }

    /// Reads a file below a path that the user named.
    fn read(&mut self, files: &Files, path: &str, below: &str, named: bool) {
        if may_hold_items(path) && files.stream(path, false).is_ok_and(holds_items) {
            self.items.insert(path.to_owned(), below.to_owned());
            return;
        }
        match files.text_with_digest(path) {
            Ok((text, digest)) => self.recognize(path, text, digest, named),
            Err(error) if named => self.unreadable(path, &error),
            Err(error) => self.skipped.push(Skipped { path: path.to_owned(), reason: error.to_string() }),
        }
    }

    fn recognize(&mut self, path: &str, text: String, digest: FileDigest, named: bool) {
        let what = detect(path, &text);
        let reason = match &what {
            Detected::CloudFormation { .. }
            | Detected::TerraformPlan
            | Detected::TerraformState
            | Detected::TerraformShowState
            | Detected::CdkManifest => None,
            // In an encoding that cannot be read piece by piece.
            Detected::AwsConfigSnapshot => None,
            Detected::DemarcAssessment => Some("a saved assessment is recognized and not read yet"),
            Detected::JsonOther | Detected::YamlOther | Detected::NotText => {
                Some("nothing that Demarc reads was found in it")
            }
        };
        let Some(reason) = reason else {
            self.files.insert(path.to_owned(), Recognized { path: path.to_owned(), text, digest, what });
            return;
        };
        self.skipped.push(Skipped { path: path.to_owned(), reason: reason.to_owned() });
        if named {
            self.problems.push(Problem::in_file(
                "not-recognized",
                ProblemSeverity::Error,
                format!(
                    "`{path}`: {reason}; expected a Terraform plan or state (`terraform show -json`), a CloudFormation template, a cdk.out folder or AWS Config's items"
                ),
                path.to_owned(),
            ));
        }
    }
}

/// The kind of root that a recognized file is.
#[must_use]
pub fn source_kind(what: &Detected) -> SourceKind {
    match what {
        Detected::CloudFormation { cdk: true, .. } | Detected::CdkManifest => SourceKind::Cdk,
        Detected::CloudFormation { sam: true, .. } => SourceKind::Sam,
        Detected::TerraformPlan => SourceKind::TerraformPlan,
        Detected::TerraformState | Detected::TerraformShowState => SourceKind::TerraformState,
        Detected::AwsConfigSnapshot => SourceKind::AwsConfig,
        _ => SourceKind::CloudFormation,
    }
}

/// Whether a file may hold AWS Config's items: whatever is not kept in the form of another source.
fn may_hold_items(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    ![".yaml", ".yml", ".template", ".tfstate", ".tf"].iter().any(|e| lower.ends_with(e))
}

/// Whether a stream starts as AWS Config's items do.
fn holds_items(mut stream: FileStream) -> bool {
    let mut head = vec![0; HEAD];
    let read = stream.fill(&mut head).unwrap_or(0);
    head.truncate(read);
    looks_like_items(&head)
}

fn is_terraform(path: &str) -> bool {
    path.ends_with(".tf") || path.ends_with(".tf.json")
}

/// Endings under which templates, plans and states are kept; what a file is, its content decides.
fn may_be_input(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let endings = [".json", ".yaml", ".yml", ".template", ".tfstate", ".json.gz", ".tfplan.json"];
    let lock = lower.ends_with("package-lock.json") || lower.ends_with(".tfvars.json");
    endings.iter().any(|e| lower.ends_with(e)) && !lock
}

/// The directory of a file; empty for the working directory.
#[must_use]
pub fn parent(path: &str) -> String {
    path.rsplit_once('/').map_or_else(String::new, |(directory, _)| directory.to_owned())
}

/// A directory's name for people.
#[must_use]
pub fn shown(directory: &str) -> &str {
    if directory.is_empty() { "." } else { directory }
}

/// A path with `/`, cleaned as [`clean_path`] does.
#[must_use]
pub fn clean(path: &str) -> String {
    clean_path(&path.replace('\\', "/"))
}
