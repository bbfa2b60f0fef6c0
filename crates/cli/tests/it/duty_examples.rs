//! Every example in a duty's file gets the verdict that its fence says.

use crate::system::{FOLDER, KNOWLEDGE, inventory};
use demarc_assess::{AssessOptions, judge};
use demarc_knowledge::format::{Duty, ExampleDialect};
use demarc_model::Verdict;

/// Values as an organization would set them, for duties that leave a threshold to it.
fn options() -> AssessOptions {
    let values = [
        ("backup-retention-days", "14"),
        ("log-retention-days", "365"),
        ("minimum-password-length", "14"),
        ("password-reuse-generations", "24"),
    ];
    AssessOptions {
        parameters: values.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        ..AssessOptions::default()
    }
}

fn failures(file: &str, duty: &Duty) -> Vec<String> {
    let mut failures = Vec::new();
    for (number, example) in duty.examples.iter().enumerate() {
        let name = match example.dialect {
            ExampleDialect::Hcl => "main.tf",
            ExampleDialect::Yaml => "template.yaml",
            ExampleDialect::Json | ExampleDialect::Plan => "input.json",
        };
        let path = if name == "main.tf" { "." } else { name };
        let inventory = inventory(&[(name, &example.text)], &[path]);
        let place =
            format!("{file} example {} ({:?}, {})", number + 1, example.dialect, example.verdict.id());
        let results = judge(&inventory, &KNOWLEDGE, &options()).unwrap();
        let own: Vec<_> = results.iter().filter(|d| d.duty == duty.id).collect();
        let reached = own
            .iter()
            .filter(|d| d.verdict != Verdict::NotApplicable || example.verdict == Verdict::NotApplicable);
        if reached.clone().count() == 0 {
            let why: Vec<_> = own.iter().map(|d| d.message.clone()).collect();
            let problems: Vec<_> = inventory.problems.iter().map(|p| p.message.clone()).collect();
            failures.push(format!("{place}: the duty reaches nothing; {why:?} {problems:?}"));
        }
        for result in reached.filter(|d| d.verdict != example.verdict) {
            let why = result.why.as_ref().map(|w| w.detail.clone()).unwrap_or_default();
            failures.push(format!("{place}: {} — {} {why}", result.verdict.id(), result.message));
        }
    }
    failures
}

#[test]
fn every_example_gets_the_verdict_of_its_fence() {
    let mut all = Vec::new();
    let mut examples = 0;
    for (file, duty) in &FOLDER.duties {
        examples += duty.examples.len();
        all.extend(failures(file, duty));
    }
    assert!(examples > 500, "only {examples} examples were found");
    assert!(all.is_empty(), "{} of {examples} examples fail:\n{}", all.len(), all.join("\n"));
}
