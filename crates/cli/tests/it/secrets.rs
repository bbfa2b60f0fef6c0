//! Secrets planted in every kind of source appear in no output.

use crate::system::{KNOWLEDGE, inventory};
use demarc_assess::{AssessOptions, assess};
use demarc_inventory::resource_to_json;
use demarc_model::{
    Approval, Attestation, Declared, Exception, ExceptionKind, ExceptionState, Plan, TenantDuty,
    TenantDutyKind,
};
use demarc_report::document::{Document, FORMATS, ReportSettings};
use demarc_report::{html, json, terminal};
use std::io::{Cursor, Read};

/// Every one of them begins so; nothing else does.
const PLANTED: &str = "pl4nted-";

fn outputs(files: &[(&str, &str)], paths: &[&str]) -> Vec<(&'static str, String)> {
    outputs_with(files, paths, &AssessOptions::default())
}

fn outputs_with(
    files: &[(&str, &str)],
    paths: &[&str],
    options: &AssessOptions,
) -> Vec<(&'static str, String)> {
    let inventory = inventory(files, paths);
    let a = assess(&inventory, &KNOWLEDGE, demarc_knowledge::DIGEST, options).unwrap();
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
pub fn text(document: &Document) -> String {
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
    nothing_in(outputs(files, paths), paths);
}

fn nothing_in(outputs: Vec<(&'static str, String)>, paths: &[&str]) {
    for (name, output) in outputs {
        let Some(at) = output.find(PLANTED) else { continue };
        let near: String =
            output.split_at(at).0.chars().rev().take(160).collect::<Vec<_>>().into_iter().rev().collect();
        let what: String = output.split_at(at).1.chars().take(24).collect();
        panic!("{name} of {paths:?} shows {what} behind …{near}");
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
        assert!(!output.contains(PLANTED), "{name} shows a secret");
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

#[test]
fn in_a_state() {
    nothing_planted(
        &[(
            "terraform.tfstate",
            r#"{"version":4,"terraform_version":"1.5.0","serial":1,"lineage":"x",
"outputs":{"pw":{"value":"pl4nted-output-6","type":"string","sensitive":true}},
"resources":[
 {"mode":"managed","type":"aws_db_instance","name":"d","provider":"provider[\"registry.terraform.io/hashicorp/aws\"]","instances":[
  {"schema_version":2,"attributes":{"id":"d","identifier":"d","password":"pl4nted-p4ssword-1","db_name":"pl4nted-plan-value-5","tags":{"n":"pl4nted-p4ssword-1"}},
   "sensitive_attributes":[[{"type":"get_attr","value":"db_name"}]]}]},
 {"mode":"managed","type":"aws_instance","name":"i","provider":"provider[\"registry.terraform.io/hashicorp/aws\"]","instances":[
  {"schema_version":1,"attributes":{"id":"i-1","ami":"ami-1","user_data":"export P=pl4nted-userdata-3"},"sensitive_attributes":[]}]},
 {"mode":"managed","type":"aws_lambda_function","name":"f","provider":"provider[\"registry.terraform.io/hashicorp/aws\"]","instances":[
  {"schema_version":0,"attributes":{"id":"f","function_name":"f","environment":[{"variables":{"API_TOKEN":"pl4nted-token-22","PLAIN":"pl4nted-env-7"}}]},"sensitive_attributes":[]}]},
 {"mode":"managed","type":"aws_iam_access_key","name":"k","provider":"provider[\"registry.terraform.io/hashicorp/aws\"]","instances":[
  {"schema_version":0,"attributes":{"id":"AKIAEXAMPLE","user":"u","secret":"pl4nted-secret-key-8","ses_smtp_password_v4":"pl4nted-smtp-9"},"sensitive_attributes":[]}]},
 {"mode":"managed","type":"random_password","name":"r","provider":"provider[\"registry.terraform.io/hashicorp/random\"]","instances":[
  {"schema_version":0,"attributes":{"id":"none","result":"pl4nted-random-10"},"sensitive_attributes":[]}]},
 {"mode":"data","type":"aws_secretsmanager_secret_version","name":"s","provider":"provider[\"registry.terraform.io/hashicorp/aws\"]","instances":[
  {"schema_version":0,"attributes":{"id":"s","secret_string":"pl4nted-secret-string-11"},"sensitive_attributes":[]}]}]}"#,
        )],
        &["terraform.tfstate"],
    );
}

#[test]
fn in_items_of_aws_config() {
    let item = |kind: &str, name: &str, tags: &str, configuration: &str| {
        format!(
            r#"{{"configurationItemVersion":"1.3","configurationItemCaptureTime":"2026-11-01T00:00:00Z","configurationItemStatus":"OK","configurationStateId":"1","awsAccountId":"111122223333","resourceType":"{kind}","resourceId":"{name}","resourceName":"{name}","ARN":"arn:aws:x:us-east-1:111122223333:{name}","awsRegion":"us-east-1","tags":{tags},"configuration":{configuration},"supplementaryConfiguration":{{}}}}"#
        )
    };
    let items = [
        item(
            "AWS::Lambda::Function",
            "f",
            r#"{"Password":"pl4nted-tag-12"}"#,
            r#"{"functionName":"f","environment":{"variables":{"API_TOKEN":"pl4nted-token-22","PLAIN":"pl4nted-env-7"}}}"#,
        ),
        item(
            "AWS::RDS::DBInstance",
            "d",
            "{}",
            r#"{"dBInstanceIdentifier":"d","pendingModifiedValues":{"masterUserPassword":"pl4nted-p4ssword-1"}}"#,
        ),
        item(
            "AWS::EC2::Instance",
            "i-1",
            "{}",
            r#"{"instanceId":"i-1","userData":"export P=pl4nted-userdata-3"}"#,
        ),
        item(
            "AWS::CodeBuild::Project",
            "p",
            "{}",
            r#"{"name":"p","environment":{"environmentVariables":[{"name":"DB_PASSWORD","value":"pl4nted-build-13","type":"PLAINTEXT"}]}}"#,
        ),
        item(
            "AWS::ECS::TaskDefinition",
            "t",
            "{}",
            r#"{"Family":"t","ContainerDefinitions":[{"Name":"c","Image":"x","Environment":[{"Name":"DB_PASSWORD","Value":"pl4nted-task-14"}]}]}"#,
        ),
    ];
    let snapshot = format!(
        r#"{{"fileVersion":"1.0","configSnapshotId":"s","configurationItems":[{}]}}"#,
        items.join(",\n")
    );
    nothing_planted(&[("snapshot.json", &snapshot)], &["snapshot.json"]);
}

#[test]
fn in_a_sam_template() {
    nothing_planted(
        &[(
            "t.yaml",
            "
Transform: AWS::Serverless-2016-10-31
Parameters:
  Pass: {Type: String, NoEcho: true, Default: pl4nted-variable-4}
Globals:
  Function:
    Environment: {Variables: {GLOBAL_TOKEN: pl4nted-global-15}}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: a.b
      CodeUri: s3://code/f.zip
      Environment: {Variables: {API_TOKEN: pl4nted-token-22, PW: !Ref Pass}}
      Events:
        A: {Type: Api, Properties: {Path: /, Method: get}}
  G:
    Type: AWS::Serverless::Api
    Properties:
      StageName: p
      Auth: {ApiKeyRequired: true}
      Variables: {secret: pl4nted-stage-17}
",
        )],
        &["t.yaml"],
    );
}

#[test]
fn in_properties_that_are_written_only() {
    nothing_planted(
        &[(
            "t.yaml",
            "
Resources:
  S:
    Type: AWS::SecretsManager::Secret
    Properties: {SecretString: '{\"u\":\"a\",\"p\":\"pl4nted-secret-string-11\"}'}
  M:
    Type: AWS::AmazonMQ::Broker
    Properties: {Users: [{Username: u, Password: pl4nted-broker-21}]}
",
        )],
        &["t.yaml"],
    );
}

#[test]
fn in_what_people_wrote_where_it_quotes_a_secret_of_the_source() {
    let quoted = || "it is pl4nted-p4ssword-1".to_owned();
    let part = "ac-2_smt.d".to_owned();
    let declared = Declared {
        approval: Some(Approval { approved_by: quoted(), date: "2026-11-20".to_owned() }),
        plans: vec![Plan {
            duty: "rds-multi-az".to_owned(),
            resource_id: None,
            owner: quoted(),
            due: "2027-01-31".to_owned(),
            milestone: quoted(),
            reference: Some(quoted()),
        }],
        tenant_duties: vec![TenantDuty {
            part: part.clone(),
            kind: TenantDutyKind::Configured,
            statement: quoted(),
            service: Some(quoted()),
        }],
        offering: [("providerName".to_owned(), quoted())].into(),
    };
    let exception = Exception {
        duty: "rds-multi-az".to_owned(),
        resource_id: None,
        kind: ExceptionKind::RiskAcceptance,
        state: ExceptionState::Approved,
        requester: quoted(),
        approver: Some(quoted()),
        date: "2026-10-01".to_owned(),
        expires: None,
        reference: Some(quoted()),
        compensating_duty: None,
    };
    let attestation = |duty: Option<&str>, part: Option<String>| Attestation {
        duty: duty.map(str::to_owned),
        part,
        resource_id: None,
        by: quoted(),
        date: "2026-10-01".to_owned(),
        expires: None,
        statement: quoted(),
    };
    let options = AssessOptions {
        declared,
        exceptions: vec![exception],
        attestations: vec![attestation(Some("incident-drill"), None), attestation(None, Some(part))],
        parameters: [("log-retention-days".to_owned(), quoted())].into(),
        as_written: [("param.log-retention-days".to_owned(), quoted())].into(),
        ..AssessOptions::default()
    };
    let source = "resource \"aws_db_instance\" \"d\" {\n  identifier = \"d\"\n  password = \"pl4nted-p4ssword-1\"\n}\n";
    let made = outputs_with(&[("main.tf", source)], &["."], &options);
    assert!(made.iter().any(|(_, text)| text.contains("it is (sensitive)")));
    nothing_in(made, &["."]);
}

#[test]
fn in_messages_about_files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "main.tf",
        "resource \"aws_db_instance\" \"d\" {\n  password = \"pl4nted-p4ssword-1\"\n  oops = \n}\n",
    );
    write(
        "t.yaml",
        "Resources:\n  D:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUserPassword: pl4nted-p4ssword-1\n      Tags: [}\n",
    );
    write(
        "u.json",
        "{\"Resources\":{\"D\":{\"Type\":\"AWS::RDS::DBInstance\",\"Properties\":{\"MasterUserPassword\":\"pl4nted-p4ssword-1\",,}}}",
    );
    write(
        "terraform.tfstate",
        "{\"version\":4,\"resources\":[{\"mode\":\"managed\",\"type\":\"aws_db_instance\",\"name\":\"d\",\"instances\":[{\"attributes\":{\"password\":\"pl4nted-p4ssword-1\"",
    );
    let shown = |verb: &[&str]| {
        let output =
            assert_cmd::Command::cargo_bin("demarc").unwrap().args(verb).arg(folder.path()).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    for verb in [
        &["assess", "--all"][..],
        &["assess", "--format", "json"],
        &["inventory"],
        &["inventory", "--as", "source"],
    ] {
        assert!(!shown(verb).contains(PLANTED), "{verb:?}: {}", shown(verb));
    }
    for settings in [
        "[parameters]\nx = \"pl4nted-toml-23\n",
        "attestations = \"pl4nted-toml-23\"\n",
        "pl4nted-toml-23 = 1\n= \n",
    ] {
        write("demarc.toml", settings);
        let says = shown(&["assess"]);
        assert!(says.contains("line 1, column") || says.contains("line 2, column"), "{says}");
        assert!(!says.contains("\"pl4nted-toml-23"), "{says}");
    }
}
