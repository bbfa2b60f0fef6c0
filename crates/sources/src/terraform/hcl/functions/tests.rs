use crate::terraform::hcl::{HclOptions, read_directory};
use demarc_inventory::{Files, Inventory, Limits, MemoryFiles, node_to_json};
use serde_json::{Value as Json, json};

/// The values of expressions, all in one file.
fn values(expressions: &[&str]) -> Vec<Json> {
    let mut text = String::new();
    for (at, expression) in expressions.iter().enumerate() {
        text.push_str(&format!("resource \"t\" \"t{at:04}\" {{\n  v = {expression}\n}}\n"));
    }
    let files = [
        ("main.tf", text.as_str()),
        ("a.txt", "hello"),
        ("d/b.txt", "x"),
        ("d/c.json", "{}"),
        ("t.tftpl", "%{ for a in list ~}\n${a}:${port}\n%{ endfor ~}\n"),
    ];
    let files = Files::new(Box::new(MemoryFiles::new(files)), Limits::default());
    let mut inventory = Inventory::new();
    let directory = read_directory(&files, "", &HclOptions::default(), &mut inventory);
    assert_eq!(directory.resources.len(), expressions.len(), "{:?}", inventory.problems);
    directory
        .resources
        .iter()
        .map(|r| node_to_json(&inventory.arena, r.body).get("v").cloned().unwrap_or(Json::Null))
        .collect()
}

fn check(cases: &[(&str, Json)]) {
    let expressions: Vec<&str> = cases.iter().map(|(e, _)| *e).collect();
    for (value, (expression, expected)) in values(&expressions).iter().zip(cases) {
        assert_eq!(value, expected, "{expression}");
    }
}

#[test]
fn numbers() {
    check(&[
        ("abs(-12.4)", json!(12.4)),
        ("ceil(5.1)", json!(6)),
        ("floor(-1.2)", json!(-2)),
        ("max(12, \"54\", 3)", json!(54)),
        ("min([12, 54, 3]...)", json!(3)),
        ("parseint(\"FF\", 16)", json!(255)),
        ("parseint(\"-10\", 2)", json!(-2)),
        ("parseint(\"aA\", 62)", json!(656)),
        ("pow(3, 2)", json!(9)),
        ("log(16, 2)", json!(4)),
        ("signum(-13)", json!(-1)),
        ("sum([10, 13, 6, 4.5])", json!(33.5)),
    ]);
}

#[test]
fn texts() {
    check(&[
        ("chomp(\"hello\\r\\n\\n\")", json!("hello")),
        ("endswith(\"hello world\", \"world\")", json!(true)),
        ("format(\"Hello, %s!\", \"Ander\")", json!("Hello, Ander!")),
        ("format(\"%[2]s-%[1]d\", 4, \"x\")", json!("x-4")),
        (
            "format(\"%#v %5.2f|%-5s|%05d|%q|%t|%%|%v|%x\", {a=1}, 3.14159, \"ab\", 42, \"q\", true, [1,\"a\"], 255)",
            json!("{\"a\":1}  3.14|ab   |00042|\"q\"|true|%|[1,\"a\"]|ff"),
        ),
        ("formatlist(\"Hello, %s!\", [\"A\", \"B\"])", json!(["Hello, A!", "Hello, B!"])),
        ("formatlist(\"%s, %s!\", \"Salutations\", [\"A\"])", json!(["Salutations, A!"])),
        ("indent(2, \"[\\n  foo,\\n]\")", json!("[\n    foo,\n  ]")),
        ("join(\"-\", [\"foo\", 1, true])", json!("foo-1-true")),
        ("lower(\"HELLO É\")", json!("hello é")),
        ("upper(\"straße\")", json!("STRAßE")),
        ("replace(\"1 + 2 + 3\", \"+\", \"-\")", json!("1 - 2 - 3")),
        ("replace(\"hello world\", \"/w.*d/\", \"everybody\")", json!("hello everybody")),
        ("replace(\"hello\", \"/l(.)/\", \"<$1>\")", json!("he<l>o")),
        ("split(\",\", \"foo,,bar\")", json!(["foo", "", "bar"])),
        ("split(\",\", \"\")", json!([""])),
        ("startswith(\"hello\", \"he\")", json!(true)),
        ("strcontains(\"hello\", \"ll\")", json!(true)),
        ("strrev(\"hello\")", json!("olleh")),
        ("substr(\"hello world\", 1, 4)", json!("ello")),
        ("substr(\"🤔🤷\", 0, 1)", json!("🤔")),
        ("substr(\"hello world\", -5, -1)", json!("world")),
        ("substr(\"hello world\", 6, 10)", json!("world")),
        ("title(\"hello world-foo ab_cd\")", json!("Hello World-Foo Ab_cd")),
        ("trim(\"?!hello?!\", \"!?\")", json!("hello")),
        ("trimprefix(\"helloworld\", \"hello\")", json!("world")),
        ("trimsuffix(\"helloworld\", \"world\")", json!("hello")),
        ("trimspace(\"  hello\\n\\n\")", json!("hello")),
        ("regex(\"[a-z]+\", \"53453453.345345aaabbbccc23454\")", json!("aaabbbccc")),
        (
            "regex(\"(\\\\d\\\\d\\\\d\\\\d)-(\\\\d\\\\d)-(\\\\d\\\\d)\", \"2019-02-01\")",
            json!(["2019", "02", "01"]),
        ),
        (
            "regex(\"^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?\", \"https://terraform.io/docs/\")",
            json!({"authority": "terraform.io", "scheme": "https"}),
        ),
        ("regexall(\"[a-z]+\", \"1234abcd5678efgh9\")", json!(["abcd", "efgh"])),
        ("length(regexall(\"x\", \"abc\"))", json!(0)),
    ]);
}

