//! Secrets planted in every kind of source appear in no output.

use crate::system::{KNOWLEDGE, inventory};
use demarc_assess::{AssessOptions, assess};
use demarc_inventory::resource_to_json;
use demarc_report::{
    document::{FORMATS, ReportSettings},
    html, json, terminal,
};

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
    let settings = ReportSettings::default();
    for format in FORMATS {
        // Some need another framework or an older assessment.
        let documents = (format.render)(&a, &settings).unwrap_or_default();
        all.extend(
            documents.into_iter().map(|d| (format.id, String::from_utf8_lossy(&d.bytes).into_owned())),
        );
    }
    all
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
