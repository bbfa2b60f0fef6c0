//! With everything that the knowledge can say: no output holds a word that only AWS or an assessor may use.

use crate::{
    secrets::text,
    system::{KNOWLEDGE, inventory},
};
use demarc_assess::{AssessOptions, assess, assessment::Assessment};
use demarc_report::document::{FORMATS, ReportSettings};
use demarc_report::terminal;
use std::{fs, path::Path};

const NEVER: [&str; 9] = [
    "guarantee",
    "attests",
    "confirms",
    "compliant",
    "certified",
    "passed audit",
    "official",
    "aws crm",
    "endorsed by aws",
];

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push((name, text));
        }
    }
}

/// The example shop against a framework.
fn shop(framework: &str, baseline: &str, programme: Option<&str>) -> Assessment {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/webshop"), "", &mut files);
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let options = AssessOptions {
        framework: framework.to_owned(),
        baseline: baseline.to_owned(),
        programme: programme.map(str::to_owned),
        assessed_at: Some("2026-11-25".to_owned()),
        ..AssessOptions::default()
    };
    let a = assess(&inventory(&files, &["."]), &KNOWLEDGE, demarc_knowledge::DIGEST, &options).unwrap();
    assert!(a.summary.resources > 50, "{:?}", a.problems);
    a
}

fn holds_none(name: &str, text: &str) {
    let text = text.to_lowercase();
    for word in NEVER {
        let Some(at) = text.find(word) else { continue };
        let near: String =
            text.split_at(at).0.chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
        panic!("{name}: {word} behind …{near}");
    }
}

fn check(a: &Assessment, formats: &[&str]) {
    let settings = ReportSettings { since: Some(Box::new(a.clone())), unknown: true, ..Default::default() };
    for format in FORMATS.iter().filter(|f| formats.is_empty() || formats.contains(&f.id)) {
        // A matrix of another framework is not made; everything else is.
        let Ok(made) = (format.render)(a, &settings) else { continue };
        for document in made {
            holds_none(&format!("{} ({})", document.path, a.framework.id), &text(&document));
        }
    }
    let verbose = terminal::TerminalOptions { verbose: true, ..terminal::TerminalOptions::default() };
    holds_none("terminal", &terminal::render(a, &verbose));
}

#[test]
fn no_document_of_the_largest_baseline_holds_a_forbidden_word() {
    let a = shop("nist-800-53-r5", "high", Some("fedramp-moderate"));
    check(&a, &[]);
    for resource in a.resources.iter().take(20) {
        let explained = demarc_assess::explain(&a, &resource.id, None).unwrap();
        holds_none("explain", &explained.text);
    }
}

#[test]
fn no_framework_brings_one_in() {
    for framework in KNOWLEDGE.frameworks.iter().filter(|f| f.id != "nist-800-53-r5") {
        let baseline = framework.baselines.last().unwrap();
        let a = shop(&framework.id, baseline, None);
        check(
            &a,
            &["json", "control-matrix", "csa-matrix", "pci-matrix", "cmmc-matrix", "iso-matrix", "soa"],
        );
    }
}
