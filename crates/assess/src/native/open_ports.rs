//! A security group opens no ports to the internet but those on a list.

use super::tags;
use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{ResourceIndex, Value};
use demarc_model::{Truth, Why};

/// Parameter: the ports, with commas.
const PORTS: &str = "public-ports";

/// A value of a rule as text.
enum Text {
    Known(String),
    Unknown(Why),
    Absent,
}

/// Whether every rule of `over` that lets everyone in stays within the listed ports.
pub fn check(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
) -> (Truth, Vec<Look>) {
    let Some(resource) = world.inventory.resource(index) else {
        return super::nothing_seen(index, over, Why::NotInInput);
    };
    let listed: Option<Vec<u32>> =
        tags::list(parameters, PORTS).map(|ports| ports.iter().filter_map(|p| p.parse().ok()).collect());
    let mut truth = Truth::True;
    let mut looks = Vec::new();
    if let Some(rules) = key(world, &Item::Node(resource.document), over) {
        let (all, open) = elements(world, &rules);
        for rule in &all {
            let everyone = everyone(world, rule);
            if everyone == Truth::False {
                continue;
            }
            let within = within(world, rule, listed.as_deref());
            let one = (!everyone).or(within);
            if one != Truth::True {
                looks.push(Look {
                    resource: index,
                    path: format!("{over}[]"),
                    found: Found::of(world, rule),
                    truth: one,
                });
            }
            truth = truth.and(one);
        }
        if let Some(why) = open {
            truth = truth.and(Truth::Unknown(why));
        }
    } else if !resource.coverage.shows(over) {
        truth = Truth::Unknown(Why::NotObservableHere);
    }
    if looks.is_empty() {
        let found =
            key(world, &Item::Node(resource.document), over).map_or(Found::Absent, |i| Found::of(world, &i));
        looks.push(Look { resource: index, path: over.to_owned(), found, truth });
    }
    (truth, looks)
}

fn text(world: &World<'_>, rule: &Item, name: &str) -> Text {
    match key(world, rule, name) {
        None | Some(Item::Absent | Item::Default(_)) => Text::Absent,
        Some(Item::Unknown(why) | Item::Computed(why)) => Text::Unknown(why),
        Some(Item::Json(json)) => Text::Known(json.to_string().trim_matches('"').to_owned()),
        Some(Item::Node(node)) => match world.inventory.arena.value(node) {
            Value::String(t) | Value::Number(t) => Text::Known(world.inventory.arena.text(t).to_owned()),
            Value::Absent => Text::Absent,
            Value::Unknown { why, .. } => Text::Unknown(why),
            _ => Text::Unknown(Why::KnownAfterApply),
        },
    }
}

fn everyone(world: &World<'_>, rule: &Item) -> Truth {
    let mut truth = Truth::False;
    for name in ["CidrIp", "CidrIpv6"] {
        truth = truth.or(match text(world, rule, name) {
            Text::Known(cidr) => Truth::from(the_world(cidr.trim())),
            Text::Unknown(why) => Truth::Unknown(why),
            Text::Absent => Truth::False,
        });
    }
    truth
}

/// Whether a network is wider than any that one holder was ever given: then it means everybody, cut in pieces or not.
///
/// Source: IANA IPv4 Address Space Registry (nothing wider than `/8`) and IPv6 Global Unicast Address Space (`/12`); `fc00::/7`
/// is for private networks.
fn the_world(cidr: &str) -> bool {
    let Some((address, prefix)) = cidr.rsplit_once('/') else { return false };
    let Ok(prefix) = prefix.parse::<u8>() else { return false };
    if !address.contains(':') {
        return prefix < 8;
    }
    let start = address.to_ascii_lowercase();
    prefix < 12 && !start.starts_with("fc") && !start.starts_with("fd")
}

fn within(world: &World<'_>, rule: &Item, listed: Option<&[u32]>) -> Truth {
    match text(world, rule, "IpProtocol") {
        Text::Known(protocol) => match protocol.to_ascii_lowercase().as_str() {
            "tcp" | "6" | "udp" | "17" => {}
            "-1" | "all" => return Truth::False,
            // Other protocols have no ports.
            _ => return Truth::True,
        },
        Text::Unknown(why) => return Truth::Unknown(why),
        Text::Absent => return Truth::Unknown(Why::NotObservableHere),
    }
    let number = |name: &str| match text(world, rule, name) {
        Text::Known(t) => t.trim().parse::<u32>().map_err(|_| Some(Why::UnsupportedExpression)),
        Text::Unknown(why) => Err(Some(why)),
        Text::Absent => Err(None),
    };
    match (number("FromPort"), number("ToPort"), listed) {
        // Without ports the rule is for all of them.
        (Err(None), _, _) | (_, Err(None), _) => Truth::False,
        (Err(Some(why)), _, _) | (_, Err(Some(why)), _) => Truth::Unknown(why),
        (Ok(_), Ok(_), None) => Truth::Unknown(Why::ParameterUnset),
        (Ok(from), Ok(to), Some(listed)) => {
            let many = usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX);
            Truth::from(many < listed.len() && (from..=to).all(|port| listed.contains(&port)))
        }
    }
}
