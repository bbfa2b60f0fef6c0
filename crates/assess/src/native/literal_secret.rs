//! No literal secret stands in a property: environment variables, user data.
//!
//! Met only where every value could be read and none looks like a secret; a value that is not known leaves it open.

use crate::{
    evaluate::{Found, Look, ParameterValues},
    world::World,
};
use base64::Engine;
use demarc_inventory::{Coverage, Marks, NodeId, ResourceIndex, Value};
use demarc_model::{Truth, Why};
use regex::Regex;
use std::sync::LazyLock;

/// Names under which secrets are kept.
static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(passw(or)?d|passwd|secret|token|api_?key|private_?key|access_?key|credential|connection_?string)").ok()
});

/// Names that point at a secret instead of holding it.
static POINTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(arn|_id|name|path|ttl|url|uri|endpoint|file|prefix|region|length|secretsmanager|expir\w*)$",
    )
    .ok()
});

/// Texts that are secrets by their shape: AWS access key ids, private keys, tokens of common services, passwords in URLs.
static SHAPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)
        \b(AKIA|ASIA)[A-Z0-9]{16}\b
        | -----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----
        | \bgh[pousr]_[A-Za-z0-9]{36,}\b
        | \bxox[baprs]-[A-Za-z0-9-]{10,}
        | \b[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@"'$<{(]+:[^\s/@"'$<{(]{3,}@
        "#,
    )
    .ok()
});

/// A text that is assigned to a name under which secrets are kept.
static ASSIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?xi)
        \b([a-z0-9_]*(?:password|passwd|secret|api_?key|secret_?access_?key|auth_?token)[a-z0-9_]*)
        [\ \t]*[:=][\ \t]*["']?[^\s"'$<{(]{6,}
        "#,
    )
    .ok()
});

/// ARNs and CloudFormation's dynamic references, which name a secret and hold none.
static REFERENCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\barn:[a-z0-9-]*:[^\s"']*|\{\{resolve:[^}]*\}\}"#).ok());

fn is_match(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    LazyLock::force(pattern).as_ref().is_some_and(|r| r.is_match(text))
}

/// Whether a secret stands somewhere in a text.
fn holds_secret(text: &str) -> bool {
    let bare = match LazyLock::force(&REFERENCE) {
        Some(reference) => reference.replace_all(text, regex::NoExpand("$")),
        None => text.into(),
    };
    let assigned = LazyLock::force(&ASSIGNED).as_ref().is_some_and(|pattern| {
        pattern.captures_iter(&bare).filter_map(|c| c.get(1)).any(|name| !is_match(&POINTER, name.as_str()))
    });
    assigned || is_match(&SHAPE, &bare)
}

/// Whether the property at `over` holds no literal secret.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let Some(resource) = world.inventory.resource(index) else {
        return (Truth::Unknown(Why::NotInInput), Vec::new());
    };
    let look = |path: &str, found, truth| Look { resource: index, path: path.to_owned(), found, truth };
    let keys: Vec<&str> = over.split('.').collect();
    let Some(node) = reach(world, resource.document, &keys) else {
        let (found, truth) = if resource.coverage.shows(over) && resource.coverage != Coverage::Nothing {
            (Found::Absent, Truth::True)
        } else {
            (Found::Unknown(Why::NotObservableHere), Truth::Unknown(Why::NotObservableHere))
        };
        return (truth, vec![look(over, found, truth)]);
    };
    let arena = &world.inventory.arena;
    if arena.node(node).marks.has(Marks::UNCONFIGURED) {
        // The provider computes it because nobody wrote it: no literal stands in the code.
        return (Truth::True, vec![look(over, Found::Absent, Truth::True)]);
    }
    let mut looks = Vec::new();
    let mut truth = Truth::True;
    match arena.value(node) {
        Value::Map { open, .. } => {
            for (key, value) in arena.entries(node) {
                let name = arena.key_name(key);
                let one = named(world, name, value);
                if one != Truth::True {
                    looks.push(look(&format!("{over}.{name}"), Found::Node(value), one));
                }
                truth = truth.and(one);
            }
            if let Some(why) = open {
                truth = truth.and(Truth::Unknown(why));
            }
        }
        _ => truth = unnamed(world, node),
    }
    if looks.is_empty() {
        looks.push(look(over, Found::Node(node), truth));
    }
    (truth, looks)
}

