//! Directories of Terraform as tests: robustness.

use super::*;

#[test]
fn one_syntax_error_does_not_lose_the_file() {
    let text = "resource \"a\" \"one\" { v = 1 }\nresource \"a\" \"bad\" {\n  v = = 2\n}\nresource \"a\" \"two\" { v = a.bad.id }\n";
    let read = Read::new(&[("main.tf", text)]);
    assert_eq!(read.codes(), ["syntax-error"]);
    assert_eq!(read.addresses(), ["a.bad", "a.one", "a.two"]);
    assert_eq!(read.resource("a.bad").presence, Presence::Present);
    let lost = |refers: Json| json!({"why": "syntax-error", "refers": refers});
    assert_eq!(
        read.body("a.bad"),
        json!({"v": {"$unknown": lost(Json::Null)}, "$unknown": lost(json!("further entries"))})
    );
    assert_eq!(read.body("a.two"), json!({"v": {"$ref": "a.bad.id"}}));
    let span = read.inventory.problems[0].span.unwrap();
    let position = read.inventory.sources.position(span.document, span.start);
    assert_eq!(position.line, 3);
}

#[test]
fn a_repetition_loses_nothing_else() {
    let text = "resource \"a\" \"b\" {\n  v = 1\n  v = 2\n  w = { x = 1, \"y\" = [\"{\", 1], x = 2 }\n  n { k = 1 }\n}\n";
    let read = Read::new(&[("main.tf", text)]);
    assert_eq!(read.body("a.b"), json!({"v": 1, "w": {"x": 2, "y": ["{", 1]}, "n": [{"k": 1}]}));
    assert_eq!(read.codes(), ["duplicate-declaration"]);
    let span = read.inventory.problems[0].span.unwrap();
    assert_eq!(read.inventory.sources.position(span.document, span.start).line, 3);
}

#[test]
fn an_error_within_a_block_leaves_the_attributes_beside_it_and_says_that_there_may_be_more() {
    let text = "resource \"a\" \"b\" {\n  count = 2\n  v = 1\n  n {\n    k = 1\n    x = [1,, 2]\n  }\n  w = \"x\n  z = 3\n}\nresource \"a\" \"c\" { v = 1 }\n";
    let read = Read::new(&[("main.tf", text)]);
    assert_eq!(read.addresses(), ["a.b[0]", "a.b[1]", "a.c"]);
    let body = read.body("a.b[0]");
    assert_eq!((&body["v"], &body["z"], &body["n"][0]["k"]), (&json!(1), &json!(3), &json!(1)));
    assert_eq!(body["w"]["$unknown"]["why"], json!("syntax-error"));
    assert_eq!(body["n"][0]["x"]["$unknown"]["why"], json!("syntax-error"));
    assert!(body.get("$unknown").is_some() && body["n"][0].get("$unknown").is_some());
    assert_eq!(read.codes(), ["syntax-error", "syntax-error"]);
}

#[test]
fn a_block_whose_end_is_not_found_may_hold_more() {
    let text =
        "resource \"a\" \"b\" {\n  v = 1\n  n {\n    k = 1\n  w = 2\n}\nresource \"a\" \"c\" {\n  v = 1\n}\n";
    let read = Read::new(&[("main.tf", text)]);
    assert_eq!(read.codes(), ["syntax-error"]);
    assert!(read.body("a.b").get("$unknown").is_some());
    assert_eq!(read.body("a.c"), json!({"v": 1}));
}

#[test]
fn wrong_expressions_are_problems_and_unknown() {
    let text = "resource \"a\" \"b\" {\n  v = 1 + \"x\"\n  w = local.gone\n  x = nofunction(1)\n  y = 2\n}\n";
    let read = Read::new(&[("main.tf", text)]);
    let body = read.body("a.b");
    assert_eq!(body["v"]["$unknown"]["why"], json!("unsupported-expression"));
    assert_eq!(body["w"]["$unknown"]["why"], json!("unresolved-reference"));
    assert_eq!(body["x"]["$unknown"]["why"], json!("unsupported-expression"));
    assert_eq!(body["y"], json!(2));
    let mut codes = read.codes();
    codes.sort_unstable();
    assert_eq!(codes, ["invalid-expression", "unresolved-reference", "unsupported-function"]);
}

