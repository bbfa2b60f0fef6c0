//! Reads and assesses a snapshot of AWS Config, beside parsing its bytes alone:
//! `cargo run --release -p demarc-benches --bin config -- FILE`, with a file that `--bin snapshot` has written.

use demarc_assess::{AssessOptions, add_accounts, assess, interest};
use demarc_benches::{peak_memory_megabytes, processor_seconds};
use demarc_inventory::Files;
use demarc_report::terminal::{TerminalOptions, render};
use demarc_sources::{ReadOptions, read};
use serde_json::Value;
use std::{error::Error, fs, hint::black_box};

/// Seconds of the processor that this process has used.
fn processor() -> Result<f64, &'static str> {
    processor_seconds().ok_or("this system does not say how long a process has run")
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path] = arguments.as_slice() else {
        return Err("give the file of a snapshot".into());
    };
    let megabytes = fs::metadata(path)?.len() as f64 / 1e6;
    let start = processor()?;
    let knowledge = demarc_knowledge::embedded()?;
    let options = ReadOptions { interest: Some(interest(&knowledge)), ..ReadOptions::default() };
    let mut inventory = read(&Files::disk(), std::slice::from_ref(path), &options, &|_| {});
    let read_in = processor()? - start;
    add_accounts(&mut inventory);
    inventory.seal();
    let assessment = assess(&inventory, &knowledge, demarc_knowledge::DIGEST, &AssessOptions::default())?;
    let assessed_in = processor()? - start;
    black_box(render(&assessment, &TerminalOptions::default()));
    let whole = processor()? - start;
    let memory = peak_memory_megabytes().unwrap_or(f64::NAN);
    println!(
        "{megabytes:.1} MB, {} resources, {} duties",
        inventory.resources.len(),
        assessment.duties.len()
    );
    println!("read                {read_in:7.2} s  {:6.1} MB/s", megabytes / read_in);
    println!("read and assessed   {assessed_in:7.2} s  {:6.1} MB/s", megabytes / assessed_in);
    println!("with its report     {whole:7.2} s  {:6.1} MB/s, peak {memory:.0} MB", megabytes / whole);
    // Parsed last, so that the peak above is ours.
    let text = fs::read_to_string(path)?;
    let start = processor()?;
    black_box(serde_json::from_str::<Value>(&text)?);
    let parsed = processor()? - start;
    println!("serde_json::Value   {parsed:7.2} s  {:6.1} MB/s", megabytes / parsed);
    Ok(())
}
