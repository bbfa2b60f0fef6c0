//! Steps that use the program as a user does: on the examples, in a browser, by the README's first command.

use super::{
    Bench,
    counts::{self, Counts},
    process::Ended,
};
use crate::repository;
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The example that documents speak of.
const WEBSHOP: &str = "examples/webshop";

const BROWSER_TEST: &str = "tests/browser/browser_test.py";
const WORKBOOK_CHECK: &str = "tests/python/check_workbook.py";
const JSON_CHECK: &str = "tests/python/check_json.py";

/// The program, built once.
pub(super) fn demarc(bench: &mut Bench) -> Result<PathBuf> {
    if let Some(path) = &bench.demarc {
        return Ok(path.clone());
    }
    let ended =
        bench.cargo(&["build", "--quiet", "--locked", "-p", "demarc-cli", "--bin", "demarc"]).run()?;
    if !ended.success {
        bail!("the program could not be built");
    }
    let path = bench.target.join("debug").join("demarc");
    bench.demarc = Some(path.clone());
    Ok(path)
}

pub(super) fn python(bench: &Bench) -> Result<PathBuf> {
    bench.python.clone().context("the Python packages could not be installed")
}

/// Runs the program quietly; what it wrote is shown if it fails.
fn run(bench: &mut Bench, arguments: &[&str]) -> Result<Ended> {
    let program = demarc(bench)?;
    let ended = bench.program(program, arguments).quiet().run()?;
    if !ended.success {
        println!("`demarc {}` ended with {}", arguments.join(" "), ended.status);
        ended.show_tail();
    }
    Ok(ended)
}

/// Folders of `examples/`, from the root of the checkout.
fn example_folders(root: &Path) -> Result<Vec<String>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(root.join("examples")).context("`examples` cannot be listed")? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(format!("examples/{}", entry.file_name().to_string_lossy()));
        }
    }
    folders.sort();
    if folders.is_empty() {
        bail!("there is no example under `examples`");
    }
    Ok(folders)
}

/// Every example is assessed, with something to say and status 0.
pub fn assess(bench: &mut Bench) -> Result<Counts> {
    let mut counts = Counts::default();
    for folder in example_folders(&bench.root)? {
        let ended = run(bench, &["assess", &folder])?;
        if ended.stdout.trim().is_empty() {
            println!("`demarc assess {folder}` printed nothing");
        }
        counts.add(Counts::one(ended.success && !ended.stdout.trim().is_empty()));
    }
    Ok(counts)
}

/// The JSON of every example validates against the schema that the program prints.
pub fn json(bench: &mut Bench) -> Result<Counts> {
    let python = python(bench)?;
    let scratch = bench.scratch("json")?;
    let schema = run(bench, &["knowledge", "show", "schema"])?;
    if !schema.success {
        bail!("the program printed no schema");
    }
    let schema_file = scratch.join("schema.json");
    fs::write(&schema_file, &schema.stdout)?;
    let mut check = bench.program(python, &[JSON_CHECK]).arg(&schema_file);
    let mut counts = Counts::default();
    for folder in example_folders(&bench.root)? {
        let document = run(bench, &["assess", &folder, "--format", "json"])?;
        if !document.success {
            counts.add(Counts::failed());
            continue;
        }
        let file = scratch.join(format!("{}.json", folder.replace('/', "-")));
        fs::write(&file, &document.stdout)?;
        check = check.arg(&file);
    }
    counts.add(closing(&check.run()?));
    Ok(counts)
}

/// The workbooks of the example open in LibreOffice, and their cells are those of the JSON.
pub fn workbooks(bench: &mut Bench) -> Result<Counts> {
    let python = python(bench)?;
    let scratch = bench.scratch("workbooks")?;
    fs::remove_dir_all(&scratch)?;
    let report = bench.scratch("workbooks/report")?;
    let saved = bench.scratch("workbooks/saved")?;
    let place = report.to_string_lossy().into_owned();
    let made = run(bench, &["report", WEBSHOP, "--format", "all", "--output", &place, "--quiet"])?;
    if !made.success {
        bail!("the documents could not be made");
    }
    let ended = bench.program(python, &[WORKBOOK_CHECK]).arg(&report).arg(&saved).run()?;
    Ok(closing(&ended))
}

