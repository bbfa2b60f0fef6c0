//! A report as SARIF 2.1.0, for code scanning.

use crate::finding::{Finding, Report};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The report as SARIF.
#[must_use]
pub fn render(report: &Report) -> String {
    // The advice differs from finding to finding of a rule; the first says what the rule is about.
    let mut rules: BTreeMap<&str, &Finding> = BTreeMap::new();
    for finding in &report.findings {
        rules.entry(finding.code).or_insert(finding);
    }
    let positions: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(i, code)| (*code, i)).collect();
    let listed: Vec<Value> = rules
        .iter()
        .map(|(code, finding)| {
            json!({
                "id": code,
                "shortDescription": { "text": code.replace('-', " ") },
                "help": { "text": finding.advice },
                "defaultConfiguration": { "level": finding.level.id() },
            })
        })
        .collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "ruleId": finding.code,
                "ruleIndex": positions.get(finding.code),
                "level": finding.level.id(),
                "message": { "text": format!("{}; {}", finding.message, finding.advice) },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": uri(&finding.file) },
                        "region": { "startLine": finding.line, "startColumn": finding.column },
                    },
                    "logicalLocations": [{ "fullyQualifiedName": finding.pointer, "kind": "member" }],
                }],
                "partialFingerprints": { "demarcVerify/v1": fingerprint(finding, &mut seen) },
            })
        })
        .collect();
    let notifications: Vec<Value> = report
        .not_checked
        .iter()
        .map(|skipped| {
            json!({
                "level": "note",
                "message": { "text": format!("not checked: {}", skipped.reason) },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(&skipped.file) } } }],
            })
        })
        .collect();
    let whole = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Demarc verify",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": listed,
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

/// What stays the same while lines move: rule, file and what is said; a repeated one is told apart by its pointer.
fn fingerprint(finding: &Finding, seen: &mut BTreeSet<String>) -> String {
    let digest = |text: &str| {
        Sha256::digest(text.as_bytes()).iter().take(16).fold(String::new(), |mut hex, byte| {
            hex.push_str(&format!("{byte:02x}"));
            hex
        })
    };
    let plain = format!("{}\0{}\0{}", finding.code, finding.file, finding.message);
    let first = digest(&plain);
    if seen.insert(first.clone()) { first } else { digest(&format!("{plain}\0{}", finding.pointer)) }
}

/// A path as a URI reference; one from the root of the file system as a URI of its own.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 7);
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/.-_~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
