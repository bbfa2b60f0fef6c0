//! What the steps need beyond Rust: a browser with its driver, LibreOffice Calc, and Python packages of pinned versions.

use super::{Bench, counts::Counts};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const REQUIREMENTS: &str = "tests/python/requirements.txt";

/// What the steps call, by the Debian package that brings it.
const DEBIAN: [(&str, &[&str]); 4] = [
    ("chromium", &["chromium", "chromium-browser", "google-chrome"]),
    ("chromium-driver", &["chromedriver"]),
    ("libreoffice-calc", &["soffice", "libreoffice"]),
    ("python3", &["python3"]),
];

/// Installs what is missing and nothing else.
pub fn install(bench: &mut Bench) -> Result<Counts> {
    let mut counts = Counts::default();
    let missing: Vec<&str> = DEBIAN
        .iter()
        .filter(|(_, programs)| !programs.iter().any(|p| on_path(p)))
        .map(|(package, _)| *package)
        .collect();
    counts.add(outcome("Debian packages", debian(bench, &missing)));
    counts.add(outcome("Python packages", python(bench)));
    Ok(counts)
}

fn outcome(what: &str, result: Result<()>) -> Counts {
    match &result {
        Ok(()) => println!("{what}: there"),
        Err(error) => println!("{what}: {error:#}"),
    }
    Counts::one(result.is_ok())
}

/// Whether a program of that name is on the search path.
pub fn on_path(program: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// Installs Debian packages, with `sudo` where the user is not root.
fn debian(bench: &Bench, packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    if !on_path("apt-get") {
        bail!("`{names}` is missing and there is no apt-get; install it with the system's own means");
    }
    let prefix: &[&str] = match user_id().as_deref() {
        Some("0") => &[],
        _ if on_path("sudo") => &["sudo", "-n"],
        _ => {
            bail!("`{names}` is missing, and only root may install it; run `apt-get install {names}` as root")
        }
    };
    let apt = |arguments: &[&str]| -> Result<()> {
        let whole: Vec<&str> = prefix
            .iter()
            .copied()
            .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"])
            .chain(arguments.iter().copied())
            .collect();
        let (program, rest) = whole.split_first().context("there is no program to run")?;
        let ended = bench.program(program, rest).quiet().run()?;
        if !ended.success {
            ended.show_tail();
            bail!("`{}` ended with {}", whole.join(" "), ended.status);
        }
        Ok(())
    };
    apt(&["update"])?;
    let install: Vec<&str> =
        ["install", "-y", "--no-install-recommends"].into_iter().chain(packages.iter().copied()).collect();
    apt(&install)
}

fn user_id() -> Option<String> {
    let output = Command::new("id").arg("-u").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Makes a virtual environment with the pinned packages, once per content of the requirements.
fn python(bench: &mut Bench) -> Result<()> {
    let wanted = fs::read_to_string(bench.root.join(REQUIREMENTS))
        .with_context(|| format!("`{REQUIREMENTS}` cannot be read"))?;
    let folder = bench.scratch("python")?;
    let interpreter = folder.join("bin").join("python");
    let stamp = folder.join("requirements.txt");
    let installed = fs::read_to_string(&stamp).is_ok_and(|text| text == wanted);
    if !(installed && works(bench, &interpreter)) {
        environment(bench, &folder)?;
        let ended = bench
            .program(&interpreter, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
            .arg(REQUIREMENTS)
            .quiet()
            .run()?;
        if !ended.success {
            ended.show_tail();
            bail!("pip could not install `{REQUIREMENTS}`");
        }
        fs::write(&stamp, &wanted)?;
    }
    bench.python = Some(interpreter);
    Ok(())
}

fn works(bench: &Bench, interpreter: &Path) -> bool {
    bench
        .program(interpreter, &["-c", "import jsonschema, openpyxl"])
        .quiet()
        .run()
        .is_ok_and(|ended| ended.success)
}

/// Makes the environment anew; Debian has the module for that in a package of its own.
fn environment(bench: &Bench, folder: &PathBuf) -> Result<()> {
    let make = || bench.program("python3", &["-m", "venv", "--clear"]).arg(folder).quiet().run();
    if make()?.success {
        return Ok(());
    }
    debian(bench, &["python3-venv"])?;
    let ended = make()?;
    if !ended.success {
        ended.show_tail();
        bail!("`python3 -m venv` failed");
    }
    Ok(())
}
