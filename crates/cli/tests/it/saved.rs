//! Every report can be made from a saved assessment alone.

use assert_cmd::Command;
use std::{fs, path::Path};

fn demarc(args: &[&str]) -> (Option<i32>, String, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::cargo_bin("demarc").unwrap().args(args).current_dir(root).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn every_report_made_from_a_saved_assessment_is_the_one_made_from_its_inputs() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (once, again, saved) = (place("once"), place("again"), place("saved.json"));
    let made = demarc(&["report", "examples/webshop", "--format", "all", "--output", &once, "--quiet"]);
    assert_eq!(made.0, Some(0), "{}", made.2);
    assert_eq!(demarc(&["assess", "examples/webshop", "--format", "json", "-o", &saved]).0, Some(0));
    assert_eq!(demarc(&["report", &saved, "--format", "all", "--output", &again, "--quiet"]).0, Some(0));
    let mut stack = vec![String::new()];
    let mut files = 0;
    while let Some(below) = stack.pop() {
        for entry in fs::read_dir(Path::new(&once).join(&below)).unwrap() {
            let entry = entry.unwrap();
            let name = Path::new(&below).join(entry.file_name()).to_string_lossy().into_owned();
            if entry.file_type().unwrap().is_dir() {
                stack.push(name);
                continue;
            }
            files += 1;
            let other = fs::read(Path::new(&again).join(&name)).unwrap();
            assert!(fs::read(entry.path()).unwrap() == other, "{name} differs");
        }
    }
    assert!(files >= 2);
}

#[test]
fn a_saved_assessment_is_given_alone_and_in_the_shape_that_the_program_reads() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved.json").to_string_lossy().into_owned();
    for (text, wanted) in [
        ("{\"schema_version\": \"2\"}", "has schema version 2, this program reads version 1"),
        (
            "{\"schema_version\": \"1\"}",
            "is not an assessment as `demarc knowledge show schema` describes it",
        ),
        ("{\"schema_version\": \"1\"", "is not readable as JSON"),
    ] {
        fs::write(&saved, text).unwrap();
        let (status, _, errors) = demarc(&["assess", &saved]);
        assert_eq!(status, Some(2));
        assert!(errors.contains(wanted), "{errors}");
    }
    let (status, _, errors) = demarc(&["assess", &saved, "examples/webshop"]);
    assert_eq!(status, Some(2));
    assert!(errors.contains("give it alone"), "{errors}");
}

#[test]
fn an_unknown_format_names_the_known_ones() {
    let (status, _, errors) = demarc(&["report", "examples/webshop", "--format", "xls", "--output", "never"]);
    assert_eq!(status, Some(2));
    assert!(errors.contains("`xls` is no format of `demarc report`; known are all,"), "{errors}");
}
