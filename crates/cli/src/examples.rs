//! Examples of duties: each is read and judged, and must get the verdict that its fence says.

use demarc_assess::{AssessOptions, add_accounts, judge};
use demarc_inventory::{Files, Inventory, Limits, MemoryFiles};
use demarc_knowledge::format::{Duty, Example, ExampleDialect, Knowledge};
use demarc_model::Verdict;
use demarc_sources::{ReadOptions, read};
use std::collections::BTreeMap;

/// What running the examples of some duties gave.
#[derive(Debug, Default)]
pub struct Ran {
    /// Examples that were run.
    pub examples: usize,
    /// One sentence for each example that got another verdict, with its file and number.
    pub failures: Vec<String>,
}

/// Runs every example of the duties against the knowledge.
///
/// Parameters have the values that the duty's file gives for its examples: a threshold belongs to an organization, and
/// the examples need one.
pub fn run(duties: &[(String, Duty)], knowledge: &Knowledge) -> Ran {
    let mut ran = Ran::default();
    for (file, duty) in duties {
        let parameters = duty
            .parameters
            .iter()
            .filter_map(|(name, p)| Some((name.clone(), p.example.clone()?)))
            .collect::<BTreeMap<_, _>>();
        let options = AssessOptions { parameters, ..AssessOptions::default() };
        for (number, example) in duty.examples.iter().enumerate() {
            ran.examples += 1;
            let place =
                format!("{file}: example {} ({}, {})", number + 1, fence(example), example.verdict.id());
            one(duty, example, knowledge, &options, &place, &mut ran.failures);
        }
    }
    ran
}

fn fence(example: &Example) -> &'static str {
    match example.dialect {
        ExampleDialect::Hcl => "hcl",
        ExampleDialect::Yaml => "yaml",
        ExampleDialect::Json => "json",
        ExampleDialect::Plan => "plan",
    }
}

fn one(
    duty: &Duty,
    example: &Example,
    knowledge: &Knowledge,
    options: &AssessOptions,
    place: &str,
    failures: &mut Vec<String>,
) {
    let inventory = inventory(example);
    let results = match judge(&inventory, knowledge, options) {
        Ok(results) => results,
        Err(error) => {
            failures.push(format!("{place} could not be judged: {error}"));
            return;
        }
    };
    let own: Vec<_> = results.iter().filter(|d| d.duty == duty.id).collect();
    let reached: Vec<_> = own
        .iter()
        .filter(|d| d.verdict != Verdict::NotApplicable || example.verdict == Verdict::NotApplicable)
        .collect();
    if reached.is_empty() {
        let mut why: Vec<String> = own.iter().map(|d| d.message.clone()).collect();
        why.extend(inventory.problems.iter().map(|p| p.message.clone()));
        failures.push(format!("{place} holds nothing that the duty reaches; {}", why.join("; ")));
    }
    for result in reached.iter().filter(|d| d.verdict != example.verdict) {
        let why = result
            .why
            .as_ref()
            .map(|w| w.detail.clone())
            .filter(|why| !result.message.contains(why.as_str()));
        let why = why.map(|why| format!("; {why}")).unwrap_or_default();
        failures.push(format!("{place} is {}: {}{why}", result.verdict.id(), result.message));
    }
}

/// The example as the only input of a run.
fn inventory(example: &Example) -> Inventory {
    let (name, path) = match example.dialect {
        ExampleDialect::Hcl => ("main.tf", "."),
        ExampleDialect::Yaml => ("template.yaml", "template.yaml"),
        ExampleDialect::Json | ExampleDialect::Plan => ("input.json", "input.json"),
    };
    let map = MemoryFiles::new([(name, example.text.as_bytes())]);
    let files = Files::new(Box::new(map), Limits::default());
    let mut inventory = read(&files, &[path.to_owned()], &ReadOptions::default(), &|_| {});
    add_accounts(&mut inventory);
    inventory.seal();
    inventory
}
