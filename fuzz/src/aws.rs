//! Targets for what AWS itself defines: templates, and items of AWS Config.

use demarc_inventory::{Files, Inventory, Limits, MemoryFiles, SourceKind};
use demarc_sources::{
    cloudformation,
    config::{ConfigFile, ConfigOptions, read_config},
};

/// Templates with their intrinsic functions.
pub fn template(bytes: &[u8]) -> usize {
    let mut inventory = cloudformation::read_template_text(&String::from_utf8_lossy(bytes));
    inventory.seal();
    inventory.resources.len()
}

/// Items of AWS Config, whatever the file looks like at its beginning.
pub fn config(bytes: &[u8]) -> usize {
    let files = Files::new(Box::new(MemoryFiles::default()), Limits::default());
    let mut inventory = Inventory::new();
    let root = inventory.add_root("items.json", SourceKind::AwsConfig);
    let file = ConfigFile { path: "-".to_owned(), root, bytes: Some(bytes.to_vec().into()) };
    let _ = read_config(&files, &[file], ConfigOptions::default(), &mut inventory);
    inventory.seal();
    inventory.resources.len()
}
