use crate::{ReadOptions, read};
use demarc_inventory::{Files, Inventory, Limits, MemoryFiles};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sam")
}

fn inventory(text: &str) -> Inventory {
    let map = MemoryFiles::new([("template.yaml", text.as_bytes())]);
    let files = Files::new(Box::new(map), Limits::default());
    let options = ReadOptions { region: Some("eu-west-1".into()), ..ReadOptions::default() };
    read(&files, &["template.yaml".to_owned()], &options, &|_| {})
}

fn made(inventory: &Inventory) -> BTreeSet<(String, String)> {
    inventory.resources.iter().map(|r| (r.address.to_string(), r.type_name.as_str().to_owned())).collect()
}

#[test]
fn resources_are_those_that_the_translator_makes() {
    let recorded = fs::read_to_string(folder().join("expected.csv")).unwrap();
    let mut expected: BTreeMap<&str, BTreeSet<(String, String)>> = BTreeMap::new();
    for line in recorded.lines().skip(2) {
        let [template, id, kind] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        expected.entry(template).or_default().insert((id.to_owned(), kind.to_owned()));
    }
    assert!(expected.len() > 30);
    let mut wrong = Vec::new();
    for (template, expected) in &expected {
        let text = fs::read_to_string(folder().join(format!("{template}.yaml"))).unwrap();
        for (id, kind) in made(&inventory(&text)).symmetric_difference(expected) {
            wrong.push(format!("{template}: {id} {kind}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_made_says_what_made_it_and_stands_at_its_line() {
    let text = "Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.12
      Handler: app.handler
      InlineCode: pass
      Events:
        Get:
          Type: Api
          Properties: {Path: /, Method: get}
";
    let inventory = inventory(text);
    let role = inventory.resources.iter().find(|r| r.type_name.as_str() == "AWS::IAM::Role").unwrap();
    assert_eq!(role.generated_by.as_deref(), Some("Orders"));
    let line = inventory.sources.position(role.span.unwrap().document, role.span.unwrap().start).line;
    assert_eq!(line, 3);
}

fn with_function(properties: &str) -> String {
    format!(
        "Transform: AWS::Serverless-2016-10-31\nParameters:\n  Password: {{Type: String, NoEcho: true, Default: hunter22}}\n\
         Resources:\n  Orders:\n    Type: AWS::Serverless::Function\n    Properties: {{{properties}}}\n"
    )
}

fn document(inventory: &Inventory, address: &str) -> serde_json::Value {
    let resource = inventory.resources.iter().find(|r| r.address == address).expect(address);
    demarc_inventory::node_to_json(&inventory.arena, resource.document)
}

fn codes(inventory: &Inventory) -> Vec<&str> {
    inventory.problems.iter().map(|p| p.code).collect()
}

#[test]
fn the_resource_with_the_same_id_shows_what_was_written() {
    let inventory =
        inventory(&with_function("Runtime: python3.12, Handler: a.b, CodeUri: ./src, MemorySize: 512"));
    let function = inventory.resources.iter().find(|r| r.address == "Orders").unwrap();
    assert_eq!(function.type_name.as_str(), "AWS::Lambda::Function");
    assert_eq!(function.source_type, "AWS::Serverless::Function");
    assert_eq!(function.generated_by.as_deref(), Some("Orders"));
    let written =
        demarc_inventory::node_to_json(&inventory.arena, function.views.first().unwrap().source_document);
    assert_eq!(written["CodeUri"], "./src");
    // Where the code ends up is decided when it is packaged; that there is some is known.
    assert_eq!(document(&inventory, "Orders")["Code"]["S3Key"]["$unknown"]["why"], "known-after-apply");
    assert_eq!(codes(&inventory), Vec::<&str>::new());
}

#[test]
fn what_is_refused_stays_as_it_is_and_is_a_problem() {
    let text = with_function(
        "Handler: a.b, AutoPublishAlias: live, InlineCode: x, Policies: [{S3ReadPolicy: {}}], Runtime: p",
    ) + "  Other: {Type: AWS::Serverless::SimpleTable}\n  Odd: {Type: AWS::Serverless::Nonsense, Properties: {A: b}}\n";
    let inventory = inventory(&text);
    let kinds: Vec<(&str, &str)> =
        inventory.resources.iter().map(|r| (&*r.address, r.type_name.as_str())).collect();
    assert_eq!(
        kinds,
        [
            ("Orders", "AWS::Serverless::Function"),
            ("Other", "AWS::DynamoDB::Table"),
            ("Odd", "AWS::Serverless::Nonsense"),
        ]
    );
    assert_eq!(document(&inventory, "Orders")["AutoPublishAlias"], "live");
    assert_eq!(codes(&inventory), ["sam-not-expanded"]);
    let first = inventory.problems.first().unwrap();
    assert!(first.message.starts_with("`Orders`"), "{}", first.message);
    assert!(first.span.is_some());
}

#[test]
fn secrets_stay_secret_in_what_is_made() {
    let text = with_function(
        "Runtime: p, Handler: a.b, InlineCode: x, FunctionName: !Sub 'f-${Password}', Environment: {Variables: {TOKEN: !Ref Password, \
         OTHER: !Sub 'x${Password}'}}, Policies: [{S3ReadPolicy: {BucketName: !Ref Password}}], Events: {A: {Type: Api, Properties: \
         {Path: /a, Method: get}}, B: {Type: Schedule, Properties: {Schedule: rate(1 day), Input: !Ref Password}}}",
    );
    let inventory = inventory(&text);
    assert!(inventory.resources.len() > 6);
    for resource in &inventory.resources {
        let shown = demarc_inventory::node_to_json(&inventory.arena, resource.document).to_string();
        assert!(!shown.contains("hunter22"), "{}: {shown}", resource.address);
    }
    assert!(inventory.problems.iter().all(|p| !p.message.contains("hunter22")));
}

#[test]
fn serverless_resources_without_a_transform_are_read_as_such_and_that_is_said() {
    let text = with_function("Runtime: p, Handler: a.b, InlineCode: x")
        .replace("Transform: AWS::Serverless-2016-10-31\n", "");
    let inventory = inventory(&text);
    assert_eq!(made(&inventory).len(), 2);
    assert_eq!(codes(&inventory), ["no-sam-transform"]);
}

#[test]
fn too_many_events_are_said_and_not_expanded() {
    let mut events = String::new();
    for at in 0..1_000 {
        events.push_str(&format!("E{at}: {{Type: Api, Properties: {{Path: /{at}, Method: get}}}}, "));
    }
    let inventory =
        inventory(&with_function(&format!("Runtime: p, Handler: a.b, InlineCode: x, Events: {{{events}}}")));
    assert_eq!(codes(&inventory), ["expansion-limit"]);
    assert_eq!(made(&inventory).len(), 1);
}
