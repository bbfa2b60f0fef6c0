//! Directories of Terraform as tests: language.

use super::*;

#[test]
fn variables_are_converted_and_given_in_order_of_precedence() {
    let main = r#"
        variable "a" { default = 1 }
        variable "b" { type = number }
        variable "c" { type = list(string) }
        variable "d" {}
        variable "e" { type = object({ x = optional(number, 7), y = optional(string), z = bool }) }
        variable "f" {
          type = string
          nullable = false
          default = "f"
        }
        variable "missing" { type = string }
        resource "t" "t" {
          v = [var.a, var.b, var.c, var.d, var.e, var.f]
          m = var.missing
          t = "x-${var.missing}"
        }
    "#;
    let files = [
        ("r/main.tf", main),
        ("r/terraform.tfvars", "a = \"tfvars\"\nb = \"1\"\nf = null\n"),
        ("r/x.auto.tfvars", "b = 2\nc = [1, true]\n"),
        ("r/y.auto.tfvars.json", "{\"e\": {\"z\": \"true\"}, \"a\": \"auto\"}"),
        ("given.tfvars", "d = \"file\"\nc = [\"x\"]\n"),
    ];
    let options = HclOptions {
        arguments: vec![
            VariableArgument::File("given.tfvars".into()),
            VariableArgument::Value("d".into(), "arg".into()),
            VariableArgument::Value("c".into(), "[\"q\"]".into()),
        ],
        ..HclOptions::default()
    };
    let read = Read::with(&files, "r", &options);
    assert_eq!(read.codes(), Vec::<&str>::new());
    let body = read.body("t.t");
    assert_eq!(body["v"], json!(["auto", 2, ["q"], "arg", {"x": 7, "y": null, "z": true}, "f"]));
    let missing = json!({"$unknown": {"why": "parameter-without-default", "refers": "var.missing"}});
    assert_eq!(body["m"], missing);
    assert_eq!(body["t"]["$unknown"]["parts"], json!(["x-", missing]));
    assert_eq!(read.directory.files.len(), 5);
}

#[test]
fn the_places_that_passed_a_value_on_are_kept_in_order() {
    let read = Read::new(&[
        (
            "main.tf",
            r#"
variable "settings" { type = object({ on = bool, days = optional(number, 7) }) }
locals { all = merge(var.settings, { own = 1 }) }
module "m" {
  source   = "./m"
  settings = local.all
  direct   = "x"
}
resource "t" "here" {
  v = "literal"
  w = "${var.settings.on}-x"
  b { n = [for d in [var.settings.days] : d] }
}
"#,
        ),
        ("terraform.tfvars", "settings = {\n  on = false\n}\n"),
        (
            "m/main.tf",
            r#"
variable "settings" {}
variable "direct" {}
locals { on = lookup(var.settings, "on", true) }
resource "t" "t" {
  on     = local.on
  days   = try(var.settings.days, 1)
  own    = var.settings.own
  direct = var.direct
}
"#,
        ),
    ]);
    assert_eq!(read.codes(), Vec::<&str>::new());
    let arena = &read.inventory.arena;
    let place = |span: demarc_model::Span| {
        let at = read.inventory.sources.position(span.document, span.start);
        format!("{}:{}", read.inventory.sources.path(span.document), at.line)
    };
    let told = |address: &str, path: &[&str]| {
        let mut node = arena.at(read.resource(address).body, path.get(..1).unwrap()).unwrap();
        for step in &path[1..] {
            node = arena.elements(node).next().unwrap_or(node);
            node = arena.get_named(node, step).unwrap_or(node);
        }
        let mut all = vec![place(arena.node(node).span.unwrap())];
        all.extend(arena.way(node).into_iter().map(place));
        all
    };
    let m = "module.m.t.t";
    let expected = |way: &str| way.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let on = "terraform.tfvars:2 main.tf:3 main.tf:6 m/main.tf:4 m/main.tf:6";
    assert_eq!(told(m, &["on"]), expected(on));
    assert_eq!(told(m, &["days"]), expected("main.tf:2 main.tf:3 main.tf:6 m/main.tf:7"));
    assert_eq!(told(m, &["own"]), ["main.tf:3", "main.tf:6", "m/main.tf:8"]);
    assert_eq!(told(m, &["direct"]), ["main.tf:7", "m/main.tf:9"]);
    assert_eq!(told("t.here", &["v"]), ["main.tf:10"]);
    // What is put together is written where that happens.
    assert_eq!(told("t.here", &["w"]), ["main.tf:11"]);
    assert_eq!(told("t.here", &["b", "n", "0"]), ["main.tf:2", "main.tf:12"]);
}

