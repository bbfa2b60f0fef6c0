//! Chores of the repository: the test command, tidiness, and data generated from published catalogs and schemas.

mod catalog;
mod fedramp;
mod reference;
mod repository;
mod schema;
mod test;
mod tidy;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask <chore>
  test [--quick]                       everything that must hold before a change is merged; --quick: format, lints, tests, tidy
  tidy                                 the rules of the repository that no compiler checks
  catalog CATALOG.json PROFILE.json…   write knowledge/frameworks/nist-800-53-r5/catalog.csv from NIST's OSCAL files
  fedramp PROFILE.json…                write knowledge/frameworks/fedramp-rev5/*.csv from FedRAMP's four OSCAL profiles
  reference                            write docs/reference/ from the knowledge: one page a service and a duty
  schema [--cloudformation PATH] [--terraform-schema FILE]
                                       write schema/*.json.zst from cfn-lint's data folder (else from PyPI) and from
                                       `terraform providers schema -json`, plain or .xz";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (chore, rest) = arguments.split_first().map_or(("", [].as_slice()), |(c, rest)| (c.as_str(), rest));
    match chore {
        "test" => test::run(rest),
        "tidy" => tidy::run(rest),
        "catalog" => catalog::run(rest),
        "fedramp" => fedramp::run(rest),
        "reference" => reference::run(rest),
        "schema" => schema::run(rest),
        "" => bail!("no chore given\n{USAGE}"),
        other => bail!("`{other}` is not a chore\n{USAGE}"),
    }
}
