//! A bucket's access control list as the canned ACL that gives the same.

use super::values::{named, scalar_text};
use crate::config::text::decoded;
use demarc_inventory::{Arena, NodeId, Value};
use demarc_model::Why;
use std::collections::BTreeSet;

/// The canned ACL that gives the same as an item's `AccessControlList`; unknown where none does.
pub(super) fn canned(arena: &mut Arena, node: NodeId) -> NodeId {
    let list = decoded(arena, node);
    let word = word(arena, list);
    let made = match word {
        Some(word) => arena.string(word, None),
        None => arena.unknown(Why::UnsupportedExpression, Some("AccessControlList"), None),
    };
    arena.derive(made, node);
    made
}

fn word(arena: &Arena, list: NodeId) -> Option<&'static str> {
    let grants = named(arena, list, "grantList").or_else(|| named(arena, list, "grants"))?;
    let mut owner =
        named(arena, list, "owner").and_then(|o| named(arena, o, "id")).and_then(|n| scalar_text(arena, n));
    let mut given: BTreeSet<(String, String)> = BTreeSet::new();
    for grant in arena.elements(grants) {
        let permission = named(arena, grant, "permission").and_then(|n| scalar_text(arena, n))?;
        let permission = permission.replace('_', "").to_ascii_lowercase();
        let grantee = named(arena, grant, "grantee")?;
        match group(arena, grantee) {
            Some(group) => {
                given.insert((group, permission));
            }
            // The owner has full control whatever the ACL; where the list does not say who it is, it is that one account.
            None => {
                let user = user(arena, grantee)?;
                let own = owner.get_or_insert_with(|| user.clone().into());
                if permission != "fullcontrol" || **own != *user {
                    return None;
                }
            }
        }
    }
    let given: Vec<(&str, &str)> = given.iter().map(|(g, p)| (g.as_str(), p.as_str())).collect();
    match given.as_slice() {
        [] => Some("Private"),
        [("AllUsers", "read")] => Some("PublicRead"),
        [("AllUsers", "read"), ("AllUsers", "write")] => Some("PublicReadWrite"),
        [("AuthenticatedUsers", "read")] => Some("AuthenticatedRead"),
        [("LogDelivery", "readacp"), ("LogDelivery", "write")] => Some("LogDeliveryWrite"),
        _ => None,
    }
}

/// The group that a grantee is: its name, or the end of its address.
fn group(arena: &Arena, grantee: NodeId) -> Option<String> {
    let text = match arena.value(grantee) {
        Value::String(_) => scalar_text(arena, grantee),
        _ => ["uri", "URI", "identifier", "name"]
            .iter()
            .find_map(|key| named(arena, grantee, key))
            .and_then(|n| scalar_text(arena, n)),
    }?;
    let name = text.rsplit('/').next()?;
    ["AllUsers", "AuthenticatedUsers", "LogDelivery"].contains(&name).then(|| name.to_owned())
}

fn user(arena: &Arena, grantee: NodeId) -> Option<String> {
    let id = named(arena, grantee, "id").or_else(|| named(arena, grantee, "identifier"))?;
    scalar_text(arena, id).map(|t| t.into_owned())
}
