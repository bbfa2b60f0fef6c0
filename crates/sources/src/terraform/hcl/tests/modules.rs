//! Directories of Terraform as tests: modules.

use super::*;

const CHILD: &str = r#"
    variable "name" {}
    variable "peer" { default = null }
    resource "aws_s3_bucket" "b" { bucket = var.name }
    resource "aws_x" "peer" { arn = var.peer }
    output "arn" { value = aws_s3_bucket.b.arn }
    output "name" { value = upper(var.name) }
    output "path" { value = path.module }
"#;

#[test]
fn modules_pass_values_both_ways_in_any_order() {
    let main = r#"
        module "a" {
          source = "./modules/m"
          name = "a"
          peer = module.b.arn
        }
        module "b" {
          source = "./modules/m"
          name = module.a.name
        }
        module "each" {
          source = "./modules/m"
          for_each = toset(["x", "y"])
          name = each.key
        }
        resource "u" "u" {
          arns = [for k, m in module.each : m.arn]
          one  = module.each["x"].name
          all  = values(module.each)[*].name
          path = module.a.path
          root = path.module
        }
    "#;
    let files = [("env/main.tf", main), ("env/modules/m/main.tf", CHILD)];
    let read = Read::with(&files, "env", &HclOptions::default());
    assert_eq!(read.codes(), Vec::<&str>::new());
    assert_eq!(read.directory.resources.len(), 9);
    assert_eq!(read.body("module.b.aws_s3_bucket.b"), json!({"bucket": "A"}));
    assert_eq!(read.body("module.a.aws_x.peer"), json!({"arn": {"$ref": "module.b.aws_s3_bucket.b.arn"}}));
    assert_eq!(read.body("module.b.aws_x.peer"), json!({}));
    assert_eq!(
        read.body("u.u"),
        json!({
            "arns": [
                {"$ref": "module.each[\"x\"].aws_s3_bucket.b.arn"},
                {"$ref": "module.each[\"y\"].aws_s3_bucket.b.arn"},
            ],
            "one": "X",
            "all": ["X", "Y"],
            "path": "modules/m",
            "root": ".",
        })
    );
    assert_eq!(read.directory.called_modules, ["env/modules/m"]);
}

#[test]
fn a_module_beside_the_root_and_calls_within_calls() {
    let files = [
        ("live/prod/main.tf", "module \"a\" {\n  source = \"../../modules/outer\"\n}\n"),
        ("modules/outer/main.tf", "module \"in\" {\n  source = \"../inner\"\n  count = 1\n}\n"),
        ("modules/inner/main.tf", "resource \"x\" \"y\" { v = file(\"${path.module}/data.txt\") }\n"),
        ("modules/inner/data.txt", "content"),
        ("secret.txt", "no"),
    ];
    let read = Read::with(&files, "live/prod", &HclOptions::default());
    assert_eq!(read.codes(), Vec::<&str>::new());
    assert_eq!(read.body("module.a.module.in[0].x.y"), json!({"v": "content"}));
    assert_eq!(read.directory.called_modules, ["modules/inner", "modules/outer"]);
    let files = Files::new(Box::new(MemoryFiles::new(files)), Limits::default());
    assert_eq!(local_module_calls(&files, "live/prod"), ["modules/outer"]);
    assert_eq!(local_module_calls(&files, "modules/outer"), ["modules/inner"]);
}

#[test]
fn fetched_modules_are_found_and_others_are_one_problem() {
    let main = r#"
        module "vpc" {
          source = "terraform-aws-modules/vpc/aws"
          name = "n"
        }
        module "gone" { source = "git::https://example.com/x" }
        resource "u" "u" {
          a = module.vpc.name
          b = module.gone.id
          c = module.gone.other
        }
    "#;
    let modules = r#"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"vpc","Source":"x","Dir":".terraform/modules/vpc"}]}"#;
    let read = Read::new(&[
        ("main.tf", main),
        (".terraform/modules/modules.json", modules),
        (".terraform/modules/vpc/main.tf", CHILD),
    ]);
    assert_eq!(read.codes(), ["module-not-available"]);
    assert_eq!(
        read.body("u.u"),
        json!({
            "a": "N",
            "b": {"$unknown": {"why": "module-not-available", "refers": "module.gone.id"}},
            "c": {"$unknown": {"why": "module-not-available", "refers": "module.gone.other"}},
        })
    );
}

#[test]
fn an_unknown_module_count_makes_all_its_resources_uncertain() {
    let main = r#"
        variable "on" { type = bool }
        module "m" {
          source = "./m"
          count = var.on ? 1 : 0
          name = "n"
        }
        resource "u" "u" { arn = module.m[0].arn }
    "#;
    let read = Read::new(&[("main.tf", main), ("m/main.tf", CHILD)]);
    assert_eq!(read.addresses(), ["module.m.aws_s3_bucket.b", "module.m.aws_x.peer", "u.u"]);
    let presence = read.resource("module.m.aws_s3_bucket.b").presence;
    assert_eq!(presence, Presence::Maybe(Why::ParameterWithoutDefault));
    assert_eq!(read.body("u.u"), json!({"arn": {"$ref": "module.m.aws_s3_bucket.b.arn"}}));
}

#[test]
fn providers_are_passed_to_modules() {
    let main = r#"
        provider "aws" { region = "us-east-1" }
        provider "aws" {
          alias = "eu"
          region = "eu-west-1"
        }
        module "default" { source = "./m" }
        module "given" {
          source = "./m"
          providers = { aws = aws.eu, aws.other = aws }
        }
    "#;
    let child = r#"
        terraform { required_providers { aws = { configuration_aliases = [aws.other] } } }
        provider "aws" { alias = "other" }
        data "aws_region" "r" {}
        resource "aws_a" "a" { region_name = data.aws_region.r.name }
        resource "aws_a" "o" { provider = aws.other }
    "#;
    let read = Read::new(&[("main.tf", main), ("m/main.tf", child)]);
    let region = |address: &str| read.resource(address).region.clone();
    assert_eq!(region("module.default.aws_a.a").as_deref(), Some("us-east-1"));
    assert_eq!(region("module.default.aws_a.o"), None);
    assert_eq!(region("module.given.aws_a.a").as_deref(), Some("eu-west-1"));
    assert_eq!(region("module.given.aws_a.o").as_deref(), Some("us-east-1"));
    assert_eq!(read.body("module.given.aws_a.a"), json!({"region_name": "eu-west-1"}));
}

#[test]
fn data_sources_are_known_only_where_options_or_arguments_say_it() {
    let text = r#"
        data "aws_caller_identity" "c" {}
        data "aws_partition" "p" {}
        data "aws_ami" "a" { most_recent = true }
        resource "u" "u" {
          arn = "arn:${data.aws_partition.p.partition}:iam::${data.aws_caller_identity.c.account_id}:root"
          ami = data.aws_ami.a.id
          recent = data.aws_ami.a.most_recent
        }
    "#;
    let options = HclOptions {
        region: Some("cn-north-1".into()),
        account: Some("111122223333".into()),
        ..HclOptions::default()
    };
    let read = Read::with(&[("main.tf", text)], "", &options);
    let ami = json!({"$unknown": {"why": "known-after-apply", "refers": "data.aws_ami.a.id"}});
    assert_eq!(
        read.body("u.u"),
        json!({"ami": ami, "recent": true, "arn": "arn:aws-cn:iam::111122223333:root"})
    );
}
