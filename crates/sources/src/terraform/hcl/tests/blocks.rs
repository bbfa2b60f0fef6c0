//! Directories of Terraform as tests: blocks.

use super::*;

#[test]
fn a_resource_keeps_its_arguments_and_refers_to_computed_ones() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        provider "aws" {
          region = "eu-central-1"
        }
        resource "aws_s3_bucket" "b" {
          bucket = "logs"
          force_destroy = null
          lifecycle { prevent_destroy = true }
          depends_on = [aws_s3_bucket.b]
        }
        resource "aws_s3_bucket_versioning" "b" {
          bucket = aws_s3_bucket.b.id
          name   = aws_s3_bucket.b.bucket
          versioning_configuration {
            status = "Enabled"
          }
        }
        "#,
    )]);
    assert_eq!(read.codes(), Vec::<&str>::new());
    assert_eq!(read.body("aws_s3_bucket.b"), json!({"bucket": "logs"}));
    assert_eq!(
        read.body("aws_s3_bucket_versioning.b"),
        json!({
            "bucket": {"$ref": "aws_s3_bucket.b.id"},
            "name": "logs",
            "versioning_configuration": [{"status": "Enabled"}],
        })
    );
    assert_eq!(read.resource("aws_s3_bucket.b").region.as_deref(), Some("eu-central-1"));
    let span = read.resource("aws_s3_bucket.b").span.unwrap();
    let text = read.inventory.sources.text(span.document);
    assert!(
        text.get(span.start as usize..span.end as usize)
            .unwrap()
            .starts_with("resource \"aws_s3_bucket\" \"b\"")
    );
}

#[test]
fn count_and_for_each_over_known_values_are_expanded() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        resource "a" "zero" { count = 0 }
        resource "a" "two" {
          count = 2
          name = "n${count.index}"
        }
        resource "a" "each" {
          for_each = { x = 1, "y\"z" = 2 }
          name = each.key
          size = each.value
        }
        resource "a" "set" {
          for_each = toset(["q"])
          name = "${each.key}-${each.value}"
        }
        resource "a" "user" {
          first = a.two[1].id
          all   = a.two[*].name
          old   = a.two.*.id[0]
          keyed = a.each["x"].arn
          names = [for k, v in a.each : "${k}=${v.size}"]
          none  = length(a.zero)
          try   = try(a.zero[0].id, "none")
        }
        "#,
    )]);
    assert_eq!(read.codes(), Vec::<&str>::new());
    assert_eq!(
        read.addresses(),
        ["a.each[\"x\"]", "a.each[\"y\\\"z\"]", "a.set[\"q\"]", "a.two[0]", "a.two[1]", "a.user"]
    );
    assert_eq!(read.body("a.each[\"x\"]"), json!({"name": "x", "size": 1}));
    assert_eq!(read.body("a.set[\"q\"]"), json!({"name": "q-q"}));
    assert_eq!(
        read.body("a.user"),
        json!({
            "first": {"$ref": "a.two[1].id"},
            "all": ["n0", "n1"],
            "old": {"$ref": "a.two[0].id"},
            "keyed": {"$ref": "a.each[\"x\"].arn"},
            "names": ["x=1", "y\"z=2"],
            "none": 0,
            "try": "none",
        })
    );
}

#[test]
fn an_unknown_count_leaves_one_resource_that_may_exist() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        variable "create" {}
        variable "names" { type = set(string) }
        resource "a" "c" {
          count = var.create ? 1 : 0
          name = "n-${count.index}"
          size = 3
        }
        resource "a" "e" {
          for_each = var.names
          name = each.value
        }
        resource "a" "m" {
          for_each = toset(concat(["known"], tolist(var.names)))
          name = each.value
        }
        resource "a" "user" {
          id  = a.c[0].id
          ids = a.c[*].id
          one = one(a.c[*].id)
          try = try(a.c[0].id, "none")
          key = a.e["x"].arn
        }
        "#,
    )]);
    assert_eq!(read.codes(), Vec::<&str>::new());
    assert_eq!(read.addresses(), ["a.c", "a.e", "a.m", "a.m[\"known\"]", "a.user"]);
    let maybe = Presence::Maybe(Why::ParameterWithoutDefault);
    assert_eq!(read.resource("a.c").presence, maybe);
    assert_eq!(read.resource("a.e").presence, maybe);
    assert_eq!(read.resource("a.m").presence, maybe);
    assert_eq!(read.resource("a.m[\"known\"]").presence, Presence::Present);
    assert_eq!(read.body("a.c")["size"], json!(3));
    assert_eq!(read.body("a.c")["name"]["$unknown"]["why"], json!("parameter-without-default"));
    let user = read.body("a.user");
    assert_eq!(user["id"], json!({"$ref": "a.c.id"}));
    assert_eq!(user["ids"][0]["$unknown"]["why"], json!("parameter-without-default"));
    assert_eq!(user["one"]["$unknown"]["refers"], json!("a.c.id"));
    assert_eq!(user["try"]["$unknown"]["refers"], json!("a.c.id"));
    assert_eq!(user["key"], json!({"$ref": "a.e.arn"}));
}

