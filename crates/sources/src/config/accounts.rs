//! What an account sets for all of its resources, handed to each of them, whatever the region.
//!
//! Amazon S3 blocks public access to a bucket where the bucket or its account says so (Amazon S3 User Guide, Blocking
//! public access to your Amazon S3 storage): a setting of the account counts for every bucket of it.

use demarc_inventory::{Arena, Inventory, KeyId, NodeId, Resource, Value};
use std::collections::HashMap;

const ACCOUNT: &str = "Demarc::Account";
const ACCOUNT_BLOCK: &str = "x:PublicAccessBlock";
const BUCKET: &str = "AWS::S3::Bucket";
const BUCKET_BLOCK: &str = "PublicAccessBlockConfiguration";

/// Gives buckets what their account blocks.
pub(super) fn share(inventory: &mut Inventory) {
    let mut blocks: HashMap<String, NodeId> = HashMap::new();
    for resource in inventory.resources.iter().filter(|r| r.type_name.as_str() == ACCOUNT) {
        let block = inventory.arena.get_named(resource.document, ACCOUNT_BLOCK);
        if let (Some(account), Some(block)) = (&resource.account, block) {
            blocks.insert(account.clone(), block);
        }
    }
    if blocks.is_empty() {
        return;
    }
    for resource in inventory.resources.iter_mut().filter(|r| r.type_name.as_str() == BUCKET) {
        let block = resource.account.as_ref().and_then(|a| blocks.get(a));
        if let Some(block) = block {
            give(&mut inventory.arena, resource, *block);
        }
    }
}

fn give(arena: &mut Arena, bucket: &mut Resource, account: NodeId) {
    let own = arena.get_named(bucket.document, BUCKET_BLOCK);
    let mut settings: Vec<(KeyId, NodeId)> = own.map(|o| arena.entries(o).collect()).unwrap_or_default();
    for (key, value) in arena.entries(account).collect::<Vec<_>>() {
        let on = is_on(arena, value);
        match settings.iter_mut().find(|(k, _)| *k == key) {
            Some((_, own)) if on && !is_on(arena, *own) => *own = value,
            None if on => settings.push((key, value)),
            _ => {}
        }
    }
    if settings.is_empty() {
        return;
    }
    let block = arena.map(&settings, None, None);
    if let Some(own) = own {
        arena.derive(block, own);
    }
    let key = arena.key(BUCKET_BLOCK);
    let mut entries: Vec<(KeyId, NodeId)> =
        arena.entries(bucket.document).filter(|(k, _)| *k != key).collect();
    entries.push((key, block));
    let span = arena.node(bucket.document).span;
    let document = arena.map(&entries, None, span);
    arena.derive(document, bucket.document);
    bucket.document = document;
}

fn is_on(arena: &Arena, node: NodeId) -> bool {
    match arena.value(node) {
        Value::Bool(truth) => truth,
        Value::String(text) => arena.text(text).eq_ignore_ascii_case("true"),
        _ => false,
    }
}