#[test]
fn lists() {
    check(&[
        ("alltrue([\"true\", true])", json!(true)),
        ("alltrue([])", json!(true)),
        ("anytrue([true, false])", json!(true)),
        ("anytrue([])", json!(false)),
        ("chunklist([\"a\", \"b\", \"c\"], 2)", json!([["a", "b"], ["c"]])),
        ("coalesce(\"\", \"b\")", json!("b")),
        ("coalesce([\"\", \"b\"]...)", json!("b")),
        ("coalescelist([], [\"c\", \"d\"])", json!(["c", "d"])),
        ("compact([\"a\", \"\", null, \"b\"])", json!(["a", "b"])),
        ("concat([\"a\", \"\"], [\"b\", \"c\"])", json!(["a", "", "b", "c"])),
        ("contains([\"a\", \"b\"], \"a\")", json!(true)),
        ("distinct([\"a\", \"b\", \"a\", \"c\"])", json!(["a", "b", "c"])),
        ("element([\"a\", \"b\", \"c\"], 4)", json!("b")),
        ("element([\"a\", \"b\", \"c\"], length([1, 2, 3]) - 1)", json!("c")),
        ("flatten([[\"a\", \"b\"], [], [[\"c\"]]])", json!(["a", "b", "c"])),
        ("index([\"a\", \"b\", \"c\"], \"b\")", json!(1)),
        ("length({ a = \"b\" })", json!(1)),
        ("length(\"héllo\")", json!(5)),
        ("one([])", json!(null)),
        ("one([\"x\"])", json!("x")),
        ("range(3)", json!([0, 1, 2])),
        ("range(1, 8, 2)", json!([1, 3, 5, 7])),
        ("range(4, 1)", json!([4, 3, 2])),
        ("reverse([1, 2, 3])", json!([3, 2, 1])),
        ("slice([\"a\", \"b\", \"c\", \"d\"], 1, 3)", json!(["b", "c"])),
        ("sort([\"e\", \"d\", \"a\", \"x\"])", json!(["a", "d", "e", "x"])),
        ("matchkeys([\"i-1\", \"i-2\", \"i-3\"], [\"w\", \"e\", \"e\"], [\"e\"])", json!(["i-2", "i-3"])),
    ]);
}

