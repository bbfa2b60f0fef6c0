//! The command line: help as snapshots, exit status, thresholds, standard input, settings, explain, knowledge.

use assert_cmd::Command;
use serde_json::Value as Json;
use std::{fs, path::Path};
use tempfile::TempDir;

fn demarc() -> Command {
    let mut command = Command::cargo_bin("demarc").unwrap();
    command.env_remove("NO_COLOR").env("COLUMNS", "100");
    command
}

fn text(args: &[&str]) -> String {
    let output = demarc().args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn example(name: &str) -> String {
    format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

const SUSPENDED: &str = r#"
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Suspended
"#;

#[test]
fn help_is_a_snapshot() {
    insta::assert_snapshot!("help", text(&["--help"]));
    insta::assert_snapshot!("help_assess", text(&["assess", "--help"]));
    insta::assert_snapshot!("help_inventory", text(&["inventory", "--help"]));
    insta::assert_snapshot!("help_report", text(&["report", "--help"]));
    insta::assert_snapshot!("help_verify", text(&["verify", "--help"]));
    insta::assert_snapshot!("help_explain", text(&["explain", "--help"]));
    insta::assert_snapshot!("help_knowledge", text(&["knowledge", "--help"]));
}

#[test]
fn findings_change_the_status_only_when_asked() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("t.yaml"), SUSPENDED).unwrap();
    let status = |args: &[&str]| {
        let output = demarc()
            .current_dir(dir.path())
            .args(["assess", "t.yaml", "--format", "json"])
            .args(args)
            .output()
            .unwrap();
        // A valid assessment is printed at 0 and at 1.
        serde_json::from_slice::<Json>(&output.stdout).unwrap();
        output.status.code().unwrap()
    };
    assert_eq!(status(&[]), 0);
    assert_eq!(status(&["--fail-on", "unmet"]), 1);
    assert_eq!(status(&["--fail-on", "unmet", "--severity", "critical"]), 0);
    assert_eq!(status(&["--fail-on", "unknown"]), 1);
    assert_eq!(status(&["--fail-on", "problem"]), 0);
    assert_eq!(status(&["--fail-on", "never"]), 0);
}

#[test]
fn evidence_points_at_the_line() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("t.yaml"), SUSPENDED).unwrap();
    let output =
        demarc().current_dir(dir.path()).args(["assess", "t.yaml", "--format", "json"]).output().unwrap();
    let a: Json = serde_json::from_slice(&output.stdout).unwrap();
    let duty = a["duties"].as_array().unwrap().iter().find(|d| d["duty"] == "s3-versioning").unwrap();
    assert_eq!(duty["verdict"], "unmet");
    let evidence = &duty["evidence"][0];
    assert_eq!(
        (evidence["location"]["file"].as_str(), evidence["location"]["line"].as_u64()),
        (Some("t.yaml"), Some(7))
    );
    assert_eq!(evidence["path"], "VersioningConfiguration.Status");
    assert!(duty["excerpt"]["text"].as_str().unwrap().contains("Status: Suspended"));
}

#[test]
fn standard_input_is_a_path() {
    let output = demarc().args(["assess", "-", "--format", "json"]).write_stdin(SUSPENDED).output().unwrap();
    let a: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(a["summary"]["resources"], 1);
}

