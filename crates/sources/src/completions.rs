//! CloudFormation resources that complete another one: separate rules join the lists of their security group.
//!
//! Terraform's split resources are merged by the mapping; this is the same for templates, where only rules are split.

use demarc_inventory::{Inventory, NodeId, SourceKind, Value};
use demarc_model::{Presence, Why};

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
        for (position, rule) in inventory.resources.iter().enumerate() {
            if rule.type_name.as_str() != from
                || rule.kind() == SourceKind::TerraformHcl
                || rule.part_of.is_some()
            {
                continue;
            }
            let Some(named) = inventory.arena.get_named(rule.document, by) else { continue };
            let groups = inventory
                .resources
                .iter()
                .enumerate()
                .filter(|(_, g)| g.root == rule.root && g.type_name.as_str() == into);
            match inventory.arena.value(named) {
                Value::Ref { target, .. } => {
                    let target = inventory.arena.text(target);
                    for (at, group) in groups.filter(|(_, g)| g.address == target) {
                        joining.push((
                            at,
                            match rule.presence {
                                Presence::Present => Joins::Element(rule.document),
                                Presence::Maybe(why) => Joins::Perhaps(why),
                            },
                        ));
                        part_of.push((position, group.address.clone()));
                    }
                }
                Value::Unknown { .. } => {
                    joining.extend(groups.map(|(at, _)| (at, Joins::Perhaps(Why::UnresolvedReference))));
                }
                _ => {}
            }
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

fn join(inventory: &mut Inventory, at: usize, list: &str, joining: &[(usize, Joins)]) {
    let Some(group) = inventory.resources.get(at) else { return };
    let document = group.document;
    let arena = &mut inventory.arena;
    let written = arena.get_named(document, list);
    let (mut elements, mut open, span) = match written.map(|w| (w, arena.value(w))) {
        Some((node, Value::List { open, .. })) => {
            (arena.elements(node).collect::<Vec<_>>(), open, arena.node(node).span)
        }
        // A list that is not known stays so: a rule beside it changes nothing.
        Some((_, Value::Unknown { .. } | Value::Ref { .. })) => return,
        Some((node, Value::Map { .. })) => (vec![node], None, arena.node(node).span),
        _ => (Vec::new(), None, None),
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
