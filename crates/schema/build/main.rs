//! Turns the data under `schema/` into one blob per kind, from which the library decodes one entry at a time.

mod canonical;
#[path = "../src/compact.rs"]
mod compact;
#[path = "../src/config.rs"]
mod config;
mod config_types;
mod defaults;
#[path = "../src/mapping.rs"]
mod mapping;
mod mappings;
mod newer;
mod planned;
mod provider;
mod sam;

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let schema = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../schema");
    println!("cargo::rerun-if-changed={}", schema.display());
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/compact.rs");
    println!("cargo::rerun-if-changed=src/config.rs");
    println!("cargo::rerun-if-changed=src/mapping.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);

    let types = unpack(&schema.join("cloudformation-types.json.zst"))?;
    let extensions = fs::read_to_string(schema.join("extensions.toml"))?;
    let names = fs::read_to_string(schema.join("names.toml"))?;
    pack(&out, "canonical", &canonical::entries(&types, &extensions)?)?;
    pack(&out, "names", &canonical::names(&names)?)?;
    pack(&out, "arns", &canonical::arns(&names)?)?;
    let mut provider = unpack(&schema.join("terraform-aws.json.zst"))?;
    newer::lay_over(&mut provider, &fs::read_to_string(schema.join("terraform-newer.toml"))?)?;
    let planned = planned::Planned::read(&fs::read_to_string(schema.join("terraform-planned.toml"))?)?;
    pack(&out, "provider", &provider::entries(&provider, &planned)?)?;
    let (mappings, completed) = mappings::entries(&read_folder(&schema.join("terraform"))?)?;
    pack(&out, "mappings", &mappings)?;
    pack(&out, "completed", &completed)?;
    pack(&out, "config-types", &config_types::types(&unpack(&schema.join("config-types.json.zst"))?)?)?;
    pack(&out, "config-mappings", &config_types::mappings(&read_folder(&schema.join("config"))?)?)?;
    fs::write(out.join("defaults.bin"), defaults::all(&read_folder(&schema.join("defaults"))?)?)?;
    let without = fs::read_to_string(schema.join("terraform-without-type.toml"))?;
    pack(&out, "without-type", &mappings::without_type(&without, &mappings)?)?;
    sam::write(&schema, &out)?;
    Ok(())
}

fn unpack(path: &Path) -> Outcome<serde_json::Value> {
    let packed = fs::read(path).map_err(|e| format!("`{}` could not be read: {e}", path.display()))?;
    Ok(serde_json::from_slice(&zstd::stream::decode_all(packed.as_slice())?)?)
}

/// The `.toml` files of a folder, by name; none where there is no folder.
fn read_folder(folder: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(files) };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            files.insert(path.display().to_string(), fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}

/// Writes entries one behind the other, and an index of (name, start, length) sorted by name.
fn pack(out: &Path, name: &str, entries: &BTreeMap<String, Vec<u8>>) -> Outcome<()> {
    let mut data = Vec::new();
    let mut index: Vec<(&str, u32, u32)> = Vec::with_capacity(entries.len());
    for (key, bytes) in entries {
        index.push((key, u32::try_from(data.len())?, u32::try_from(bytes.len())?));
        data.extend_from_slice(bytes);
    }
    fs::write(out.join(format!("{name}.bin")), data)?;
    fs::write(out.join(format!("{name}.index")), postcard::to_allocvec(&index)?)?;
    Ok(())
}
