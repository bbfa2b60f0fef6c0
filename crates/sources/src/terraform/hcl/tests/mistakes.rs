//! What people get wrong: each mistake is named with its line and what was expected, and nothing else is lost.

use super::*;
use std::fmt::Write as _;

const GOOD: &str = "resource \"aws_s3_bucket\" \"good\" {\n  bucket = \"good\"\n}\n";
const OTHER: &str = "resource \"aws_s3_bucket\" \"other\" {\n  bucket = \"other\"\n}\n";

/// Mistakes, each behind a line with the number of its own and what is said of it.
const MISTAKES: &str = include_str!("mistakes.txt");

fn mistakes() -> Vec<(u32, &'static str, &'static str)> {
    let all = MISTAKES.split("--- ").filter(|part| !part.is_empty());
    all.map(|part| {
        let (head, text) = part.split_once('\n').unwrap();
        let (line, says) = head.split_once(": ").unwrap();
        (line.parse().unwrap(), says, text)
    })
    .collect()
}

#[test]
fn every_mistake_is_named_with_its_line_and_the_rest_is_read() {
    let mut wrong = Vec::new();
    assert!(mistakes().len() > 60);
    for (line, says, mistake) in mistakes() {
        for newline in ["\n", "\r\n"] {
            let text = format!("{mistake}{GOOD}").replace('\n', newline);
            let read = Read::new(&[("main.tf", &text), ("other.tf", OTHER)]);
            let sources = &read.inventory.sources;
            let named = read.inventory.problems.iter().any(|p| {
                let at =
                    p.span.map(|s| (sources.path(s.document), sources.position(s.document, s.start).line));
                at == Some(("main.tf", line)) && p.message.contains(says)
            });
            if !named {
                wrong.push(format!("{text}: expected `{says}` at {line}, got {:?}", read.inventory.problems));
            }
            for (address, name) in [("aws_s3_bucket.good", "good"), ("aws_s3_bucket.other", "other")] {
                assert_eq!(read.body(address)["bucket"], json!(name), "{text}");
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), mistakes().len() * 2, wrong.join("\n"));
}

#[test]
fn what_grows_without_end_is_cut_off_with_a_problem() {
    let mut doubled = "locals {\n  l0 = \"xxxxxxxxxx\"\n".to_owned();
    for at in 1..60 {
        let _ = writeln!(doubled, "  l{at} = \"${{local.l{0}}}${{local.l{0}}}\"", at - 1);
    }
    doubled.push_str("}\nresource \"a\" \"a\" { v = local.l59 }\n");
    let products =
        "locals { r = range(1000) }\nresource \"a\" \"a\" { v = setproduct(local.r, local.r, local.r)[0] }\n";
    let loops = "locals { r = range(1000) }\nresource \"a\" \"a\" { v = [for x in local.r : [for y in local.r : [for z in local.r : 1]]][0] }\n";
    let count = "resource \"a\" \"a\" { count = 1000000000 }\n";
    let range = "resource \"a\" \"a\" { v = range(100000000)[0] }\n";
    let nested = format!("resource \"a\" \"a\" {{ v = {}1{} }}\n", "(".repeat(3000), ")".repeat(3000));
    let operators = format!("resource \"a\" \"a\" {{ v = {} }}\n", ["1"; 5000].join(" + "));
    for text in [doubled.as_str(), products, loops, count, range, &nested, &operators] {
        let read = Read::new(&[("main.tf", text), ("other.tf", OTHER)]);
        assert!(!read.inventory.problems.is_empty(), "{}", text.get(..80).unwrap_or(text));
        assert_eq!(read.addresses().len(), 2, "{:?}", read.addresses());
        assert_eq!(read.body("aws_s3_bucket.other")["bucket"], json!("other"));
        let body = read.body("a.a");
        assert!(body.get("v").is_none_or(|v| v.get("$unknown").is_some() || v.is_array()), "{body}");
    }
}

#[test]
fn modules_within_modules_end_at_a_depth_and_a_number() {
    // Each level calls the next one twice: 2 to the 40th instances.
    let mut files: Vec<(String, String)> = (0..40)
        .map(|at| {
            let next = at + 1;
            let calls = format!("module \"a\" {{\n  source = \"../m{next}\"\n}}\nmodule \"b\" {{\n  source = \"../m{next}\"\n}}\n");
            (format!("m{at}/main.tf"), calls)
        })
        .collect();
    files.push(("m40/main.tf".to_owned(), "resource \"a\" \"b\" {}\n".to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let read = Read::with(&files, "m0", &HclOptions::default());
    assert!(read.codes().contains(&"expansion-limit"), "{:?}", read.codes());
    let circle = [
        ("a/main.tf", "module \"b\" { source = \"../b\" }\n"),
        ("b/main.tf", "module \"a\" { source = \"../a\" }\nresource \"r\" \"r\" {}\n"),
    ];
    let read = Read::with(&circle, "a", &HclOptions::default());
    assert_eq!(read.codes(), ["reference-cycle"]);
    assert_eq!(read.addresses(), ["module.b.r.r"]);
}
