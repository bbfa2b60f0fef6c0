//! Every example in a duty's file gets the verdict that its fence says, and the command that runs them tells the others.

use assert_cmd::Command;
use std::{fs, path::Path};

fn check(directory: &Path) -> (Option<i32>, String) {
    let output =
        Command::cargo_bin("demarc").unwrap().args(["knowledge", "check"]).arg(directory).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn every_example_gets_the_verdict_of_its_fence() {
    let (status, text) = check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge"));
    assert_eq!(status, Some(0), "{text}");
    let words: Vec<&str> = text.split_whitespace().collect();
    let examples = words.iter().position(|w| *w == "examples").unwrap();
    let examples: usize = words[examples - 1].parse().unwrap();
    assert!(examples > 800, "only {examples} examples were found");
}

#[test]
fn an_example_with_another_verdict_is_named_with_its_file_and_number() {
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/duties/s3/s3-versioning.md");
    let text = fs::read_to_string(original).unwrap();
    let wrong = text.replacen("status = \"Suspended\"", "status = \"Enabled\"", 1);
    assert_ne!(text, wrong);
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("duties/s3")).unwrap();
    fs::write(folder.path().join("duties/s3/s3-versioning.md"), wrong).unwrap();
    let (status, text) = check(folder.path());
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains("duties/s3/s3-versioning.md: example 2 (hcl, unmet) is met"), "{text}");
    assert!(text.contains("1 of 7 examples get another verdict"), "{text}");
}
