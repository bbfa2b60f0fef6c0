//! A folder of a user's own with one mistake of each kind: the problem names the file, the line where there is one, the thing,
//! and what was expected.

use demarc_knowledge::{
    KnowledgeError,
    format::{KnowledgeFile, KnowledgeProblem},
    with_overlay,
};
use std::{fs, path::Path};

const SERVICE: &str = "services/firehose.toml";
const DUTY: &str = "duties/s3/s3-versioning.md";
const PROGRAMME: &str = "programmes/own.toml";

fn ours(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge").join(path)).unwrap()
}

fn own_framework() -> (String, String) {
    let head = "id = \"own\"\ntitle = \"Own rules\"\nversion = \"1\"\nsource = \"Own rules\"\nas_of = 2026-11-23\n\
                baselines = [\"all\"]\n\n[crosswalk]\nonto = \"nist-800-53-r5\"\nbasis = \"inferred\"\n\
                because = \"Our reading.\"\nsource = \"Own rules\"\nas_of = 2026-11-23\n";
    let requirements = "[requirements]\n\"11\" = { title = \"One\", maps = [\"ac-2\", \"ac-3_smt\"] }\n";
    (head.to_owned(), requirements.to_owned())
}

fn own_programme() -> String {
    "id = \"own\"\ntitle = \"Own programme\"\nkind = \"certificate\"\nwhat = \"A certificate.\"\nsource = \"Own page\"\n\
     as_of = 2026-01-01\n[[scopes]]\npartition = \"aws\"\n[[lists]]\npartition = \"aws\"\nsource = \"Own page\"\n\
     as_of = 2026-01-01\nin = [\"s3\"]\n"
        .to_owned()
}

fn problems(files: &[(&str, String)]) -> Vec<KnowledgeProblem> {
    let files: Vec<KnowledgeFile> =
        files.iter().map(|(p, t)| KnowledgeFile { path: (*p).to_owned(), text: t.clone() }).collect();
    match with_overlay(&files) {
        Ok(_) => Vec::new(),
        Err(KnowledgeError::Folder(problems)) => problems,
        Err(other) => panic!("{other}"),
    }
}

/// One change to a sound file, and what the first problem says of it.
fn check(path: &str, from: &str, to: &str, wanted: &str) {
    let sound = if path == PROGRAMME { own_programme() } else { ours(path) };
    assert!(sound.contains(from), "{path} does not hold `{from}`");
    let broken = sound.replacen(from, to, 1);
    let line = broken.lines().zip(sound.lines()).position(|(a, b)| a != b).map(|n| n + 1);
    let found = problems(&[(path, broken)]);
    let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
    let problem = found.iter().find(|p| p.message.contains(wanted));
    let problem = problem.unwrap_or_else(|| panic!("`{from}` as `{to}`: no `{wanted}` in {texts:?}"));
    assert_eq!(problem.file, path);
    // What is missing has no line; what is wrong has the line that was changed, or the next that names the thing.
    if let (Some(line), Some(changed)) = (problem.line, line)
        && !to.is_empty()
    {
        assert!(line.abs_diff(changed) <= 9, "line {line} for a change in line {changed}: {texts:?}");
    }
}

#[test]
fn sound_files_have_no_problems() {
    assert_eq!(problems(&[(SERVICE, ours(SERVICE))]), []);
    assert_eq!(problems(&[(DUTY, ours(DUTY))]), []);
    assert_eq!(problems(&[(PROGRAMME, own_programme())]), []);
    let (head, requirements) = own_framework();
    let files = [("frameworks/own/framework.toml", head), ("frameworks/own/a.toml", requirements)];
    assert_eq!(problems(&files), []);
}

