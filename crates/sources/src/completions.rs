//! CloudFormation resources that complete another one: separate rules join the lists of their security group.
//!
//! Terraform's split resources are merged by the mapping; this is the same for templates, where only rules are split.

use demarc_inventory::{Arena, Inventory, NodeId, RootId, SourceKind, Value};
use demarc_model::{Presence, Why};
use serde_json::Value as Json;
use std::collections::{BTreeSet, HashMap};

/// A type, the property that names what it completes, the completed type, and the list that it joins.
const COMPLETIONS: [(&str, &str, &str, &str); 2] = [
    ("AWS::EC2::SecurityGroupIngress", "GroupId", "AWS::EC2::SecurityGroup", "SecurityGroupIngress"),
    ("AWS::EC2::SecurityGroupEgress", "GroupId", "AWS::EC2::SecurityGroup", "SecurityGroupEgress"),
];

/// What a rule does to a group.
enum Joins {
    /// It is one of the list.
    Element(NodeId),
    /// It may be one of the list.
    Perhaps(Why),
}

/// Joins separate rules of templates to their groups; a rule whose group is not decided leaves every list open.
pub fn complete(inventory: &mut Inventory) {
    for (from, by, into, list) in COMPLETIONS {
        let mut joining: Vec<(usize, Joins)> = Vec::new();
        let mut part_of: Vec<(usize, String)> = Vec::new();
        // A rule of a group that is not decided opens every group of its root, once for all such rules.
        let mut open_roots: BTreeSet<RootId> = BTreeSet::new();
        let groups = Groups::of(inventory, into);
        for (position, rule) in inventory.resources.iter().enumerate() {
            if rule.type_name.as_str() != from
                || rule.kind() == SourceKind::TerraformHcl
                || rule.part_of.is_some()
            {
                continue;
            }
            let Some(named) = inventory.arena.get_named(rule.document, by) else { continue };
            match inventory.arena.value(named) {
                Value::Ref { target, .. } => {
                    let target = inventory.arena.text(target);
                    for at in groups.named(rule.root, target) {
                        joining.push((
                            at,
                            match rule.presence {
                                Presence::Present => Joins::Element(rule.document),
                                Presence::Maybe(why) => Joins::Perhaps(why),
                            },
                        ));
                        part_of.push((position, target.to_owned()));
                    }
                }
                Value::Unknown { .. } => {
                    open_roots.insert(rule.root);
                }
                _ => {}
            }
        }
        for root in open_roots {
            joining.extend(groups.all(root).map(|at| (at, Joins::Perhaps(Why::UnresolvedReference))));
        }
        for (position, address) in part_of {
            if let Some(rule) = inventory.resources.get_mut(position) {
                rule.part_of = Some(address);
            }
        }
        // Several rules join one list: gathered first, so that each group is rebuilt once.
        joining.sort_by_key(|(at, _)| *at);
        for group in joining.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((at, _)) = group.first() else { continue };
            join(inventory, *at, list, group);
        }
    }
}

/// The groups of an inventory by root and address.
struct Groups {
    by_address: HashMap<(RootId, String), Vec<usize>>,
    by_root: HashMap<RootId, Vec<usize>>,
}

impl Groups {
    fn of(inventory: &Inventory, type_name: &str) -> Self {
        let mut groups = Self { by_address: HashMap::new(), by_root: HashMap::new() };
        for (at, group) in inventory.resources.iter().enumerate() {
            if group.type_name.as_str() == type_name {
                groups.by_address.entry((group.root, group.address.clone())).or_default().push(at);
                groups.by_root.entry(group.root).or_default().push(at);
            }
        }
        groups
    }

    fn named(&self, root: RootId, address: &str) -> impl Iterator<Item = usize> {
        self.by_address.get(&(root, address.to_owned())).into_iter().flatten().copied()
    }

    fn all(&self, root: RootId) -> impl Iterator<Item = usize> {
        self.by_root.get(&root).into_iter().flatten().copied()
    }
}

/// What AWS puts into a list that the group itself leaves out: separate rules do not take it away.
fn unwritten(arena: &mut Arena, type_name: &str, list: &str, dialect: &str) -> Vec<NodeId> {
    let default = demarc_schema::default_of(type_name, list, dialect, type_name).map(|d| d.value);
    let Some(Json::Array(rules)) = default else { return Vec::new() };
    rules
        .iter()
        .filter_map(Json::as_object)
        .map(|rule| {
            let entries: Vec<_> = rule
                .iter()
                .filter_map(|(name, value)| {
                    let text = value.as_str()?;
                    Some((arena.key(name), arena.string(text, None)))
                })
                .collect();
            arena.map(&entries, None, None)
        })
        .collect()
}

fn join(inventory: &mut Inventory, at: usize, list: &str, joining: &[(usize, Joins)]) {
    let Some(group) = inventory.resources.get(at) else { return };
    let document = group.document;
    let (type_name, dialect) = (group.type_name.clone(), group.kind().dialect().id());
    let arena = &mut inventory.arena;
    let written = arena.get_named(document, list);
    let (mut elements, mut open, span) = match written.map(|w| (w, arena.value(w))) {
        Some((node, Value::List { open, .. })) => {
            (arena.elements(node).collect::<Vec<_>>(), open, arena.node(node).span)
        }
        // A list that is not known stays so: a rule beside it changes nothing.
        Some((_, Value::Unknown { .. } | Value::Ref { .. })) => return,
        Some((node, Value::Map { .. })) => (vec![node], None, arena.node(node).span),
        _ => (unwritten(arena, type_name.as_str(), list, dialect), None, None),
    };
    for (_, joins) in joining {
        match joins {
            Joins::Element(node) => elements.push(*node),
            Joins::Perhaps(why) => open = open.or(Some(*why)),
        }
    }
    let joined = arena.list(&elements, open, span);
    let key = arena.key(list);
    let mut entries: Vec<_> = arena.entries(document).filter(|(k, _)| *k != key).collect();
    entries.push((key, joined));
    let map_open = match arena.value(document) {
        Value::Map { open, .. } => open,
        _ => None,
    };
    let span = arena.node(document).span;
    let completed = arena.map(&entries, map_open, span);
    arena.derive(completed, document);
    if let Some(group) = inventory.resources.get_mut(at) {
        group.document = completed;
    }
}
