//! From values to nodes of the arena, with places and marks.

use super::{
    documents,
    evaluator::Evaluator,
    value::{Kind, Open, Part, Rest, Style, Unknown, Val},
    way::{self, Way},
};
use demarc_inventory::{Arena, Marks, NodeId, ProblemSeverity};
use demarc_model::{Span, Why};
use std::rc::Rc;

/// What is written at once is bounded, however often values are shared.
const MOST_NODES: usize = 8_000_000;
const DEEPEST: usize = 200;

/// Ends of names whose texts are secrets.
const SECRET_NAMES: [&str; 16] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "secret_key",
    "secret_string",
    "secret_binary",
    "token",
    "auth_token",
    "private_key",
    "api_key",
    "access_key",
    "user_data",
    "user_data_base64",
    "connection_string",
    "credentials",
];

/// Whether the text of an attribute of this name is taken for a secret.
pub(super) fn names_a_secret(name: &str) -> bool {
    let mut plain = String::with_capacity(name.len() + 4);
    let mut lower_before = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && lower_before {
            plain.push('_');
        }
        lower_before = c.is_ascii_lowercase() || c.is_ascii_digit();
        plain.push(if c == '-' { '_' } else { c.to_ascii_lowercase() });
    }
    SECRET_NAMES.iter().any(|secret| {
        plain.strip_suffix(secret).is_some_and(|before| before.is_empty() || before.ends_with('_'))
    })
}

/// What is passed down while a value is written.
#[derive(Clone, Copy)]
struct Context<'c> {
    /// The resource that is written: its computed attributes are left out.
    address: &'c str,
    /// Everything below must not be shown.
    sensitive: bool,
    /// It must not be shown only because it is a value of an environment, under a name that says nothing.
    environment: bool,
    /// Maps here are pairs of `name` and `value` of an environment.
    pairs: bool,
    span: Option<Span>,
    depth: usize,
    /// The way of the value around.
    way: Option<&'c Rc<Way>>,
    /// Within a policy document: how many maps are around.
    policy: Option<usize>,
}

/// Writes a body or value as a node.
pub(super) fn node(
    evaluator: &mut Evaluator<'_, '_>,
    value: &Val,
    address: &str,
    span: Option<Span>,
) -> NodeId {
    if evaluator.inventory.arena.len() > MOST_NODES {
        evaluator.report(
            "expansion-limit",
            ProblemSeverity::Warning,
            format!("the input has more than {MOST_NODES} values; the rest counts as unknown"),
            None,
        );
        return evaluator.inventory.arena.unknown(Why::UnsupportedExpression, None, span);
    }
    write(
        &mut evaluator.inventory.arena,
        value,
        Context {
            address,
            sensitive: false,
            environment: false,
            pairs: false,
            span,
            depth: 0,
            way: None,
            policy: None,
        },
    )
}

fn write(arena: &mut Arena, value: &Val, context: Context<'_>) -> NodeId {
    let span = value.span.or(context.span);
    // What stands within its own block has taken no way; an element has that of the whole.
    let way = if value.span.is_some() {
        way::joined(value.way.clone(), context.way, span)
    } else {
        context.way.cloned()
    };
    let sensitive = context.sensitive || value.sensitive;
    let environment = context.environment && !value.sensitive;
    let inner = Context {
        sensitive,
        environment,
        pairs: false,
        span,
        way: way.as_ref(),
        depth: context.depth + 1,
        ..context
    };
    if context.depth > DEEPEST {
        return arena.unknown(Why::UnsupportedExpression, None, span);
    }
    let node = match &value.kind {
        Kind::Null => arena.absent(span),
        Kind::Bool(b) => arena.bool(*b, span),
        Kind::Number(n) => arena.number(&n.to_text(), span),
        Kind::Text(text) => arena.string(text, span),
        Kind::List(list) => {
            let inner = Context { pairs: context.pairs, ..inner };
            let items: Vec<NodeId> = list.items.iter().map(|item| write(arena, item, inner)).collect();
            arena.list(&items, list.open.as_ref().map(|o| o.unknown.why), span)
        }
        Kind::Map(map) => {
            let mut entries = Vec::with_capacity(map.entries.len());
            let inner = Context { policy: inner.policy.map(|level| level + 1), ..inner };
            let ordered = match context.policy {
                Some(level) => documents::policy_order(map, level),
                None => map.entries.iter().collect(),
            };
            for (name, item) in ordered {
                // Of an object a null attribute is one that is not set.
                if item.is_null() && matches!(map.rest, Rest::Resource(_)) {
                    continue;
                }
                let of_pair = name == "value" && context.pairs;
                let secret =
                    is_secret(name, item) || of_pair && map.entries.get("name").is_some_and(says_secret);
                let hidden =
                    secret || of_pair && map.entries.contains_key("name") || holds_environment(name, item);
                let environment = !secret && if sensitive { environment } else { hidden };
                let context = Context { sensitive: sensitive || hidden, environment, ..inner };
                let item = if !hidden && name.eq_ignore_ascii_case("environment") {
                    write_environment(arena, item, context)
                } else {
                    write(arena, item, context)
                };
                entries.push((arena.key(name), item));
            }
            let open = match &map.rest {
                Rest::Closed => None,
                Rest::Open(Open { unknown, .. }) | Rest::Data(unknown) => Some(unknown.why),
                Rest::Resource(reference) if *reference.target == *context.address => None,
                Rest::Resource(_) => Some(Why::KnownAfterApply),
            };
            arena.map(&entries, open, span)
        }
        Kind::Unknown(unknown) => write_unknown(arena, unknown, span),
        Kind::Reference(reference) => arena.reference(&reference.target, &reference.path, span),
        Kind::Holed(parts) => match documents::decode_holed(parts) {
            Some(document) => write(arena, &document, inner),
            None => {
                let unknown =
                    value.why_unknown().unwrap_or(Unknown { why: Why::KnownAfterApply, refers: None });
                let parts: Vec<NodeId> = parts.iter().map(|part| write_part(arena, part, inner)).collect();
                arena.partly_known(&parts, unknown.why, unknown.refers.as_deref(), span)
            }
        },
        Kind::Json(document, style) => {
            let policy = (*style != Style::Compact).then_some(0);
            let node = write(arena, document, Context { policy, ..inner });
            if *style == Style::Policy {
                arena.mark(node, Marks::INDENTED);
            }
            node
        }
    };
    if way.is_some() {
        arena.set_way(node, &way::places(way.as_ref()));
    }
    if sensitive {
        arena.mark(node, Marks::SENSITIVE);
        if environment {
            arena.mark(node, Marks::ENVIRONMENT);
        }
    }
    node
}

