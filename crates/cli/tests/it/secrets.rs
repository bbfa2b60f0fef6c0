//! Secrets planted in every kind of source appear in no output.

use crate::system::{KNOWLEDGE, inventory};
use demarc_assess::{AssessOptions, assess};
use demarc_inventory::resource_to_json;
use demarc_report::document::{Document, FORMATS, ReportSettings};
use demarc_report::{html, json, terminal};
use std::io::{Cursor, Read};

const PLANTED: [&str; 5] = [
    "pl4nted-p4ssword-1",
    "pl4nted-token-22",
    "pl4nted-userdata-3",
    "pl4nted-variable-4",
    "pl4nted-plan-value-5",
];

fn outputs(files: &[(&str, &str)], paths: &[&str]) -> Vec<(&'static str, String)> {
    let inventory = inventory(files, paths);
    let a = assess(&inventory, &KNOWLEDGE, demarc_knowledge::DIGEST, &AssessOptions::default()).unwrap();
    assert!(a.summary.resources > 0, "{:?}", a.problems);
    let mut explained = String::new();
    for resource in &a.resources {
        explained += &demarc_assess::explain(&a, &resource.id, None).unwrap().text;
        for duty in a.duties.iter().filter(|d| d.resource_id == resource.id) {
            explained += &demarc_assess::explain(&a, &resource.id, Some(duty.duty.as_str())).unwrap().text;
        }
    }
    let lines = |as_source| {
        let all = inventory.resources.iter().map(|r| resource_to_json(&inventory, r, as_source).to_string());
        all.map(|t| inventory.sources.hide(&t)).collect::<String>()
    };
    let verbose = terminal::TerminalOptions { verbose: true, ..terminal::TerminalOptions::default() };
    let mut all = vec![
        ("terminal", terminal::render(&a, &verbose)),
        ("json", json::render(&a)),
        ("html", html::render(&a)),
        ("explain", explained),
        ("inventory", lines(false)),
        ("inventory as source", lines(true)),
    ];
    let settings = ReportSettings { since: Some(Box::new(a.clone())), unknown: true, ..Default::default() };
    for format in FORMATS {
        // A matrix of another framework is not made; everything else is.
        let Ok(made) = (format.render)(&a, &settings) else { continue };
        all.extend(made.iter().map(|document| (format.id, text(document))));
    }
    assert!(all.len() > 60, "{}", all.len());
    all
}

