//! Who owns what according to documents of AWS's, fact by fact: `tests/data/layer_ownership.csv` is read, each row's input is
//! assessed in every dialect that shows it, and the owner must be the document's.

use crate::system::{FOLDER, KNOWLEDGE, inventory};
use demarc_assess::{AssessOptions, assess, assessment::Assessment};
use demarc_knowledge::format::{LayerChange, Service};
use demarc_model::{ClaimBasis, Layer, Owner, Task};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const COLUMNS: [&str; 11] = [
    "service",
    "variant",
    "fact",
    "owner",
    "layer",
    "task",
    "basis",
    "source",
    "input",
    "type",
    "why_no_place",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One line of the table: fields in quotes may hold commas.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

fn facts() -> Vec<BTreeMap<&'static str, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/layer_ownership.csv");
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(fields(lines.next().unwrap()), COLUMNS);
    lines
        .map(|line| {
            let fields = fields(line);
            assert_eq!(fields.len(), COLUMNS.len(), "{line}");
            COLUMNS.into_iter().zip(fields).collect()
        })
        .collect()
}

/// The input in each dialect in which it is there: `DIR/main.tf` and `DIR/template.yaml`, or `NAME.tf` and `NAME.yaml`.
fn assessed(input: &str) -> Vec<(String, Assessment)> {
    let base = root().join(input);
    let mut found = Vec::new();
    for (dialect, extension) in [("main.tf", "tf"), ("template.yaml", "yaml")] {
        let file = if base.is_dir() { base.join(dialect) } else { base.with_extension(extension) };
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let at = if dialect == "main.tf" { "." } else { dialect };
        let inventory = inventory(&[(dialect, text.as_str())], &[at]);
        found.push((
            file.display().to_string(),
            assess(&inventory, &KNOWLEDGE, "", &AssessOptions::default()).unwrap(),
        ));
    }
    assert!(!found.is_empty(), "{input}: no input in any dialect");
    found
}

/// Owners by a service file alone, for what no resource type shows.
fn of_service(service: &Service, layer: Layer) -> BTreeMap<Task, Owner> {
    let mut tasks = FOLDER.profile(&service.profile).unwrap().layers.get(&layer).cloned().unwrap_or_default();
    if let Some(LayerChange { tasks: changed, .. }) = service.layers.get(&layer) {
        tasks.extend(changed.iter().map(|(task, owner)| (*task, *owner)));
    }
    tasks
}

fn owner_of(tasks: &BTreeMap<Task, Owner>, task: &str) -> Owner {
    match task {
        "" => Owner::of_tasks(tasks.values().copied()),
        task => tasks.get(&task.parse().unwrap()).copied().unwrap_or(Owner::Absent),
    }
}

#[test]
fn every_fact_of_a_document_comes_out_as_the_document_says_it() {
    let facts = facts();
    let mut by_input: BTreeMap<String, Vec<(String, Assessment)>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for fact in &facts {
        let title = format!("{}, {}, {}", fact["service"], fact["variant"], fact["fact"]);
        assert!(!fact["source"].is_empty(), "{title}: no source");
        if fact["layer"].is_empty() {
            assert!(!fact["why_no_place"].is_empty(), "{title}: neither a place nor a reason");
            continue;
        }
        let layer: Layer = fact["layer"].parse().unwrap();
        let mut check = |place: &str, tasks: &BTreeMap<Task, Owner>| {
            let found = owner_of(tasks, &fact["task"]);
            if found.to_string() != fact["owner"] {
                wrong.push(format!(
                    "{title}: {layer}.{} is {found}, not {} ({place})",
                    fact["task"], fact["owner"]
                ));
            }
        };
        if let Some(file) = fact["input"].strip_prefix("knowledge/") {
            let (_, service) = FOLDER.services.iter().find(|(f, _)| f == file).unwrap();
            check(file, &of_service(service, layer));
            continue;
        }
        let inputs = by_input.entry(fact["input"].clone()).or_insert_with(|| assessed(&fact["input"]));
        for (place, assessment) in inputs {
            let mut carriers = assessment.resources.iter().filter(|r| r.type_name.as_str() == fact["type"]);
            let carrier =
                carriers.next().unwrap_or_else(|| panic!("{title}: no {} in {place}", fact["type"]));
            let nothing = BTreeMap::new();
            check(place, carrier.layers.iter().find(|l| l.layer == layer).map_or(&nothing, |l| &l.tasks));
        }
    }
    assert!(wrong.is_empty(), "{} of {} facts:\n{}", wrong.len(), facts.len(), wrong.join("\n"));
    assert_eq!(facts.len(), 226);
}

#[test]
fn the_table_of_four_ways_to_run_a_database_is_there_as_a_whole() {
    let facts = facts();
    let ways = [
        "DB instance",
        "RDS Custom for Oracle",
        "RDS Custom for SQL Server",
        "database that the customer runs on an instance",
    ];
    let of = |way: &str| -> BTreeSet<String> {
        facts
            .iter()
            .filter(|f| f["variant"] == way && f["source"].contains("shared responsibility model"))
            .map(|f| f["fact"].clone())
            .collect()
    };
    for way in ways {
        assert_eq!(of(way).len(), 11, "{way}");
        assert_eq!(of(way), of(ways[0]), "{way}");
    }
}

#[test]
fn weak_sources_are_not_called_stated() {
    for fact in facts().iter().filter(|f| f["source"].contains("(weak)")) {
        assert_eq!(fact["basis"], "inferred", "{}, {}", fact["service"], fact["fact"]);
    }
    for (file, service) in &FOLDER.services {
        let outposts = service.variants.iter().filter(|v| v.id.ends_with("-outpost"));
        let claims =
            outposts.map(|v| &v.claim).chain((service.id.as_str() == "outposts").then_some(&service.claim));
        for claim in claims {
            assert_eq!(claim.basis, ClaimBasis::Inferred, "{file}");
        }
    }
}

/// The three variants of a managed runtime would otherwise take the name that stands for a runtime of the customer's.
#[test]
fn a_customer_managed_runtime_is_not_patched_by_aws() {
    const TERRAFORM: &str = r#"
resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = "arn:aws:iam::111122223333:role/resize"
  runtime       = "custom"
  handler       = "resize.handler"
  filename      = "resize.zip"
}
"#;
    const TEMPLATE: &str = r#"
Resources:
  Resize:
    Type: AWS::Lambda::Function
    Properties:
      Role: arn:aws:iam::111122223333:role/resize
      Runtime: custom
      Handler: resize.handler
      RuntimeManagementConfig: { UpdateRuntimeOn: Manual }
      Code: { S3Bucket: example-build-artifacts, S3Key: resize.zip }
"#;
    for (file, at, text) in [("main.tf", ".", TERRAFORM), ("template.yaml", "template.yaml", TEMPLATE)] {
        let inventory = inventory(&[(file, text)], &[at]);
        let assessment = assess(&inventory, &KNOWLEDGE, "", &AssessOptions::default()).unwrap();
        let function =
            assessment.resources.iter().find(|r| r.type_name.as_str() == "AWS::Lambda::Function").unwrap();
        let platform = function.layers.iter().find(|l| l.layer == Layer::Platform).unwrap();
        assert_eq!(platform.tasks[&Task::PatchPublish], Owner::Customer, "{file}");
        assert_eq!(platform.tasks[&Task::PatchApply], Owner::Shared, "{file}");
    }
}
