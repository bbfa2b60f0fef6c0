//! `demarc completions`.

use crate::{
    Status,
    args::{Cli, CompletionsArgs},
    output,
};
use anyhow::Result;
use clap::CommandFactory;

/// Prints completions for a shell.
///
/// # Errors
/// If standard output cannot be written.
pub fn run(args: CompletionsArgs) -> Result<Status> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "demarc", &mut text);
    output::write(&String::from_utf8_lossy(&text), None)?;
    Ok(Status::Done)
}
