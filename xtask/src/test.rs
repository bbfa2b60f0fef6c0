//! The test command: installs what is missing, runs every step, and ends with one line of counts.

mod checks;
mod counts;
mod examples;
mod machine;
mod process;
mod serverless;
mod snapshots;

use crate::{repository, tidy};
use anyhow::{Result, bail};
use counts::Counts;
use process::Process;
use std::{
    env, fs,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

/// The whole must not take longer.
const LONGEST: Duration = Duration::from_secs(25 * 60);

/// What the steps know about each other.
pub struct Bench {
    /// The checkout.
    root: PathBuf,
    /// Where builds go.
    target: PathBuf,
    /// When everything has to be over.
    deadline: Instant,
    /// The interpreter with the pinned packages, once it is there.
    python: Option<PathBuf>,
    /// The program, once it is built.
    demarc: Option<PathBuf>,
    /// Whether the Rust tests all passed, once they ran.
    tests_passed: Option<bool>,
}

impl Bench {
    /// Cargo with arguments, in the checkout.
    fn cargo(&self, arguments: &[&str]) -> Process {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(arguments).current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        Process::new(command, self.deadline)
    }

    /// Another program, in the checkout.
    fn program(&self, program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Process {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.root);
        Process::new(command, self.deadline)
    }

    /// A folder for what a step writes.
    fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join("test-command").join(name);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

type Step = fn(&mut Bench) -> Result<Counts>;

/// Every step in order; the flag says whether it is part of `--quick`.
const STEPS: [(&str, bool, Step); 16] = [
    ("format", true, checks::format),
    ("lints", true, checks::lints),
    ("tests", true, checks::tests),
    ("documentation tests", true, checks::documentation_tests),
    ("snapshots", true, snapshots::check),
    ("tidy", true, tidiness),
    ("dependencies", false, checks::dependencies),
    ("install what the other steps need", false, machine::install),
    ("examples", false, examples::assess),
    ("JSON against its schema", false, examples::json),
    ("workbooks in LibreOffice", false, examples::workbooks),
    ("example templates", false, examples::templates),
    ("OSCAL workspace in another tool", false, examples::oscal),
    ("SAM templates as AWS translates them", false, serverless::compare),
    ("page in a browser", false, examples::browser),
    ("first command of the README", false, examples::readme),
];

fn tidiness(bench: &mut Bench) -> Result<Counts> {
    let found = tidy::check(&bench.root)?;
    tidy::print(&found);
    Ok(Counts { passed: found.kept, failed: u64::try_from(found.broken.len())? })
}

/// Runs the steps, continues behind a failing one, and sums up.
///
/// # Errors
/// If an argument is unknown, a step failed, or time ran out.
pub fn run(arguments: &[String]) -> Result<()> {
    let quick = match arguments {
        [] => false,
        [one] if one == "--quick" => true,
        other => bail!("`test` takes `--quick` or nothing, not `{}`", other.join(" ")),
    };
    let root = repository::root()?;
    let target = PathBuf::from(tidy::target_directory(&root)?);
    let began = Instant::now();
    let mut bench =
        Bench { root, target, deadline: began + LONGEST, python: None, demarc: None, tests_passed: None };
    let mut total = Counts::default();
    let mut table = Vec::new();
    for (name, in_quick, step) in STEPS {
        if quick && !in_quick {
            continue;
        }
        println!("\n== {name}");
        let start = Instant::now();
        let counts = step(&mut bench).unwrap_or_else(|error| {
            println!("{name}: {error:#}");
            Counts::failed()
        });
        table.push((name, counts, start.elapsed().as_secs_f64()));
        total.add(counts);
    }
    println!("\n== summary");
    for (name, counts, seconds) in table {
        let word = if counts.failed > 0 { "FAILED" } else { "ok" };
        println!("{word:<7} {seconds:>7.1} s  {name}: {counts}");
    }
    let whole = began.elapsed();
    println!("in all  {:>7.1} s", whole.as_secs_f64());
    if whole > LONGEST {
        println!("over the limit of {} minutes", LONGEST.as_secs() / 60);
        total.add(Counts::failed());
    }
    println!("{total}");
    if total.failed > 0 {
        // The line above is the last one; an error message would stand behind it.
        std::process::exit(1);
    }
    Ok(())
}
