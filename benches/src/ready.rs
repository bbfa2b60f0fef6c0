//! How long the knowledge takes to be ready, and how much memory it holds: as a run reads it, all of it, and as it would
//! be with twice the services and duties.
//!
//! Each is measured in a process of its own: what one reading leaves free in the heap the next would use.

use crate::{resident_memory_megabytes, seconds};
use demarc_knowledge::{KnowledgeError, embedded, embedded_for, format::Knowledge};
use std::{env, fs, process::Command};

/// The argument by which this program calls itself for one measurement.
pub const ARGUMENT: &str = "--ready";

/// The promise: a run's knowledge is ready in so many milliseconds.
const MILLISECONDS: f64 = 5.0;

/// The promise: it holds so many megabytes.
const MEGABYTES: f64 = 10.0;

const CASES: [(&str, &str); 4] = [
    ("run", "knowledge of a run"),
    ("mapped", "the same with a crosswalk of two steps and a programme"),
    ("all", "all services, duties, frameworks and programmes"),
    ("twice", "all, with twice the services and duties"),
];

/// Measures each case and prints it.
///
/// # Errors
/// If the embedded knowledge cannot be read, or the program cannot call itself.
pub fn report() -> Result<(), Box<dyn std::error::Error>> {
    let file = env::temp_dir().join(format!("demarc-benches-{}.bin", std::process::id()));
    fs::write(&file, postcard::to_stdvec(&doubled(embedded()?))?)?;
    println!("knowledge ready");
    for (case, title) in CASES {
        let output = Command::new(env::current_exe()?).args([ARGUMENT, case]).arg(&file).output()?;
        println!("  {title:<55} {}", String::from_utf8_lossy(&output.stdout).trim_end());
    }
    fs::remove_file(&file)?;
    let total: usize = demarc_knowledge::sizes().iter().map(|(_, bytes)| bytes).sum();
    println!("  {:.2} MB embedded; promised {MILLISECONDS} ms and {MEGABYTES} MB", total as f64 / 1e6);
    Ok(())
}

/// One measurement; prints its figures alone.
///
/// # Errors
/// If there is no such case, or the knowledge cannot be read.
pub fn one(arguments: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    match arguments {
        [case, _] if case == "run" => measure(|| embedded_for("nist-800-53-r5", None)),
        [case, _] if case == "mapped" => measure(|| embedded_for("cmmc-2.0", Some("fedramp-moderate"))),
        [case, _] if case == "all" => measure(embedded),
        [case, file] if case == "twice" => {
            let bytes = fs::read(file)?;
            measure(|| {
                postcard::from_bytes::<Knowledge>(&bytes).map_err(|e| KnowledgeError::Embedded(e.to_string()))
            })
        }
        _ => {
            Err(format!("`{ARGUMENT}` takes a case and a file; the benchmark calls itself with them").into())
        }
    }
}

fn measure(read: impl Fn() -> Result<Knowledge, KnowledgeError>) -> Result<(), Box<dyn std::error::Error>> {
    let before = resident_memory_megabytes();
    let start = seconds();
    let knowledge = read()?;
    let first = seconds() - start;
    let after = resident_memory_megabytes();
    let mut best = first;
    for _ in 0..10 {
        let start = seconds();
        std::hint::black_box(read()?);
        best = best.min(seconds() - start);
    }
    let memory = match (before, after) {
        (Some(before), Some(after)) => format!("{:5.1} MB", after - before),
        _ => "memory not known".to_owned(),
    };
    println!("{:5.2} ms first, {:5.2} ms best, {memory}", first * 1e3, best * 1e3);
    std::hint::black_box(knowledge);
    Ok(())
}

/// The knowledge with each service and each duty a second time under another id.
fn doubled(knowledge: Knowledge) -> Knowledge {
    let mut twice = knowledge.clone();
    for (path, mut service) in knowledge.services {
        service.id.0.push_str("-second");
        twice.services.push((format!("{path}-second"), service));
    }
    for (path, mut duty) in knowledge.duties {
        duty.id.0.push_str("-second");
        twice.duties.push((format!("{path}-second"), duty));
    }
    twice
}
