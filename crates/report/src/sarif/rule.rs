//! A duty as a SARIF rule, with its page of help.

use super::level;
use demarc_assess::assessment::DutyDefinition;
use demarc_model::{DutyId, Severity};
use serde_json::{Value, json};

/// The number by which code scanning sorts: of the bands of CVSS the middle.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
    }
}

/// The rule of a duty.
pub(super) fn rule(id: &DutyId, definition: Option<&DutyDefinition>) -> Value {
    let Some(definition) = definition else {
        return json!({"id": id, "shortDescription": {"text": id}});
    };
    let markdown = help(definition);
    json!({
        "id": id,
        "shortDescription": {"text": definition.title},
        "fullDescription": {"text": plain(&definition.why)},
        "help": {"text": plain(&markdown), "markdown": markdown},
        "defaultConfiguration": {"level": level(definition.severity)},
        "properties": {
            "tags": ["security", format!("layer/{}", definition.layer)],
            "security-severity": score(definition.severity),
            "problem.severity": level(definition.severity),
            "precision": "high",
        },
    })
}

/// Why it is the customer's, how to fix it in each dialect, and what it rests on.
fn help(definition: &DutyDefinition) -> String {
    let mut text = format!("## Why it is yours\n\n{}\n", definition.why.trim());
    for (dialect, how) in &definition.fix {
        let name = match dialect.as_str() {
            "terraform" => "How to fix it in Terraform",
            "cloudformation" => "How to fix it in CloudFormation",
            _ => "How to fix it",
        };
        text.push_str(&format!("\n## {name}\n\n{}\n", how.trim()));
    }
    if let Some(needed) = &definition.needs_evidence {
        text.push_str(&format!("\n## What would show it\n\n{}\n", needed.trim()));
    }
    text.push_str("\n## Sources\n\n");
    for source in &definition.sources {
        text.push_str(&format!("- {source} (as of {})\n", definition.as_of));
    }
    text
}

/// Markdown for readers that show plain text: without the marks of headings and fences.
fn plain(markdown: &str) -> String {
    let lines = markdown.lines().filter(|line| !line.trim_start().starts_with("```"));
    let heads = lines.map(|line| match line.strip_prefix('#') {
        Some(head) => head.trim_start_matches('#').trim(),
        None => line.trim_end(),
    });
    heads.collect::<Vec<_>>().join("\n").trim().to_owned()
}
