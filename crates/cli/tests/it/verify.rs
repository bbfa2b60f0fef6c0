//! `demarc verify` on what `demarc report` writes, as it is and with planted faults.

use assert_cmd::Command;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};
use tempfile::TempDir;

fn demarc(args: &[&str]) -> (Option<i32>, String, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::cargo_bin("demarc").unwrap().args(args).current_dir(root).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The webshop's workspace, made once.
static WEBSHOP: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().to_string_lossy().into_owned();
    let made = demarc(&["report", "examples/webshop", "--format", "oscal", "--output", &output, "--quiet"]);
    assert_eq!(made.0, Some(0), "{}", made.2);
    folder
});

const OWNER: &str = "oscal/system-security-plans/webshop/system-security-plan.json";
const PROVIDER: &str = "oscal/system-security-plans/webshop-provider-statement/system-security-plan.json";

/// A copy of the workspace in which one piece of a file is replaced once.
fn planted(file: &str, piece: &str, by: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(WEBSHOP.path(), folder.path());
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(piece), "{piece}");
    fs::write(&path, text.replacen(piece, by, 1)).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn codes(folder: &Path) -> Vec<String> {
    let place: PathBuf = folder.join("oscal");
    let (status, out, errors) = demarc(&["verify", &place.to_string_lossy(), "--format", "json"]);
    assert_eq!(status, Some(0), "{errors}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let codes = report["findings"].as_array().unwrap().iter();
    let mut codes: Vec<String> = codes.map(|f| f["code"].as_str().unwrap().to_owned()).collect();
    codes.dedup();
    codes
}

#[test]
fn the_generated_workspace_has_no_finding_as_a_whole_and_file_by_file() {
    assert_eq!(codes(WEBSHOP.path()), Vec::<String>::new());
    for file in [OWNER, PROVIDER] {
        let path = WEBSHOP.path().join(file);
        let (status, out, _) = demarc(&["verify", &path.to_string_lossy(), "--fail-on", "note"]);
        assert_eq!(status, Some(0), "{out}");
    }
}

#[test]
fn each_planted_fault_is_found_in_the_generated_workspace() {
    let responsibility = planted(
        OWNER,
        "\"responsibility-uuid\": \"",
        "\"responsibility-uuid\": \"ffffffff-ffff-4fff-8fff-ffffffffffff\", \"x\": \"",
    );
    assert_eq!(codes(responsibility.path()), ["responsibility-unsatisfied", "satisfied-unknown"]);
    let component = planted(
        OWNER,
        "\"component-uuid\": \"",
        "\"component-uuid\": \"ffffffff-ffff-4fff-8fff-ffffffffffff\", \"x\": \"",
    );
    assert_eq!(codes(component.path()), ["component-unknown"]);
    let origination = planted(OWNER, "\"value\": \"organization\"", "\"value\": \"banana\"");
    assert_eq!(codes(origination.path()), ["origination-unknown"]);
    let nobody = planted(OWNER, "\"satisfied\": [", "\"x\": [");
    assert!(codes(nobody.path()).contains(&"responsibility-unsatisfied".to_owned()));
    let statement = planted(OWNER, "\"statement-id\": \"ac-2_smt.a\"", "\"statement-id\": \"ac-2_smt.zz\"");
    assert_eq!(codes(statement.path()), ["statement-unknown"]);
}

#[test]
fn a_statement_that_is_in_no_catalog_is_found_in_a_plan_alone_too() {
    let folder = planted(OWNER, "\"statement-id\": \"ac-2_smt.a\"", "\"statement-id\": \"ac-2_smt.zz\"");
    let alone = folder.path().join("alone.json");
    fs::copy(folder.path().join(OWNER), &alone).unwrap();
    let (_, out, _) = demarc(&["verify", &alone.to_string_lossy()]);
    assert!(out.contains("error[statement-unknown]") && out.contains("error[import-missing]"), "{out}");
}

#[test]
fn the_status_follows_the_threshold_and_unreadable_files_are_said() {
    let folder = planted(OWNER, "\"value\": \"organization\"", "\"value\": \"banana\"");
    let path = folder.path().join(OWNER).to_string_lossy().into_owned();
    assert_eq!(demarc(&["verify", &path]).0, Some(0));
    assert_eq!(demarc(&["verify", &path, "--fail-on", "error"]).0, Some(1));
    assert_eq!(demarc(&["verify", &path, "--fail-on", "never"]).0, Some(0));
    let (status, out, _) = demarc(&["verify", &path, "no-such-file.json", "--fail-on", "error"]);
    assert_eq!(status, Some(1));
    assert!(out.contains("error[file-unreadable] no-such-file.json:1:1"), "{out}");
    let (status, out, errors) = demarc(&["verify", "no-such-file.json", "--format", "json"]);
    assert_eq!(status, Some(2));
    assert!(errors.contains("no file could be read"));
    assert!(serde_json::from_str::<Value>(&out).is_ok());
}

#[test]
fn sarif_names_the_file_the_line_and_the_rule() {
    let folder = planted(OWNER, "\"value\": \"organization\"", "\"value\": \"banana\"");
    let path = folder.path().join(OWNER).to_string_lossy().into_owned();
    let (_, out, _) = demarc(&["verify", &path, "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&out).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "origination-unknown");
    let line = result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap();
    let text = fs::read_to_string(path).unwrap();
    assert!(text.lines().nth(line as usize - 1).unwrap().contains("banana"));
}

#[test]
fn a_manifest_says_what_changed_since() {
    let folder = planted(OWNER, "\"uuid\"", "\"uuid\" ");
    let manifest = WEBSHOP.path().join("manifest.json").to_string_lossy().into_owned();
    let (status, out, _) = demarc(&["verify", "--manifest", &manifest, "--fail-on", "error"]);
    assert_eq!(status, Some(0), "{out}");
    assert!(out.contains("the manifest is not signed"), "{out}");
    let changed = folder.path().to_string_lossy().into_owned();
    let (status, out, _) = demarc(&["verify", "--manifest", &changed, "--fail-on", "error"]);
    assert_eq!(status, Some(1));
    assert!(out.contains(&format!("`{OWNER}` is not as it was written")), "{out}");
}
