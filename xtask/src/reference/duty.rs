//! The page of a duty: what is asked where, why, how to fix it, which control parts it bears on.

use super::head;
use demarc_knowledge_format::{Duty, Knowledge};
use demarc_model::{Covers, Scope};
use std::fmt::Write as _;

/// The page.
pub(super) fn page(knowledge: &Knowledge, file: &str, duty: &Duty) -> String {
    let mut text = head(&duty.title, file);
    let scope = match duty.scope {
        Scope::Resource => "each resource",
        Scope::Account => "each account",
        Scope::Organization => "the organization",
    };
    let _ = writeln!(
        text,
        "Duty `{}` on layer `{}`, severity {}, for {scope}.\n\n## What is asked\n",
        duty.id,
        duty.layer,
        duty.severity.id()
    );
    for on in &duty.on {
        let service = knowledge
            .services
            .iter()
            .map(|(_, s)| s)
            .find(|s| s.carriers.contains(&on.type_name) || s.settings.contains_key(&on.type_name));
        let name = match service {
            Some(service) => format!("[`{}`](../services/{}.md)", on.type_name, service.id),
            None => format!("`{}`", on.type_name),
        };
        let _ = writeln!(text, "- {name}: `{}`", on.require.text().replace('`', ""));
        if let Some(when) = &on.when_text {
            let _ = writeln!(text, "  - where `{when}`");
        }
    }
    if let Some(needed) = &duty.needs_evidence {
        let _ = writeln!(text, "\nNo configuration shows it. What would: {needed}");
        let by = duty.evidence_by.as_deref().unwrap_or("not said");
        let age = duty.evidence_age.as_deref().unwrap_or("not said");
        let _ =
            writeln!(text, "\nProduced by: {by} It counts for as many days as the parameter `{age}` says.");
    }
    for (name, parameter) in &duty.parameters {
        let by = parameter.assigned_by.iter().map(|p| format!("`{p}`")).collect::<Vec<_>>().join(", ");
        let by = if by.is_empty() { String::new() } else { format!(", set by {by} too") };
        let what = parameter.what.as_ref().map_or_else(String::new, |w| format!(": {w}"));
        let _ = writeln!(text, "\nParameter `{name}` in {}{by}{what}", parameter.unit);
    }
    let _ = writeln!(text, "\n## Why it is yours\n\n{}\n", duty.why.trim());
    if !duty.fix.is_empty() {
        text.push_str("## How to fix\n\n");
        for (dialect, heading) in [
            ("general", ""),
            ("terraform", "### Terraform\n\n"),
            ("cloudformation", "### CloudFormation\n\n"),
        ] {
            if let Some(fix) = duty.fix.get(dialect) {
                let _ = writeln!(text, "{heading}{}\n", fix.trim());
            }
        }
    }
    if !duty.parts.is_empty() {
        text.push_str("## Control parts\n\n");
        for part in &duty.parts {
            let covers = match part.covers {
                Covers::Full => "full",
                Covers::Partial => "partial",
                Covers::Indicates => "indicates",
            };
            let _ = writeln!(text, "- `{}` ({covers}): {}", part.part, part.because);
        }
        text.push('\n');
    }
    let _ = writeln!(text, "## Sources\n");
    for source in &duty.sources {
        let _ = writeln!(text, "- {source}, as of {}", duty.as_of);
    }
    format!("{}\n", text.trim_end())
}
