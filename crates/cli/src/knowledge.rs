//! `demarc knowledge`.

mod check;
mod list;
pub mod load;
mod show;

use crate::{
    Status,
    args::{KnowledgeArgs, KnowledgeVerb},
};
use anyhow::Result;

/// Lists, shows or checks knowledge.
///
/// # Errors
/// If there is no such entry, or a folder cannot be read.
pub fn run(args: KnowledgeArgs) -> Result<Status> {
    match args.what {
        KnowledgeVerb::List(args) => list::run(&args),
        KnowledgeVerb::Show(args) => show::run(&args),
        KnowledgeVerb::Check { directory } => check::run(&directory),
    }
}
