//! What is said of an unknown value must hold for every value it may turn out to be.

use super::*;

/// Expressions over `var.u`, which takes values of any type.
const EXPRESSIONS: [&str; 96] = [
    "var.u",
    "[var.u, 1]",
    "\"a-${var.u}\"",
    "jsonencode({ a = var.u, b = 1 })",
    "\"${jsonencode({ a = [var.u] })}\"",
    "var.u == 1",
    "var.u == \"a\"",
    "var.u != null",
    "[var.u] == [1]",
    "{ a = var.u, b = 1 } == { a = 1, b = 2 }",
    "var.u ? 1 : 2",
    "var.u ? [1, 2] : [1, 3]",
    "var.u ? [1] : [1, 2, 3]",
    "var.u ? { a = 1 } : { a = 1, b = 2 }",
    "var.u ? { a = 1, b = 1 } : { a = 1, b = 2 }",
    "var.u ? null : \"x\"",
    "var.u ? toset([\"a\", \"b\"]) : toset([\"b\"])",
    "var.u && false",
    "var.u || true",
    "false && var.u",
    "true && var.u",
    "!var.u",
    "var.u + 1",
    "var.u > 3",
    "[for x in var.u : x]",
    "[for x in [1, 2] : x if var.u == x]",
    "{ for x in [1, 2] : \"k${x}\" => x if var.u == x }",
    "{ for x in [\"a\", var.u] : x => 1... }",
    "{ for x in [\"a\", var.u] : x => 1 }",
    "{ a = 1, (var.u) = 2 }",
    "{ (var.u) = 2, a = 1 }",
    "[for x in concat([1], var.u) : x * 2]",
    "concat([1, 2], var.u)",
    "concat(var.u, [1])",
    "concat(var.u, [1])[0]",
    "contains(concat([\"a\"], var.u), \"a\")",
    "contains(var.u, \"a\")",
    "contains([\"a\", var.u], \"a\")",
    "merge({ a = 1 }, var.u)",
    "merge(var.u, { a = 1 })",
    "merge({ b = 1 }, var.u, { a = 1 })",
    "merge(var.u, { a = 1 }).a",
    "lookup(merge(var.u, { z = 1 }), \"z\", 5)",
    "lookup(var.u, \"a\", 5)",
    "keys(merge(var.u, { a = 1 }))",
    "values(merge({ a = 1 }, var.u))",
    "length([var.u, 1])",
    "length(concat([1], var.u))",
    "length(var.u)",
    "length(toset([var.u, \"a\"]))",
    "toset([var.u, \"a\"])",
    "tolist([var.u, \"a\"])",
    "distinct([var.u, \"a\", \"a\"])",
    "setunion([\"a\"], [var.u])",
    "setintersection([\"a\", \"b\"], [\"a\", var.u])",
    "setsubtract([\"a\", \"b\"], [var.u])",
    "flatten([[1], var.u, [2]])",
    "flatten([[1], [var.u]])",
    "compact([\"a\", var.u, \"\"])",
    "coalesce(var.u, \"x\")",
    "coalesce(\"x\", var.u)",
    "coalescelist(var.u, [1])",
    "coalescelist([1], var.u)",
    "element([1, 2], var.u)",
    "element(concat([1], var.u), 0)",
    "[1, 2][var.u]",
    "{ a = 1 }[var.u]",
    "try(var.u.a, \"none\")",
    "try([1, 2][var.u], \"none\")",
    "try(tonumber(var.u), \"none\")",
    "try([tonumber(var.u)], \"none\")",
    "try({ a = 1, b = tonumber(var.u) }.a, \"none\")",
    "can(tonumber(var.u))",
    "can(var.u.a)",
    "can([var.u])",
    "one(var.u)",
    "var.u[*]",
    "[1, var.u][*]",
    "join(\",\", [\"a\", var.u])",
    "join(\",\", concat([\"a\"], var.u))",
    "split(\",\", \"a,${var.u}\")",
    "startswith(\"arn:${var.u}\", \"arn:\")",
    "startswith(\"arn:${var.u}\", \"x\")",
    "startswith(\"a${var.u}\", \"abc\")",
    "endswith(\"${var.u}:x\", \":x\")",
    "format(\"%s-%s\", \"a\", var.u)",
    "formatlist(\"%s\", [\"a\", var.u])",
    "replace(\"a-${var.u}\", \"-\", \"\")",
    "alltrue([false, var.u])",
    "alltrue([true, var.u])",
    "anytrue([true, var.u])",
    "sort([\"b\", var.u])",
    "reverse([1, var.u])",
    "zipmap([\"a\", \"b\"], [1, var.u])",
    "jsondecode(\"{\\\"a\\\": \\\"${var.u}\\\", \\\"b\\\": 1}\")",
    "\"%{ if var.u }a%{ else }b%{ endif }\"",
];

