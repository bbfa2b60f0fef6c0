//! Directories of Terraform as tests: documents.

use super::*;

/// A text that starts with the ARN of the bucket `b`.
fn within(rest: &str) -> serde_json::Value {
    let parts = json!([{"$ref": "aws_s3_bucket.b.arn"}, rest]);
    json!({"$unknown": {"why": "known-after-apply", "refers": "aws_s3_bucket.b.arn", "parts": parts}})
}

#[test]
fn old_templates_and_assumed_zones_are_known() {
    let text = r#"
        provider "aws" { region = "eu-west-1" }
        data "template_file" "t" {
          template = "a=$${a}"
          vars     = { a = 1 }
        }
        data "aws_availability_zones" "z" {}
        resource "t" "t" {
          v = data.template_file.t.rendered
          z = slice(data.aws_availability_zones.z.names, 0, 2)
          n = length(data.aws_availability_zones.z.zone_ids)
        }
        variable "env" { default = "default" }
        resource "t" "e" { v = var.env }
    "#;
    let options = HclOptions {
        environment: vec![("env".into(), "from outside".into())],
        availability_zones: Some(2),
        ..HclOptions::default()
    };
    let read = Read::with(&[("main.tf", text)], "", &options);
    assert_eq!(read.body("t.t"), json!({"v": "a=1", "z": ["eu-west-1a", "eu-west-1b"], "n": 2}));
    assert_eq!(read.body("t.e"), json!({"v": "from outside"}));
    assert_eq!(read.codes(), ["assumed-availability-zones"]);
    let defaults = Read::with(&[("main.tf", text), ("terraform.tfvars", "env = \"file\"")], "", &options);
    assert_eq!(defaults.body("t.e"), json!({"v": "file"}));
}

#[test]
fn jsonencode_keeps_the_document_around_unknown_parts() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket_policy" "p" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect = "Allow"
              Principal = "*"
              Action = "s3:GetObject"
              Resource = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
            }]
          })
        }
        "#,
    )]);
    assert_eq!(
        read.body("aws_s3_bucket_policy.p")["policy"]["Statement"][0],
        json!({
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": [
                {"$ref": "aws_s3_bucket.b.arn"},
                within("/*"),
            ],
        })
    );
}

#[test]
fn a_heredoc_with_unknown_parts_is_a_document_and_a_known_one_is_text() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        resource "aws_s3_bucket" "b" {}
        locals { actions = jsonencode(["s3:Get*", "s3:Put*"]) }
        resource "p" "holes" {
          policy = <<-EOF
            {
              "Statement": [{
                "Effect": "Allow",
                "Action": ${local.actions},
                "Resource": "${aws_s3_bucket.b.arn}",
                "Other": "${aws_s3_bucket.b.arn}/*"
              }]
            }
          EOF
        }
        resource "p" "known" {
          policy = <<EOF
{"a": 1}
EOF
        }
        "#,
    )]);
    assert_eq!(
        read.body("p.holes")["policy"]["Statement"][0],
        json!({
            "Effect": "Allow",
            "Action": ["s3:Get*", "s3:Put*"],
            "Resource": {"$ref": "aws_s3_bucket.b.arn"},
            "Other": within("/*"),
        })
    );
    assert_eq!(read.body("p.known")["policy"], json!("{\"a\": 1}\n"));
}