fn reach(world: &World<'_>, document: NodeId, keys: &[&str]) -> Option<NodeId> {
    let arena = &world.inventory.arena;
    let mut node = document;
    for key in keys {
        // A block that may stand once is a list of one in some sources.
        if let Some(only) = arena.elements(node).next().filter(|_| arena.elements(node).len() == 1) {
            node = only;
        }
        if matches!(arena.value(node), Value::Unknown { .. }) {
            return Some(node);
        }
        node = arena.get_named(node, key)?;
    }
    (arena.value(node) != Value::Absent).then_some(node)
}

/// A value under a name.
fn named(world: &World<'_>, name: &str, node: NodeId) -> Truth {
    let suspicious = is_match(&NAME, name) && !is_match(&POINTER, name);
    let arena = &world.inventory.arena;
    match arena.value(node) {
        Value::String(text) => {
            let text = arena.text(text);
            let literal = suspicious && !text.trim().is_empty() && !points_elsewhere(text);
            Truth::from(!literal && !holds_secret(text))
        }
        // An attribute of another resource is not written here; what an unknown parameter holds is not known.
        Value::Ref { .. } => Truth::True,
        Value::Unknown { .. } if written(world, node).any(holds_secret) => Truth::False,
        Value::Unknown { why, .. } if suspicious => Truth::Unknown(why),
        Value::Unknown { .. } => Truth::True,
        Value::Number(_) => Truth::from(!suspicious),
        Value::Absent | Value::Bool(_) => Truth::True,
        Value::List { .. } | Value::Map { .. } => Truth::Unknown(Why::UnsupportedExpression),
    }
}

/// A text without a name: user data, plain or in base64.
fn unnamed(world: &World<'_>, node: NodeId) -> Truth {
    let arena = &world.inventory.arena;
    match arena.value(node) {
        Value::String(text) => {
            let text = arena.text(text);
            let decoded = base64::engine::general_purpose::STANDARD
                .decode(text.trim())
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok());
            Truth::from(!holds_secret(text) && !decoded.is_some_and(|d| holds_secret(&d)))
        }
        Value::Unknown { .. } if written(world, node).any(holds_secret) => Truth::False,
        Value::Unknown { why, .. } => Truth::Unknown(why),
        Value::Ref { .. } => Truth::Unknown(Why::KnownAfterApply),
        Value::Absent => Truth::True,
        _ => Truth::Unknown(Why::UnsupportedExpression),
    }
}

/// The texts that are written in a value which is known in part.
fn written<'w>(world: &'w World<'_>, node: NodeId) -> impl Iterator<Item = &'w str> {
    let arena = &world.inventory.arena;
    arena.parts(node).filter_map(|part| arena.as_str(part))
}

/// A reference into a store of secrets instead of a secret.
fn points_elsewhere(text: &str) -> bool {
    text.starts_with("arn:")
        || text.starts_with("{{resolve:")
        || text.starts_with("ssm:")
        || text.starts_with("/")
}

#[cfg(test)]
mod tests {
    use super::holds_secret;

    #[test]
    fn what_holds_a_secret_and_what_only_names_one() {
        for secret in [
            "export DB_PASSWORD=hunter22",
            "password: 'correct-horse'",
            "postgres://app:s3cr3tpw@db.example/shop",
            "AKIAIOSFODNN7EXAMPLE",
            "aws_secret_access_key = wJalrXUtnFEMIK7MDENG",
        ] {
            assert!(holds_secret(secret), "{secret}");
        }
        for pointer in [
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-a1b2c3",
            "aws secretsmanager get-secret-value --secret-id arn:aws:secretsmanager:us-east-1:111122223333:secret:db",
            "{{resolve:secretsmanager:shop/db:SecretString:password}}",
            "PASSWORD={{resolve:ssm-secure:db}}\nexport STAGE=production",
            "SECRET_NAME=shop/database",
            "https://db.example:5432/shop",
            "postgres://app:${password}@db.example/shop",
            "PASSWORD=$(aws ssm get-parameter --name db)",
        ] {
            assert!(!holds_secret(pointer), "{pointer}");
        }
    }
}