const VALUES: [&str; 22] = [
    "null",
    "true",
    "false",
    "0",
    "1",
    "2",
    "-1",
    "\"\"",
    "\"a\"",
    "\"b\"",
    "\"1\"",
    "\"true\"",
    "[]",
    "[1]",
    "[\"a\"]",
    "[\"\", null]",
    "[[1]]",
    "{}",
    "{ a = 5 }",
    "{ a = 1, z = 9 }",
    "[true, false]",
    "[{ a = 2 }]",
];

/// Whether `known` is one of the values that `said` leaves possible.
fn allows(said: &Json, known: &Json) -> bool {
    if said.get("$unknown").is_some_and(|u| u.get("refers") != Some(&json!("further entries"))) {
        return true;
    }
    match (said, known) {
        (Json::Array(said), Json::Array(known)) => {
            let open = said.iter().any(is_further);
            if open {
                said.iter().filter(|s| !is_further(s)).all(|s| known.iter().any(|k| allows(s, k)))
            } else {
                said.len() == known.len() && said.iter().zip(known).all(|(s, k)| allows(s, k))
            }
        }
        (Json::Object(said), Json::Object(known)) => {
            let open = said.contains_key("$unknown");
            let there = said.iter().filter(|(key, _)| *key != "$unknown");
            let mut there_fine = there.clone().all(|(key, s)| match known.get(key) {
                Some(k) => allows(s, k),
                None => s.get("$unknown").is_some(),
            });
            there_fine &= open || known.keys().all(|k| said.contains_key(k));
            there_fine
        }
        // A document may have become a text by being used as one.
        (Json::Object(_) | Json::Array(_), Json::String(text)) => {
            serde_json::from_str::<Json>(text).is_ok_and(|parsed| allows(said, &parsed))
        }
        _ => said == known,
    }
}

fn is_further(value: &Json) -> bool {
    value.get("$unknown").and_then(|u| u.get("refers")) == Some(&json!("further elements"))
}

fn evaluate(value: Option<&str>) -> Vec<Option<Json>> {
    let mut text = String::from("variable \"u\" {");
    text.push_str(&value.map_or_else(|| " }\n".to_owned(), |v| format!("\n  default = {v}\n}}\n")));
    for (at, expression) in EXPRESSIONS.iter().enumerate() {
        text.push_str(&format!("resource \"t\" \"t{at:03}\" {{\n  v = [{expression}]\n}}\n"));
    }
    let read = Read::new(&[("main.tf", &text)]);
    let failed: Vec<u32> = read
        .inventory
        .problems
        .iter()
        .filter_map(|p| p.span.map(|s| read.inventory.sources.position(s.document, s.start).line))
        .collect();
    read.directory
        .resources
        .iter()
        .map(|r| {
            let line = read.inventory.sources.position(r.span.unwrap().document, r.span.unwrap().start).line;
            if failed.contains(&(line + 1)) {
                return None;
            }
            node_to_json(&read.inventory.arena, r.body)["v"].get(0).cloned()
        })
        .collect()
}

#[test]
fn a_statement_about_an_unknown_value_holds_for_every_value() {
    let said = evaluate(None);
    let mut wrong = Vec::new();
    for value in VALUES {
        for ((said, known), expression) in said.iter().zip(evaluate(Some(value))).zip(EXPRESSIONS) {
            // Where the value makes the expression an error there is nothing to compare.
            let (Some(said), Some(known)) = (said, known) else { continue };
            if !allows(said, &known) {
                wrong.push(format!("{expression} with {value}: said {said}, is {known}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
