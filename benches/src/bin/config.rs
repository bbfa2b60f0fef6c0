//! Reads, assesses and reports snapshots of AWS Config, beside parsing their bytes alone:
//! `cargo run --release -p demarc-benches --bin config [-- FILE…]`.
//!
//! Without files it makes its own, of 4,000, 20,000 and 86,000 items, and compresses the largest. Each figure is measured
//! in a process of its own, so that what one of them holds is not counted for another.

use demarc_assess::{AssessOptions, add_accounts, assess, assess_in_brief};
use demarc_benches::{peak_memory_megabytes, processor_seconds, write_snapshot};
use demarc_inventory::{Files, Inventory};
use demarc_knowledge::format::Knowledge;
use demarc_report::terminal::{EXAMPLES, TerminalOptions, render};
use demarc_sources::{ReadOptions, read};
use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use std::{
    env,
    error::Error,
    fs::{self, File},
    hint::black_box,
    io::{BufWriter, Read, Write},
    process::Command,
};

/// The argument by which this program calls itself for one measurement.
const ARGUMENT: &str = "--one";

/// Items of the snapshots that are made where no file is given.
const SIZES: [usize; 3] = [4_150, 20_000, 86_000];

/// At least so many megabytes of a snapshot a second, of processor time.
const LEAST: f64 = 150.0;
/// At most so many megabytes of memory, whatever the size.
const MOST: f64 = 200.0;

const WAYS: [(&str, &str); 5] = [
    ("raw", "serde_json RawValue alone"),
    ("value", "serde_json::Value alone"),
    ("read", "read"),
    ("report", "read, assessed, reported"),
    ("whole", "read, assessed with every list"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [first, way, path] = arguments.as_slice()
        && first == ARGUMENT
    {
        return one(way, path);
    }
    let (paths, made) = if arguments.is_empty() { (made()?, true) } else { (arguments, false) };
    for path in &paths {
        let megabytes = bytes(path)?.len() as f64 / 1e6;
        println!("{path}: {megabytes:.1} MB");
        for (way, title) in WAYS {
            let output = Command::new(env::current_exe()?).args([ARGUMENT, way, path]).output()?;
            if !output.status.success() {
                return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
            }
            println!("  {title:<32} {}", String::from_utf8_lossy(&output.stdout).trim_end());
        }
    }
    println!("promised for a report: at least {LEAST:.0} MB/s and at most {MOST:.0} MB, whatever the size");
    if made {
        for path in &paths {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Writes the snapshots of a curve, the largest compressed too.
fn made() -> Result<Vec<String>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for items in SIZES {
        let path = env::temp_dir().join(format!("demarc-{}-{items}.json", std::process::id()));
        let mut out = BufWriter::new(File::create(&path)?);
        write_snapshot(&mut out, items)?;
        out.flush()?;
        paths.push(path.to_string_lossy().into_owned());
    }
    if let Some(largest) = paths.last().cloned() {
        let path = format!("{largest}.gz");
        let mut out = GzEncoder::new(File::create(&path)?, Compression::default());
        out.write_all(&fs::read(&largest)?)?;
        out.finish()?;
        paths.push(path);
    }
    Ok(paths)
}

/// The bytes of a snapshot, unpacked.
fn bytes(path: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    let mut file = File::open(path)?;
    if path.ends_with(".gz") {
        MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
    } else {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// One measurement; prints its figures alone.
fn one(way: &str, path: &str) -> Result<(), Box<dyn Error>> {
    let processor = || processor_seconds().ok_or("this system does not say how long a process has run");
    let mut said = String::new();
    let start;
    match way {
        "raw" => {
            let text = String::from_utf8(bytes(path)?)?;
            start = processor()?;
            black_box(serde_json::from_str::<Snapshot<'_>>(&text)?.items.len());
        }
        "value" => {
            let text = String::from_utf8(bytes(path)?)?;
            start = processor()?;
            black_box(serde_json::from_str::<Value>(&text)?);
        }
        _ => {
            start = processor()?;
            let knowledge = demarc_knowledge::embedded_for("nist-800-53-r5", None)?;
            let inventory = read_in(path);
            said = ours(way, &inventory, &knowledge)?;
        }
    }
    let used = processor()? - start;
    let memory = peak_memory_megabytes().unwrap_or(f64::NAN);
    let speed = bytes(path)?.len() as f64 / 1e6 / used;
    println!("{used:7.2} s  {speed:7.1} MB/s  peak {memory:6.0} MB{said}");
    Ok(())
}

fn read_in(path: &str) -> Inventory {
    let mut inventory = read(&Files::disk(), &[path.to_owned()], &ReadOptions::default(), &|_| {});
    add_accounts(&mut inventory);
    inventory.seal();
    inventory
}

fn ours(way: &str, inventory: &Inventory, knowledge: &Knowledge) -> Result<String, Box<dyn Error>> {
    let (options, digest) = (AssessOptions::default(), demarc_knowledge::DIGEST);
    let resources = inventory.resources.len();
    match way {
        "report" => {
            let assessment = assess_in_brief(inventory, knowledge, digest, &options, EXAMPLES)?;
            black_box(render(&assessment, &TerminalOptions::default()));
            let counts = assessment.summary.duties;
            let duties = counts.met + counts.unmet + counts.unknown + counts.not_applicable;
            Ok(format!("  {resources} resources, {duties} duties"))
        }
        "whole" => {
            let assessment = assess(inventory, knowledge, digest, &options)?;
            Ok(format!("  {resources} resources, {} duties", assessment.duties.len()))
        }
        _ => Ok(format!("  {resources} resources")),
    }
}

/// A snapshot whose items are passed over as they stand.
#[derive(Deserialize)]
struct Snapshot<'a> {
    #[serde(borrow, rename = "configurationItems")]
    items: Vec<&'a RawValue>,
}
