use super::*;
use demarc_inventory::{Limits, Marks, MemoryFiles, node_to_json};
use demarc_model::{Presence, Why};
use serde_json::{Value as Json, json};

/// A reading with its inventory.
struct Read {
    inventory: Inventory,
    directory: HclDirectory,
}

impl Read {
    fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, "", &HclOptions::default())
    }

    fn with(files: &[(&str, &str)], root: &str, options: &HclOptions) -> Self {
        let files = Files::new(Box::new(MemoryFiles::new(files.iter().copied())), Limits::default());
        let mut inventory = Inventory::new();
        let directory = read_directory(&files, root, options, &mut inventory);
        Self { inventory, directory }
    }

    fn addresses(&self) -> Vec<&str> {
        self.directory.resources.iter().map(|r| r.address.as_str()).collect()
    }

    fn resource(&self, address: &str) -> &TerraformResource {
        let found = self.directory.resources.iter().find(|r| r.address == address);
        found.unwrap_or_else(|| {
            panic!("no {address} in {:?}: {:?}", self.addresses(), self.inventory.problems)
        })
    }

    fn body(&self, address: &str) -> Json {
        node_to_json(&self.inventory.arena, self.resource(address).body)
    }

    fn codes(&self) -> Vec<&str> {
        self.inventory.problems.iter().map(|p| p.code).collect()
    }
}

/// The value of an expression in a file with these other blocks.
fn value_with(expr: &str, blocks: &str) -> Json {
    let text = format!("resource \"t\" \"t\" {{\n  v = {expr}\n}}\n{blocks}\n");
    let read = Read::new(&[("main.tf", &text)]);
    read.body("t.t").get("v").cloned().unwrap_or(Json::Null)
}

fn value(expr: &str) -> Json {
    value_with(expr, "")
}

mod blocks;
mod documents;
mod language;
mod mistakes;
mod modules;
mod recorded;
mod robustness;
mod soundness;
