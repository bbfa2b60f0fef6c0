//! Bad input gives a clear message with file and place, the rest is still assessed, the exit status is the contract's.

use assert_cmd::Command;
use serde_json::Value as Json;
use std::{fs, path::Path};
use tempfile::TempDir;

fn demarc() -> Command {
    let mut command = Command::cargo_bin("demarc").unwrap();
    command.env_remove("NO_COLOR").env("COLUMNS", "100");
    command
}

fn write(dir: &Path, name: &str, content: &[u8]) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

const GOOD: &str = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n";

/// Assesses a folder and returns exit status, JSON and the error stream.
fn json(dir: &Path, args: &[&str]) -> (i32, Json, String) {
    let output = demarc().current_dir(dir).args(["assess", "--format", "json"]).args(args).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), serde_json::from_str(&text).unwrap_or(Json::Null), error)
}

fn addresses(a: &Json) -> Vec<String> {
    let own = |r: &&Json| !r["type"].as_str().unwrap().starts_with("Demarc::");
    a["resources"]
        .as_array()
        .unwrap()
        .iter()
        .filter(own)
        .map(|r| r["address"].as_str().unwrap().to_owned())
        .collect()
}

fn problem<'a>(a: &'a Json, part: &str) -> &'a Json {
    let all = a["problems"].as_array().unwrap();
    all.iter()
        .find(|p| p.to_string().contains(part))
        .unwrap_or_else(|| panic!("no problem with {part} in {all:#?}"))
}

#[test]
fn one_broken_file_is_a_problem_and_the_others_are_assessed() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "good.yaml", GOOD.as_bytes());
    write(
        dir.path(),
        "broken.yaml",
        b"Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties: {a: [1, 2\n",
    );
    write(dir.path(), "tf/main.tf", b"resource \"aws_sqs_queue\" \"q\" {\n  name = \"q\"\n}\nresource \"aws_sns_topic\" \"broken\" {\n  name = = \n}\n");
    let (status, a, _) = json(dir.path(), &["."]);
    assert_eq!(status, 0);
    let found = addresses(&a);
    for address in ["Bucket", "aws_sqs_queue.q", "aws_sns_topic.broken"] {
        assert!(found.iter().any(|f| f == address), "{address} in {found:?}");
    }
    let broken = problem(&a, "main.tf");
    assert!(broken["location"]["line"].as_u64().unwrap() >= 4, "{broken}");
    problem(&a, "broken.yaml");
}

#[test]
fn nothing_readable_is_status_2_with_a_reason() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "list.json", b"[1, 2, 3]");
    write(dir.path(), "number.json", b"42");
    write(dir.path(), "empty.json", b"");
    for args in [vec!["missing.yaml"], vec!["list.json"], vec!["number.json"], vec!["empty.json"], vec!["."]]
    {
        let (status, a, error) = json(dir.path(), &args);
        assert_eq!(status, 2, "{args:?}: {error}");
        assert!(error.contains("no input could be read"), "{args:?}: {error}");
        // The JSON is valid all the same: nothing was read, so nothing is assessed.
        assert_eq!((&a["summary"]["resources"], &a["schema_version"]), (&0.into(), &"1".into()), "{args:?}");
        assert_eq!(a["summary"]["customer"]["met"], 0);
        if args != ["."] {
            assert!(error.contains(args[0]), "{args:?}: {error}");
        }
    }
}

#[cfg(unix)]
#[test]
fn special_files_dangling_links_and_loops_are_named_and_never_opened() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "good.yaml", GOOD.as_bytes());
    std::os::unix::fs::symlink("gone.yaml", dir.path().join("dangling.yaml")).unwrap();
    std::os::unix::fs::symlink("loop.yaml", dir.path().join("loop.yaml")).unwrap();
    for path in ["dangling.yaml", "loop.yaml", "/dev/zero"] {
        let (status, a, error) = json(dir.path(), &[path, "good.yaml"]);
        assert_eq!(status, 0, "{path}: {error}");
        assert_eq!(addresses(&a), ["Bucket"], "{path}");
        problem(&a, path);
    }
    let fifo = dir.path().join("fifo.yaml");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status().unwrap();
    assert!(made.success());
    let (status, a, _) = json(dir.path(), &["fifo.yaml", "good.yaml"]);
    assert_eq!(status, 0);
    problem(&a, "fifo.yaml");
    let (status, a, _) = json(dir.path(), &["."]);
    assert_eq!((status, addresses(&a).len()), (0, 1));
}

#[test]
fn byte_order_marks_utf16_and_compression_are_read_and_a_cut_off_archive_is_a_problem() {
    use std::io::Write;
    let dir = TempDir::new().unwrap();
    write(dir.path(), "bom.yaml", format!("\u{feff}{GOOD}").as_bytes());
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    write(dir.path(), "utf16.yaml", &utf16);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(br#"{"Resources": {"Zipped": {"Type": "AWS::S3::Bucket"}}}"#).unwrap();
    let zipped = encoder.finish().unwrap();
    write(dir.path(), "zipped.json.gz", &zipped);
    write(dir.path(), "cut.json.gz", &zipped[..zipped.len() - 12]);
    let (status, a, _) = json(dir.path(), &["bom.yaml", "utf16.yaml", "zipped.json.gz", "cut.json.gz"]);
    assert_eq!(status, 0);
    assert_eq!(addresses(&a), ["Bucket", "Bucket", "Zipped"]);
    problem(&a, "cut.json.gz");
}

#[test]
fn a_module_may_not_read_outside_of_its_root() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "secret.txt", b"outside-of-the-root");
    write(
        dir.path(),
        "root/main.tf",
        br#"resource "aws_ssm_parameter" "p" {
  name  = "p"
  type  = "String"
  value = file("../secret.txt")
}"#,
    );
    let output =
        demarc().current_dir(dir.path()).args(["assess", "root", "--format", "json"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("outside-of-the-root"));
    let a: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(addresses(&a), ["aws_ssm_parameter.p"]);
    problem(&a, "secret.txt");
}

