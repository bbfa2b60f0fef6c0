//! Frameworks, their parts and requirements.

use anyhow::{Result, bail};
use demarc_knowledge::format::{Framework, Knowledge, MappedRequirement, Part, Relation, Target};
use std::fmt::Write as _;

/// A framework: what it is, and its parts or requirements.
///
/// # Errors
/// If it has no such baseline.
pub fn framework(
    text: &mut String,
    knowledge: &Knowledge,
    framework: &Framework,
    baseline: Option<&str>,
) -> Result<()> {
    if let Some(baseline) = baseline.filter(|b| !framework.baselines.iter().any(|own| own == b)) {
        bail!("`{baseline}` is no baseline of `{}`; it has {}", framework.id, framework.baselines.join(", "));
    }
    let _ = writeln!(
        text,
        "# {} (`{}`)\n\n{} (as of {})\nBaselines: {} (usually {})\n",
        framework.name(),
        framework.id,
        framework.source,
        framework.as_of,
        framework.baselines.join(", "),
        framework.default_baseline
    );
    if let Some(overlay) = &framework.overlay {
        let parts = knowledge.framework(&overlay.of).map_or(&[][..], |f| &f.parts);
        let _ = writeln!(text, "Selects from `{}`.\n", overlay.of);
        for (id, selection) in overlay.baselines.iter().filter(|(id, _)| baseline.is_none_or(|b| b == *id)) {
            let taken = parts.iter().filter(|p| selection.takes(&p.row.control, &p.row.part));
            let _ = writeln!(
                text,
                "- baseline `{id}`: {} controls, {} parts, {} parameters with a value",
                selection.controls.len(),
                taken.clone().count(),
                selection.values.len()
            );
            if baseline.is_some() {
                taken.for_each(|p| part_line(text, p));
                for (parameter, value) in &selection.values {
                    let _ = writeln!(text, "- parameter `{parameter}`: {value}");
                }
            }
        }
    }
    if let Some(crosswalk) = &framework.crosswalk {
        let _ = writeln!(
            text,
            "Maps onto `{}`: {} ({}; {}, as of {})",
            crosswalk.onto,
            crosswalk.because,
            crosswalk.basis.id(),
            crosswalk.source,
            crosswalk.as_of
        );
        let mut group = None;
        for requirement in crosswalk.requirements.iter().filter(|r| within(&r.baselines, baseline)) {
            let own = crosswalk.group_of(&requirement.id);
            if own != group {
                if let Some((id, title)) = own {
                    let _ = writeln!(text, "\n## {id} {title}\n");
                }
                group = own;
            }
            let _ = writeln!(text, "- `{}` {}: {}", requirement.id, requirement.title, targets(requirement));
        }
    }
    framework.parts.iter().filter(|p| within(&p.row.baselines, baseline)).for_each(|p| part_line(text, p));
    Ok(())
}

fn within(baselines: &[String], wanted: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| baselines.iter().any(|b| b == wanted))
}

fn part_line(text: &mut String, part: &Part) {
    let reviewed = if part.decision.is_some() { "" } else { " (not yet reviewed)" };
    let row = &part.row;
    let _ = writeln!(text, "- `{}` {} {}: {}{reviewed}", row.part, row.label, row.title, part.nature().id());
}

/// What a requirement maps to, in one line.
fn targets(requirement: &MappedRequirement) -> String {
    if let Some(why) = &requirement.unmapped {
        return format!("maps to nothing ({why})");
    }
    let together = match requirement.together {
        None => "maps to",
        Some(Relation::Equal) => "equal to",
        Some(Relation::Subset) => "subset of",
        Some(Relation::Superset) => "superset of",
        Some(Relation::Intersects) => "intersects with",
    };
    let list: Vec<String> = requirement.maps.iter().map(|m| format!("`{}`", m.to.id())).collect();
    format!("{together} {}", list.join(", "))
}