#[test]
fn expansion_is_bounded() {
    let doubling: String =
        (1..40).map(|i| format!("  l{i} = concat(local.l{}, local.l{})\n", i - 1, i - 1)).collect();
    let text = format!(
        "locals {{\n  l0 = [1]\n{doubling}}}\nresource \"a\" \"b\" {{ v = local.l39 }}\nresource \"a\" \"c\" {{ count = 1000000 }}\n"
    );
    let read = Read::new(&[("main.tf", &text)]);
    assert!(read.body("a.b").to_string().contains("$unknown"));
    assert!(matches!(read.resource("a.c").presence, Presence::Maybe(_)));
    assert!(read.codes().iter().all(|c| *c == "expansion-limit"));
}

#[test]
fn deep_nesting_and_long_chains_end() {
    let deep = format!("resource \"a\" \"b\" {{\n  v = {}1{}\n}}\n", "[".repeat(500), "]".repeat(500));
    assert_eq!(Read::new(&[("main.tf", &deep)]).codes(), ["syntax-error"]);
    let chain: String = (1..3000).map(|i| format!("  l{i} = local.l{}\n", i - 1)).collect();
    let text = format!("locals {{\n  l0 = 1\n{chain}}}\nresource \"a\" \"b\" {{ v = local.l2999 }}\n");
    let read = Read::new(&[("main.tf", &text)]);
    assert!(read.codes().contains(&"expansion-limit"));
}

#[test]
fn a_module_that_calls_itself_ends() {
    let text = "module \"m\" {\n  source = \"./\"\n}\nresource \"a\" \"b\" {}\n";
    let read = Read::new(&[("main.tf", text)]);
    assert_eq!(read.codes(), ["reference-cycle"]);
    assert_eq!(read.directory.resources.len(), 1);
}

#[test]
fn files_outside_of_the_root_are_not_read() {
    let text =
        "resource \"a\" \"b\" {\n  v = file(\"../../etc/passwd\")\n  w = try(file(\"none\"), \"no\")\n}\n";
    let files = [("r/s/main.tf", text), ("etc/passwd", "root")];
    let read = Read::with(&files, "r/s", &HclOptions::default());
    let body = read.body("a.b");
    assert_eq!(body["v"]["$unknown"]["why"], json!("access-denied"));
    assert_eq!(body["w"], json!("no"));
    assert_eq!(read.codes(), ["unreadable-file"]);
}

#[test]
fn the_result_does_not_depend_on_the_order_of_files() {
    let (a, b) = (
        "locals { x = local.y }\nresource \"a\" \"a\" { v = local.x }\n",
        "locals { y = 2 }\nresource \"a\" \"b\" { v = a.a.v }\n",
    );
    let one = Read::new(&[("1.tf", a), ("2.tf", b)]);
    let two = Read::new(&[("1.tf", b), ("2.tf", a)]);
    for address in ["a.a", "a.b"] {
        assert_eq!(one.body(address), two.body(address));
    }
}

#[test]
fn odd_input_gives_no_panic() {
    let whole = "resource \"a\" \"b\" {\n  v = \"${[for x in [1] : x if x > 0][0]}%{ if true }y%{ endif }\"\n  w = <<-E\n a\n E\n d { e = {f = 1} }\n}\nlocals { z = 1 }\n";
    for end in 0..whole.len() {
        let Some((before, after)) = whole.split_at_checked(end) else { continue };
        Read::new(&[("main.tf", before)]);
        Read::new(&[("main.tf", after)]);
    }
    for json in [
        "[]",
        "1",
        "{\"resource\": 1}",
        "{\"resource\": {\"a\": []}}",
        "{\"resource\": {\"a\": {\"b\": [1]}}}",
        "",
    ] {
        Read::new(&[("main.tf.json", json)]);
    }
    assert_eq!(Read::new(&[("readme.md", "x")]).codes(), ["no-configuration"]);
}

#[test]
fn of_two_declarations_of_a_resource_only_what_they_share_is_known() {
    let text =
        "resource \"a\" \"b\" {\n  v = 1\n  w = 1\n  x = 1\n}\nresource \"a\" \"b\" {\n  v = 1\n  w = 2\n}\n";
    let read = Read::new(&[("main.tf", text)]);
    assert_eq!(read.codes(), ["conflicting-definitions"]);
    let conflict = json!({"$unknown": {"why": "conflicting-definitions", "refers": null}});
    assert_eq!(read.body("a.b"), json!({"v": 1, "w": conflict, "x": conflict}));
}
