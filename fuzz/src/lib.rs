//! Fuzz targets as plain functions: each takes any bytes and must return without a panic.
//!
//! They run on stable Rust, driven by `tests/it`: every input of the repository that fits, plus mutations of it, for a
//! fixed time. A coverage-guided fuzzer can call the same functions.

mod oscal;

use demarc_inventory::{Files, Inventory, Limits, MemoryFiles};
use demarc_knowledge::format::{condition, parse_catalog, parse_duty};
use demarc_model::DocumentId;
use demarc_sources::{ReadOptions, cloudformation, detect, read, syntax, terraform};

/// A target: its name, the endings of the files it is fed with, and the function.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Endings of corpus files.
    pub endings: &'static [&'static str],
    /// The function.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 9] = [
    Target { name: "json", endings: &[".json"], run: json },
    Target { name: "yaml", endings: &[".yaml"], run: yaml },
    Target { name: "template", endings: &[".yaml", ".json"], run: template },
    Target { name: "terraform", endings: &[".tf"], run: terraform_directory },
    Target { name: "plan", endings: &[".json"], run: plan },
    Target { name: "state", endings: &[".json", ".tfstate"], run: state },
    Target { name: "whole", endings: &[".yaml", ".json", ".tf"], run: whole },
    Target { name: "knowledge", endings: &[".md", ".toml"], run: knowledge },
    Target { name: "verify", endings: &["-oscal.json"], run: oscal::verify_pair },
];

/// The JSON reader.
pub fn json(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = syntax::parse_json(&text, DocumentId(0));
}

/// The YAML reader.
pub fn yaml(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = syntax::parse_yaml(&text, DocumentId(0));
}

/// Templates with their intrinsic functions.
pub fn template(bytes: &[u8]) {
    let mut inventory = cloudformation::read_template_text(&String::from_utf8_lossy(bytes));
    inventory.seal();
}

/// A Terraform directory of one file, mapped.
pub fn terraform_directory(bytes: &[u8]) {
    read_as("main.tf", ".", bytes);
}

/// Plans.
pub fn plan(bytes: &[u8]) {
    let mut inventory = Inventory::new();
    let _ =
        terraform::plan::read_plan(String::from_utf8_lossy(bytes).into_owned(), "plan.json", &mut inventory);
}

/// States.
pub fn state(bytes: &[u8]) {
    let mut inventory = Inventory::new();
    let _ = terraform::state::read_state(
        String::from_utf8_lossy(bytes).into_owned(),
        "state.json",
        &mut inventory,
    );
}

/// Detection, reading, mapping and joining, as the program does it.
pub fn whole(bytes: &[u8]) {
    let _ = detect::detect("input", &String::from_utf8_lossy(bytes));
    read_as("input.json", "input.json", bytes);
}

/// Files that users write: duties, conditions, catalogs.
pub fn knowledge(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = parse_duty(&text);
    let _ = parse_catalog(&text);
    for line in text.lines().take(50) {
        let _ = condition::parse(line);
    }
}

fn read_as(name: &str, path: &str, bytes: &[u8]) {
    let files = Files::new(Box::new(MemoryFiles::new([(name, bytes)])), Limits::default());
    let mut inventory = read(&files, &[path.to_owned()], &ReadOptions::default(), &|_| {});
    inventory.seal();
}
