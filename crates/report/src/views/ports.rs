//! Ports, protocols and services that the input opens or listens on.

use crate::{
    sheets::{place, shown},
    table::{Cell, Table, column},
};
use demarc_assess::assessment::{Assessment, PortResult};
use std::collections::BTreeMap;

/// Users of a group that are named; the rest is counted.
const MOST_USERS: usize = 12;

/// Names of ports in IANA's registry of service names.
const NAMES: [(&str, &str); 25] = [
    ("20", "ftp-data"),
    ("21", "ftp"),
    ("22", "ssh"),
    ("23", "telnet"),
    ("25", "smtp"),
    ("53", "domain"),
    ("80", "http"),
    ("110", "pop3"),
    ("123", "ntp"),
    ("143", "imap"),
    ("389", "ldap"),
    ("443", "https"),
    ("445", "microsoft-ds"),
    ("465", "submissions"),
    ("587", "submission"),
    ("636", "ldaps"),
    ("993", "imaps"),
    ("995", "pop3s"),
    ("1433", "ms-sql-s"),
    ("2049", "nfs"),
    ("3306", "mysql"),
    ("3389", "ms-wbt-server"),
    ("5432", "postgresql"),
    ("6379", "redis"),
    ("8080", "http-alt"),
];

/// IANA's name of a port.
pub(crate) fn name(port: &str) -> Option<&'static str> {
    NAMES.iter().find(|(number, _)| *number == port).map(|(_, name)| *name)
}

pub(super) fn table(assessment: &Assessment) -> Table {
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for resource in &assessment.resources {
        for relation in &resource.relations {
            users.entry(relation.to.as_str()).or_default().push(resource.address.as_str());
        }
    }
    for list in users.values_mut() {
        list.sort_unstable();
        list.dedup();
    }
    Table {
        id: "ports",
        sheet: "Ports",
        title: format!("Ports, protocols and services of {}", assessment.system),
        notes: vec![
            "Rules of security groups, listeners, and ports of databases, caches and containers; network access lists only narrow them.".to_owned(),
            "AWS's own endpoints, which the system reaches over HTTPS, are not listed. A service name is IANA's for the port and says nothing of what runs there.".to_owned(),
        ],
        columns: vec![
            column("Direction", 12),
            column("Ports", 16),
            column("Protocol", 14),
            column("Service", 16),
            column("Other side", 36),
            column("Purpose", 40),
            column("Resource", 40),
            column("Used by", 50),
            column("Place", 34),
        ],
        rows: assessment.ports.iter().map(|p| row(p, &users)).collect(),
    }
}

fn row(port: &PortResult, users: &BTreeMap<&str, Vec<&str>>) -> Vec<Cell> {
    let ports = shown(port.ports.as_ref());
    let direction = match port.direction.as_str() {
        "in" => "inbound",
        "out" => "outbound",
        _ => "listens",
    };
    vec![
        direction.into(),
        ports.as_str().into(),
        shown(port.protocol.as_ref()).into(),
        name(&ports).into(),
        shown(port.peer.as_ref()).into(),
        port.purpose.as_deref().into(),
        port.resource.as_str().into(),
        users.get(port.resource_id.as_str()).map(|list| named(list)).into(),
        place(port.location.as_ref()).into(),
    ]
}

fn named(users: &[&str]) -> String {
    let mut text = users.iter().take(MOST_USERS).copied().collect::<Vec<_>>().join("\n");
    if users.len() > MOST_USERS {
        text.push_str(&format!("\nand {} more", users.len() - MOST_USERS));
    }
    text
}
