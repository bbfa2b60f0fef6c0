//! A user's own framework, mapping, list and knowledge folder, on the command line.

use assert_cmd::Command;
use serde_json::Value as Json;
use std::{fs, path::Path};
use tempfile::TempDir;

const TEMPLATE: &str = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }\n";

const CATALOG: &str = r#"{"catalog": {"uuid": "u", "metadata": {"title": "House rules", "version": "1", "last-modified": "2026-01-01T00:00:00Z"},
  "controls": [{"id": "house-1", "title": "Keep versions"}, {"id": "house-2", "title": "Be kind"}]}}"#;

const PROFILE: &str = r#"{"profile": {"uuid": "u", "metadata": {"title": "Our baseline", "version": "1", "last-modified": "2026-01-01T00:00:00Z"},
  "imports": [{"href": "NIST_SP-800-53_rev5_LOW-baseline_profile.json", "exclude-controls": [{"with-ids": ["ac-7"]}]}],
  "modify": {"set-parameters": [{"param-id": "au-11_odp", "values": ["400 days"]}]}}}"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in [("t.yaml", TEMPLATE)].iter().chain(files) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn demarc(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("demarc").unwrap().current_dir(folder).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn json(folder: &Path, args: &[&str]) -> Json {
    let all: Vec<&str> = ["assess", "t.yaml", "--format", "json"].iter().chain(args).copied().collect();
    let (status, out, error) = demarc(folder, &all);
    assert_eq!(status, 0, "{error}");
    serde_json::from_str(&out).unwrap()
}

fn control<'a>(assessment: &'a Json, id: &str) -> &'a Json {
    assessment["controls"].as_array().unwrap().iter().find(|c| c["part"] == id).unwrap()
}

#[test]
fn a_profile_of_ones_own_selects_and_sets() {
    let folder = folder(&[("p/profile.json", PROFILE)]);
    let a = json(folder.path(), &["--framework", "p/profile.json"]);
    assert_eq!((&a["framework"]["id"], &a["framework"]["baseline"]), (&"our-baseline".into(), &"all".into()));
    let ids: Vec<&str> =
        a["controls"].as_array().unwrap().iter().map(|c| c["control"].as_str().unwrap()).collect();
    assert!(ids.contains(&"ac-2") && !ids.contains(&"ac-7") && !ids.contains(&"ac-2.1"));
    let retention = control(&a, "au-11_smt");
    assert_eq!(retention["parameters"]["au-11_odp"], "400 days");
    assert_eq!(retention["parameter_origins"]["au-11_odp"], "Our baseline, baseline all");
    assert!(a["problems"].as_array().unwrap().iter().any(|p| p["code"] == "own-framework"));
}

#[test]
fn a_catalog_of_ones_own_is_mapped_by_a_file_beside_the_settings() {
    let mapping = "[requirements]\nhouse-1 = { maps = [], duties = [{ to = \"s3-versioning\", relation = \"equal\" }] }\n";
    let settings = "framework = \"../house.json\"\nmapping = \"map.toml\"\n";
    let folder = folder(&[("house.json", CATALOG), ("s/map.toml", mapping), ("s/demarc.toml", settings)]);
    let a = json(folder.path(), &["--config", "s/demarc.toml"]);
    assert_eq!(control(&a, "house-1")["customer"]["status"], "met");
    let open = control(&a, "house-2");
    assert_eq!(
        (&open["allocation"], &open["customer"]["status"]),
        (&"unknown".into(), &"not-assessed".into())
    );
    let (_, explained, _) =
        demarc(folder.path(), &["explain", "house-1", "--in", "t.yaml", "--config", "s/demarc.toml"]);
    assert!(explained.contains("`s3-versioning` (equal): a duty; the customer's half is met"), "{explained}");
}

#[test]
fn files_that_do_not_fit_are_named_with_what_to_do() {
    let list = "programme = \"soc-9\"\nsource = \"s\"\nas_of = 2026-01-01\nin = [\"s3\"]\n";
    let folder = folder(&[
        ("ssp.json", "{\"system-security-plan\": {}}"),
        ("house.json", CATALOG),
        ("map.toml", "[requirements]\nhouse-9 = { maps = [\"ac-2\"] }\n"),
        ("list.toml", list),
        ("broken.toml", "programme = \n"),
    ]);
    let fault = |args: &[&str]| {
        let all: Vec<&str> = ["assess", "t.yaml"].iter().chain(args).copied().collect();
        let (status, _, error) = demarc(folder.path(), &all);
        assert_eq!(status, 2, "{error}");
        error
    };
    assert!(fault(&["--framework", "ssp.json"]).contains("`system-security-plan`"));
    assert!(fault(&["--framework", "gone.json"]).contains("`gone.json`"));
    assert!(
        fault(&["--framework", "house.json", "--mapping", "map.toml"]).contains("`house-9` is no control")
    );
    assert!(fault(&["--mapping", "map.toml"]).contains("--framework FILE.json"));
    assert!(fault(&["--programme-list", "list.toml"]).contains("`soc-9`, which is no programme"));
    assert!(fault(&["--programme-list", "broken.toml"]).contains("`broken.toml` is no list"));
    assert!(fault(&["--programme", "nothing"]).contains("fedramp-moderate"));
    assert!(fault(&["--framework", "house.json", "--baseline", "low"]).contains("it has all"));
}

