//! Step that compares what the program makes of SAM templates with what AWS's own translator makes of them.

use super::{Bench, counts::Counts, examples};
use crate::repository;
use anyhow::{Result, bail};

const CHECK: &str = "tests/python/check_sam.py";

/// Every template under `tests/sam` becomes the same resources in both.
pub fn compare(bench: &mut Bench) -> Result<Counts> {
    let python = examples::python(bench)?;
    let program = examples::demarc(bench)?;
    let scratch = bench.scratch("serverless")?;
    let templates: Vec<String> = repository::text_files(&bench.root)?
        .into_iter()
        .filter(|file| file.path.starts_with("tests/sam/") && file.is("yaml"))
        .map(|file| file.path)
        .collect();
    if templates.is_empty() {
        bail!("there is no template under `tests/sam`");
    }
    let mut check = bench.program(python, &[CHECK]).arg(&program).arg(&scratch);
    for template in &templates {
        check = check.arg(template);
    }
    Ok(examples::closing(&check.run()?))
}