#[test]
fn the_json_matches_its_published_schema() {
    let schema: Json = serde_json::from_str(&text(&["knowledge", "show", "schema"])).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in ["webshop", "webshop-cloudformation"] {
        let a: Json = serde_json::from_str(&text(&["assess", &example(name), "--format", "json"])).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&a).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn settings_beside_the_input_and_options_over_them() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("t.yaml"), SUSPENDED).unwrap();
    fs::write(
        dir.path().join("demarc.toml"),
        "system = \"shop\"\nbaseline = \"low\"\n\n[parameters]\nlog-retention-days = \"30\"\n\n[[attestations]]\npart = \"at-2_smt.a\"\nby = \"A. Person\"\ndate = \"2026-01-01\"\nstatement = \"Training is given.\"\n\n[[attestations]]\nduty = \"incident-drill\"\nby = \"A. Person\"\ndate = \"2026-02-02\"\nstatement = \"The drill was held.\"\n\n[[attestations]]\nduty = \"s3-versioning\"\nby = \"A. Person\"\ndate = \"2026-02-02\"\nstatement = \"It is on.\"\n",
    )
    .unwrap();
    let run = |args: &[&str]| -> Json {
        let output = demarc()
            .current_dir(dir.path())
            .args(["assess", "t.yaml", "--format", "json"])
            .args(args)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let a = run(&[]);
    assert_eq!((&a["system"], &a["framework"]["baseline"]), (&"shop".into(), &"low".into()));
    let trained = a["controls"].as_array().unwrap().iter().find(|c| c["part"] == "at-2_smt.a").unwrap();
    assert_eq!(trained["customer"]["status"], "met");
    let duty = |id: &str| a["duties"].as_array().unwrap().iter().find(|d| d["duty"] == id).unwrap().clone();
    let drill = duty("incident-drill");
    assert_eq!((&drill["verdict"], &drill["value_from"]), (&"met".into(), &"attested".into()));
    assert!(drill["message"].as_str().unwrap().contains("A. Person"));
    // What the configuration shows to be unmet no statement turns around.
    assert_eq!(duty("s3-versioning")["verdict"], "unmet");
    assert_eq!(run(&["--baseline", "high"])["framework"]["baseline"], "high");
}

#[test]
fn a_statement_that_has_ended_or_names_one_resource_settles_no_part() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("t.yaml"), SUSPENDED).unwrap();
    let one = |extra: &str| {
        format!(
            "[[attestations]]\npart = \"at-2_smt.a\"\nby = \"A\"\ndate = \"2026-01-01\"\nstatement = \"s\"\n{extra}\n"
        )
    };
    let status = |settings: &str, args: &[&str]| {
        fs::write(dir.path().join("demarc.toml"), settings).unwrap();
        let output = demarc()
            .current_dir(dir.path())
            .args(["assess", "t.yaml", "--format", "json"])
            .args(args)
            .output()
            .unwrap();
        let a: Json = serde_json::from_slice(&output.stdout).unwrap();
        let part =
            a["controls"].as_array().unwrap().iter().find(|c| c["part"] == "at-2_smt.a").unwrap().clone();
        let warned = a["problems"].as_array().unwrap().iter().any(|p| p["code"] == "attestation-not-counted");
        (part["customer"]["status"] == "met", warned)
    };
    assert_eq!(status(&one(""), &[]), (true, false));
    let ending = one("expires = \"2026-06-30\"");
    assert_eq!(status(&ending, &["--assessed-at", "2026-06-30"]), (true, false));
    assert_eq!(status(&ending, &["--assessed-at", "2026-07-01"]), (false, true));
    assert_eq!(status(&ending, &[]), (false, true));
    assert_eq!(status(&one("resource_id = \"t.yaml|Logs\""), &[]), (false, false));
    let output = demarc()
        .current_dir(dir.path())
        .args(["assess", "t.yaml", "--assessed-at", "1 July"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("YYYY-MM-DD"));
}

#[test]
fn a_part_that_nobody_has_decided_is_unknown_and_marked() {
    let dir = TempDir::new().unwrap();
    let framework = dir.path().join("frameworks/own");
    fs::create_dir_all(&framework).unwrap();
    fs::write(
        framework.join("framework.toml"),
        "id = \"own\"\ntitle = \"Own\"\nversion = \"1\"\nsource = \"Own rules\"\nas_of = 2026-11-25\nbaselines = [\"all\"]\n",
    )
    .unwrap();
    fs::write(
        framework.join("catalog.csv"),
        "control,part,label,level,parameters,baselines,title\nown-1,own-1_smt,OWN-1,system,,all,Something\n",
    )
    .unwrap();
    let knowledge = dir.path().to_string_lossy().into_owned();
    let a: Json = serde_json::from_str(&text(&[
        "assess",
        &example("webshop"),
        "--knowledge",
        &knowledge,
        "--framework",
        "own",
        "--baseline",
        "all",
        "--format",
        "json",
    ]))
    .unwrap();
    let parts = a["controls"].as_array().unwrap();
    assert_eq!(parts.len(), 1);
    let part = &parts[0];
    assert_eq!(part["reviewed"], false);
    assert_eq!(
        (&part["allocation"], &part["customer"]["status"]),
        (&"unknown".into(), &"not-assessed".into())
    );
}

