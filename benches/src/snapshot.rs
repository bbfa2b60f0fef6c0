//! A snapshot of AWS Config as large as that of a busy account, made up: a fixed mix of types, in the shapes in which
//! AWS Config delivers them. The same size gives the same bytes.

mod account;
mod compute;
mod containers;
mod data;
mod identity;
mod messaging;
mod network;
mod storage;
mod watching;

use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// The account of everything in a generated snapshot.
pub const ACCOUNT: &str = "111122223333";
/// Its region.
pub const REGION: &str = "eu-central-1";

/// One kind of item: how often of ten thousand, and how it is made.
type Kind = (u32, fn(&mut Maker) -> Item);

/// How many of ten thousand items are of which type: a busy account whose recorder records everything, where network
/// interfaces, volumes, backups, roles and the results of rules make up most.
const MIX: &[Kind] = &[
    (850, network::interface),
    (520, network::security_group),
    (180, network::subnet),
    (90, network::route_table),
    (30, network::vpc),
    (40, network::network_acl),
    (110, network::address),
    (30, network::nat_gateway),
    (60, network::endpoint),
    (30, network::flow_log),
    (90, network::load_balancer),
    (130, network::listener),
    (420, compute::instance),
    (680, compute::volume),
    (60, compute::launch_template),
    (60, compute::scaling_group),
    (640, compute::function),
    (790, identity::role),
    (480, identity::policy),
    (90, identity::user),
    (20, identity::group),
    (310, storage::bucket),
    (40, storage::file_system),
    (160, data::table),
    (90, data::instance),
    (40, data::cluster),
    (260, data::snapshot),
    (40, data::subnet_group),
    (10, data::warehouse),
    (30, data::domain),
    (240, messaging::queue),
    (160, messaging::topic),
    (150, messaging::key),
    (140, messaging::secret),
    (60, messaging::stream),
    (290, containers::task_definition),
    (110, containers::service),
    (20, containers::cluster),
    (90, containers::repository),
    (640, watching::alarm),
    (430, watching::stack),
    (10, watching::trail),
    (150, watching::rule_of_events),
    (60, watching::certificate),
    (60, watching::rest_stage),
    (20, watching::distribution),
    (280, account::recovery_point),
    (790, account::rule_compliance),
    (50, account::rule),
    (240, account::inventory),
    (260, account::association),
    (170, account::patches),
];

/// An item before AWS Config's envelope is put around it.
pub(crate) struct Item {
    kind: &'static str,
    id: String,
    name: Option<String>,
    arn: String,
    global: bool,
    tags: bool,
    configuration: Value,
    supplement: Value,
    relations: Vec<(&'static str, &'static str, String)>,
}

impl Item {
    fn new(kind: &'static str, id: String, arn: String, configuration: Value) -> Self {
        Self {
            kind,
            name: Some(id.clone()),
            id,
            arn,
            global: false,
            tags: true,
            configuration,
            supplement: json!({}),
            relations: Vec::new(),
        }
    }

    fn named(mut self, name: Option<String>) -> Self {
        self.name = name;
        self
    }

    fn relating(mut self, kind: &'static str, type_name: &'static str, id: String) -> Self {
        self.relations.push((kind, type_name, id));
        self
    }
}

/// Numbers that look like chance and are the same each time.
pub(crate) struct Maker {
    state: u64,
    number: usize,
}

impl Maker {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// Whether something that happens so often of a hundred times happens.
    fn often(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.below(of.len() as u64);
        usize::try_from(at).ok().and_then(|at| of.get(at)).copied().unwrap_or("")
    }

    fn hex(&mut self, digits: usize) -> String {
        let mut text = String::new();
        while text.len() < digits {
            text.push_str(&format!("{:016x}", self.next()));
        }
        text.truncate(digits);
        text
    }

    /// An id such as `subnet-0a1b…`; ids below the number are met again and again, as those of shared things are.
    fn id(&mut self, prefix: &str) -> String {
        format!("{prefix}-0{}", self.hex(16))
    }

    fn shared(&mut self, prefix: &str, of: u64) -> String {
        let which = self.below(of);
        let mut other = Maker { state: which ^ 0x00c0_ffee, number: 0 };
        other.id(prefix)
    }

    fn uuid(&mut self) -> String {
        let (a, b, c) = (self.hex(8), self.hex(12), self.hex(12));
        let (b1, b2) = (b.get(..4).unwrap_or(""), b.get(4..8).unwrap_or(""));
        format!("{a}-{b1}-{b2}-{}-{c}", b.get(8..).unwrap_or(""))
    }

