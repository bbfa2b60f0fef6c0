//! `demarc inventory`.

use crate::{
    Status,
    args::{InventoryArgs, InventoryFormat, Shape},
    output, run,
};
use anyhow::{Result, bail};
use demarc_assess::is_account;
use demarc_inventory::{ProblemSeverity, resource_to_json};

/// Prints every resource that the input holds.
///
/// # Errors
/// If arguments are unusable or nothing could be read.
pub fn run(args: InventoryArgs) -> Result<Status> {
    let input = run::inputs(&args.paths, &args.read, false)?;
    if input.nothing_read {
        bail!(run::NOTHING_READ);
    }
    let inventory = &input.inventory;
    let as_source = args.shape == Shape::Source;
    // Accounts and the organization are Demarc's own; the input does not hold them.
    let resources = inventory.resources.iter().filter(|r| r.span.is_some() || !is_account(r));
    // What Demarc makes of a part of a resource is no resource of the source.
    let resources = resources.filter(|r| !as_source || r.stands_in_source());
    let objects: Vec<String> = resources
        .map(|r| inventory.sources.hide(&resource_to_json(inventory, r, as_source).to_string()))
        .collect();
    let mut text = match args.format {
        InventoryFormat::Jsonl => objects.join("\n"),
        InventoryFormat::Json => format!("[{}]", objects.join(",\n")),
    };
    text.push('\n');
    output::write(&text, args.output.as_deref())?;
    for problem in &inventory.problems {
        let severity = match problem.severity {
            ProblemSeverity::Error => "error",
            ProblemSeverity::Warning => "warning",
            ProblemSeverity::Note => continue,
        };
        let place = problem.span.map(|s| {
            let (start, _) = inventory.sources.positions(s);
            format!("{}:{}:{}: ", inventory.sources.path(s.document), start.line, start.column)
        });
        let place = place.or_else(|| problem.file.as_ref().map(|f| format!("{f}: "))).unwrap_or_default();
        eprintln!("{severity}: {place}{}", inventory.sources.hide(&problem.message));
    }
    Ok(Status::Done)
}