#[test]
fn a_way_that_never_ends_is_cut_off() {
    use std::fmt::Write as _;
    let mut text = "locals {\n  l0 = \"x\"\n".to_owned();
    for at in 1..100 {
        let _ = writeln!(text, "  l{at} = local.l{}", at - 1);
    }
    text.push_str("}\nresource \"t\" \"t\" { v = local.l99 }\n");
    let read = Read::new(&[("main.tf", &text)]);
    let node = read.inventory.arena.get_named(read.resource("t.t").body, "v").unwrap();
    assert_eq!(read.inventory.arena.way(node).len(), 8);
}

#[test]
fn a_value_is_placed_where_it_was_written() {
    let read = Read::new(&[
        ("main.tf", "variable \"a\" {}\nresource \"t\" \"t\" { v = var.a }\n"),
        ("terraform.tfvars", "a = \"here\"\n"),
    ]);
    let arena = &read.inventory.arena;
    let node = arena.get_named(read.resource("t.t").body, "v").unwrap();
    let span = arena.node(node).span.unwrap();
    assert_eq!(read.inventory.sources.path(span.document), "terraform.tfvars");
    assert_eq!((span.start, span.end), (4, 10));
}

#[test]
fn locals_in_any_order_and_in_a_circle() {
    assert_eq!(value_with("local.a", "locals {\n a = local.b + 1\n b = local.c\n c = 2\n}"), json!(3));
    let text = "resource \"t\" \"t\" { v = local.a }\nlocals {\n a = local.b\n b = local.a\n}\n";
    let read = Read::new(&[("main.tf", text)]);
    assert_eq!(read.body("t.t")["v"]["$unknown"]["why"], json!("unresolved-reference"));
    assert_eq!(read.codes(), ["reference-cycle"]);
}

#[test]
fn unknown_conditions_keep_what_both_branches_share() {
    let variable = "variable \"u\" { type = bool }";
    assert_eq!(value_with("var.u ? 1 : 1", variable), json!(1));
    assert_eq!(value_with("var.u ? { a = 1, b = 2 } : { a = 1, b = 3 }", variable)["a"], json!(1));
    assert_eq!(value_with("var.u ? [] : [1]", variable).as_array().unwrap().len(), 1);
    assert_eq!(value_with("false && var.u", variable), json!(false));
    assert_eq!(value_with("var.u || true", variable), json!(true));
    assert!(value_with("var.u && true", variable).get("$unknown").is_some());
    assert_eq!(value_with("true ? 1 : \"a\"", variable), json!("1"));
}

#[test]
fn try_and_can_say_nothing_about_what_is_unknown() {
    let variable = "variable \"u\" {}\nresource \"aws_x\" \"k\" {}";
    assert_eq!(value_with("try(aws_x.k.arn, \"none\")", variable), json!({"$ref": "aws_x.k.arn"}));
    assert!(value_with("try(var.u.a, \"none\")", variable).get("$unknown").is_some());
    assert!(value_with("can(tonumber(var.u))", variable).get("$unknown").is_some());
    assert_eq!(value_with("try({}.a, [][0], \"x\")", variable), json!("x"));
    assert_eq!(value_with("can(regex(\"^a\", \"b\"))", variable), json!(false));
}