/// The templates among the examples are such as CloudFormation takes.
pub fn templates(bench: &mut Bench) -> Result<Counts> {
    let python = python(bench)?;
    let templates: Vec<String> = repository::text_files(&bench.root)?
        .into_iter()
        .filter(|f| f.path.starts_with("examples/") && (f.is("yaml") || f.is("yml") || f.is("json")))
        .filter(|f| is_template(&f.text))
        .map(|f| f.path)
        .collect();
    if templates.is_empty() {
        println!("no example is a template");
        return Ok(Counts::default());
    }
    let linter = python.with_file_name("cfn-lint");
    let mut counts = Counts::default();
    for template in templates {
        let ended =
            bench.program(&linter, &["--non-zero-exit-code", "error", "--", &template]).quiet().run()?;
        if !ended.success {
            println!("{template}: cfn-lint ended with {}", ended.status);
            ended.show_tail();
        }
        counts.add(Counts::one(ended.success));
    }
    Ok(counts)
}

/// Whether a text is a CloudFormation template, by its keys.
fn is_template(text: &str) -> bool {
    let resources =
        |line: &str| line.starts_with("Resources:") || line.trim_start().starts_with("\"Resources\":");
    text.contains("AWS::") && (text.contains("AWSTemplateFormatVersion") || text.lines().any(resources))
}

/// Every document of the OSCAL workspace passes compliance-trestle, and `demarc verify` finds nothing in it.
pub fn oscal(bench: &mut Bench) -> Result<Counts> {
    let trestle = python(bench)?.with_file_name("trestle");
    let scratch = bench.scratch("oscal")?;
    let mut counts = Counts::default();
    for folder in example_folders(&bench.root)?.iter().filter(|f| f.starts_with(WEBSHOP)) {
        for version in ["1.2.1", "1.1.2"] {
            let output = scratch.join(format!("{}-{version}", folder.replace('/', "-")));
            let place = output.to_string_lossy();
            let arguments = [
                "report",
                folder,
                "--format",
                "oscal",
                "--oscal-version",
                version,
                "--quiet",
                "--output",
                &place,
            ];
            if !run(bench, &arguments)?.success {
                counts.add(Counts::failed());
                continue;
            }
            let workspace = output.join("oscal");
            let ended = bench
                .program(&trestle, &["validate", "--all", "--trestle-root"])
                .arg(&workspace)
                .quiet()
                .run()?;
            if !ended.success {
                println!("{}: trestle ended with {}", workspace.display(), ended.status);
                ended.show_tail();
            }
            counts.add(Counts::one(ended.success));
            let verified = run(bench, &["verify", &workspace.to_string_lossy(), "--fail-on", "note"])?;
            counts.add(Counts::one(verified.success));
        }
    }
    Ok(counts)
}

/// The page behaves in a real browser.
pub fn browser(bench: &mut Bench) -> Result<Counts> {
    let python = python(bench)?;
    let scratch = bench.scratch("browser")?;
    let page = scratch.join("webshop.html");
    let made = run(bench, &["assess", WEBSHOP, "--format", "html", "--output", &page.to_string_lossy()])?;
    if !made.success {
        bail!("there is no page to look at");
    }
    let ended = bench.program(python, &[BROWSER_TEST]).arg(&page).arg(scratch.join("out")).run()?;
    Ok(closing(&ended))
}

/// What a test program counted; one failure if it ended without its closing line.
pub(super) fn closing(ended: &Ended) -> Counts {
    match counts::of_closing_line(&ended.stdout) {
        Some(counts) => counts.judged_by(ended.success),
        None => Counts::failed(),
    }
}

/// The first command of the README does what it says.
pub fn readme(bench: &mut Bench) -> Result<Counts> {
    let readme = fs::read_to_string(bench.root.join("README.md")).context("`README.md` cannot be read")?;
    let command = first_command(&readme).context("the README shows no command in a fenced block")?;
    println!("$ {command}");
    let ended = bench.program("sh", &["-c", command]).env("CARGO_TARGET_DIR", &bench.target).quiet().run()?;
    let good = ended.success && !ended.stdout.trim().is_empty();
    if !good {
        println!("ended with {}", ended.status);
        ended.show_tail();
    }
    Ok(Counts::one(good))
}

/// The first line of the first fenced block of shell commands.
fn first_command(readme: &str) -> Option<&str> {
    let mut in_shell = false;
    for line in readme.lines() {
        if let Some(language) = line.strip_prefix("```") {
            in_shell = ["sh", "console", "bash"].contains(&language.trim());
        } else if in_shell && !line.trim().is_empty() && !line.starts_with('#') {
            return Some(line.trim_start_matches("$ "));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_command_is_that_of_the_first_shell_block() {
        let readme = "# A\n```toml\na = 1\n```\n```sh\n# says so\n$ cargo run -- x\ncargo y\n```\n";
        assert_eq!(first_command(readme), Some("cargo run -- x"));
        assert_eq!(first_command("no block"), None);
    }
}