/// Parts of a control, or one part, in every framework that has it.
pub fn part(text: &mut String, knowledge: &Knowledge, id: &str) -> bool {
    let mut found = false;
    let id = id.to_lowercase();
    for framework in &knowledge.frameworks {
        for part in
            framework.parts.iter().filter(|p| p.row.part.as_str() == id || p.row.control.as_str() == id)
        {
            found = true;
            one_part(text, knowledge, part);
            let looked =
                knowledge.duties.iter().any(|(_, d)| d.parts.iter().any(|p| p.part == part.row.part));
            if let Some(why) = framework.unchecked.get(&part.row.control).filter(|_| !looked) {
                let _ = writeln!(text, "No duty looks at it: {why}\n");
            }
        }
    }
    found
}

fn one_part(text: &mut String, knowledge: &Knowledge, part: &Part) {
    let _ = writeln!(
        text,
        "# {} {} (`{}`)\n\nBaselines: {}. Parameters: {}.\nNature: {}.",
        part.row.label,
        part.row.title,
        part.row.part,
        part.row.baselines.join(", "),
        part.row.parameters.join(", "),
        part.nature().id()
    );
    match &part.decision {
        None => {
            let _ = writeln!(text, "Not yet reviewed.");
        }
        Some(decision) => {
            let tasks: Vec<String> = decision.tasks.iter().map(ToString::to_string).collect();
            let _ = writeln!(text, "Tasks: {}.\n{}", tasks.join(", "), decision.reason);
            for (who, share) in [("AWS", &decision.aws_share), ("Customer", &decision.customer_share)] {
                if let Some(share) = share {
                    let _ = writeln!(text, "{who}: {share}");
                }
            }
            let _ = writeln!(
                text,
                "Evidence: {}\nSource: {} (as of {})",
                decision.evidence, decision.source, decision.as_of
            );
        }
    }
    let duties = knowledge
        .duties
        .iter()
        .filter_map(|(_, d)| d.parts.iter().find(|p| p.part == part.row.part).map(|p| (d, p)));
    for (duty, about) in duties {
        let _ = writeln!(text, "- duty `{}` ({:?}): {}", duty.id, about.covers, about.because);
    }
    for framework in &knowledge.frameworks {
        let requirements = framework.crosswalk.iter().flat_map(|c| &c.requirements);
        let named: Vec<&str> = requirements
            .filter(|r| {
                r.maps.iter().any(|m| match &m.to {
                    Target::Control(id) => *id == part.row.control.0 || *id == part.row.part.0,
                    Target::Duty(_) => false,
                })
            })
            .map(|r| r.id.as_str())
            .collect();
        if !named.is_empty() {
            let _ = writeln!(text, "- {}: {}", framework.title, named.join(", "));
        }
    }
    text.push('\n');
}

/// A requirement, in every framework that has one of that id.
pub fn requirement(text: &mut String, knowledge: &Knowledge, id: &str) -> bool {
    let mut found = false;
    for framework in &knowledge.frameworks {
        let Some(crosswalk) = &framework.crosswalk else { continue };
        for requirement in crosswalk.requirements.iter().filter(|r| r.id.eq_ignore_ascii_case(id)) {
            found = true;
            let _ = writeln!(
                text,
                "# {} {} ({})\n\nBaselines: {}.",
                requirement.id,
                requirement.title,
                framework.title,
                requirement.baselines.join(", ")
            );
            if let Some(why) = &requirement.unmapped {
                let _ = writeln!(text, "It maps to nothing: {why}");
            }
            if let Some(together) = requirement.together {
                let because = requirement.because.as_ref().unwrap_or(&crosswalk.because);
                let _ =
                    writeln!(text, "Maps onto `{}`; taken together: `{together}`. {because}", crosswalk.onto);
            }
            for mapping in &requirement.maps {
                let because = mapping.because.as_ref().map_or_else(String::new, |b| format!(": {b}"));
                let _ = writeln!(text, "- `{}` ({}){because}", mapping.to.id(), mapping.relation);
            }
            for residue in &requirement.residue {
                let _ = writeln!(text, "- stays yours: {residue}");
            }
            let source = requirement.source.as_ref().unwrap_or(&crosswalk.source);
            let _ = writeln!(text, "Source: {source} (as of {})\n", crosswalk.as_of);
        }
    }
    found
}