#[test]
fn equality_of_computed_attributes() {
    let blocks = "resource \"aws_kms_key\" \"k\" {}";
    assert_eq!(value_with("aws_kms_key.k.arn == null", blocks), json!(false));
    assert_eq!(value_with("aws_kms_key.k.arn != \"\" ? 1 : 2", blocks), json!(1));
    assert!(value_with("aws_kms_key.k.name == null", blocks).get("$unknown").is_some());
    assert_eq!(value_with("aws_kms_key.k.arn == aws_kms_key.k.arn", blocks), json!(true));
}

#[test]
fn templates_treat_whitespace_as_terraform_does() {
    let heredoc =
        "<<EOT\nstart\n  %{ if true ~}\n    indented\n  %{ endif ~}\n  end ${~ \"q\" ~}   \n   z\nEOT\n";
    assert_eq!(value(heredoc), json!("start\n      indented\n    endq   z\n"));
    let flush = "<<-EOT\n    a\n      b ${1+1}\n    c\n  EOT\n";
    assert_eq!(value(flush), json!("a\n  b 2\nc\n"));
    let kept = "<<-EOT\n    %{ for i in [1,2] ~}\n    item ${i}\n    %{ endfor ~}\n  EOT\n";
    assert_eq!(value(kept), json!("    item 1\n    item 2\n"));
    assert_eq!(value(r#""x%{ if true }foo\n\"q\"%{ endif }y""#), json!("xfoo\n\"q\"y"));
    assert_eq!(value(r#""$${a} %%{b}""#), json!("${a} %{b}"));
    assert_eq!(value("\"${true}\""), json!(true));
}

#[test]
fn for_expressions_splats_and_operators() {
    assert_eq!(value("{ for k, v in { a = 1, b = 1 } : v => k... }"), json!({"1": ["a", "b"]}));
    assert_eq!(value("[for i, v in [\"a\", \"b\"] : \"${i}${v}\" if v != \"a\"]"), json!(["1b"]));
    assert_eq!(value("[{ a = 1 }, { a = 2 }][*].a"), json!([1, 2]));
    assert_eq!(value("null[*]"), json!([]));
    assert_eq!(value("\"x\"[*]"), json!(["x"]));
    assert_eq!(value("[[1, 2], [3]].*.0"), json!([1, 3]));
    assert_eq!(value("-(1 + 2) * 3 % 4"), json!(-1));
    assert_eq!(value("1 == \"1\""), json!(false));
    assert_eq!(value("[1] == tolist([1])"), json!(false));
    assert_eq!(value("{ (\"a\") = 1, \"b-${1}\" = 2 }"), json!({"a": 1, "b-1": 2}));
}

#[test]
fn open_collections_keep_their_certain_elements() {
    let blocks = "variable \"u\" { type = list(string) }\nvariable \"m\" { type = map(string) }";
    let open = |why: &str| json!({"$unknown": {"why": why, "refers": "further elements"}});
    assert_eq!(
        value_with("concat([\"0.0.0.0/0\"], var.u)", blocks),
        json!(["0.0.0.0/0", open("parameter-without-default")])
    );
    assert_eq!(value_with("contains(concat([\"a\"], var.u), \"a\")", blocks), json!(true));
    assert!(value_with("contains(concat([\"a\"], var.u), \"b\")", blocks).get("$unknown").is_some());
    assert!(value_with("concat([\"a\"], var.u)[0]", blocks).get("$unknown").is_some());
    assert_eq!(value_with("merge(var.m, { a = 1 }).a", blocks), json!(1));
    assert!(value_with("merge({ a = 1 }, var.m).a", blocks).get("$unknown").is_some());
    assert!(value_with("length(concat([\"a\"], var.u))", blocks).get("$unknown").is_some());
}
