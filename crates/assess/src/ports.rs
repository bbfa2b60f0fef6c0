//! Ports and protocols that the input opens or listens on, as it writes them.
//!
//! Rules of security groups, listeners of load balancers, ports of databases, caches and containers. Network access lists
//! only narrow what these open, and ports that AWS's own endpoints use are no property of a resource; neither is listed.

use crate::{
    assessment::{Fact, PortResult},
    evidence::location,
    facts::of_node,
};
use demarc_inventory::{Inventory, NodeId, Resource, Value};

/// Where a rule names its other side, with what people call it.
const PEERS: [&str; 9] = [
    "CidrIp",
    "CidrIpv6",
    "SourceSecurityGroupId",
    "SourceSecurityGroupName",
    "DestinationSecurityGroupId",
    "SourcePrefixListId",
    "DestinationPrefixListId",
    "ReferencedGroupId",
    "PrefixListId",
];

/// Every port of a system, by resource and in the order in which they are written.
#[must_use]
pub fn ports(inventory: &Inventory) -> Vec<PortResult> {
    let mut all = Vec::new();
    for resource in &inventory.resources {
        let mut of = OfResource { inventory, resource, id: inventory.id_of(resource), all: &mut all };
        match resource.type_name.as_str() {
            "AWS::EC2::SecurityGroup" => {
                of.rules("SecurityGroupIngress", "in");
                of.rules("SecurityGroupEgress", "out");
            }
            // One that was merged into its group stands there.
            "AWS::EC2::SecurityGroupIngress" if resource.part_of.is_none() => {
                of.rule(resource.document, "in")
            }
            "AWS::EC2::SecurityGroupEgress" if resource.part_of.is_none() => {
                of.rule(resource.document, "out")
            }
            "AWS::ElasticLoadBalancing::LoadBalancer" => of.each("Listeners", "LoadBalancerPort", "Protocol"),
            "AWS::ECS::TaskDefinition" => of.containers(),
            _ => of.listens(),
        }
    }
    all
}

struct OfResource<'a> {
    inventory: &'a Inventory,
    resource: &'a Resource,
    id: String,
    all: &'a mut Vec<PortResult>,
}

impl OfResource<'_> {
    fn get(&self, map: NodeId, key: &str) -> Option<Fact> {
        of_node(self.inventory, self.inventory.arena.get_named(map, key)?)
    }

    fn push(&mut self, direction: &str, protocol: Option<Fact>, ports: Option<Fact>, at: Option<NodeId>) {
        let span = at.and_then(|n| self.inventory.arena.node(n).span).or(self.resource.span);
        self.all.push(PortResult {
            resource: self.resource.address.clone(),
            resource_id: self.id.clone(),
            direction: direction.to_owned(),
            protocol,
            ports,
            peer: None,
            purpose: None,
            location: span.map(|s| location(self.inventory, s)),
        });
    }

    /// The rules of a group; one that could still have others is said to be so.
    fn rules(&mut self, key: &str, direction: &str) {
        let arena = &self.inventory.arena;
        let Some(list) = arena.get_named(self.resource.document, key) else { return };
        let rules: Vec<NodeId> = arena.elements(list).collect();
        for rule in rules {
            self.rule(rule, direction);
        }
        let open = match arena.node(list).value {
            Value::List { open, .. } => open,
            Value::Unknown { why, .. } => Some(why),
            _ => None,
        };
        if let Some(why) = open {
            self.push(direction, Some(Fact::unknown(why)), Some(Fact::unknown(why)), Some(list));
            if let Some(last) = self.all.last_mut() {
                last.purpose = Some("There may be rules that the input does not show.".to_owned());
                last.peer = Some(Fact::unknown(why));
            }
        }
    }

    fn rule(&mut self, rule: NodeId, direction: &str) {
        let protocol = self.get(rule, "IpProtocol").map(named_protocol);
        let ports = range(&protocol, self.get(rule, "FromPort"), self.get(rule, "ToPort"));
        let peer = PEERS.iter().find_map(|key| self.get(rule, key));
        let purpose = self.get(rule, "Description").and_then(|d| d.value);
        self.push(direction, protocol, ports, Some(rule));
        if let Some(last) = self.all.last_mut() {
            last.peer = peer;
            last.purpose = purpose;
        }
    }

    fn each(&mut self, list: &str, port: &str, protocol: &str) {
        let arena = &self.inventory.arena;
        let Some(list) = arena.get_named(self.resource.document, list) else { return };
        for one in arena.elements(list).collect::<Vec<_>>() {
            let (protocol, port) = (self.get(one, protocol), self.get(one, port));
            self.push("listens", protocol, port, Some(one));
        }
    }

    fn containers(&mut self) {
        let arena = &self.inventory.arena;
        let Some(list) = arena.get_named(self.resource.document, "ContainerDefinitions") else { return };
        for container in arena.elements(list).collect::<Vec<_>>() {
            let name = self.get(container, "Name").and_then(|n| n.value);
            let Some(mappings) = arena.get_named(container, "PortMappings") else { continue };
            for mapping in arena.elements(mappings).collect::<Vec<_>>() {
                // Amazon ECS takes tcp where a mapping names no protocol.
                let protocol = self.get(mapping, "Protocol").or_else(|| Some(Fact::known("tcp")));
                let port = self.get(mapping, "ContainerPort");
                self.push("listens", protocol, port, Some(mapping));
                if let (Some(last), Some(name)) = (self.all.last_mut(), &name) {
                    last.purpose = Some(format!("Container `{name}`."));
                }
            }
        }
    }

    /// A resource with a port of its own: a listener, a database, a cache.
    fn listens(&mut self) {
        let document = self.resource.document;
        let Some(port) = self.get(document, "Port") else { return };
        let protocol = self.get(document, "Protocol");
        let at = self.inventory.arena.get_named(document, "Port");
        self.push("listens", protocol, Some(port), at);
        if self.resource.type_name.as_str() == "AWS::ElasticLoadBalancingV2::TargetGroup"
            && let Some(last) = self.all.last_mut()
        {
            last.purpose = Some("The load balancer reaches its targets here.".to_owned());
        }
    }
}

/// Protocol numbers that rules use, by name.
fn named_protocol(protocol: Fact) -> Fact {
    match protocol.value.as_deref() {
        Some("-1" | "all") => Fact::known("all"),
        Some("6") => Fact::known("tcp"),
        Some("17") => Fact::known("udp"),
        Some("1") => Fact::known("icmp"),
        Some("58") => Fact::known("icmpv6"),
        _ => protocol,
    }
}

/// A range of ports; for ICMP the numbers are types and codes, and a rule for all protocols opens all ports.
fn range(protocol: &Option<Fact>, from: Option<Fact>, to: Option<Fact>) -> Option<Fact> {
    let named = protocol.as_ref().and_then(|p| p.value.as_deref());
    match named {
        Some("all") => return Some(Fact::known("all")),
        Some("icmp" | "icmpv6") => return None,
        _ => {}
    }
    let (from, to) = match (from, to) {
        (None, None) => return None,
        (Some(from), None) => return Some(from),
        (None, Some(to)) => return Some(to),
        (Some(from), Some(to)) => (from, to),
    };
    match (from.value, to.value) {
        (Some(from), Some(to)) if from == to => Some(Fact::known(&from)),
        (Some(from), Some(to)) if (from == "0" || from == "-1") && (to == "65535" || to == "-1") => {
            Some(Fact::known("all"))
        }
        (Some(from), Some(to)) => Some(Fact::known(&format!("{from}-{to}"))),
        _ => from.why.or(to.why).map(Fact::unknown),
    }
}
