//! Permissions of a security group as rules: the EC2 API lists the sources of each permission, CloudFormation has one rule
//! for each source.

use super::values::named;
use crate::config::canon::{Canon, Object};
use demarc_inventory::{Arena, NodeId, Value};

/// A list of sources: its name, the name of the address in each, the rule's property, and for groups the owner.
struct Sources {
    list: &'static str,
    address: &'static str,
    ingress: &'static str,
    egress: &'static str,
}

/// `ipRanges` repeats the addresses of `ipv4Ranges` without their descriptions, and stands alone in older items.
const SOURCES: [Sources; 5] = [
    Sources { list: "ipv4Ranges", address: "cidrIp", ingress: "CidrIp", egress: "CidrIp" },
    Sources { list: "ipRanges", address: "cidrIp", ingress: "CidrIp", egress: "CidrIp" },
    Sources { list: "ipv6Ranges", address: "cidrIpv6", ingress: "CidrIpv6", egress: "CidrIpv6" },
    Sources {
        list: "userIdGroupPairs",
        address: "groupId",
        ingress: "SourceSecurityGroupId",
        egress: "DestinationSecurityGroupId",
    },
    Sources {
        list: "prefixListIds",
        address: "prefixListId",
        ingress: "SourcePrefixListId",
        egress: "DestinationPrefixListId",
    },
];

/// The rules that a list of permissions stands for.
pub(super) fn rules(arena: &mut Arena, node: NodeId, egress: bool) -> Canon {
    let mut rules = Vec::new();
    let nothing = arena.absent(None);
    for permission in arena.elements(node).collect::<Vec<_>>() {
        of_permission(arena, permission, egress, nothing, &mut rules);
    }
    Canon::List(rules, Some(node))
}

fn of_permission(arena: &Arena, permission: NodeId, egress: bool, nothing: NodeId, rules: &mut Vec<Canon>) {
    let mut common = Object { from: Some(permission), ..Object::default() };
    for (source, property) in [("ipProtocol", "IpProtocol"), ("fromPort", "FromPort"), ("toPort", "ToPort")] {
        if let Some(value) = written(arena, permission, source) {
            common.entries.push((property.into(), Canon::Node(value)));
        }
    }
    // A rule has one source: what the permission lists beside it is another rule, and known not to be in this one.
    let listed: Vec<&'static str> = SOURCES
        .iter()
        .filter(|sources| named(arena, permission, sources.list).is_some())
        .map(|sources| if egress { sources.egress } else { sources.ingress })
        .collect();
    let before = rules.len();
    let has_ipv4 = named(arena, permission, "ipv4Ranges").is_some_and(|n| arena.elements(n).len() > 0);
    for sources in SOURCES {
        if sources.list == "ipRanges" && has_ipv4 {
            continue;
        }
        let Some(list) = named(arena, permission, sources.list) else { continue };
        for element in arena.elements(list) {
            let mut rule = common.clone();
            rule.from = Some(element);
            // Older items list bare addresses.
            let address = match arena.value(element) {
                Value::String(_) => Some(element),
                _ => written(arena, element, sources.address),
            };
            let Some(address) = address else { continue };
            let property = if egress { sources.egress } else { sources.ingress };
            rule.entries.push((property.into(), Canon::Node(address)));
            for other in listed.iter().filter(|other| **other != property) {
                if !rule.entries.iter().any(|(key, _)| key == other) {
                    rule.entries.push(((*other).into(), Canon::Node(nothing)));
                }
            }
            if let Some(description) = written(arena, element, "description") {
                rule.entries.push(("Description".into(), Canon::Node(description)));
            }
            if let Some(owner) = written(arena, element, "userId").filter(|_| !egress) {
                rule.entries.push(("SourceSecurityGroupOwnerId".into(), Canon::Node(owner)));
            }
            rules.push(Canon::Map(rule));
        }
    }
    // A permission whose sources are not told is still a permission.
    if rules.len() == before {
        rules.push(Canon::Map(common));
    }
}

/// A property that says something.
fn written(arena: &Arena, map: NodeId, name: &str) -> Option<NodeId> {
    named(arena, map, name).filter(|n| match arena.value(*n) {
        Value::Absent => false,
        Value::String(text) => !arena.text(text).is_empty(),
        _ => true,
    })
}
