//! `schema`: the three type catalogs under `schema/`, made small from what AWS and HashiCorp publish.

mod cloudformation;
mod config;
mod terraform;

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Writes the catalogs that the arguments give a source for.
pub fn run(arguments: &[String]) -> Result<()> {
    let mut cloudformation = None;
    let mut terraform = None;
    let mut config = None;
    let mut date = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("`{argument}` needs a path behind it"));
        match argument.as_str() {
            "--cloudformation" => cloudformation = Some(PathBuf::from(value()?)),
            "--terraform-schema" => terraform = Some(PathBuf::from(value()?)),
            "--config-schema" => config = Some(PathBuf::from(value()?)),
            "--date" => date = Some(value()?.clone()),
            other => bail!(
                "`{other}` is not an argument of `schema`; expected --cloudformation PATH, --terraform-schema FILE or --config-schema PATH with --date DAY"
            ),
        }
    }
    if let Some(path) = config {
        let date = date.context("`--config-schema` needs the day of its source in `--date`")?;
        write("schema/config-types.json.zst", &config::catalog(&path, &date)?)?;
        if cloudformation.is_none() && terraform.is_none() {
            return Ok(());
        }
    }
    let schemas = match cloudformation {
        Some(path) => path,
        None => install_cfn_lint()?,
    };
    write("schema/cloudformation-types.json.zst", &cloudformation::catalog(&schemas)?)?;
    fs::write("schema/prescribed-words.txt", cloudformation::prescribed_words(&schemas)?)?;
    match terraform {
        Some(path) => write("schema/terraform-aws.json.zst", &terraform::catalog(&provider_schema(&path)?)?),
        None => {
            println!(
                "schema/terraform-aws.json.zst: left as it is; give --terraform-schema FILE to make it anew"
            );
            Ok(())
        }
    }
}

fn write(target: &str, json: &Json) -> Result<()> {
    let text = serde_json::to_vec(json)?;
    let packed = zstd::bulk::compress(&text, 19)?;
    fs::write(target, &packed)
        .with_context(|| format!("`{target}` could not be written; run from the repository's root"))?;
    let types = json.get("types").and_then(Json::as_object).map_or(0, serde_json::Map::len);
    println!("{target}: {types} types, {} bytes, {} unpacked", packed.len(), text.len());
    Ok(())
}

/// Installs cfn-lint into a temporary environment and returns its folder of schemas.
fn install_cfn_lint() -> Result<PathBuf> {
    let folder = Path::new("target").join("cfn-lint");
    command(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    command(Command::new(folder.join("bin/pip")).args(["install", "--quiet", "cfn-lint"]))?;
    let library = folder.join("lib");
    let python = fs::read_dir(&library)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .find(|path| path.join("site-packages/cfnlint").exists());
    let Some(python) = python else {
        bail!("`{}` holds no cfn-lint after its installation", library.display())
    };
    Ok(python.join("site-packages/cfnlint/data/schemas"))
}

fn command(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} could not be started"))?;
    if status.success() { Ok(()) } else { bail!("{command:?} ended with {status}") }
}

fn provider_schema(path: &Path) -> Result<Json> {
    let bytes = if path.extension().is_some_and(|e| e == "xz") {
        let output = Command::new("xz").args(["--decompress", "--stdout"]).arg(path).output()?;
        if !output.status.success() {
            bail!("`{}` could not be unpacked by xz", path.display());
        }
        output.stdout
    } else {
        fs::read(path).with_context(|| format!("`{}` could not be read", path.display()))?
    };
    serde_json::from_slice(&bytes).with_context(|| format!("`{}` is not JSON", path.display()))
}