#[test]
fn dynamic_blocks_are_expanded_and_open_where_unknown() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        variable "ports" { default = [22, 443] }
        variable "more" { type = list(number) }
        resource "sg" "a" {
          ingress { from = 1 }
          dynamic "ingress" {
            for_each = var.ports
            content {
              from = ingress.value
              at   = ingress.key
              dynamic "deep" {
                for_each = [1]
                iterator = it
                content { both = it.value + ingress.value }
              }
            }
          }
          dynamic "egress" {
            for_each = var.more
            content { from = egress.value }
          }
          dynamic "none" {
            for_each = []
            content {}
          }
        }
        "#,
    )]);
    assert_eq!(read.codes(), Vec::<&str>::new());
    assert_eq!(
        read.body("sg.a"),
        json!({
            "ingress": [
                {"from": 1},
                {"from": 22, "at": 0, "deep": [{"both": 23}]},
                {"from": 443, "at": 1, "deep": [{"both": 444}]},
            ],
            "egress": [{"$unknown": {"why": "parameter-without-default", "refers": "further elements"}}],
        })
    );
}

#[test]
fn attributes_of_nested_blocks_can_be_read_and_missing_ones_are_computed() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        resource "i" "a" {
          disk { size = 8 }
        }
        resource "i" "b" {
          size = i.a.disk[0].size
          id   = i.a.disk[0].volume_id
          net  = i.a.network[0].private_ip
        }
        "#,
    )]);
    assert_eq!(
        read.body("i.b"),
        json!({
            "size": 8,
            "id": {"$ref": "i.a.disk[0].volume_id"},
            "net": {"$ref": "i.a.network[0].private_ip"},
        })
    );
}

#[test]
fn default_tags_join_the_tags_and_aliases_have_their_own_region() {
    let read = Read::new(&[(
        "main.tf",
        r#"
        provider "aws" {
          region = "us-east-1"
          allowed_account_ids = ["111122223333"]
          default_tags { tags = { Team = "a", Env = "x" } }
        }
        provider "aws" {
          alias  = "west"
          region = "us-west-2"
          assume_role { role_arn = "arn:aws:iam::444455556666:role/x" }
        }
        resource "aws_s3_bucket" "a" { tags = { Env = "y" } }
        resource "aws_s3_bucket" "b" { provider = aws.west }
        resource "aws_s3_bucket" "c" { region = "eu-west-1" }
        "#,
    )]);
    assert_eq!(
        read.body("aws_s3_bucket.a"),
        json!({"tags": {"Env": "y"}, "tags_all": {"Env": "y", "Team": "a"}})
    );
    assert_eq!(read.body("aws_s3_bucket.b"), json!({}));
    let place = |address: &str| {
        let resource = read.resource(address);
        (resource.region.clone().unwrap(), resource.account.clone().unwrap())
    };
    assert_eq!(place("aws_s3_bucket.a"), ("us-east-1".into(), "111122223333".into()));
    assert_eq!(place("aws_s3_bucket.b"), ("us-west-2".into(), "444455556666".into()));
    assert_eq!(place("aws_s3_bucket.c").0, "eu-west-1");
}

#[test]
fn override_files_replace_attributes_and_whole_block_types() {
    let read = Read::new(&[
        (
            "main.tf",
            "resource \"a\" \"b\" {\n  x = 1\n  y = 2\n  n { p = 1 }\n  n { p = 2 }\n  k { q = 1 }\n}\n",
        ),
        ("z_override.tf", "resource \"a\" \"b\" {\n  x = 9\n  n { p = 3 }\n}\n"),
    ]);
    assert_eq!(read.body("a.b"), json!({"x": 9, "y": 2, "n": [{"p": 3}], "k": [{"q": 1}]}));
}

#[test]
fn the_json_notation_gives_the_same() {
    let read = Read::new(&[(
        "main.tf.json",
        r#"{
          "//": "a comment",
          "variable": {"name": {"type": "string", "default": "x${not.a.template}"}},
          "locals": {"sizes": [1, 2]},
          "resource": {
            "a": {
              "b": {
                "name": "${var.name}-1",
                "size": "${local.sizes[1]}",
                "tags": {"k": "v"},
                "versioning": {"enabled": true},
                "rule": [{"n": 1}, {"n": 2}],
                "dynamic": {"d": {"for_each": "${local.sizes}", "content": {"v": "${d.value}"}}},
                "lifecycle": {"prevent_destroy": true}
              }
            }
          }
        }"#,
    )]);
    assert_eq!(read.codes(), Vec::<&str>::new());
    assert_eq!(
        read.body("a.b"),
        json!({
            "name": "x${not.a.template}-1",
            "size": 2,
            "tags": {"k": "v"},
            "versioning": [{"enabled": true}],
            "rule": [{"n": 1}, {"n": 2}],
            "d": [{"v": 1}, {"v": 2}],
        })
    );
}
