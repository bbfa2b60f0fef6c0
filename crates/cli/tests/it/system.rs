//! A system out of texts, read and assessed in memory.

use demarc_assess::{
    AssessOptions, add_accounts, assess,
    assessment::{Assessment, LayerResult, PartResult, ResourceResult},
};
use demarc_inventory::{Files, Inventory, Limits, MemoryFiles};
use demarc_knowledge::format::{Knowledge, KnowledgeFile, load};
use demarc_model::{Allocation, Layer, Owner};
use demarc_sources::{ReadOptions, read};
use std::{fs, path::Path, sync::LazyLock};

/// The embedded knowledge.
pub static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| demarc_knowledge::embedded().unwrap());

/// The knowledge folder with its examples, which the program does not carry.
pub static FOLDER: LazyLock<Knowledge> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    let mut files = Vec::new();
    collect(&root, "", &mut files);
    let (knowledge, problems) = load(&files);
    assert_eq!(problems, []);
    knowledge
});

fn collect(directory: &Path, prefix: &str, files: &mut Vec<KnowledgeFile>) {
    let mut entries: Vec<_> = fs::read_dir(directory).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.push(KnowledgeFile { path: name, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

/// Reads files out of a map.
pub fn inventory(files: &[(&str, &str)], paths: &[&str]) -> Inventory {
    let map = MemoryFiles::new(files.iter().map(|(p, t)| (*p, t.as_bytes())));
    let files = Files::new(Box::new(map), Limits::default());
    let paths: Vec<String> = paths.iter().map(|p| (*p).to_owned()).collect();
    let mut inventory = read(&files, &paths, &ReadOptions::default(), &|_| {});
    add_accounts(&mut inventory);
    inventory.seal();
    inventory
}

/// Reads and assesses one file.
pub fn assessed(name: &str, text: &str) -> Assessment {
    let path = if name.ends_with(".tf") { "." } else { name };
    let inventory = inventory(&[(name, text)], &[path]);
    assess(&inventory, &KNOWLEDGE, demarc_knowledge::DIGEST, &AssessOptions::default()).unwrap()
}

/// The resource at an address.
pub fn resource<'a>(assessment: &'a Assessment, address: &str) -> &'a ResourceResult {
    assessment.resources.iter().find(|r| r.address == address).unwrap_or_else(|| {
        let all: Vec<&str> = assessment.resources.iter().map(|r| r.address.as_str()).collect();
        panic!("no {address} in {all:?}; problems: {:?}", assessment.problems)
    })
}

/// A layer of a resource.
pub fn layer<'a>(assessment: &'a Assessment, address: &str, layer: Layer) -> Option<&'a LayerResult> {
    resource(assessment, address).layers.iter().find(|l| l.layer == layer)
}

/// The owner of a layer; absent if there is none.
pub fn owner(assessment: &Assessment, address: &str, wanted: Layer) -> Owner {
    layer(assessment, address, wanted).map_or(Owner::Absent, |l| l.owner)
}

/// A control part.
pub fn part<'a>(assessment: &'a Assessment, id: &str) -> &'a PartResult {
    assessment.controls.iter().find(|p| p.part.as_str() == id).unwrap_or_else(|| panic!("no part {id}"))
}

/// The allocation of a control part.
pub fn allocation(assessment: &Assessment, id: &str) -> Allocation {
    part(assessment, id).allocation
}