#[test]
fn mistakes_in_a_service_are_named() {
    let name = "name = \"Amazon Data Firehose\"";
    for (from, to, wanted) in [
        (name, "name = \"Amazon Data Firehose", "invalid basic string"),
        (
            "profile = \"abstracted\"",
            "profil = \"abstracted\"",
            "unknown field `profil`, expected one of `id`",
        ),
        ("profile = \"abstracted\"", "profile = \"abstract\"", "`abstract` is no profile; see profiles.toml"),
        ("basis = \"profile\"", "basis = \"guess\"", "unknown variant `guess`, expected one of `stated`"),
        ("id = \"firehose\"", "id = \"fireshoe\"", "its id is `fireshoe`; both must be the same"),
        ("[layers.traffic-protection]", "[layers.traffic]", "`traffic` is not a layer or a task of one; see"),
        (
            "[layers.traffic-protection]\n",
            "[layers.traffic-protection]\npatch-aply = \"aws\"\n",
            "`patch-aply` is not a",
        ),
        (
            "[layers.traffic-protection]\n",
            "[layers.traffic-protection]\nowner = \"user\"\n",
            "unknown variant `user`",
        ),
        ("as_of = 2026-11-23\n", "", "missing field `as_of`"),
        ("as_of = 2026-11-23\n", "as_of = \"yesterday\"\n", "expected a TOML datetime"),
        (
            "AWS::KinesisFirehose::DeliveryStream",
            "AWS::KinesisFirehose::Stream",
            "is no resource type of the schema",
        ),
        ("Serves its API", "Guarantees its API", "is not ours to say; write what the document says"),
        ("customer = \"Gives HTTPS", "custom = \"Gives HTTPS", "expected one of `aws`, `customer`, `shared`"),
    ] {
        check(SERVICE, from, to, wanted);
    }
    let variant = "\n[[variants]]\nid = \"firehose-x\"\nname = \"x\"\nwhen = 'A === \"b\"'\nbasis = \"stated\"\nsource = \"X\"\n\
                   as_of = 2026-11-23\n[variants.layers.platform]\nowner = \"customer\"\n";
    let found = problems(&[(SERVICE, format!("{}{variant}", ours(SERVICE)))]);
    let line = ours(SERVICE).lines().count() + 5;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].line, Some(line), "{found:?}");
    assert!(found[0].message.contains("variant `firehose-x`: in the condition at character 5"), "{found:?}");
}

#[test]
fn mistakes_in_a_duty_are_named() {
    let require = "require = 'VersioningConfiguration.Status == \"Enabled\"'";
    for (from, to, wanted) in [
        ("+++\nid", "id", "a duty starts with front matter between two `+++` lines; none was found"),
        (
            require,
            "require = 'VersioningConfiguration.Status = \"Enabled\"'",
            "the grammar stands in knowledge/README.md",
        ),
        (
            require,
            "require = 'VersioningConfig.Status == \"Enabled\"'",
            "has no property `VersioningConfig.Status`",
        ),
        (
            require,
            "require = 'VersioningConfiguration.Status == param(x)'",
            "`param(x)` has no `[parameters.x]`",
        ),
        (require, "", "needs either `require` or `native`"),
        (
            "type = \"AWS::S3::Bucket\"",
            "type = \"AWS::S3::Buckett\"",
            "`AWS::S3::Buckett` is no resource type",
        ),
        ("part = \"cp-9_smt.a\"", "part = \"cp-99_smt.a\"", "`cp-99_smt.a` is no part of a framework"),
        (
            "covers = \"indicates\"",
            "covers = \"much\"",
            "unknown variant `much`, expected one of `indicates`",
        ),
        ("severity = \"medium\"", "severity = \"urgent\"", "unknown variant `urgent`, expected one of `low`"),
        ("layer = \"data\"", "layer = \"facilities\"", "no service file leaves layer `facilities`"),
        ("```hcl,met", "```hcl,good", "`good` is no verdict"),
        ("## Why it is yours", "## Why", "the section `## Why it is yours` is missing or empty"),
        ("id = \"s3-versioning\"", "id = \"s3-version\"", "its id is `s3-version`; both must be the same"),
        (
            "scope = \"resource\"\n",
            "scope = \"resource\"\nneeds_evidence = \"A list.\"\n",
            "asks for `evidence_by",
        ),
    ] {
        check(DUTY, from, to, wanted);
    }
    let text = ours(DUTY);
    let bare = text.split("## Examples").next().unwrap().to_owned();
    let found = problems(&[(DUTY, bare)]);
    assert_eq!(found.len(), 3, "one for each verdict: {found:?}");
    assert!(found[0].message.contains("add a fenced block that begins with `hcl,met`"), "{found:?}");
}