    fn name(&mut self) -> String {
        let team =
            self.one(&["billing", "search", "ingest", "checkout", "mobile", "ledger", "media", "risk"]);
        let what = self.one(&["api", "worker", "batch", "cache", "events", "export", "sync", "gateway"]);
        let stage = self.one(&["prod", "stage", "dev"]);
        format!("{team}-{what}-{stage}-{:05}", self.number)
    }

    fn time(&mut self) -> String {
        let (day, hour, second) = (self.below(28) + 1, self.below(24), self.below(60));
        format!("2026-{:02}-{day:02}T{hour:02}:17:{second:02}.{:03}Z", self.below(11) + 1, self.below(1000))
    }

    fn key_arn(&mut self) -> String {
        let mut other = Maker { state: self.below(40) ^ 0xbeef, number: 0 };
        format!("arn:aws:kms:{REGION}:{ACCOUNT}:key/{}", other.uuid())
    }

    fn private_address(&mut self) -> String {
        format!("10.{}.{}.{}", self.below(64), self.below(256), self.below(256))
    }
}

/// An ARN in the account and region.
pub(crate) fn arn(service: &str, rest: &str) -> String {
    format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{rest}")
}

/// Tags as a list of pairs, as the services' own interfaces give them.
pub(crate) fn pairs(make: &mut Maker) -> Value {
    let tags = tags(make);
    Value::Array(tags.into_iter().map(|(key, value)| json!({ "key": key, "value": value })).collect())
}

fn tags(make: &mut Maker) -> Map<String, Value> {
    let mut tags = Map::new();
    tags.insert("Name".to_owned(), json!(make.name()));
    tags.insert("CostCenter".to_owned(), json!(format!("{}", 4000 + make.below(80))));
    tags.insert("Environment".to_owned(), json!(make.one(&["prod", "stage", "dev"])));
    if make.often(40) {
        tags.insert("Owner".to_owned(), json!(format!("{}@example.com", make.one(&["core", "data", "web"]))));
    }
    tags
}

/// Writes a snapshot of so many items; returns the number of bytes.
///
/// # Errors
/// If it cannot be written.
pub fn write_snapshot(out: &mut dyn Write, items: usize) -> io::Result<u64> {
    let mut written = 0;
    let mut put = |bytes: &[u8]| {
        written += bytes.len() as u64;
        out.write_all(bytes)
    };
    put(br#"{"fileVersion":"1.0","configSnapshotId":"5b1f9a52-3c8e-4f0e-9a53-1d2f77f2c0aa","configurationItems":["#)?;
    let total: u64 = MIX.iter().map(|(often, _)| u64::from(*often)).sum();
    let mut make = Maker { state: 17, number: 0 };
    put(envelope(&mut make, account::recorder).to_string().as_bytes())?;
    while make.number < items {
        let mut at = make.below(total);
        let kind = MIX.iter().find(|(often, _)| {
            let found = at < u64::from(*often);
            at = at.saturating_sub(u64::from(*often));
            found
        });
        let Some((_, kind)) = kind else { break };
        put(b",")?;
        put(envelope(&mut make, *kind).to_string().as_bytes())?;
    }
    put(b"]}")?;
    Ok(written)
}

/// An item as AWS Config delivers it.
fn envelope(make: &mut Maker, kind: fn(&mut Maker) -> Item) -> Value {
    make.number += 1;
    let item = kind(make);
    let relations: Vec<Value> = item
        .relations
        .iter()
        .map(|(name, kind, id)| json!({ "resourceId": id, "resourceType": kind, "name": name }))
        .collect();
    let tags = if item.tags { Value::Object(tags(make)) } else { json!({}) };
    json!({
        "relatedEvents": [],
        "relationships": relations,
        "configuration": item.configuration,
        "supplementaryConfiguration": item.supplement,
        "tags": tags,
        "configurationItemVersion": "1.3",
        "configurationItemCaptureTime": make.time(),
        "configurationStateId": 1_790_000_000_000_u64 + make.below(9_000_000_000),
        "awsAccountId": ACCOUNT,
        "configurationItemStatus": if make.often(70) { "ResourceDiscovered" } else { "OK" },
        "resourceType": item.kind,
        "resourceId": item.id,
        "resourceName": item.name,
        "ARN": item.arn,
        "awsRegion": if item.global { "global" } else { REGION },
        "availabilityZone": if item.global { "Not Applicable" } else { "Regional" },
        "configurationStateMd5Hash": "",
        "resourceCreationTime": make.time(),
    })
}
