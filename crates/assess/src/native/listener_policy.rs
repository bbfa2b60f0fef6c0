//! Every TLS listener of a Classic Load Balancer uses one of some predefined security policies.

use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{ResourceIndex, Value};
use demarc_model::{Truth, Why};

/// Whether each HTTPS or SSL listener has a policy that refers to one of the names at `over` (with commas).
///
/// A policy that stands beside the listeners does nothing by itself: a listener names it, or it names the port.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let Some(resource) = world.inventory.resource(index) else {
        return super::nothing_seen(index, "Listeners", Why::NotInInput);
    };
    let balancer = Item::Node(resource.document);
    let list = |of: &Item, name: &str| {
        key(world, of, name).map_or((Vec::new(), None), |found| elements(world, &found))
    };
    let (listeners, open) = written_at(world, index, "Listeners");
    let (policies, more_policies) = written_at(world, index, "Policies");
    let (attachments, more_attachments) = list(&balancer, "x:ListenerPolicies");
    let mut all = open.map_or(Truth::True, Truth::Unknown);
    let mut looks = Vec::new();
    for listener in &listeners {
        let secure = secure(world, listener);
        if secure == Truth::False {
            continue;
        }
        let port = key(world, listener, "LoadBalancerPort").unwrap_or(Item::Absent);
        let (mut names, mut why) = list(listener, "PolicyNames");
        for attachment in &attachments {
            let at = key(world, attachment, "LoadBalancerPort").unwrap_or(Item::Absent);
            match same(world, &at, &port) {
                Truth::True => {
                    let (more, open) = list(attachment, "PolicyNames");
                    names.extend(more);
                    why = why.or(open);
                }
                Truth::Unknown(unsure) => why = why.or(Some(unsure)),
                Truth::False => {}
            }
        }
        let mut truth = why.or(more_policies).or(more_attachments).map_or(Truth::False, Truth::Unknown);
        let mut own_names = false;
        for policy in &policies {
            let own = key(world, policy, "PolicyName").unwrap_or(Item::Absent);
            let by_name = names.iter().fold(Truth::False, |t, name| t.or(same(world, name, &own)));
            let (ports, ports_open) = list(policy, "LoadBalancerPorts");
            let by_port = ports
                .iter()
                .fold(ports_open.map_or(Truth::False, Truth::Unknown), |t, p| t.or(same(world, p, &port)));
            own_names |= by_name != Truth::False;
            truth = truth.or(by_name.or(by_port).and(refers(world, policy, over)));
        }
        // Where no policy of its own has the name it is the predefined one's: AWS Config shows the names alone.
        if let Some(name) = names.iter().find_map(|name| predefined(world, name)).filter(|_| !own_names) {
            truth = over.split(',').any(|one| one == name).into();
        }
        looks.push(Look {
            resource: index,
            path: "Listeners[].PolicyNames".to_owned(),
            found: Found::of(world, &key(world, listener, "PolicyNames").unwrap_or(port)),
            truth,
        });
        all = all.and((!secure).or(truth));
    }
    if looks.is_empty() {
        return super::nothing_seen(index, "Listeners", open.unwrap_or(Why::NotInInput));
    }
    (all, looks)
}

/// A list of the balancer, and why it may hold more: a source that does not show the property leaves it open.
pub(super) fn written_at(world: &World<'_>, index: ResourceIndex, name: &str) -> (Vec<Item>, Option<Why>) {
    let found = world.inventory.resource(index).and_then(|r| key(world, &Item::Node(r.document), name));
    elements(world, &found.unwrap_or_else(|| world.absent(index, name)))
}

/// Whether a listener ends TLS.
pub(super) fn secure(world: &World<'_>, listener: &Item) -> Truth {
    match key(world, listener, "Protocol").map(|p| text_of(world, &p)) {
        Some(Ok(text)) => (text.eq_ignore_ascii_case("https") || text.eq_ignore_ascii_case("ssl")).into(),
        Some(Err(why)) => Truth::Unknown(why),
        None => Truth::False,
    }
}

/// A name that AWS gives to predefined policies.
fn predefined(world: &World<'_>, name: &Item) -> Option<String> {
    text_of(world, name).ok().filter(|text| text.starts_with("ELBSecurityPolicy-"))
}

/// Whether a policy takes its protocols and ciphers from one of the predefined ones.
fn refers(world: &World<'_>, policy: &Item, over: &str) -> Truth {
    let kind = match key(world, policy, "PolicyType").map(|t| text_of(world, &t)) {
        Some(Ok(text)) => (text == "SSLNegotiationPolicyType").into(),
        Some(Err(why)) => Truth::Unknown(why),
        None => Truth::False,
    };
    let Some(attributes) = key(world, policy, "Attributes") else { return Truth::False };
    let (all, open) = elements(world, &attributes);
    let named = all.iter().fold(open.map_or(Truth::False, Truth::Unknown), |truth, attribute| {
        let word = |name: &str, wanted: &dyn Fn(&str) -> bool| match key(world, attribute, name)
            .map(|i| text_of(world, &i))
        {
            Some(Ok(text)) => Truth::from(wanted(&text)),
            Some(Err(why)) => Truth::Unknown(why),
            None => Truth::False,
        };
        let reference = word("Name", &|text| text == "Reference-Security-Policy");
        let value = word("Value", &|text| over.split(',').any(|one| one == text));
        truth.or(reference.and(value))
    });
    kind.and(named)
}

/// Whether two scalars are the same: ports stand as texts and as numbers.
fn same(world: &World<'_>, one: &Item, other: &Item) -> Truth {
    match (text_of(world, one), text_of(world, other)) {
        (Ok(one), Ok(other)) => (!one.is_empty() && one == other).into(),
        (Err(why), _) | (_, Err(why)) => Truth::Unknown(why),
    }
}

/// A scalar as text, or why it is not known; nothing is an empty one.
fn text_of(world: &World<'_>, item: &Item) -> Result<String, Why> {
    match item {
        Item::Node(node) => match world.inventory.arena.value(*node) {
            Value::String(text) => Ok(world.inventory.arena.text(text).to_owned()),
            Value::Number(number) => Ok(world.inventory.arena.text(number).to_owned()),
            Value::Unknown { why, .. } => Err(why),
            Value::Ref { .. } => Err(Why::KnownAfterApply),
            _ => Ok(String::new()),
        },
        Item::Unknown(why) | Item::Computed(why) => Err(*why),
        Item::Json(json) => Ok(json.as_str().map_or_else(|| json.to_string(), str::to_owned)),
        Item::Default(_) | Item::Absent => Ok(String::new()),
    }
}
