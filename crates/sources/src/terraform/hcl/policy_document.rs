//! `aws_iam_policy_document`: the policy that the provider would write, as a document.
//!
//! Follows the provider's documentation of the data source: defaults of `version` and `effect`, single values as
//! scalars, `&{…}` for policy variables, and the order in which source documents, statements and override documents
//! replace each other by `sid`.

use super::{
    convert, documents,
    names::{attribute_of, known_text},
    value::{Kind, ListValue, Open, Part, Rest, Shape, Style, Unknown, Val},
};
use std::{collections::BTreeMap, rc::Rc};

/// Statements in order, and why there may be others.
#[derive(Default)]
struct Policy {
    id: Option<Val>,
    version: Option<Val>,
    statements: Vec<Val>,
    open: Option<Unknown>,
}

/// The `json` of the data source whose arguments these are.
pub(super) fn document(arguments: &Val, style: Style) -> Val {
    let mut policy = Policy::default();
    for name in ["source_json", "source_policy_documents"] {
        for text in texts(arguments, name, &mut policy.open) {
            merge_text(&mut policy, &text, false);
        }
    }
    let version = set(arguments, "version");
    let own = Policy {
        id: set(arguments, "policy_id"),
        version: Some(version.unwrap_or_else(|| Val::text("2012-10-17"))),
        ..own_statements(arguments)
    };
    merge(&mut policy, own);
    for name in ["override_json", "override_policy_documents"] {
        let mut unknown = None;
        let documents = texts(arguments, name, &mut unknown);
        if let Some(unknown) = unknown {
            overridden_by_unknown(&mut policy, unknown);
        }
        for text in documents {
            merge_text(&mut policy, &text, true);
        }
    }
    let mut entries = BTreeMap::new();
    entries.extend(policy.version.map(|v| ("Version".to_owned(), v)));
    entries.extend(policy.id.map(|v| ("Id".to_owned(), v)));
    if !policy.statements.is_empty() || policy.open.is_some() {
        let statements = Val::open_sequence(Shape::Tuple, policy.statements, policy.open.map(Open::new));
        entries.insert("Statement".to_owned(), statements);
    }
    documents::json_as(&Val::object(entries), style).or_at(arguments.span).sensitive_if(arguments.sensitive)
}

/// An argument that is set to something.
fn set(arguments: &Val, name: &str) -> Option<Val> {
    let value = written(arguments, name)?;
    if value.is_null() || known_text(&value) == Some("") { None } else { Some(value) }
}

/// An argument that the configuration writes.
fn written(arguments: &Val, name: &str) -> Option<Val> {
    match &arguments.kind {
        Kind::Map(map) => map.entries.get(name).cloned(),
        _ => None,
    }
}

/// The documents of an argument: one text or a list of them.
fn texts(arguments: &Val, name: &str, open: &mut Option<Unknown>) -> Vec<Val> {
    let Some(value) = set(arguments, name) else { return Vec::new() };
    match &value.kind {
        Kind::List(list) => {
            if let Some(more) = &list.open {
                *open = open.take().or(Some(more.unknown.clone()));
            }
            list.items.iter().filter(|v| !v.is_null() && known_text(v) != Some("")).cloned().collect()
        }
        _ => vec![value],
    }
}

/// An unknown document may replace any statement that has a `sid`.
fn overridden_by_unknown(policy: &mut Policy, unknown: Unknown) {
    policy.statements.retain(|s| sid(s).is_none_or(|sid| sid.is_empty()));
    policy.open = policy.open.take().or(Some(unknown));
}

fn merge_text(policy: &mut Policy, text: &Val, overriding: bool) {
    let document = match &text.kind {
        Kind::Json(inner, _) => Some(Val::clone(inner)),
        Kind::Text(text) => documents::decode(text).ok(),
        Kind::Holed(parts) => documents::decode_holed(parts),
        _ => None,
    };
    let unknown =
        || text.deep_unknown().unwrap_or_else(|| Unknown::plain(demarc_model::Why::UnsupportedExpression));
    let Some(Val { kind: Kind::Map(map), .. }) = document else {
        if overriding {
            overridden_by_unknown(policy, unknown());
        } else {
            policy.open = policy.open.take().or_else(|| Some(unknown()));
        }
        return;
    };
    let (statements, open) = match map.entries.get("Statement") {
        Some(Val { kind: Kind::List(list), .. }) => {
            (list.items.iter().map(given).collect(), list.open.as_ref().map(|o| o.unknown.clone()))
        }
        Some(one @ Val { kind: Kind::Map(_), .. }) => (vec![given(one)], None),
        Some(other) => (Vec::new(), other.deep_unknown()),
        None => (Vec::new(), None),
    };
    if let (Some(open), true) = (&open, overriding) {
        overridden_by_unknown(policy, open.clone());
    }
    let other = Policy {
        id: map.entries.get("Id").cloned(),
        version: map.entries.get("Version").cloned(),
        statements,
        open,
    };
    merge(policy, other);
}

