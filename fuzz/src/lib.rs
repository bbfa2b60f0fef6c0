//! Fuzz targets as plain functions: each takes any bytes and must return without a panic.
//!
//! They run on stable Rust, driven by `tests/it`: every input of the repository that fits, plus mutations of it, for a
//! fixed time. A coverage-guided fuzzer can call the same functions.

mod aws;
mod oscal;

use demarc_inventory::{Files, Inventory, Limits, MemoryFiles};
use demarc_knowledge::format::{condition, parse_catalog, parse_duty};
use demarc_model::DocumentId;
use demarc_sources::{ReadOptions, detect, read, syntax, terraform};

/// A target: its name, the endings of the files it is fed with, and the function.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Endings of corpus files.
    pub endings: &'static [&'static str],
    /// The function; gives how much of the input it understood, which tells whether mutations still get beyond the first
    /// checks.
    pub run: fn(&[u8]) -> usize,
}

/// Every target.
pub const TARGETS: [Target; 11] = [
    Target { name: "json", endings: &[".json"], run: json },
    Target { name: "yaml", endings: &[".yaml"], run: yaml },
    Target { name: "template", endings: &[".yaml", ".json"], run: aws::template },
    Target { name: "terraform", endings: &[".tf"], run: terraform_directory },
    Target { name: "plan", endings: &["plan.json", "plan-012.json"], run: plan },
    Target {
        name: "state",
        endings: &["state-3.json", "state-4.json", "state-shown.json", ".tfstate"],
        run: state,
    },
    Target { name: "whole", endings: &[".yaml", ".json", ".tf"], run: whole },
    Target { name: "knowledge", endings: &[".md", ".toml"], run: knowledge },
    Target { name: "config", endings: &["config-item.json", "snapshot.json"], run: aws::config },
    Target {
        name: "intrinsics",
        endings: &["intrinsics.yaml", "intrinsics.json", "template.yaml"],
        run: aws::template,
    },
    Target { name: "verify", endings: &["-oscal.json"], run: oscal::verify_pair },
];

/// The JSON reader.
pub fn json(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    usize::from(syntax::parse_json(&text, DocumentId(0)).0.is_some())
}

/// The YAML reader.
pub fn yaml(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    usize::from(syntax::parse_yaml(&text, DocumentId(0)).0.is_some())
}

/// A Terraform directory of one file, mapped.
pub fn terraform_directory(bytes: &[u8]) -> usize {
    read_as("main.tf", ".", bytes)
}

/// Plans.
pub fn plan(bytes: &[u8]) -> usize {
    let mut inventory = Inventory::new();
    terraform::plan::read_plan(String::from_utf8_lossy(bytes).into_owned(), "plan.json", &mut inventory).len()
}

/// States.
pub fn state(bytes: &[u8]) -> usize {
    let mut inventory = Inventory::new();
    let text = String::from_utf8_lossy(bytes).into_owned();
    terraform::state::read_state(text, "state.json", &mut inventory).len()
}

/// Detection, reading, mapping and joining, as the program does it.
pub fn whole(bytes: &[u8]) -> usize {
    let _ = detect::detect("input", &String::from_utf8_lossy(bytes));
    read_as("input.json", "input.json", bytes)
}

/// Files that users write: duties, conditions, catalogs.
pub fn knowledge(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let duty = usize::from(parse_duty(&text).is_ok());
    let catalog = usize::from(parse_catalog(&text).is_ok());
    duty + catalog + text.lines().take(50).filter(|line| condition::parse(line).is_ok()).count()
}

fn read_as(name: &str, path: &str, bytes: &[u8]) -> usize {
    let files = Files::new(Box::new(MemoryFiles::new([(name, bytes)])), Limits::default());
    let mut inventory = read(&files, &[path.to_owned()], &ReadOptions::default(), &|_| {});
    inventory.seal();
    inventory.resources.len()
}