#[test]
fn explain_shows_resource_layer_duty_and_part() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("t.yaml"), SUSPENDED).unwrap();
    let explain = |args: &[&str]| {
        let output = demarc()
            .current_dir(dir.path())
            .arg("explain")
            .args(args)
            .args(["--in", "t.yaml"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    insta::assert_snapshot!("explain_layer", explain(&["Logs", "platform"]));
    insta::assert_snapshot!("explain_duty", explain(&["Logs", "s3-versioning"]));
    let part = explain(&["si-2_smt.c"]);
    assert!(part.contains("inherited") && part.contains("s3"), "{part}");
    let resource = explain(&["Logs"]);
    for word in ["guest-os", "encryption-at-rest", "s3-versioning", "as of"] {
        assert!(resource.contains(word), "{word} in {resource}");
    }
    assert!(explain(&["Logs", "si-2"]).contains("si-2_smt.c"));
}

#[test]
fn the_inventory_is_one_object_a_line_in_both_shapes() {
    let dir = TempDir::new().unwrap();
    fs::write(
        dir.path().join("main.tf"),
        "variable \"x\" {}\nresource \"aws_s3_bucket\" \"b\" { bucket = var.x }\n",
    )
    .unwrap();
    let run = |args: &[&str]| -> Json {
        let output = demarc().current_dir(dir.path()).args(["inventory", "."]).args(args).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        serde_json::from_str(&text).unwrap()
    };
    let canonical = run(&[]);
    assert_eq!(canonical["type"], "AWS::S3::Bucket");
    assert_eq!(canonical["properties"]["BucketName"]["$unknown"]["why"], "parameter-without-default");
    let source = run(&["--as", "source"]);
    assert_eq!((&source["type"], &source["address"]), (&"aws_s3_bucket".into(), &"aws_s3_bucket.b".into()));
    assert_eq!(source["properties"]["bucket"]["$unknown"]["refers"], "var.x");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("demarc"))
        .args(["assess", &example("webshop"), "--format", "json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_users_knowledge_lies_over_ours_and_is_checked() {
    let dir = TempDir::new().unwrap();
    let duty = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/duties/s3/s3-versioning.md"),
    )
    .unwrap();
    let own = dir.path().join("own/duties/s3");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("s3-versioning.md"), duty.replace("severity = \"", "severity = \"critical\"\n# \""))
        .unwrap();
    fs::write(dir.path().join("t.yaml"), SUSPENDED).unwrap();
    let check = |dir: &Path| demarc().current_dir(dir).args(["knowledge", "check", "own"]).output().unwrap();
    let good = check(dir.path());
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stdout));
    let output = demarc()
        .current_dir(dir.path())
        .args([
            "assess",
            "t.yaml",
            "--knowledge",
            "own",
            "--format",
            "json",
            "--fail-on",
            "unmet",
            "--severity",
            "critical",
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let a: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(a["options"]["knowledge"], "duties/s3/s3-versioning.md");
    fs::write(own.join("s3-versioning.md"), duty.replace("VersioningConfiguration", "NoSuchProperty"))
        .unwrap();
    let bad = check(dir.path());
    assert_eq!(bad.status.code(), Some(1));
    let said = String::from_utf8_lossy(&bad.stdout).into_owned();
    assert!(said.contains("duties/s3/s3-versioning.md") && said.contains("NoSuchProperty"), "{said}");
}

#[test]
fn the_doctor_finds_nothing_wrong() {
    let said = text(&["doctor"]);
    assert!(said.contains("baseline moderate: 627 parts, 627 decided"), "{said}");
    assert!(said.ends_with("0 problems\n"), "{said}");
}

#[test]
fn the_default_is_the_moderate_baseline() {
    for framework in ["nist-800-53-r5", "fedramp-rev5"] {
        let a: Json = serde_json::from_str(&text(&[
            "assess",
            &example("webshop-cloudformation"),
            "--framework",
            framework,
            "--format",
            "json",
        ]))
        .unwrap();
        assert_eq!(a["framework"]["baseline"], "moderate", "{framework}");
    }
}