fn write_unknown(arena: &mut Arena, unknown: &Unknown, span: Option<Span>) -> NodeId {
    let node = arena.unknown(unknown.why, unknown.refers.as_deref(), span);
    if unknown.refers.as_deref().is_some_and(is_word) {
        arena.mark(node, Marks::WORD);
    }
    node
}

/// Whether what is referred to is an account id, a region or a partition, whatever its value.
fn is_word(refers: &str) -> bool {
    let of = |kind: &str, attributes: &[&str]| {
        refers
            .strip_prefix(kind)
            .and_then(|rest| rest.rsplit_once('.'))
            .is_some_and(|(_, attribute)| attributes.contains(&attribute))
    };
    of("data.aws_caller_identity.", &["account_id"])
        || of("data.aws_region.", &["id", "name", "region"])
        || of("data.aws_partition.", &["id", "partition"])
}

fn write_part(arena: &mut Arena, part: &Part, context: Context<'_>) -> NodeId {
    match part {
        Part::Hole(value) => write(arena, value, context),
        Part::Text(text) => {
            let node = arena.string(text, context.span);
            if context.sensitive {
                arena.mark(node, Marks::SENSITIVE);
            }
            node
        }
    }
}

/// A text that is known under a name that says secret.
fn is_secret(name: &str, value: &Val) -> bool {
    let text = match &value.kind {
        Kind::Text(text) => !text.is_empty(),
        Kind::Holed(_) => true,
        _ => false,
    };
    text && names_a_secret(name)
}

fn says_secret(name: &Val) -> bool {
    matches!(&name.kind, Kind::Text(text) if names_a_secret(text))
}

/// The variables of a function's or project's environment, as a map.
fn holds_environment(name: &str, value: &Val) -> bool {
    matches!(name, "variables" | "environment_variables" | "runtime_environment_variables" | "Variables")
        && matches!(value.kind, Kind::Map(_))
}

/// `environment` blocks, and the lists of `name` and `value` in container definitions.
fn write_environment(arena: &mut Arena, value: &Val, context: Context<'_>) -> NodeId {
    if matches!(value.kind, Kind::List(_)) {
        return write(arena, value, Context { pairs: true, ..context });
    }
    // `environment = { KEY = "…" }`
    let sensitive = matches!(value.kind, Kind::Map(_));
    let environment = if context.sensitive { context.environment } else { sensitive };
    write(arena, value, Context { sensitive: context.sensitive || sensitive, environment, ..context })
}

impl Evaluator<'_, '_> {
    /// Marks secrets that reach no resource, so that excerpts hide them all the same.
    pub(super) fn hide_secrets(&mut self, value: &Val) {
        write(
            &mut self.inventory.arena,
            value,
            Context {
                address: "",
                sensitive: false,
                environment: false,
                pairs: false,
                span: None,
                depth: 0,
                way: None,
                policy: None,
            },
        );
    }
}