#[test]
fn mistakes_in_a_framework_are_named() {
    let (head, requirements) = own_framework();
    let case = |head: &str, requirements: &str| {
        let files = [
            ("frameworks/own/framework.toml", head.to_owned()),
            ("frameworks/own/a.toml", requirements.to_owned()),
        ];
        problems(&files).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for (head, requirements, wanted) in [
        (
            head.replace("nist-800-53-r5", "nist-53"),
            requirements.clone(),
            "framework.toml:9: `nist-53` does not lead",
        ),
        (head.clone(), requirements.replace("ac-2", "ac-222"), "a.toml:2: requirement `11` maps to `ac-222`"),
        (
            head.clone(),
            requirements.replace(" }", ", duties = [\"no-duty\"] }"),
            "a.toml:2: requirement `11` maps to `no-duty`, which is no duty",
        ),
        (
            head.replace("[crosswalk]", "[crosswalk]\nrelation = \"covers\""),
            requirements.clone(),
            "expected one of `equal`",
        ),
        (
            head.clone(),
            requirements.replace(" }", ", unmapped = \"x\" }"),
            "both mappings and a reason to have none",
        ),
        (
            head.clone(),
            "[requirements]\n\"11\" = { title = \"One\" }\n".into(),
            "say why with `unmapped = \"…\"`",
        ),
    ] {
        let found = case(&head, &requirements);
        assert!(found.iter().any(|p| p.contains(wanted)), "no `{wanted}` in {found:?}");
    }
}

#[test]
fn mistakes_in_a_programme_and_in_names_of_files_are_named() {
    for (from, to, wanted) in [
        (
            "kind = \"certificate\"",
            "kind = \"stamp\"",
            "unknown variant `stamp`, expected one of `authorization`",
        ),
        (
            "\"s3\"",
            "\"s33\"",
            "`s33` in the list of 2026-01-01 is no service; `demarc knowledge list services`",
        ),
        (
            "[[scopes]]\npartition = \"aws\"",
            "[[scopes]]\npartition = \"aws-moon\"",
            "unknown variant `aws-moon`",
        ),
        (
            "[[scopes]]\npartition = \"aws\"",
            "[[scopes]]\npartition = \"aws-cn\"",
            "a partition that no `[[scopes]]` names",
        ),
        (
            "in = [\"s3\"]",
            "in = [\"s3\"]\nout = [\"s3\"]",
            "names `s3` twice; a service is in, out or pending",
        ),
    ] {
        check(PROGRAMME, from, to, wanted);
    }
    for (path, wanted) in [
        (
            "services/firehose.tml",
            "in `services` a file ends in `.toml`; rename it or move it out of the folder",
        ),
        ("duties/s3/s3-versioning.txt", "in `duties` a file ends in `.md`"),
        (
            "service/firehose.toml",
            "has no place in a knowledge folder; see knowledge/README.md for the layout",
        ),
    ] {
        let found = problems(&[(path, ours(SERVICE))]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].file, path);
        assert!(found[0].message.contains(wanted), "{found:?}");
    }
}

#[test]
fn a_folder_without_knowledge_and_an_unknown_check_are_no_success() {
    let check = |folder: &Path| {
        let output = assert_cmd::Command::cargo_bin("demarc")
            .unwrap()
            .args(["knowledge", "check"])
            .arg(folder)
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].map(|b| String::from_utf8(b).unwrap()).concat();
        (output.status.code(), text)
    };
    let folder = tempfile::tempdir().unwrap();
    let (status, text) = check(folder.path());
    assert_eq!(status, Some(2), "{text}");
    assert!(text.contains("holds no knowledge file; expected folders `services`, `duties`"), "{text}");

    fs::create_dir_all(folder.path().join("duties/s3")).unwrap();
    let require = "require = 'VersioningConfiguration.Status == \"Enabled\"'";
    let broken = ours(DUTY).replacen(require, "native = \"no_such\"\nover = \"X\"", 1);
    fs::write(folder.path().join(DUTY), broken).unwrap();
    let (status, text) = check(folder.path());
    assert_eq!(status, Some(1), "{text}");
    assert!(
        text.contains("duties/s3/s3-versioning.md: `no_such` is no check of this program; write"),
        "{text}"
    );

    fs::create_dir_all(folder.path().join("services")).unwrap();
    fs::write(folder.path().join("services/firehose.tml"), ours(SERVICE)).unwrap();
    let (status, text) = check(folder.path());
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains("services/firehose.tml: this file is not read"), "{text}");
}
