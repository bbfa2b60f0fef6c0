//! The rules of the repository that no compiler checks; the knowledge folder is validated by the build of its crate.

mod arrows;
mod documents;
mod layout;
mod leftovers;
mod rust_text;
mod wording;

use crate::repository::{self, TextFile};
use anyhow::{Result, bail};
use std::{fmt, path::Path};

/// A place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, or another thing that the rule is about.
    pub file: String,
    /// The line, from 1, where one can be named.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Fault {
    fn new(file: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

type Rule = fn(&[TextFile]) -> Vec<Fault>;

/// Every rule over files, by what holds when it is kept.
const RULES: [(&str, Rule); 14] = [
    ("no file is longer than 600 lines", layout::long_files),
    ("each lib.rs is short", layout::long_lib_files),
    ("module names say what is in them", layout::vague_names),
    ("no mod.rs", layout::mod_files),
    ("each module says its job", layout::missing_heads),
    ("each module is in its parent's list", layout::unlisted_modules),
    ("nothing unfinished is left behind", leftovers::unfinished),
    ("no path of one machine", leftovers::machine_paths),
    ("no host of a package registry", leftovers::registry_hosts),
    ("texts speak of the subject", wording::process_words),
    ("report texts promise nothing", wording::promises_in_code),
    ("links in documents lead somewhere", documents::dead_links),
    ("tests that keep an invariant exist", documents::missing_tests),
    ("changelog fragments are named and filled", documents::changelog_fragments),
];

/// What the rules found: how many hold, and what breaks the others.
#[derive(Debug, Default)]
pub struct Tidiness {
    /// Number of rules that hold.
    pub kept: u64,
    /// Rules that do not, with what breaks them.
    pub broken: Vec<(&'static str, Vec<Fault>)>,
}

/// Holds every rule against the checkout.
///
/// # Errors
/// If the checkout cannot be read or `cargo metadata` fails.
pub fn check(root: &Path) -> Result<Tidiness> {
    let files = repository::text_files(root)?;
    let mut found: Vec<(&'static str, Vec<Fault>)> =
        RULES.iter().map(|(name, rule)| (*name, rule(&files))).collect();
    found.push(("crates depend one way", arrows::wrong_arrows(&arrows::metadata(root)?)));
    let mut tidiness = Tidiness::default();
    for (name, faults) in found {
        if faults.is_empty() {
            tidiness.kept += 1;
        } else {
            tidiness.broken.push((name, faults));
        }
    }
    Ok(tidiness)
}

/// Where builds go, by what cargo says.
///
/// # Errors
/// If `cargo metadata` fails.
pub fn target_directory(root: &Path) -> Result<String> {
    Ok(arrows::metadata(root)?.target_directory)
}

/// Prints what breaks a rule.
///
/// # Errors
/// If arguments are given or a rule is broken.
pub fn run(arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("`tidy` takes no `{argument}`; run `cargo xtask tidy`");
    }
    let tidiness = check(&repository::root()?)?;
    print(&tidiness);
    if tidiness.broken.is_empty() {
        Ok(())
    } else {
        bail!("{} rules are broken, {} are kept", tidiness.broken.len(), tidiness.kept)
    }
}

/// Prints what breaks the rules, rule by rule.
pub fn print(tidiness: &Tidiness) {
    for (name, faults) in &tidiness.broken {
        println!("rule broken: {name}");
        for fault in faults {
            println!("  {fault}");
        }
    }
    if tidiness.broken.is_empty() {
        println!("tidy: {} rules hold", tidiness.kept);
    }
}
