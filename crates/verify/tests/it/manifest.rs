//! A manifest against the files that it names.

use demarc_verify::{
    Report,
    manifest::{Found, Place, check, sha256},
};

fn manifest() -> String {
    format!(
        "{{\"kind\": \"demarc-manifest\", \"knowledge\": {{\"sha256\": \"k\"}},\n \"inputs\": [{{\"path\": \"main.tf\", \"sha256\": \"{}\"}}],\n \
         \"outputs\": [{{\"path\": \"report.html\", \"sha256\": \"{}\"}}]}}",
        sha256(b"input"),
        sha256(b"output")
    )
}

fn run(text: String, input: Found, output: Found) -> Report {
    check("manifest.json", text, "k", None, &mut |place, _| match place {
        Place::Input => input.clone(),
        Place::Output => output.clone(),
    })
}

#[test]
fn files_as_they_were_give_no_finding_and_the_missing_signature_is_said() {
    let report = run(manifest(), Found::Bytes(b"input".to_vec()), Found::Bytes(b"output".to_vec()));
    assert_eq!(report.findings, []);
    assert!(report.not_checked.iter().any(|n| n.reason.contains("not signed")));
}

#[test]
fn changed_and_missing_files_are_found() {
    let codes = |report: Report| report.findings.iter().map(|f| (f.code, f.line)).collect::<Vec<_>>();
    let as_it_was = || Found::Bytes(b"output".to_vec());
    assert_eq!(codes(run(manifest(), Found::Bytes(b"other".to_vec()), as_it_was())), [("input-changed", 2)]);
    assert_eq!(codes(run(manifest(), Found::Missing, Found::Bytes(b"x".to_vec()))), [("output-changed", 3)]);
    assert_eq!(codes(run(manifest(), Found::Missing, Found::Missing)), [("output-missing", 3)]);
    assert_eq!(codes(run("{}".to_owned(), Found::Missing, Found::Missing)), [("not-a-manifest", 1)]);
    assert_eq!(codes(run("{".to_owned(), Found::Missing, Found::Missing)), [("syntax", 1)]);
}
