//! Frameworks that rest on another one: what they select, what they map to, and that it ends at parts.

use super::Findings;
use crate::{Crosswalk, Framework, Knowledge, Overlay, Target};
use std::collections::BTreeSet;

/// Frameworks stand on one another at most so deep.
const DEEPEST: usize = 4;

pub(super) fn check(knowledge: &Knowledge, found: &mut Findings) {
    for framework in &knowledge.frameworks {
        let file = format!("frameworks/{}/framework.toml", framework.id);
        if !ends_at_parts(knowledge, framework) {
            found.add(
                &file,
                format!(
                    "`{}` does not lead to a framework with parts of its own within {DEEPEST} steps",
                    framework.rests_on().unwrap_or_default()
                ),
            );
            continue;
        }
        if let Some(overlay) = &framework.overlay {
            selection(knowledge, framework, overlay, found);
        }
        if let Some(crosswalk) = &framework.crosswalk {
            mappings(knowledge, framework, crosswalk, &file, found);
        }
    }
}

fn ends_at_parts(knowledge: &Knowledge, framework: &Framework) -> bool {
    let mut at = framework;
    for _ in 0..DEEPEST {
        let Some(next) = at.rests_on() else { return true };
        let Some(next) = knowledge.framework(next) else { return false };
        at = next;
    }
    at.rests_on().is_none()
}

fn selection(knowledge: &Knowledge, framework: &Framework, overlay: &Overlay, found: &mut Findings) {
    let Some(of) = knowledge.framework(&overlay.of) else { return };
    let controls: BTreeSet<&str> = of.parts.iter().map(|p| p.row.control.as_str()).collect();
    let parts: BTreeSet<&str> = of.parts.iter().map(|p| p.row.part.as_str()).collect();
    let parameters: BTreeSet<&str> =
        of.parts.iter().flat_map(|p| p.row.parameters.iter().map(String::as_str)).collect();
    let at = |file: &str| format!("frameworks/{}/{file}", framework.id);
    for (baseline, selection) in &overlay.baselines {
        for control in selection.controls.iter().filter(|c| !controls.contains(c.as_str())) {
            found.add(
                &at("baselines.csv"),
                format!("`{control}` of `{baseline}` is no control of `{}`", of.id),
            );
        }
        for part in selection.without.iter().filter(|p| !parts.contains(p.as_str())) {
            found.add(&at("baselines.csv"), format!("`{part}` of `{baseline}` is no part of `{}`", of.id));
        }
        for parameter in selection.values.keys().filter(|p| !parameters.contains(p.as_str())) {
            found.add(
                &at("values.csv"),
                format!("`{parameter}` of `{baseline}` stands in no statement of `{}`", of.id),
            );
        }
    }
}

fn mappings(
    knowledge: &Knowledge,
    framework: &Framework,
    crosswalk: &Crosswalk,
    file: &str,
    found: &mut Findings,
) {
    let Some(onto) = knowledge.framework(&crosswalk.onto) else { return };
    let mut known: BTreeSet<&str> =
        onto.parts.iter().flat_map(|p| [p.row.control.as_str(), p.row.part.as_str()]).collect();
    if let Some(below) = &onto.crosswalk {
        known.extend(below.requirements.iter().map(|r| r.id.as_str()));
    }
    if onto.overlay.is_some() {
        found.add(file, format!("`{}` only selects; map onto the framework that it selects from", onto.id));
        return;
    }
    let duties: BTreeSet<&str> = knowledge.duties.iter().map(|(_, d)| d.id.as_str()).collect();
    let place = format!("frameworks/{}", framework.id);
    found.words(file, &crosswalk.because);
    for requirement in &crosswalk.requirements {
        let texts = [&requirement.unmapped, &requirement.customer, &requirement.because];
        for text in texts.into_iter().flatten().chain(std::iter::once(&requirement.title)) {
            found.words(&place, text);
        }
        for mapping in &requirement.maps {
            let (exists, what) = match &mapping.to {
                Target::Control(id) => {
                    (known.contains(id.as_str()), format!("control or part of `{}`", onto.id))
                }
                Target::Duty(id) => (duties.contains(id.as_str()), "duty".to_owned()),
            };
            if !exists {
                found.add(
                    &place,
                    format!(
                        "requirement `{}` maps to `{}`, which is no {what}",
                        requirement.id,
                        mapping.to.id()
                    ),
                );
            }
        }
    }
}
