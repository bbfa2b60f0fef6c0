//! Plain facts about a resource that inventories ask for: address, image, engine, network, key.
//!
//! They decide nothing. Each is what the input shows under a property of that meaning, whatever the type.

use crate::assessment::Fact;
use demarc_inventory::{Inventory, Marks, NodeId, Resource, Value};
use std::collections::BTreeMap;

/// Values of a list that are written out.
const MOST_OF_A_LIST: usize = 12;

/// Longest fact, in characters.
const LONGEST: usize = 200;

/// Facts with the properties that show them, the first that is written counts.
const FACTS: [(&str, &[&str]); 12] = [
    ("address", &["PrivateIpAddress", "PublicIp", "Ipv6Address"]),
    ("cidr", &["CidrBlock"]),
    ("dns-name", &["DomainName", "DNSName", "DistributionConfig.Aliases"]),
    ("engine", &["Engine", "EngineType"]),
    ("engine-version", &["EngineVersion", "KafkaVersion", "Version"]),
    ("image", &["ImageId", "LaunchTemplateData.ImageId", "Code.ImageUri"]),
    (
        "key",
        &[
            "KmsKeyId",
            "KMSKeyId",
            "KmsMasterKeyId",
            "KmsKeyArn",
            "KMSKeyID",
            "SSESpecification.KMSMasterKeyId",
        ],
    ),
    (
        "model",
        &[
            "InstanceType",
            "DBInstanceClass",
            "CacheNodeType",
            "NodeType",
            "LaunchTemplateData.InstanceType",
            "InstanceTypes",
        ],
    ),
    (
        "network",
        &[
            "SubnetId",
            "SubnetIds",
            "Subnets",
            "VPCZoneIdentifier",
            "VpcConfig.SubnetIds",
            "ResourcesVpcConfig.SubnetIds",
            "DBSubnetGroupName",
            "CacheSubnetGroupName",
            "VpcId",
            "VPCId",
        ],
    ),
    ("public", &["PubliclyAccessible", "Scheme", "MapPublicIpOnLaunch"]),
    ("runtime", &["Runtime"]),
    ("tls", &["SslPolicy", "DistributionConfig.ViewerCertificate.MinimumProtocolVersion", "SecurityPolicy"]),
];

/// Keys of tags that name who answers for a resource.
const OWNER_TAGS: [&str; 6] =
    ["owner", "team", "systemowner", "system-owner", "application-owner", "contact"];

/// The facts that the input shows of a resource; what it does not mention is not there.
#[must_use]
pub fn facts(inventory: &Inventory, resource: &Resource) -> BTreeMap<String, Fact> {
    let mut found = BTreeMap::new();
    for (name, paths) in FACTS {
        let shown = paths.iter().find_map(|path| {
            let keys: Vec<&str> = path.split('.').collect();
            of_node(inventory, inventory.arena.at(resource.document, &keys)?)
        });
        if let Some(fact) = shown {
            found.insert(name.to_owned(), fact);
        }
    }
    if let Some(owner) = owner(inventory, resource) {
        found.insert("owner".to_owned(), owner);
    }
    found
}

fn owner(inventory: &Inventory, resource: &Resource) -> Option<Fact> {
    let arena = &inventory.arena;
    let tags = arena.get_named(resource.document, "Tags")?;
    let tag = arena.elements(tags).find(|tag| {
        let key = arena.get_named(*tag, "Key").and_then(|key| arena.as_str(key));
        key.is_some_and(|key| OWNER_TAGS.contains(&key.to_ascii_lowercase().as_str()))
    })?;
    of_node(inventory, arena.get_named(tag, "Value")?)
}

/// A value for people; none for something that is known not to be there.
#[must_use]
pub fn of_node(inventory: &Inventory, node: NodeId) -> Option<Fact> {
    let arena = &inventory.arena;
    let found = arena.node(node);
    if let Value::Unknown { why, .. } = found.value {
        return Some(Fact::unknown(why));
    }
    if found.marks.has(Marks::SENSITIVE) {
        return Some(Fact::known("(sensitive)"));
    }
    let text = match found.value {
        Value::Absent | Value::Unknown { .. } => return None,
        Value::Bool(value) => value.to_string(),
        Value::Number(text) | Value::String(text) => arena.text(text).to_owned(),
        Value::Ref { target, attribute } => match arena.text(attribute) {
            "" => arena.text(target).to_owned(),
            attribute => format!("{}.{attribute}", arena.text(target)),
        },
        Value::List { open, .. } => return of_list(inventory, node, open),
        Value::Map { .. } => return None,
    };
    Some(Fact::known(&shorten(&inventory.sources.hide(&text))))
}

fn of_list(inventory: &Inventory, node: NodeId, open: Option<demarc_model::Why>) -> Option<Fact> {
    if let Some(why) = open {
        return Some(Fact::unknown(why));
    }
    let mut texts = Vec::new();
    let elements = inventory.arena.elements(node);
    let more = elements.len().saturating_sub(MOST_OF_A_LIST);
    for element in elements.take(MOST_OF_A_LIST) {
        match of_node(inventory, element) {
            Some(Fact { why: Some(why), .. }) => return Some(Fact::unknown(why)),
            Some(Fact { value: Some(value), .. }) => texts.push(value),
            _ => {}
        }
    }
    if texts.is_empty() {
        return None;
    }
    let mut text = texts.join(", ");
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    Some(Fact::known(&shorten(&text)))
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