#[test]
fn a_policy_document_is_evaluated_in_full() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        resource "aws_s3_bucket" "b" {}
        data "aws_iam_policy_document" "base" {
          statement {
            sid = "One"
            actions = ["s3:*"]
            resources = ["*"]
          }
          statement {
            sid = "Two"
            effect = "Deny"
            not_actions = ["a:b"]
            resources = ["x"]
          }
        }
        data "aws_iam_policy_document" "p" {
          policy_id = "p"
          source_policy_documents = [data.aws_iam_policy_document.base.json]
          override_policy_documents = [jsonencode({ Statement = { Sid = "Two", Effect = "Allow" } })]
          statement {
            sid = "One"
            actions = ["s3:GetObject", "s3:PutObject"]
            resources = ["${aws_s3_bucket.b.arn}/&{aws:username}", aws_s3_bucket.b.arn]
            principals {
              type = "AWS"
              identifiers = ["arn:aws:iam::1:root"]
            }
            condition {
              test = "Bool"
              variable = "aws:SecureTransport"
              values = ["false"]
            }
            condition {
              test = "StringLike"
              variable = "aws:userid"
              values = ["a", "b"]
            }
          }
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type = "*"
              identifiers = ["*"]
            }
          }
        }
        resource "p" "p" { policy = data.aws_iam_policy_document.p.json }
        "#,
    )]);
    assert_eq!(read.codes(), Vec::<&str>::new());
    assert_eq!(
        read.body("p.p")["policy"],
        json!({
            "Version": "2012-10-17",
            "Id": "p",
            "Statement": [
                {
                    "Sid": "One",
                    "Effect": "Allow",
                    "Action": ["s3:PutObject", "s3:GetObject"],
                    "Resource": [
                        within("/${aws:username}"),
                        {"$ref": "aws_s3_bucket.b.arn"},
                    ],
                    "Principal": {"AWS": "arn:aws:iam::1:root"},
                    "Condition": {
                        "Bool": {"aws:SecureTransport": "false"},
                        "StringLike": {"aws:userid": ["a", "b"]},
                    },
                },
                {"Sid": "Two", "Effect": "Allow"},
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"},
            ],
        })
    );
}

#[test]
fn unknown_documents_leave_the_statements_open() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        variable "extra" { type = string }
        data "aws_iam_policy_document" "source" {
          source_policy_documents = [var.extra]
          statement {
            sid = "Mine"
            actions = ["a:b"]
          }
        }
        data "aws_iam_policy_document" "override" {
          override_policy_documents = [var.extra]
          statement {
            sid = "Mine"
            actions = ["a:b"]
          }
          statement { actions = ["c:d"] }
        }
        resource "p" "p" {
          source = data.aws_iam_policy_document.source.json
          override = data.aws_iam_policy_document.override.json
        }
        "#,
    )]);
    let open = json!({"$unknown": {"why": "parameter-without-default", "refers": "further elements"}});
    let body = read.body("p.p");
    assert_eq!(
        body["source"]["Statement"],
        json!([{"Sid": "Mine", "Effect": "Allow", "Action": "a:b"}, open])
    );
    assert_eq!(body["override"]["Statement"], json!([{"Effect": "Allow", "Action": "c:d"}, open]));
}

#[test]
fn sensitive_values_are_marked_wherever_they_go() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        variable "pw" {
          sensitive = true
          default = "hunter2-hunter2"
        }
        resource "d" "d" {
          url = "postgres://u:${var.pw}@h"
          master_password = "literal-secret"
          http_tokens = "required"
          environment { variables = { KEY = "value-of-key" } }
          container = jsonencode([{ environment = [{ name = "A", value = "value-of-a" }] }])
          name = "plain"
        }
        "#,
    )]);
    let hidden = json!({"$sensitive": true});
    let body = read.body("d.d");
    assert_eq!(body["url"], hidden);
    assert_eq!(body["master_password"], hidden);
    assert_eq!(body["http_tokens"], json!("required"));
    assert_eq!(body["name"], json!("plain"));
    assert_eq!(body["environment"][0]["variables"], hidden);
    assert_eq!(body["container"][0]["environment"], json!([{"name": "A", "value": {"$sensitive": true}}]));
    let texts: Vec<&str> = read
        .inventory
        .arena
        .marked(Marks::SENSITIVE)
        .filter_map(|(id, _)| read.inventory.arena.as_str(id))
        .collect();
    // The default itself too, which no resource has alone.
    for secret in ["hunter2-hunter2", "literal-secret", "value-of-key", "value-of-a"] {
        assert!(texts.contains(&secret), "{secret} in {texts:?}");
    }
}
