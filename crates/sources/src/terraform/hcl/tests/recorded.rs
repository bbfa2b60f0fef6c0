//! Expressions with the results that Terraform itself gives them.
//!
//! The files in `recorded/` hold an expression a line and its result below, behind a tab: `= value` as JSON, with
//! `"$unknown"` for what is known after apply, or `!` for an error. `~ value` says what Demarc knows beyond that, or
//! that it knows less. Where a `terraform` program is at hand the results are compared with its own;
//! `DEMARC_RECORD=1` writes them anew. `prelude.tf` is what the expressions may refer to.

use super::*;
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

const PRELUDE: &str = include_str!("recorded/prelude.tf");

#[derive(Debug, Clone, PartialEq)]
enum Told {
    Value(Json),
    Error,
}

struct Line {
    expression: String,
    terraform: Option<Told>,
    /// What Demarc says where it differs.
    here: Option<Told>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/terraform/hcl/tests/recorded")
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
}

/// Comments stay with the expression that they precede.
fn parse(text: &str) -> Vec<(String, Line)> {
    let mut lines: Vec<(String, Line)> = Vec::new();
    let mut comments = String::new();
    for line in text.lines() {
        if line.is_empty() || line.starts_with('#') {
            let _ = writeln!(comments, "{line}");
        } else if let Some(result) = line.strip_prefix('\t') {
            let told = |json: &str| Told::Value(serde_json::from_str(json).unwrap());
            let last = &mut lines.last_mut().unwrap().1;
            match result.split_at(1) {
                ("=", json) => last.terraform = Some(told(json)),
                ("!", _) => last.terraform = Some(Told::Error),
                ("~", " !") => last.here = Some(Told::Error),
                ("~", json) => last.here = Some(told(json)),
                _ => panic!("{line}"),
            }
        } else {
            let expression = Line { expression: line.to_owned(), terraform: None, here: None };
            lines.push((std::mem::take(&mut comments), expression));
        }
    }
    lines
}

fn evaluated(expressions: &[&str]) -> Vec<Told> {
    let mut text = String::new();
    for (at, expression) in expressions.iter().enumerate() {
        let _ = writeln!(text, "resource \"t\" \"t{at:04}\" {{\n  v = [{expression}]\n}}");
    }
    let read = Read::new(&[("main.tf", &text), ("prelude.tf", PRELUDE)]);
    let failed: std::collections::BTreeSet<u32> = read
        .inventory
        .problems
        .iter()
        .filter(|p| matches!(p.code, "invalid-expression" | "syntax-error" | "unresolved-reference"))
        .filter_map(|p| p.span)
        .filter(|s| read.inventory.sources.path(s.document) == "main.tf")
        .map(|s| read.inventory.sources.position(s.document, s.start).line)
        .collect();
    (0..expressions.len())
        .map(|at| {
            let line = u32::try_from(at * 3 + 2).unwrap();
            if failed.contains(&line) {
                return Told::Error;
            }
            let value = read.body(&format!("t.t{at:04}"))["v"].clone();
            Told::Value(plain(&value)[0].clone())
        })
        .collect()
}

/// What is not known, or known only in part, as the one word.
fn plain(value: &Json) -> Json {
    let unknown = || Json::String("$unknown".into());
    match value {
        Json::Object(map) if map.contains_key("$unknown") || map.contains_key("$ref") => unknown(),
        Json::Object(map) => Json::Object(map.iter().map(|(k, v)| (k.clone(), plain(v))).collect()),
        Json::Array(items) => {
            let further = |v: &Json| v.pointer("/$unknown/refers") == Some(&json!("further elements"));
            if items.iter().any(further) { unknown() } else { items.iter().map(plain).collect() }
        }
        other => other.clone(),
    }
}

/// Equal, where a document may stand for the text that holds it.
fn same(terraform: &Json, here: &Json) -> bool {
    match (terraform, here) {
        (Json::Number(a), Json::Number(b)) => {
            a == b || a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| (a - b).abs() <= a.abs() * 1e-15)
        }
        (Json::Array(a), Json::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(k, a)| b.get(k).is_some_and(|b| same(a, b)))
        }
        (Json::String(text), Json::Array(_) | Json::Object(_)) => {
            serde_json::from_str::<Json>(text).is_ok_and(|document| same(&document, here))
                || text == "$unknown" && holds_unknown(here)
        }
        _ => terraform == here,
    }
}

fn fits(wanted: Option<&Told>, here: &Told) -> bool {
    match (wanted, here) {
        (Some(Told::Value(a)), Told::Value(b)) => same(a, b),
        (Some(Told::Error), Told::Error) => true,
        _ => false,
    }
}

fn holds_unknown(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().any(holds_unknown),
        Json::Object(map) => map.values().any(holds_unknown),
        other => other == "$unknown",
    }
}

