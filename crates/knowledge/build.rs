//! Reads and validates the knowledge folder and embeds it as one compact file, without examples.

use demarc_knowledge_format::{Knowledge, KnowledgeFile, load, validate};
use sha2::{Digest, Sha256};
use std::{env, fmt::Write as _, fs, io, path::Path};

#[path = "src/catalog.rs"]
mod catalog;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let (mut knowledge, mut problems) = load(&files);
    problems.extend(validate(&knowledge, &catalog::SchemaTypes));
    for problem in &problems {
        println!("cargo::error=knowledge/{problem}");
    }
    if !problems.is_empty() {
        return Err(format!("{} problems in the knowledge folder", problems.len()).into());
    }
    let mut digest = Sha256::new();
    for file in &files {
        digest.update(file.path.as_bytes());
        digest.update([0]);
        digest.update(file.text.as_bytes());
        digest.update([0]);
    }
    // Examples are for tests and documentation; the program does not carry them.
    for (_, duty) in &mut knowledge.duties {
        duty.examples.clear();
    }
    let out = Path::new(&env::var("OUT_DIR")?).to_owned();
    embed(&out, knowledge)?;
    let hex: String = digest.finalize().iter().map(|b| format!("{b:02x}")).collect();
    fs::write(out.join("digest.txt"), hex)?;
    Ok(())
}

/// Writes one file for services and duties, one for the texts of duties, and one for each framework and programme, and the Rust that names them.
fn embed(out: &Path, mut knowledge: Knowledge) -> Result<(), Box<dyn std::error::Error>> {
    let mut rust = String::new();
    let include = |file: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))");
    let frameworks = std::mem::take(&mut knowledge.frameworks);
    let programmes = std::mem::take(&mut knowledge.programmes);
    let names = std::mem::take(&mut knowledge.list_names);
    let mut texts = Vec::new();
    let mut places = Vec::new();
    for (_, duty) in &mut knowledge.duties {
        let own = postcard::to_stdvec(&duty.take_texts())?;
        places.push((duty.id.to_string(), texts.len(), texts.len() + own.len()));
        texts.extend(own);
    }
    places.sort();
    fs::write(out.join("texts.bin"), texts)?;
    fs::write(out.join("base.bin"), postcard::to_stdvec(&knowledge)?)?;
    fs::write(out.join("names.bin"), postcard::to_stdvec(&names)?)?;
    writeln!(rust, "pub static BASE: &[u8] = {};", include("base.bin"))?;
    writeln!(rust, "pub static TEXTS: &[u8] = {};", include("texts.bin"))?;
    writeln!(rust, "pub static TEXTS_OF: &[(&str, usize, usize)] = &{places:?};")?;
    writeln!(rust, "pub static LIST_NAMES: &[u8] = {};", include("names.bin"))?;
    writeln!(rust, "pub static FRAMEWORKS: &[(&str, &str, &[u8])] = &[")?;
    for framework in &frameworks {
        let file = format!("framework-{}.bin", framework.id);
        fs::write(out.join(&file), postcard::to_stdvec(framework)?)?;
        let below = framework.rests_on().unwrap_or_default();
        writeln!(rust, "    ({:?}, {below:?}, {}),", framework.id, include(&file))?;
    }
    writeln!(rust, "];\npub static PROGRAMMES: &[(&str, &[u8])] = &[")?;
    for (path, programme) in &programmes {
        let file = format!("programme-{}.bin", programme.id);
        fs::write(out.join(&file), postcard::to_stdvec(programme)?)?;
        writeln!(rust, "    ({path:?}, {}),", include(&file))?;
    }
    writeln!(rust, "];")?;
    fs::write(out.join("embedded.rs"), rust)?;
    Ok(())
}

fn collect(directory: &Path, prefix: &str, files: &mut Vec<KnowledgeFile>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else {
            files.push(KnowledgeFile { path, text: fs::read_to_string(entry.path())? });
        }
    }
    Ok(())
}
