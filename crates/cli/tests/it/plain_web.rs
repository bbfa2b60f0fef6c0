//! A plain web system of an instance, a bucket and a database at the Moderate baseline: what is inherited in it, all of it and
//! nothing else, each with a reason; and what zones and copies change.

use crate::system::{assessed, part};
use demarc_assess::assessment::Assessment;
use demarc_model::{Allocation, CustomerStatus};

fn web(database: &str, more: &str) -> Assessment {
    let text = format!(
        r#"
provider "aws" {{
  region = "us-east-1"
}}

provider "aws" {{
  alias  = "far"
  region = "us-west-2"
}}

resource "aws_instance" "web" {{
  ami           = "ami-0a1b2c3d4e5f67890"
  instance_type = "m7g.large"
}}

resource "aws_s3_bucket" "files" {{
  bucket = "plain-web-files"
}}

resource "aws_db_instance" "orders" {{
  identifier        = "orders"
  engine            = "postgres"
  instance_class    = "db.m6g.large"
  allocated_storage = 20
  {database}
}}
{more}"#
    );
    assessed("main.tf", &text)
}

const COPY: &str = r#"
resource "aws_s3_bucket" "copy" {
  provider = aws.far
  bucket   = "plain-web-copy"
}

resource "aws_s3_bucket_replication_configuration" "files" {
  bucket = aws_s3_bucket.files.id
  role   = "arn:aws:iam::111122223333:role/replicate"
  rule {
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.copy.arn
    }
  }
}
"#;

#[test]
fn the_inherited_parts_of_a_plain_web_system_are_these_and_no_others() {
    let a = web("", "");
    assert_eq!(a.controls.len(), 627);
    let inherited: Vec<String> = a
        .controls
        .iter()
        .filter(|p| p.allocation == Allocation::Inherited)
        .map(|p| {
            assert!(p.because.split_whitespace().count() >= 4, "{}: {}", p.part, p.because);
            let rest = if p.residue.is_some() { "with residue" } else { "whole" };
            format!("{}: {rest}", p.part)
        })
        .collect();
    insta::assert_snapshot!("inherited_parts", inherited.join("\n"));
}

#[test]
fn a_standby_and_a_copy_change_the_status_of_cp_7_and_cp_6_and_no_allocation() {
    let plain = web("", "");
    let standby = web("multi_az = true", "");
    let copied = web("", COPY);
    let status = |a: &Assessment, id: &str| part(a, id).customer.status;

    assert_eq!(status(&plain, "cp-7_smt.a"), CustomerStatus::Unmet);
    assert_eq!(status(&standby, "cp-7_smt.a"), CustomerStatus::Partial);
    assert_eq!(status(&standby, "cp-6_smt.a"), status(&plain, "cp-6_smt.a"));

    assert_eq!(status(&plain, "cp-6_smt.a"), CustomerStatus::Unmet);
    assert_eq!(status(&copied, "cp-6_smt.a"), CustomerStatus::Partial);
    assert_eq!(status(&copied, "cp-7_smt.a"), status(&plain, "cp-7_smt.a"));

    for other in [&standby, &copied] {
        for (a, b) in plain.controls.iter().zip(&other.controls) {
            assert_eq!((&a.part, a.allocation), (&b.part, b.allocation));
            if a.control.as_str().starts_with("cp-6") || a.control.as_str().starts_with("cp-7") {
                assert_eq!(a.allocation, Allocation::SharedDependent, "{}", a.part);
            }
        }
    }
}