#[test]
fn expressions_have_the_results_that_terraform_gives_them() {
    let mut wrong = Vec::new();
    for file in files() {
        let lines = parse(&std::fs::read_to_string(&file).unwrap());
        let expressions: Vec<&str> = lines.iter().map(|(_, l)| l.expression.as_str()).collect();
        for ((_, line), here) in lines.iter().zip(evaluated(&expressions)) {
            let wanted = line.here.as_ref().or(line.terraform.as_ref());
            if !fits(wanted, &here) {
                wrong.push(format!("{}: expected {wanted:?}, got {here:?}", line.expression));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// A Terraform program that works, if there is one.
fn terraform() -> Option<Command> {
    let program = || {
        let mut command = Command::new("terraform");
        command.env_remove("TF_CLI_CONFIG_FILE").env("CHECKPOINT_DISABLE", "1").env_remove("TF_WORKSPACE");
        command
    };
    program().arg("version").output().ok().filter(|o| o.status.success()).map(|_| program())
}

/// What Terraform says of expressions.
fn planned(expressions: &[&str]) -> Vec<Told> {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("prelude.tf"), PRELUDE).unwrap();
    let run = |arguments: &[&str]| {
        terraform().unwrap().args(arguments).current_dir(directory.path()).output().unwrap()
    };
    let mut told: BTreeMap<usize, Told> = BTreeMap::new();
    loop {
        let asked: Vec<usize> = (0..expressions.len()).filter(|at| !told.contains_key(at)).collect();
        let mut text = String::new();
        for at in &asked {
            let expression = expressions[*at];
            let _ = writeln!(text, "output \"e{at:04}\" {{\n  value = nonsensitive([{expression}])\n}}");
        }
        std::fs::write(directory.path().join("main.tf"), text).unwrap();
        run(&["init", "-input=false"]);
        let plan = run(&["plan", "-input=false", "-out=p", "-json"]);
        if plan.status.success() {
            let shown: Json = serde_json::from_slice(&run(&["show", "-json", "p"]).stdout).unwrap();
            for at in asked {
                let change = &shown["output_changes"][format!("e{at:04}")];
                let value = with_unknown(&change["after"], &change["after_unknown"]);
                told.insert(at, Told::Value(value[0].clone()));
            }
            return told.into_values().collect();
        }
        let before = told.len();
        for line in String::from_utf8_lossy(&plan.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Json>(line) else { continue };
            let range = &message["diagnostic"]["range"];
            if message["@level"] == "error" && range["filename"] == "main.tf" {
                let line = usize::try_from(range["start"]["line"].as_u64().unwrap()).unwrap();
                told.insert(asked[(line - 1) / 3], Told::Error);
            }
        }
        assert!(told.len() > before, "{}", String::from_utf8_lossy(&plan.stdout));
    }
}

/// A planned value with a word in place of what is not known; as a whole, if nothing of it is.
fn with_unknown(after: &Json, unknown: &Json) -> Json {
    match (after, unknown) {
        (_, Json::Bool(true)) => Json::String("$unknown".into()),
        (Json::Array(after), Json::Array(unknown)) => (0..after.len().max(unknown.len()))
            .map(|at| {
                with_unknown(after.get(at).unwrap_or(&Json::Null), unknown.get(at).unwrap_or(&Json::Null))
            })
            .collect(),
        (Json::Object(_) | Json::Null, Json::Object(unknown)) => {
            let mut map = after.as_object().cloned().unwrap_or_default();
            for (key, inner) in unknown {
                let value = with_unknown(map.get(key).unwrap_or(&Json::Null), inner);
                map.insert(key.clone(), value);
            }
            Json::Object(map)
        }
        _ => after.clone(),
    }
}

#[test]
fn recorded_results_are_those_of_the_terraform_at_hand() {
    if terraform().is_none() {
        return;
    }
    let record = std::env::var_os("DEMARC_RECORD").is_some();
    let mut wrong = Vec::new();
    for file in files() {
        let lines = parse(&std::fs::read_to_string(&file).unwrap());
        let expressions: Vec<&str> = lines.iter().map(|(_, l)| l.expression.as_str()).collect();
        let mut text = String::new();
        for ((comments, line), told) in lines.iter().zip(planned(&expressions)) {
            // Two readings of one decimal number may differ in the last bit.
            if !fits(line.terraform.as_ref(), &told) {
                wrong.push(format!("{}: {told:?}", line.expression));
            }
            let _ = writeln!(text, "{comments}{}", line.expression);
            let _ = match &told {
                Told::Value(value) => writeln!(text, "\t= {value}"),
                Told::Error => writeln!(text, "\t!"),
            };
            let _ = match &line.here {
                Some(Told::Value(value)) => writeln!(text, "\t~ {value}"),
                Some(Told::Error) => writeln!(text, "\t~ !"),
                None => Ok(()),
            };
        }
        if record {
            std::fs::write(&file, text).unwrap();
        }
    }
    assert!(record || wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Policies in the words of the provider, from `recorded/policies.tf`.
#[test]
fn policy_documents_are_written_as_the_provider_writes_them() {
    let recorded: BTreeMap<String, String> =
        serde_json::from_str(include_str!("recorded/policies.json")).unwrap();
    let mut text = include_str!("recorded/policies.tf").to_owned();
    for name in recorded.keys() {
        // Behind a letter the document is a text like any other.
        let attribute = if name.starts_with("min_") { "minified_json" } else { "json" };
        let data = name.trim_start_matches("min_");
        let value = format!("\"x${{data.aws_iam_policy_document.{data}.{attribute}}}\"");
        let _ = writeln!(text, "resource \"t\" \"{name}\" {{\n  v = {value}\n}}");
    }
    let read = Read::new(&[("main.tf", &text)]);
    for (name, document) in recorded {
        assert_eq!(read.body(&format!("t.{name}"))["v"], json!(format!("x{document}")), "{name}");
    }
}
