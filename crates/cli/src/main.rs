//! The `demarc` command: one file per verb, everything else lives in the libraries.

mod args;
mod assess;
mod aws_components;
mod completions;
mod configuration;
mod doctor;
mod examples;
mod explain;
mod inventory;
mod knowledge;
mod output;
mod report;
mod run;
mod saved;
mod user_framework;
mod variable_args;
mod verify;

use args::{Cli, Verb};
use clap::Parser;
use std::process::ExitCode;

/// What a verb ends with; see the exit status section of the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Done, nothing at or over the threshold.
    Done,
    /// Findings at or over the threshold.
    Findings,
    /// Unusable arguments, or no input could be read at all.
    Unusable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::SUCCESS,
            Status::Findings => Self::from(1),
            Status::Unusable => Self::from(2),
        }
    }
}

/// A fault of the program itself ends with 3, and the message says what to do with it.
const INTERNAL_FAULT: u8 = 3;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|fault| {
        eprintln!("internal fault: {fault}");
        eprintln!(
            "this is an error in demarc, not in your input; please report it with the command that you ran"
        );
    }));
    std::panic::catch_unwind(run_verb).unwrap_or_else(|_| ExitCode::from(INTERNAL_FAULT))
}

fn run_verb() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let result = match cli.verb {
        Verb::Assess(args) => assess::run(args),
        Verb::Inventory(args) => inventory::run(args),
        Verb::Report(args) => report::run(args),
        Verb::Explain(args) => explain::run(args),
        Verb::Verify(args) => verify::run(args),
        Verb::Knowledge(args) => knowledge::run(args),
        Verb::Doctor => doctor::run(),
        Verb::Completions(args) => completions::run(args),
    };
    match result {
        Ok(status) => status.into(),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", output::chain(&error));
            ExitCode::from(2)
        }
    }
}