/// A statement of another document: keys that the provider does not know are left out, values of conditions are texts.
fn given(statement: &Val) -> Val {
    let Kind::Map(map) = &statement.kind else { return statement.clone() };
    let mut entries = BTreeMap::new();
    for (key, value) in &map.entries {
        if !documents::STATEMENT_KEYS.contains(&key.as_str()) || key == "Sid" && known_text(value) == Some("")
        {
            continue;
        }
        let value = if key == "Condition" { scalars_as_texts(value) } else { value.clone() };
        entries.insert(key.clone(), value);
    }
    Val { kind: Val::map_of(entries, true, map.rest.clone()).kind, ..statement.clone() }
}

fn scalars_as_texts(value: &Val) -> Val {
    let kind = match &value.kind {
        Kind::Map(map) => {
            let entries = map.entries.iter().map(|(k, v)| (k.clone(), scalars_as_texts(v)));
            Val::map_of(entries.collect(), map.object, map.rest.clone()).kind
        }
        Kind::List(list) => {
            let items = list.items.iter().map(scalars_as_texts).collect();
            Val::open_sequence(list.shape, items, list.open.clone()).kind
        }
        Kind::Bool(_) | Kind::Number(_) => return convert::to_text(value).unwrap_or_else(|_| value.clone()),
        _ => return value.clone(),
    };
    Val { kind, ..value.clone() }
}

fn sid(statement: &Val) -> Option<String> {
    attribute_of(statement, "Sid").and_then(|v| known_text(&v).map(str::to_owned))
}

/// Statements with the same `sid` replace each other, all others are added.
fn merge(policy: &mut Policy, other: Policy) {
    policy.id = other.id.or(policy.id.take());
    policy.version = other.version.or(policy.version.take());
    policy.open = policy.open.take().or(other.open);
    for statement in other.statements {
        let same = sid(&statement).filter(|s| !s.is_empty()).and_then(|wanted| {
            policy.statements.iter_mut().find(|s| sid(s).as_deref() == Some(wanted.as_str()))
        });
        match same {
            Some(existing) => *existing = statement,
            None => policy.statements.push(statement),
        }
    }
}

fn own_statements(arguments: &Val) -> Policy {
    let mut policy = Policy::default();
    if let Some(Kind::List(list)) = written(arguments, "statement").map(|v| v.kind) {
        policy.open = list.open.as_ref().map(|o| o.unknown.clone());
        policy.statements = list.items.iter().map(statement).collect();
    }
    if let Kind::Map(map) = &arguments.kind
        && let Rest::Open(open) = &map.rest
    {
        policy.open = Some(open.unknown.clone());
    }
    policy
}

fn statement(block: &Val) -> Val {
    let mut entries = BTreeMap::new();
    entries.extend(set(block, "sid").map(|v| ("Sid".to_owned(), v)));
    let effect = set(block, "effect").unwrap_or_else(|| Val::text("Allow"));
    entries.insert("Effect".to_owned(), effect);
    for (argument, key) in [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        entries
            .extend(set(block, argument).and_then(|v| scalar_or_list(&v, true)).map(|v| (key.to_owned(), v)));
    }
    for (argument, key) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        entries.extend(written(block, argument).map(|v| (key.to_owned(), principals(&v))));
    }
    entries.extend(written(block, "condition").map(|v| ("Condition".to_owned(), conditions(&v))));
    let rest = match &block.kind {
        Kind::Map(map) => match &map.rest {
            Rest::Open(open) => Rest::Open(open.clone()),
            _ => Rest::Closed,
        },
        _ => Rest::Closed,
    };
    Val::map_of(entries, true, rest).or_at(block.span)
}

/// One value stands alone, more are a list; none is nothing at all. A set is written in descending order.
fn scalar_or_list(value: &Val, set: bool) -> Option<Val> {
    let Kind::List(list) = &value.kind else { return Some(variables(value)) };
    let ListValue { items, open, .. } = &**list;
    let mut items: Vec<Val> = items.iter().map(variables).collect();
    if let Some(open) = open {
        return Some(Val::open_sequence(Shape::Tuple, items, Some(open.clone())).or_at(value.span));
    }
    if set && items.iter().all(|v| known_text(v).is_some()) {
        items.sort_by(|a, b| known_text(b).cmp(&known_text(a)));
        items.dedup_by(|a, b| known_text(a) == known_text(b));
    }
    match items.len() {
        0 => None,
        1 => items.pop(),
        _ => Some(Val::tuple(items).or_at(value.span)),
    }
}

