//! Assets in the columns of FedRAMP's integrated inventory workbook.

use crate::{
    sheets::{place, shown},
    table::{Cell, Table, column},
    tally, words,
};
use demarc_assess::assessment::{Assessment, ResourceResult};
use demarc_model::{Layer, Owner};

/// The columns and their widths, in the workbook's order.
const COLUMNS: [(&str, u16); 25] = [
    ("Unique Asset Identifier", 44),
    ("IPv4 or IPv6 Address", 18),
    ("Virtual", 10),
    ("Public", 12),
    ("DNS Name or URL", 26),
    ("NetBIOS Name", 14),
    ("MAC Address", 14),
    ("Authenticated Scan", 14),
    ("Baseline Configuration Name", 20),
    ("OS Name and Version", 28),
    ("Location", 24),
    ("Asset Type", 30),
    ("Hardware Make/Model", 18),
    ("In Latest Scan", 12),
    ("Software/Database Vendor", 24),
    ("Software/Database Name & Version", 26),
    ("Patch Level", 12),
    ("Diagram Label", 34),
    ("Comments", 40),
    ("Serial #/Asset Tag#", 34),
    ("VLAN/Network ID", 34),
    ("System Administrator/Owner", 20),
    ("Application Owner", 20),
    ("Function", 26),
    ("End-of-Life", 12),
];

pub(super) fn table(assessment: &Assessment) -> Table {
    let asset = |r: &&ResourceResult| r.role != "setting" && !r.type_name.as_str().starts_with("Demarc::");
    let rows = assessment.resources.iter().filter(asset);
    let others = assessment.resources.len() - rows.clone().count();
    Table {
        id: "inventory",
        sheet: "Inventory",
        title: format!("Inventory of {}", assessment.system),
        notes: vec![
            "An empty cell is something that the input does not show: addresses given at run time, scans, patch levels.".to_owned(),
            format!(
                "{} (settings of these assets, the account and the organization themselves) are no assets of their own and stand in the responsibility matrix.",
                words::counted(others, "more resource", "more resources")
            ),
        ],
        columns: COLUMNS.iter().map(|(name, width)| column(*name, *width)).collect(),
        rows: rows.map(|r| row(assessment, r)).collect(),
    }
}

fn row(assessment: &Assessment, r: &ResourceResult) -> Vec<Cell> {
    let fact = |name: &str| shown(r.facts.get(name));
    let owner = |layer: Layer| r.layers.iter().find(|l| l.layer == layer).map(|l| l.owner);
    let address = match fact("address") {
        address if address.is_empty() => fact("cidr"),
        address => address,
    };
    let software = match (fact("engine"), fact("engine-version"), fact("runtime")) {
        (engine, version, _) if !engine.is_empty() => format!("{engine} {version}").trim_end().to_owned(),
        (_, version, runtime) if runtime.is_empty() => version,
        (_, _, runtime) => runtime,
    };
    let location: Vec<&str> = [r.region.as_deref(), r.account.as_deref()].into_iter().flatten().collect();
    vec![
        r.id.as_str().into(),
        address.into(),
        is_virtual(owner(Layer::Virtualization)).into(),
        public(&fact("public")).into(),
        fact("dns-name").into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        os(owner(Layer::GuestOs), &fact("image")).into(),
        location.join(", account ").into(),
        r.type_name.as_str().into(),
        fact("model").into(),
        Cell::Empty,
        match owner(Layer::Platform) {
            Some(Owner::Aws) if !software.is_empty() => "managed by AWS".into(),
            _ => Cell::Empty,
        },
        software.into(),
        Cell::Empty,
        tally::shown(r).into(),
        comment(r).into(),
        r.physical_id.as_deref().into(),
        fact("network").into(),
        fact("owner").into(),
        Cell::Empty,
        r.service.as_ref().map(|s| words::service_name(assessment, s.as_str())).into(),
        Cell::Empty,
    ]
}

fn is_virtual(owner: Option<Owner>) -> &'static str {
    match owner {
        Some(Owner::Absent) => "No",
        Some(Owner::Aws | Owner::Shared) => "Yes",
        Some(Owner::Unknown) => "unknown",
        _ => "",
    }
}

fn public(shown: &str) -> &str {
    match shown {
        "true" | "internet-facing" => "Yes",
        "false" | "internal" => "No",
        other => other,
    }
}

fn os(owner: Option<Owner>, image: &str) -> String {
    match owner {
        Some(Owner::Aws) => "run by AWS, not shown".to_owned(),
        Some(Owner::Absent) | None => String::new(),
        _ if image.is_empty() => String::new(),
        _ => format!("image {image}"),
    }
}

fn comment(r: &ResourceResult) -> String {
    let mut says = Vec::new();
    if let Some(why) = r.presence_why {
        says.push(format!("May not exist: {}.", why.sentence()));
    }
    if !r.assessed {
        says.push("Not assessed: no knowledge names its type.".to_owned());
    }
    let at = place(r.location.as_ref());
    if !at.is_empty() {
        says.push(format!("Written in {at}."));
    }
    says.join(" ")
}
