//! Flat attributes of old states: `ingress.#`, `ingress.1234.from_port`, `tags.%`, `tags.Name` back into lists and maps.

use crate::syntax::{Entry, Tree};
use demarc_inventory::{Arena, KeyId, NodeId};
use demarc_model::{Span, Why};
use std::collections::BTreeMap;

/// What old Terraform wrote for a value that it did not know.
const UNKNOWN: &str = "74D93920-ED26-11E3-AC10-0800200C9A66";

/// Nesting beyond this is not followed: no provider nests blocks deeper.
const DEEPEST: usize = 64;

/// A flat entry: what is left of its key, and the entry.
type Flat<'t> = (&'t str, &'t Tree);

/// The body of a resource from its flat attributes.
pub(super) fn body(attributes: Option<&Tree>, span: Span, arena: &mut Arena) -> NodeId {
    let Some(attributes) = attributes.filter(|a| !a.is_null()) else {
        return arena.map(&[], None, Some(span));
    };
    let Some(mapping) = attributes.as_mapping() else {
        return arena.map(&[], Some(Why::SyntaxError), Some(attributes.span));
    };
    let flat: Vec<Flat<'_>> =
        mapping.entries().iter().map(|Entry { key, value, .. }| (&**key, value)).collect();
    let open = attributes.incomplete.then_some(Why::SyntaxError);
    object(&flat, open, Some(attributes.span), DEEPEST, arena)
}

fn object(
    flat: &[Flat<'_>],
    open: Option<Why>,
    span: Option<Span>,
    depth: usize,
    arena: &mut Arena,
) -> NodeId {
    let mut entries: Vec<(KeyId, NodeId)> = Vec::new();
    for (name, below) in group(flat) {
        if let Some(node) = value(&below, depth, arena) {
            entries.push((arena.key(name), node));
        }
    }
    arena.map(&entries, open, span)
}

/// Groups entries by the first step of their keys, in order of the names.
fn group<'t>(flat: &[Flat<'t>]) -> BTreeMap<&'t str, Vec<Flat<'t>>> {
    let mut groups: BTreeMap<&str, Vec<Flat<'t>>> = BTreeMap::new();
    for (key, value) in flat {
        let (first, rest) = key.split_once('.').unwrap_or((key, ""));
        groups.entry(first).or_default().push((rest, value));
    }
    groups
}

fn value(flat: &[Flat<'_>], depth: usize, arena: &mut Arena) -> Option<NodeId> {
    let at = |key: &str| flat.iter().find(|(rest, _)| *rest == key).map(|(_, tree)| *tree);
    let below = || -> Vec<Flat<'_>> {
        flat.iter().filter(|(rest, _)| !matches!(*rest, "" | "#" | "%")).copied().collect()
    };
    if depth == 0 {
        return Some(arena.unknown(Why::UnsupportedExpression, None, flat.first().map(|(_, t)| t.span)));
    }
    if let Some(count) = at("#") {
        return Some(list(count, &below(), depth - 1, arena));
    }
    if let Some(count) = at("%") {
        if is_unknown(count) {
            return Some(arena.unknown(Why::KnownAfterApply, None, Some(count.span)));
        }
        // Keys of maps may hold dots: what is left of the key is the map's key as a whole.
        let mut entries: Vec<(KeyId, NodeId)> = Vec::new();
        for (key, tree) in below() {
            if let Some(node) = scalar(tree, arena) {
                entries.push((arena.key(key), node));
            }
        }
        return Some(arena.map(&entries, None, Some(count.span)));
    }
    let below = below();
    match (at(""), below.is_empty()) {
        (Some(tree), true) => scalar(tree, arena),
        (tree, false) => {
            let span = tree.or_else(|| below.first().map(|(_, t)| *t)).map(|t| t.span);
            Some(object(&below, None, span, depth - 1, arena))
        }
        (None, true) => None,
    }
}

fn list(count: &Tree, flat: &[Flat<'_>], depth: usize, arena: &mut Arena) -> NodeId {
    let span = Some(count.span);
    if is_unknown(count) {
        return arena.unknown(Why::KnownAfterApply, None, span);
    }
    // Indexes are positions or hashes of set elements; both are in order as numbers.
    let mut groups: Vec<(Option<u64>, &str, Vec<Flat<'_>>)> = group(flat)
        .into_iter()
        .map(|(index, below)| (index.trim_start_matches('~').parse().ok(), index, below))
        .collect();
    groups.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let mut elements = Vec::with_capacity(groups.len());
    for (_, _, below) in &groups {
        let node = value(below, depth, arena);
        elements.push(match node {
            Some(node) => node,
            None => arena.absent(span),
        });
    }
    let complete = count.scalar_text().and_then(|c| c.parse::<usize>().ok()) == Some(elements.len());
    arena.list(&elements, (!complete).then_some(Why::NotObservableHere), span)
}

fn is_unknown(tree: &Tree) -> bool {
    tree.as_str() == Some(UNKNOWN)
}

fn scalar(tree: &Tree, arena: &mut Arena) -> Option<NodeId> {
    let span = Some(tree.span);
    if tree.is_null() {
        return tree.incomplete.then(|| arena.unknown(Why::SyntaxError, None, span));
    }
    match tree.scalar_text() {
        Some(UNKNOWN) => Some(arena.unknown(Why::KnownAfterApply, None, span)),
        Some(text) => Some(arena.string(text, span)),
        None => Some(arena.unknown(Why::SyntaxError, None, span)),
    }
}
