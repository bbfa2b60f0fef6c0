//! Grants of a bucket as the canned ACL that gives the same (Amazon S3 User Guide, "Canned ACL").

use demarc_inventory::{Arena, NodeId, Value};
use demarc_model::Why;
use std::collections::BTreeSet;

/// Canned ACLs besides the owner's full control, each as (grantee, permission).
const CANNED: [(&str, &[(&str, &str)]); 5] = [
    ("Private", &[]),
    ("PublicRead", &[("AllUsers", "READ")]),
    ("PublicReadWrite", &[("AllUsers", "READ"), ("AllUsers", "WRITE")]),
    ("AuthenticatedRead", &[("AuthenticatedUsers", "READ")]),
    ("LogDeliveryWrite", &[("LogDelivery", "READ_ACP"), ("LogDelivery", "WRITE")]),
];

/// The canned ACL in place of a list of grants; unknown where none gives just that.
pub(super) fn canned(arena: &mut Arena, node: NodeId) -> NodeId {
    let mut grants = BTreeSet::new();
    let made = match collect(arena, node, &mut grants) {
        Ok(()) => match CANNED.iter().find(|(_, given)| is_just(&grants, given)) {
            Some((name, _)) => arena.string(name, None),
            None => arena.unknown(Why::UnsupportedExpression, Some("grants that no canned ACL gives"), None),
        },
        Err(why) => arena.unknown(why, None, None),
    };
    arena.derive(made, node);
    made
}

/// Whether one account has full control, and groups what a canned ACL gives them.
fn is_just(grants: &BTreeSet<(String, String)>, given: &[(&str, &str)]) -> bool {
    let owners: Vec<_> = grants.iter().filter(|(who, _)| who.starts_with("id:")).collect();
    let others = grants.len() - owners.len();
    matches!(owners.as_slice(), [(_, permission)] if permission == "FULL_CONTROL")
        && others == given.len()
        && given.iter().all(|(who, what)| grants.contains(&((*who).to_owned(), (*what).to_owned())))
}

/// Collects (grantee, permission) of `grant` blocks, also inside of an `access_control_policy`.
fn collect(arena: &Arena, node: NodeId, grants: &mut BTreeSet<(String, String)>) -> Result<(), Why> {
    if let Value::List { open: Some(why), .. }
    | Value::Map { open: Some(why), .. }
    | Value::Unknown { why, .. } = arena.value(node)
    {
        return Err(why);
    }
    for block in arena.elements(node) {
        if let Some(inner) = arena.get_named(block, "grant") {
            collect(arena, inner, grants)?;
            continue;
        }
        let grantee = match arena.get_named(block, "grantee") {
            Some(list) => arena.elements(list).next().unwrap_or(list),
            None => block,
        };
        let who = match text(arena, grantee, "uri")? {
            // `http://acs.amazonaws.com/groups/global/AllUsers`
            Some(uri) => uri.rsplit('/').next().unwrap_or(&uri).to_owned(),
            None => match text(arena, grantee, "id")? {
                Some(id) => format!("id:{id}"),
                None => return Err(Why::UnsupportedExpression),
            },
        };
        match text(arena, block, "permission")? {
            Some(permission) => {
                grants.insert((who, permission));
            }
            None => {
                let list = arena.get_named(block, "permissions").ok_or(Why::UnsupportedExpression)?;
                if let Value::List { open: Some(why), .. } | Value::Unknown { why, .. } = arena.value(list) {
                    return Err(why);
                }
                for permission in arena.elements(list) {
                    let permission = arena.as_str(permission).ok_or(Why::UnsupportedExpression)?;
                    grants.insert((who.clone(), permission.to_owned()));
                }
            }
        }
    }
    Ok(())
}

/// A text that is written and not empty; an unknown one is an error with its reason.
fn text(arena: &Arena, map: NodeId, key: &str) -> Result<Option<String>, Why> {
    let Some(node) = arena.get_named(map, key) else { return Ok(None) };
    match arena.value(node) {
        Value::String(text) => Ok(Some(arena.text(text).to_owned()).filter(|t| !t.is_empty())),
        Value::Unknown { why, .. } => Err(why),
        // Who it is does not matter here, only that it is one account.
        Value::Ref { target, .. } => Ok(Some(arena.text(target).to_owned())),
        _ => Ok(None),
    }
}
