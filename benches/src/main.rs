//! The benchmark: `cargo run --release -p demarc-benches [-- PATH…]`.
//!
//! Prints the time of reading and assessing, beside bare parsing of the same bytes in the same run, and how the cost
//! grows with the input. With paths, those inputs are measured too.

use demarc_assess::{AssessOptions, add_accounts, assess};
use demarc_benches::{peak_memory_megabytes, plan, ready, seconds, small_template, template, terraform};
use demarc_inventory::{Files, Limits, MemoryFiles};
use demarc_knowledge::format::Knowledge;
use demarc_model::DocumentId;
use demarc_sources::{ReadOptions, read, syntax};

/// One measured run.
struct Run {
    resources: usize,
    seconds: f64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some((ready::ARGUMENT, rest)) = arguments.split_first().map(|(a, rest)| (a.as_str(), rest)) {
        return ready::one(rest);
    }
    ready::report()?;
    let knowledge = demarc_knowledge::embedded_for("nist-800-53-r5", None)?;

    let small = run(&knowledge, &[("small.yaml".into(), small_template())], "small.yaml")?;
    println!(
        "one small template, first run      {:9.2} ms, {} resources",
        small.seconds * 1e3,
        small.resources
    );
    if let Some(memory) = peak_memory_megabytes() {
        println!("memory after it                    {memory:9.1} MB at most");
    }
    let again = run(&knowledge, &[("small.yaml".into(), small_template())], "small.yaml")?;
    println!("one small template, second run     {:9.2} ms", again.seconds * 1e3);

    let plans: Vec<(String, String)> =
        (0..102).map(|i| (format!("plans/{i}.json"), plan(4 + i % 24))).collect();
    compare(&knowledge, "102 generated plans in one run", &plans, "plans")?;

    templates(&knowledge)?;

    println!("\ncost by size (ms a resource stays level if the cost is linear)");
    for size in [100, 1_000, 10_000] {
        let one = |name: &str, text: String| {
            run(&knowledge, &[(name.to_owned(), text)], if name.ends_with(".tf") { "." } else { name })
        };
        let (t, p, h) =
            (one("t.yaml", template(size))?, one("p.json", plan(size))?, one("main.tf", terraform(size))?);
        let each = |r: &Run| r.seconds * 1e3 / r.resources.max(1) as f64;
        println!(
            "{size:6} resources: template {:8.1} ms ({:.3} each), plan {:8.1} ms ({:.3} each), directory {:8.1} ms ({:.3} each)",
            t.seconds * 1e3,
            each(&t),
            p.seconds * 1e3,
            each(&p),
            h.seconds * 1e3,
            each(&h)
        );
    }
    let paths: Vec<String> = std::env::args().skip(1).collect();
    if !paths.is_empty() {
        own(&knowledge, &paths)?;
    }
    if let Some(memory) = peak_memory_megabytes() {
        println!("\nmemory of the whole run            {memory:9.1} MB at most");
    }
    Ok(())
}

fn run(
    knowledge: &Knowledge,
    files: &[(String, String)],
    path: &str,
) -> Result<Run, Box<dyn std::error::Error>> {
    let map = MemoryFiles::new(files.iter().map(|(p, t)| (p.clone(), t.clone().into_bytes())));
    let files = Files::new(Box::new(map), Limits::default());
    assessed(knowledge, &files, &[path.to_owned()])
}

fn assessed(
    knowledge: &Knowledge,
    files: &Files,
    paths: &[String],
) -> Result<Run, Box<dyn std::error::Error>> {
    let start = seconds();
    let mut inventory = read(files, paths, &ReadOptions::default(), &|_| {});
    add_accounts(&mut inventory);
    inventory.seal();
    let assessment = assess(&inventory, knowledge, demarc_knowledge::DIGEST, &AssessOptions::default())?;
    let resources = assessment.summary.resources;
    std::hint::black_box(&assessment);
    Ok(Run { resources, seconds: seconds() - start })
}

/// Measures a set of JSON texts beside bare parsing of the same bytes.
fn compare(
    knowledge: &Knowledge,
    title: &str,
    files: &[(String, String)],
    path: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let bytes: usize = files.iter().map(|(_, t)| t.len()).sum();
    let start = seconds();
    for (_, text) in files {
        std::hint::black_box(serde_json::from_str::<serde_json::Value>(text)?);
    }
    let value = seconds() - start;
    let start = seconds();
    for (_, text) in files {
        std::hint::black_box(syntax::parse_json(text, DocumentId(0)));
    }
    let tree = seconds() - start;
    let whole = run(knowledge, files, path)?;
    print(title, &whole, bytes, value, Some(tree));
    Ok(())
}

/// Measures a directory of templates as one run, beside parsing alone; the aim is a second of processor time.
fn templates(knowledge: &Knowledge) -> Result<(), Box<dyn std::error::Error>> {
    let files: Vec<(String, String)> =
        (0..300).map(|i| (format!("templates/{i}.yaml"), template(6 + i % 5))).collect();
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let start = seconds();
    for (_, text) in &files {
        std::hint::black_box(syntax::parse_yaml(text, DocumentId(0)));
    }
    let tree = seconds() - start;
    let whole = run(knowledge, &files, "templates")?;
    println!("\n300 templates in one run: {} resources, {:.2} MB", whole.resources, bytes as f64 / 1e6);
    println!("  YAML tree with places alone      {:9.1} ms", tree * 1e3);
    println!("  read, assessed                   {:9.1} ms of processor time, aim 1000", whole.seconds * 1e3);
    Ok(())
}

fn print(title: &str, whole: &Run, bytes: usize, value: f64, tree: Option<f64>) {
    let megabytes = bytes as f64 / 1e6;
    println!("\n{title}: {} resources, {megabytes:.2} MB", whole.resources);
    println!("  serde_json::Value alone          {:9.1} ms", value * 1e3);
    if let Some(tree) = tree {
        println!("  JSON tree with places alone      {:9.1} ms", tree * 1e3);
    }
    println!(
        "  read, mapped, assessed           {:9.1} ms = {:.1} times serde_json::Value; {:.0} resources/s, {:.1} MB/s",
        whole.seconds * 1e3,
        whole.seconds / value.max(1e-9),
        whole.resources as f64 / whole.seconds.max(1e-9),
        megabytes / whole.seconds.max(1e-9)
    );
}

/// Measures the user's own inputs.
fn own(knowledge: &Knowledge, paths: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let files = Files::disk();
    let (mut bytes, mut value) = (0, 0.0);
    for path in paths {
        let (found, _) = files.walk(path, true);
        for file in if found.is_empty() { vec![path.clone()] } else { found } {
            let Ok(text) = files.text(&file) else { continue };
            bytes += text.len();
            let start = seconds();
            let _ = std::hint::black_box(serde_json::from_str::<serde_json::Value>(&text));
            value += seconds() - start;
        }
    }
    let whole = assessed(knowledge, &Files::disk(), paths)?;
    print(&paths.join(" "), &whole, bytes, value, None);
    Ok(())
}
