//! Timing of all documents: `cargo run --release -p demarc-benches --bin documents`.
//!
//! Reads and assesses a system of 1,000 resources at the High baseline, then makes every document of `demarc report`
//! and prints processor seconds and memory beside the limits that they must keep.

use demarc_assess::{AssessOptions, add_accounts, assess};
use demarc_benches::{peak_memory_megabytes, processor_seconds, template};
use demarc_inventory::{Files, Limits, MemoryFiles};
use demarc_report::document::{FORMATS, ReportSettings};
use demarc_sources::{ReadOptions, read};

/// Most processor time for all documents, in seconds.
const SECONDS: f64 = 3.0;
/// Most memory of the whole run, in megabytes.
const MEGABYTES: f64 = 300.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let knowledge = demarc_knowledge::embedded()?;
    let map = MemoryFiles::new([("t.yaml".to_owned(), template(1_000).into_bytes())]);
    let files = Files::new(Box::new(map), Limits::default());
    let mut inventory = read(&files, &["t.yaml".to_owned()], &ReadOptions::default(), &|_| {});
    add_accounts(&mut inventory);
    inventory.seal();
    let options = AssessOptions { baseline: "high".to_owned(), ..AssessOptions::default() };
    let assessment = assess(&inventory, &knowledge, demarc_knowledge::DIGEST, &options)?;
    drop(inventory);
    println!(
        "{} resources, {} duties, {} control parts",
        assessment.resources.len(),
        assessment.duties.len(),
        assessment.controls.len()
    );
    let settings = ReportSettings::default();
    let before = processor_seconds().unwrap_or(0.0);
    for format in FORMATS {
        let start = processor_seconds().unwrap_or(0.0);
        let Ok(documents) = (format.render)(&assessment, &settings) else { continue };
        let bytes: usize = documents.iter().map(|d| d.bytes.len()).sum();
        let used = processor_seconds().unwrap_or(0.0) - start;
        println!(
            "{:<22} {:8.0} ms, {:3} files, {:8.2} MB",
            format.id,
            used * 1e3,
            documents.len(),
            bytes as f64 / 1e6
        );
    }
    let used = processor_seconds().unwrap_or(0.0) - before;
    println!("all documents          {used:8.2} s of processor time (limit {SECONDS} s)");
    if let Some(memory) = peak_memory_megabytes() {
        println!("memory of the run      {memory:8.1} MB at most (limit {MEGABYTES} MB)");
    }
    Ok(())
}
