//! Timing of the reading of Terraform directories: `cargo run --release -p demarc-benches --bin tree`.
//!
//! Reads a tree of 13,000 lines that expands to 600 resources, and trees of 100 to 10,000 resources, each in a process of
//! its own, and prints processor seconds and memory beside what was promised; where `terraform` and its AWS provider are
//! at hand (`DEMARC_TERRAFORM_PLUGINS` names their folder), beside what `terraform plan` takes for the same tree.

use demarc_benches::tree;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [argument, directory] = arguments.as_slice()
        && argument == tree::ARGUMENT
    {
        tree::one(directory);
        return Ok(());
    }
    if tree::report()? { Ok(()) } else { Err("a promise was not kept".into()) }
}
