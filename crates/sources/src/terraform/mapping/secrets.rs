//! Marks what must not be shown: what the provider calls sensitive, and texts under names that say so.

use super::forms::mark_sensitive;
use demarc_inventory::{Arena, NodeId, Value};
use demarc_schema::ProviderPlace;

/// Blocks nest about twenty deep in the provider.
const DEEPEST: usize = 64;

/// Endings of attribute names whose texts are secrets.
const SECRET_ENDINGS: [&str; 7] =
    ["password", "passphrase", "secret", "token", "private_key", "secret_key", "secret_string"];

/// Secrets of resources whose provider's schema is not at hand, by type. A state names them only where a newer Terraform
/// wrote it.
const OTHER_PROVIDERS: [(&str, &str); 9] = [
    ("random_password", "result"),
    ("random_password", "bcrypt_hash"),
    ("tls_private_key", "private_key_pem"),
    ("tls_private_key", "private_key_openssh"),
    ("tls_private_key", "private_key_pem_pkcs8"),
    ("local_sensitive_file", "content"),
    ("local_sensitive_file", "content_base64"),
    ("vault_generic_secret", "data_json"),
    ("vault_kv_secret_v2", "data_json"),
];

/// Marks what resources of other providers hold as secrets.
pub(super) fn mark_other_providers(arena: &mut Arena, body: NodeId, resource_type: &str) {
    for (_, attribute) in OTHER_PROVIDERS.iter().filter(|(of, _)| *of == resource_type) {
        let found = arena.entries(body).find(|(key, _)| arena.key_name(*key) == *attribute);
        if let Some((_, value)) = found {
            mark_sensitive(arena, value, 0);
        }
    }
}

/// Marks secrets in a resource's body.
pub(super) fn mark(arena: &mut Arena, body: NodeId, place: Option<&ProviderPlace>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match arena.value(body) {
        Value::List { .. } => {
            let elements: Vec<NodeId> = arena.elements(body).collect();
            elements.into_iter().for_each(|e| mark(arena, e, place, depth + 1));
        }
        Value::Map { .. } => {
            let entries: Vec<_> = arena.entries(body).collect();
            for (key, value) in entries {
                let name = arena.key_name(key).to_owned();
                let step = place.and_then(|p| p.step(&name));
                let declared = step.as_ref().is_some_and(|(attribute, _)| attribute.sensitive);
                if declared || (is_secret_name(&name) && is_literal(arena, value)) {
                    mark_sensitive(arena, value, 0);
                } else {
                    mark(arena, value, step.as_ref().map(|(_, place)| place), depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn is_secret_name(name: &str) -> bool {
    SECRET_ENDINGS.iter().any(|ending| {
        name.strip_suffix(ending).is_some_and(|before| before.is_empty() || before.ends_with('_'))
    })
}

fn is_literal(arena: &Arena, node: NodeId) -> bool {
    matches!(arena.value(node), Value::String(text) if !arena.text(text).is_empty())
}