/// The text of a document; of a workbook all texts of its parts.
fn text(document: &Document) -> String {
    if !document.path.ends_with(".xlsx") {
        return String::from_utf8(document.bytes.clone()).unwrap();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(&document.bytes)).unwrap();
    let mut text = String::new();
    for i in 0..archive.len() {
        archive.by_index(i).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

fn nothing_planted(files: &[(&str, &str)], paths: &[&str]) {
    for (name, output) in outputs(files, paths) {
        for secret in PLANTED {
            let before = output.split(secret).next().unwrap_or_default();
            let near: String = before.chars().rev().take(160).collect::<Vec<_>>().into_iter().rev().collect();
            assert!(!output.contains(secret), "{name} of {paths:?} shows {secret} behind …{near}");
        }
    }
}

#[test]
fn in_a_terraform_directory() {
    nothing_planted(
        &[(
            "main.tf",
            r#"
variable "db_password" {
  sensitive = true
  default   = "pl4nted-variable-4"
}
locals { copy = "prefix-${var.db_password}" }
resource "aws_db_instance" "d" {
  identifier = "d"
  password   = "pl4nted-p4ssword-1"
  tags       = { note = "pl4nted-p4ssword-1", other = local.copy }
}
resource "aws_db_instance" "e" {
  identifier = "e"
  password   = var.db_password
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/r"
  environment { variables = { API_TOKEN = "pl4nted-token-22" } }
}
resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  user_data     = <<-EOF
    #!/bin/sh
    export DB_PASSWORD=pl4nted-userdata-3
  EOF
}
resource "aws_security_group" "s" {
  name = "s"
  ingress {
    description = "pl4nted-p4ssword-1"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  tags = { Owner = "pl4nted-p4ssword-1" }
}
resource "aws_unmapped_thing" "x" { secret_key = "pl4nted-token-22" }
"#,
        )],
        &["."],
    );
}

#[test]
fn in_a_template() {
    nothing_planted(
        &[(
            "t.yaml",
            "
Parameters:
  Pass: {Type: String, NoEcho: true, Default: pl4nted-variable-4}
Resources:
  D:
    Type: AWS::RDS::DBInstance
    Properties: {MasterUserPassword: pl4nted-p4ssword-1, DBInstanceClass: db.t3.micro, Tags: [{Key: a, Value: pl4nted-p4ssword-1}]}
  E:
    Type: AWS::RDS::DBInstance
    Properties: {MasterUserPassword: !Ref Pass, DBName: !Sub 'x-${Pass}'}
  F:
    Type: AWS::Lambda::Function
    Properties:
      Role: arn:aws:iam::111122223333:role/r
      Code: {ZipFile: x}
      Environment: {Variables: {API_TOKEN: pl4nted-token-22}}
  I:
    Type: AWS::EC2::Instance
    Properties:
      UserData:
        Fn::Base64: |
          #!/bin/sh
          export DB_PASSWORD=pl4nted-userdata-3
",
        )],
        &["t.yaml"],
    );
}

#[test]
fn in_a_plan() {
    nothing_planted(
        &[(
            "plan.json",
            r#"{"format_version":"1.2","terraform_version":"1.9.0",
"planned_values":{"root_module":{"resources":[
 {"address":"aws_db_instance.d","mode":"managed","type":"aws_db_instance","name":"d","provider_name":"registry.terraform.io/hashicorp/aws","schema_version":2,
  "values":{"identifier":"d","password":"pl4nted-p4ssword-1","tags":{"a":"pl4nted-plan-value-5"}},"sensitive_values":{"tags":{"a":true}}},
 {"address":"aws_instance.i","mode":"managed","type":"aws_instance","name":"i","provider_name":"registry.terraform.io/hashicorp/aws","schema_version":1,
  "values":{"ami":"ami-1","user_data":"export DB_PASSWORD=pl4nted-userdata-3"},"sensitive_values":{}}]}},
"resource_changes":[
 {"address":"aws_db_instance.d","mode":"managed","type":"aws_db_instance","name":"d","provider_name":"registry.terraform.io/hashicorp/aws",
  "change":{"actions":["create"],"before":null,"after":{"identifier":"d","password":"pl4nted-p4ssword-1","tags":{"a":"pl4nted-plan-value-5"}},"after_unknown":{"arn":true},"before_sensitive":false,"after_sensitive":{"password":true,"tags":{"a":true}}}}],
"configuration":{"root_module":{}}}"#,
        )],
        &["plan.json"],
    );
}

/// What an environment is told is hidden there; the same word as a setting elsewhere, a name or a part of a word is not.
#[test]
fn settings_of_an_environment_blot_out_no_other_resource() {
    let directory = r#"
resource "aws_instance" "payments" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  monitoring    = true
  metadata_options {
    http_tokens = "required"
  }
}
resource "aws_s3_bucket" "webshop" {
  bucket = "webshop-exports"
}
resource "aws_s3_bucket_versioning" "webshop" {
  bucket = aws_s3_bucket.webshop.id
  versioning_configuration {
    status = "Enabled"
  }
}
"#;
    let variables = r#"{HTTP_TOKENS: required, MODE: monitor, TEAM: payments, WORD: version, BUCKET: webshop-exports,
          KIND: http_tokens, DB_PASSWORD: pl4nted-p4ssword-1, OTHER: pl4nted-token-22}"#;
    let template = format!(
        "Resources:\n  Worker:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables: {variables}\n"
    );
    let task = r#"Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: app
          Image: app:1
          Environment:
            - {Name: MODE, Value: required}
            - {Name: AUTH_TOKEN, Value: pl4nted-variable-4}
"#;
    let function = r#"
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
  environment {
    variables = { MODE = "required", TEAM = "payments", WORD = "version", SECRET = "pl4nted-userdata-3" }
  }
}
"#;
    let files = [
        ("app/main.tf", directory),
        ("worker.yaml", template.as_str()),
        ("task.yaml", task),
        ("function/main.tf", function),
    ];
    let all = outputs(&files, &["."]);
    for (name, output) in &all {
        for secret in PLANTED {
            assert!(!output.contains(secret), "{name} shows {secret}");
        }
    }
    let of = |format: &str| &all.iter().find(|(name, _)| *name == format).unwrap().1;
    let source = of("inventory as source");
    for shown in [r#""http_tokens":"required""#, r#""monitoring":true"#, r#""bucket":"webshop-exports""#] {
        assert!(source.contains(shown), "{shown}: {source}");
    }
    assert!(
        source.contains(r#""address":"aws_instance.payments""#)
            && source.contains(r#""versioning_configuration""#)
    );
    let explained = of("explain");
    for shown in [
        "main.tf:7:19 `MetadataOptions.HttpTokens` (written as `metadata_options[0].http_tokens`) = \"required\"",
        "aws_instance.payments",
    ] {
        assert!(explained.contains(shown), "{shown}: {explained}");
    }
}
