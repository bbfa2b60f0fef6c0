//! `reference`: one Markdown page for each service and each duty of the knowledge, for readers without the program.
//!
//! Pages are committed and made from one file each (and the files that point at it), so that two changes rarely meet in
//! a page; a test says which page is not what the knowledge says.

mod duty;
mod service;

use anyhow::{Context, Result, bail};
use demarc_knowledge_format::{Knowledge, KnowledgeFile, load};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

const FOLDER: &str = "docs/reference";

/// Folders of generated pages; the README beside them is written by people.
const GENERATED: [&str; 2] = ["services", "duties"];

/// Writes the pages and removes those of entries that are gone.
pub fn run(arguments: &[String]) -> Result<()> {
    if let Some(other) = arguments.first() {
        bail!("`{other}` is not an argument of `cargo xtask reference`; it takes none");
    }
    let root = root();
    let wanted = pages(&knowledge(&root)?);
    let written = committed(&root)?;
    let mut changed = 0;
    for (path, text) in &wanted {
        if written.get(path) != Some(text) {
            let target = root.join(path);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&target, text).with_context(|| format!("`{path}` could not be written"))?;
            changed += 1;
        }
    }
    for path in written.keys().filter(|p| !wanted.contains_key(*p)) {
        fs::remove_file(root.join(path)).with_context(|| format!("`{path}` could not be removed"))?;
        changed += 1;
    }
    println!("{FOLDER}: {} pages, {changed} changed", wanted.len());
    Ok(())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

fn knowledge(root: &Path) -> Result<Knowledge> {
    let mut files = Vec::new();
    collect(&root.join("knowledge"), "", &mut |path, text| files.push(KnowledgeFile { path, text }))?;
    let (knowledge, problems) = load(&files);
    if let Some(first) = problems.first() {
        bail!("{} problems in the knowledge folder; the first: {first}", problems.len());
    }
    Ok(knowledge)
}

fn collect(folder: &Path, prefix: &str, take: &mut dyn FnMut(String, String)) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, take)?;
        } else {
            take(path, fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}

/// The generated pages in the repository.
fn committed(root: &Path) -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    for folder in GENERATED {
        let path = format!("{FOLDER}/{folder}");
        if root.join(&path).is_dir() {
            collect(&root.join(&path), &path, &mut |path, text| {
                pages.insert(path, text);
            })?;
        }
    }
    Ok(pages)
}

/// Every page by its path.
fn pages(knowledge: &Knowledge) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for (file, service) in &knowledge.services {
        pages.insert(format!("{FOLDER}/services/{}.md", service.id), service::page(knowledge, file, service));
    }
    for (file, duty) in &knowledge.duties {
        pages.insert(format!("{FOLDER}/duties/{}.md", duty.id), duty::page(knowledge, file, duty));
    }
    pages
}

/// What every page begins with.
fn head(title: &str, file: &str) -> String {
    format!(
        "# {title}\n\n<!-- Made by `cargo xtask reference` from knowledge/{file}; change that file, not this one. -->\n\n"
    )
}

/// A cell of a table: one line, bars escaped.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_reference_is_what_the_knowledge_says() {
        let root = root();
        let wanted = pages(&knowledge(&root).unwrap());
        let written = committed(&root).unwrap();
        let mut stale: Vec<String> = Vec::new();
        for (path, text) in &wanted {
            match written.get(path) {
                Some(old) if old == text => {}
                Some(_) => stale.push(format!("{path} is stale")),
                None => stale.push(format!("{path} is missing")),
            }
        }
        stale
            .extend(written.keys().filter(|p| !wanted.contains_key(*p)).map(|p| format!("{p} is left over")));
        assert!(stale.is_empty(), "run `cargo xtask reference`:\n{}", stale.join("\n"));
    }

    #[test]
    fn a_page_is_the_same_each_time_and_names_its_file() {
        let knowledge = knowledge(&root()).unwrap();
        let (first, second) = (pages(&knowledge), pages(&knowledge));
        assert_eq!(first, second);
        for (path, text) in &first {
            assert!(text.contains("from knowledge/") && text.ends_with('\n'), "{path}");
            assert!(!text.contains("\n\n\n"), "{path}");
        }
    }
}