#[test]
fn maps_and_sets() {
    check(&[
        ("keys({ b = 1, a = 2 })", json!(["a", "b"])),
        ("values({ b = 1, a = 2 })", json!([2, 1])),
        ("lookup({ a = \"ay\" }, \"a\", \"what?\")", json!("ay")),
        ("lookup({ a = \"ay\" }, \"c\", \"what?\")", json!("what?")),
        ("merge({ a = 1, b = 2 }, null, { b = 3 })", json!({"a": 1, "b": 3})),
        ("merge([{ a = 1 }, { c = 2 }]...)", json!({"a": 1, "c": 2})),
        ("transpose({ a = [\"1\", \"2\"], b = [\"2\"] })", json!({"1": ["a"], "2": ["a", "b"]})),
        ("zipmap([\"a\", \"b\"], [1, 2])", json!({"a": 1, "b": 2})),
        ("setintersection([\"a\", \"b\"], [\"b\", \"c\"], [\"b\", \"d\"])", json!(["b"])),
        ("setsubtract([\"a\", \"b\", \"c\"], [\"a\", \"c\"])", json!(["b"])),
        ("setunion([\"a\", \"b\"], [\"b\", \"c\"], [\"d\"])", json!(["a", "b", "c", "d"])),
        ("setproduct([\"a\", \"b\"], [1, 2])", json!([["a", 1], ["a", 2], ["b", 1], ["b", 2]])),
        ("toset([\"b\", \"a\", \"b\"])", json!(["a", "b"])),
        ("toset([1, \"a\"])", json!(["1", "a"])),
        ("tolist([\"a\", 1])", json!(["a", "1"])),
        ("tomap({ a = 1, b = \"x\" })", json!({"a": "1", "b": "x"})),
        ("tobool(\"false\")", json!(false)),
        ("tonumber(\"1e3\")", json!(1000)),
        ("tostring(1.50)", json!("1.5")),
        ("map(\"a\", 1)", json!({"a": 1})),
    ]);
}

#[test]
fn encodings() {
    check(&[
        ("base64encode(\"Hello World\")", json!("SGVsbG8gV29ybGQ=")),
        ("base64decode(\"SGVsbG8gV29ybGQ=\")", json!("Hello World")),
        ("jsondecode(\"{\\\"hello\\\": \\\"world\\\", \\\"n\\\": 1.0}\")", json!({"hello": "world", "n": 1})),
        (
            "\"${jsonencode({ b = \"<x>&\", a = null })}!\"",
            json!("{\"a\":null,\"b\":\"\\u003cx\\u003e\\u0026\"}!"),
        ),
        ("jsonencode(\"a\")", json!("\"a\"")),
        ("urlencode(\"Hello World!/~ü\")", json!("Hello+World%21%2F~%C3%BC")),
        ("csvdecode(\"a,b\\n1,\\\"2,\\\"\\\"x\\\"\\n\\n\")", json!([{"a": "1", "b": "2,\"x"}])),
        (
            "sha256(\"hello world\")",
            json!("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"),
        ),
        ("base64sha256(\"hello world\")", json!("uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=")),
        ("base64gzip(\"x\")", json!({"$unknown": {"why": "unsupported-expression", "refers": null}})),
        ("timestamp()", json!({"$unknown": {"why": "known-after-apply", "refers": "timestamp()"}})),
    ]);
}

#[test]
fn networks() {
    check(&[
        ("cidrhost(\"10.12.112.0/20\", 16)", json!("10.12.112.16")),
        ("cidrhost(\"10.12.112.0/20\", -1)", json!("10.12.127.255")),
        ("cidrhost(\"fd00:fd12:3456:7890:00a2::/72\", 34)", json!("fd00:fd12:3456:7890::22")),
        ("cidrnetmask(\"172.16.0.0/12\")", json!("255.240.0.0")),
        ("cidrsubnet(\"172.16.0.0/12\", 4, 2)", json!("172.18.0.0/16")),
        ("cidrsubnet(\"10.1.2.0/24\", 4, 15)", json!("10.1.2.240/28")),
        ("cidrsubnet(\"fd00:fd12:3456:7890::/56\", 16, 162)", json!("fd00:fd12:3456:7800:a200::/72")),
        (
            "cidrsubnets(\"10.1.0.0/16\", 4, 4, 8, 4)",
            json!(["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"]),
        ),
        ("can(cidrsubnet(\"10.0.0.0/24\", 16, 0))", json!(false)),
    ]);
}

#[test]
fn files_and_paths() {
    check(&[
        ("file(\"a.txt\")", json!("hello")),
        ("fileexists(\"${path.module}/a.txt\")", json!(true)),
        ("fileexists(\"none.txt\")", json!(false)),
        ("fileset(path.module, \"**/*.txt\")", json!(["a.txt", "d/b.txt"])),
        ("fileset(\"d\", \"*.{json,txt}\")", json!(["b.txt", "c.json"])),
        ("filebase64(\"a.txt\")", json!("aGVsbG8=")),
        ("templatefile(\"t.tftpl\", { list = [\"x\", \"y\"], port = 80 })", json!("x:80\ny:80\n")),
        ("basename(\"foo/bar/baz.txt\")", json!("baz.txt")),
        ("dirname(\"foo/bar/baz.txt\")", json!("foo/bar")),
        ("dirname(\"baz.txt\")", json!(".")),
        ("can(file(\"none\"))", json!(false)),
    ]);
}