/// `&{aws:username}` stands for `${aws:username}`.
fn variables(value: &Val) -> Val {
    let value = &convert::to_text(value).unwrap_or_else(|_| value.clone());
    let kind = match &value.kind {
        Kind::Text(text) if text.contains("&{") => Kind::Text(Rc::from(text.replace("&{", "${"))),
        Kind::Holed(parts) => Kind::Holed(Rc::new(
            parts
                .iter()
                .map(|part| match part {
                    Part::Text(text) => Part::Text(text.replace("&{", "${")),
                    hole @ Part::Hole(_) => hole.clone(),
                })
                .collect(),
        )),
        _ => return value.clone(),
    };
    Val { kind, ..value.clone() }
}

fn principals(blocks: &Val) -> Val {
    let Kind::List(list) = &blocks.kind else { return blocks.clone() };
    let mut all: BTreeMap<String, Vec<Val>> = BTreeMap::new();
    let mut open = list.open.as_ref().map(|o| o.unknown.clone());
    for block in &list.items {
        let kind = set(block, "type");
        let identifiers = set(block, "identifiers").unwrap_or_else(Val::null);
        let Some(kind) = kind.as_ref().and_then(known_text) else {
            open = open.or_else(|| kind.and_then(|k| k.deep_unknown()).or_else(|| block.deep_unknown()));
            continue;
        };
        let values = match &identifiers.kind {
            Kind::List(ids) => {
                if let Some(more) = &ids.open {
                    all.entry(kind.to_owned()).or_default().push(Val::unknown(more.unknown.clone()));
                }
                let mut ids: Vec<Val> = ids.items.iter().map(variables).collect();
                if ids.iter().all(|v| known_text(v).is_some()) {
                    ids.sort_by(|a, b| known_text(b).cmp(&known_text(a)));
                    ids.dedup_by(|a, b| known_text(a) == known_text(b));
                }
                ids
            }
            Kind::Null => Vec::new(),
            _ => vec![variables(&identifiers)],
        };
        all.entry(kind.to_owned()).or_default().extend(values);
    }
    let alone = all.len() == 1 && open.is_none();
    if alone
        && let Some([one]) = all.get("*").map(Vec::as_slice)
        && known_text(one) == Some("*")
    {
        return Val::text("*").or_at(blocks.span);
    }
    let entries = all
        .into_iter()
        .filter_map(|(kind, values)| Some((kind, scalar_or_list(&Val::tuple(values), false)?)))
        .collect();
    Val::map_of(entries, true, open.map_or(Rest::Closed, |u| Rest::Open(Open::new(u)))).or_at(blocks.span)
}

fn conditions(blocks: &Val) -> Val {
    let Kind::List(list) = &blocks.kind else { return blocks.clone() };
    let mut all: BTreeMap<String, BTreeMap<String, Val>> = BTreeMap::new();
    let mut open = list.open.as_ref().map(|o| o.unknown.clone());
    for block in &list.items {
        let (test, variable) = (set(block, "test"), set(block, "variable"));
        let names = test.as_ref().and_then(known_text).zip(variable.as_ref().and_then(known_text));
        let Some((test, variable)) = names else {
            let unknown = test.as_ref().and_then(Val::deep_unknown);
            open = open
                .or(unknown)
                .or_else(|| variable.and_then(|v| v.deep_unknown()))
                .or_else(|| block.deep_unknown());
            continue;
        };
        let values = set(block, "values")
            .and_then(|v| scalar_or_list(&v, false))
            .unwrap_or_else(|| Val::tuple(Vec::new()));
        let variables = all.entry(test.to_owned()).or_default();
        // Two conditions on one key are joined: the values of both hold.
        let joined = match variables.remove(variable) {
            Some(before) => Val::tuple(flat(before).into_iter().chain(flat(values)).collect()),
            None => values,
        };
        variables.insert(variable.to_owned(), joined);
    }
    let entries = all.into_iter().map(|(test, variables)| (test, Val::object(variables))).collect();
    Val::map_of(entries, true, open.map_or(Rest::Closed, |u| Rest::Open(Open::new(u)))).or_at(blocks.span)
}

fn flat(value: Val) -> Vec<Val> {
    match &value.kind {
        Kind::List(list) if list.open.is_none() => list.items.clone(),
        _ => vec![value],
    }
}