#[test]
fn a_list_of_ones_own_covers_what_was_unknown() {
    let list = "programme = \"soc-2\"\nsource = \"printed\"\nas_of = 2026-11-01\nin = [\"Amazon S3\", \"Amazon Nothing\"]\n";
    let folder = folder(&[("list.toml", list)]);
    let status = |args: &[&str]| json(folder.path(), args)["coverage"][0]["status"].clone();
    assert_eq!(status(&["--programme", "soc-2"]), "unknown");
    assert_eq!(status(&["--programme", "soc-2", "--programme-list", "list.toml"]), "covered-unreviewed");
    let a = json(folder.path(), &["--programme", "soc-2", "--programme-list", "list.toml"]);
    let named =
        a["problems"].as_array().unwrap().iter().find(|p| p["code"] == "programme-list-names").unwrap();
    assert!(named["message"].as_str().unwrap().contains("`Amazon Nothing`"), "{named}");
}

#[test]
fn an_overlay_of_programmes_and_crosswalks_is_checked() {
    let programme = "id = \"x\"\ntitle = \"X\"\nkind = \"report\"\nwhat = \"w\"\nsource = \"s\"\nas_of = 2026-01-01\n[[scopes]]\npartition = \"aws\"\n[assesses]\n\"no-such\" = []\n[[lists]]\npartition = \"aws-cn\"\nsource = \"s\"\nas_of = 2026-01-01\nin = [\"s3\"]\n";
    let head = "id = \"y\"\ntitle = \"Y\"\nversion = \"1\"\nsource = \"s\"\nas_of = 2026-01-01\nbaselines = [\"all\"]\n[crosswalk]\nonto = \"nist-800-53-r5\"\nbecause = \"b\"\nsource = \"s\"\nas_of = 2026-01-01\n";
    let requirements =
        "[requirements]\n\"1\" = { title = \"One\", maps = [\"ac-2\", \"zz-9\"], duties = [\"no-duty\"] }\n";
    let folder = folder(&[
        ("k/programmes/x.toml", programme),
        ("k/frameworks/y/framework.toml", head),
        ("k/frameworks/y/all.toml", requirements),
    ]);
    let (status, out, _) = demarc(folder.path(), &["knowledge", "check", "k"]);
    assert_eq!(status, 1, "{out}");
    for expected in [
        "`no-such` is no framework",
        "a partition that no `[[scopes]]` names",
        "`zz-9`, which is no control",
        "`no-duty`, which is no duty",
    ] {
        assert!(out.contains(expected), "{expected} in {out}");
    }
    let good = requirements.replace(", \"zz-9\"", "").replace("no-duty", "s3-versioning");
    fs::write(folder.path().join("k/frameworks/y/all.toml"), good).unwrap();
    fs::remove_dir_all(folder.path().join("k/programmes")).unwrap();
    let (status, out, _) = demarc(folder.path(), &["knowledge", "check", "k"]);
    assert_eq!(status, 0, "{out}");
    let a = json(folder.path(), &["--knowledge", "k", "--framework", "y"]);
    assert_eq!(control(&a, "1")["mapping"]["together"], "intersects");
}

#[test]
fn lists_are_narrowed_and_entries_shown() {
    let folder = folder(&[]);
    let said = |args: &[&str]| {
        let (status, out, error) = demarc(folder.path(), args);
        assert_eq!(status, 0, "{error}");
        out
    };
    let critical =
        said(&["knowledge", "list", "duties", "--severity", "critical", "--type", "AWS::S3::Bucket"]);
    assert!(critical.lines().count() < 10 && !critical.contains("s3-versioning"), "{critical}");
    assert!(said(&["knowledge", "list", "duties", "--control", "cp-9"]).contains("s3-versioning"));
    assert!(said(&["knowledge", "list", "services", "--type", "AWS::S3::Bucket"]).starts_with("s3 "));
    let covered = said(&["knowledge", "list", "services", "--programme", "dod-il6"]);
    assert!(covered.contains("\ns3 ") && !covered.contains("\nrds "), "{covered}");
    let listed: Json =
        serde_json::from_str(&said(&["knowledge", "list", "frameworks", "--format", "json"])).unwrap();
    assert!(listed.as_array().unwrap().iter().any(|f| f["id"] == "iso-27001-2022"));
    assert!(said(&["knowledge", "show", "A.8.13"]).contains("cp-9"));
    assert!(said(&["knowledge", "show", "fedramp-high"]).contains("aws-us-gov"));
    assert!(
        said(&["knowledge", "show", "fedramp-rev5", "--baseline", "low"])
            .contains("parameter `ac-01_odp.05`")
    );
    let refused = |args: &[&str]| {
        let (status, _, error) = demarc(folder.path(), args);
        assert_eq!(status, 2);
        error
    };
    assert!(
        refused(&["knowledge", "list", "programmes", "--severity", "low"])
            .contains("narrows a list of duties")
    );
    assert!(refused(&["knowledge", "list", "services", "--programme", "x"]).contains("is no programme"));
    assert!(refused(&["knowledge", "show", "fedramp-rev5", "--baseline", "x"]).contains("li-saas, low"));
}