#[test]
fn expansion_recursion_and_duplicate_addresses_have_limits() {
    let dir = TempDir::new().unwrap();
    write(
        dir.path(),
        "big/main.tf",
        br#"
locals { many = setproduct(range(1000), range(1000)) }
resource "aws_sqs_queue" "many" {
  for_each = toset([for p in local.many : join("-", p)])
  name     = each.key
}
resource "aws_sns_topic" "t" { name = "t" }
"#,
    );
    write(
        dir.path(),
        "self/main.tf",
        b"module \"me\" {\n  source = \"./\"\n}\nresource \"aws_sns_topic\" \"t\" { name = \"t\" }\n",
    );
    write(
        dir.path(),
        "twice/main.tf",
        b"resource \"aws_sns_topic\" \"t\" { name = \"a\" }\nresource \"aws_sns_topic\" \"t\" { name = \"b\" }\n",
    );
    let bomb: String = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, i| {
        let last = i - 1;
        text + &format!("a{i}: &a{i} [{}]\n", vec![format!("*a{last}"); 10].join(", "))
    });
    write(dir.path(), "bomb.yaml", format!("{bomb}{GOOD}").as_bytes());
    for input in ["big", "self", "twice", "bomb.yaml"] {
        let (status, a, error) = json(dir.path(), &[input]);
        assert_eq!(status, 0, "{input}: {error}");
        assert!(!a["problems"].as_array().unwrap().is_empty(), "{input}");
        assert!(!addresses(&a).is_empty(), "{input}");
    }
}

#[test]
fn deep_nesting_is_a_problem_and_no_crash() {
    let dir = TempDir::new().unwrap();
    let deep = |open: &str, close: &str, n: usize| format!("{}1{}", open.repeat(n), close.repeat(n));
    let value = deep("[", "]", 100_000);
    write(dir.path(), "deep.json", format!("{{\"Resources\": {{\"A\": {{\"Type\": \"AWS::S3::Bucket\", \"Properties\": {{\"X\": {value}}}}}}}}}").as_bytes());
    write(dir.path(), "deep.yaml", format!("{GOOD}    Properties:\n      X: {value}\n").as_bytes());
    write(
        dir.path(),
        "deep/main.tf",
        format!("resource \"aws_sqs_queue\" \"q\" {{\n  name = {}\n}}\n", deep("(", ")", 5_000)).as_bytes(),
    );
    write(dir.path(), "good.yaml", GOOD.as_bytes());
    let (status, a, error) = json(dir.path(), &["deep.json", "deep.yaml", "deep", "good.yaml"]);
    assert_eq!(status, 0, "{error}");
    assert!(addresses(&a).iter().any(|f| f == "Bucket"));
    assert!(!a["problems"].as_array().unwrap().is_empty());
}

#[test]
fn names_with_terminal_escapes_do_not_reach_the_terminal() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "t.json", br#"{"Resources": {"Evil\u001b[31mRed\u0007": {"Type": "AWS::S3::Bucket", "Properties": {"VersioningConfiguration": {"Status": "Suspended\u001b]0;x"}}}, "C": {"Type": "Custom::\u001b[2J"}}}"#);
    for format in ["terminal", "html"] {
        let output = demarc()
            .current_dir(dir.path())
            .args(["assess", "t.json", "--color", "never", "-v", "--format", format])
            .output()
            .unwrap();
        assert!(output.status.success());
        assert!(!output.stdout.contains(&0x1b) && !output.stdout.contains(&0x07), "{format}");
    }
}

#[test]
fn an_output_that_cannot_be_written_is_status_2_and_leaves_nothing() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "good.yaml", GOOD.as_bytes());
    let output = demarc()
        .current_dir(dir.path())
        .args(["assess", "good.yaml", "-o", "no/such/folder/out.txt"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no/such/folder/out.txt"));
    if Path::new("/dev/full").exists() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let status = std::process::Command::new(assert_cmd::cargo::cargo_bin("demarc"))
            .current_dir(dir.path())
            .args(["assess", "good.yaml"])
            .stdout(full)
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(2));
    }
}

#[test]
fn unknown_options_frameworks_and_settings_are_status_2() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "good.yaml", GOOD.as_bytes());
    for (args, expected) in [
        (vec!["assess", "good.yaml", "--framework", "nope"], "nist-800-53-r5"),
        (vec!["assess", "good.yaml", "--baseline", "nope"], "moderate"),
        (vec!["assess", "good.yaml", "--programme", "nope"], "nope"),
        (vec!["assess", "good.yaml", "--partition", "nope"], "aws-us-gov"),
        (vec!["assess", "good.yaml", "--param", "nope"], "name=value"),
        (vec!["assess"], "PATH"),
        (vec!["frobnicate"], "frobnicate"),
        (vec!["explain", "Nothing", "--in", "good.yaml"], "Nothing"),
        (vec!["knowledge", "show", "nothing-such"], "nothing-such"),
    ] {
        let output = demarc().current_dir(dir.path()).args(&args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(error.contains(expected), "{args:?}: {error}");
    }
    write(dir.path(), "demarc.toml", b"baselin = \"low\"\n");
    let output = demarc().current_dir(dir.path()).args(["assess", "good.yaml"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("baselin"));
}
