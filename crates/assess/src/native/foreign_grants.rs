//! A bucket policy gives nobody of another account the means to take the bucket over.

use super::policy::glob;
use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{ResourceIndex, Value};
use demarc_model::{Truth, Why};

/// The actions that the check of AWS Security Hub (S3.6) names, in lower case.
const ACTIONS: [&str; 5] = [
    "s3:deletebucketpolicy",
    "s3:putbucketacl",
    "s3:putbucketpolicy",
    "s3:putencryptionconfiguration",
    "s3:putobjectacl",
];

/// Whether no statement of the policy at `over` allows one of the actions to a principal of another account.
///
/// Where the input does not say in which account the bucket is, an account number says nothing.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let Some(resource) = world.inventory.resource(index) else {
        return super::nothing_seen(index, over, Why::NotInInput);
    };
    let own = resource.account.as_deref();
    let Some(document) = key(world, &Item::Node(resource.document), over) else {
        return super::nothing_seen(index, over, Why::NotObservableHere);
    };
    let path = format!("{over}.Statement");
    let Some(statements) = key(world, &document, "Statement") else {
        let truth = match &document {
            Item::Unknown(why) | Item::Computed(why) => Truth::Unknown(*why),
            Item::Node(node) => match world.inventory.arena.value(*node) {
                Value::Unknown { why, .. } => Truth::Unknown(why),
                _ => Truth::True,
            },
            _ => Truth::True,
        };
        return (truth, vec![Look { resource: index, path, found: Found::of(world, &document), truth }]);
    };
    let (all, open) = elements(world, &statements);
    let mut given = open.map_or(Truth::False, Truth::Unknown);
    let mut looks = Vec::new();
    for statement in &all {
        let one = effect(world, statement).and(acts(world, statement)).and(foreign(world, statement, own));
        if one != Truth::False {
            let principal = key(world, statement, "Principal").unwrap_or_else(|| statement.clone());
            let found = Found::of(world, &principal);
            looks.push(Look { resource: index, path: format!("{path}[].Principal"), found, truth: !one });
        }
        given = given.or(one);
    }
    if looks.is_empty() {
        looks.push(Look { resource: index, path, found: Found::of(world, &statements), truth: !given });
    }
    (!given, looks)
}

/// A value as text; a reference to something of the input is `Ok(None)`.
fn text(world: &World<'_>, item: &Item) -> Result<Option<String>, Why> {
    match item {
        Item::Node(node) => match world.inventory.arena.value(*node) {
            Value::String(t) | Value::Number(t) => Ok(Some(world.inventory.arena.text(t).to_owned())),
            Value::Ref { .. } => Ok(None),
            Value::Unknown { why, .. } => Err(why),
            _ => Err(Why::UnsupportedExpression),
        },
        Item::Json(json) => Ok(Some(json.as_str().map_or_else(|| json.to_string(), str::to_owned))),
        Item::Unknown(why) | Item::Computed(why) => Err(*why),
        Item::Default(_) | Item::Absent => Err(Why::UnsupportedExpression),
    }
}

fn effect(world: &World<'_>, statement: &Item) -> Truth {
    match key(world, statement, "Effect").map(|e| text(world, &e)) {
        Some(Ok(Some(effect))) => Truth::from(effect == "Allow"),
        Some(Ok(None)) => Truth::Unknown(Why::KnownAfterApply),
        Some(Err(why)) => Truth::Unknown(why),
        None => Truth::False,
    }
}

/// Whether the statement is about one of the actions.
fn acts(world: &World<'_>, statement: &Item) -> Truth {
    let any = |actions: &Item| {
        let (all, open) = elements(world, actions);
        all.iter().fold(open.map_or(Truth::False, Truth::Unknown), |truth, action| {
            truth.or(match text(world, action) {
                Ok(Some(pattern)) => {
                    let pattern = pattern.to_ascii_lowercase();
                    Truth::from(ACTIONS.iter().any(|action| glob(&pattern, action)))
                }
                Ok(None) => Truth::Unknown(Why::KnownAfterApply),
                Err(why) => Truth::Unknown(why),
            })
        })
    };
    if let Some(actions) = key(world, statement, "Action") {
        return any(&actions);
    }
    // What a statement leaves out is rarely all five, so it counts as naming them.
    key(world, statement, "NotAction").map_or(Truth::False, |_| Truth::True)
}

/// Whether the statement is for a principal that is not of the account `own`.
fn foreign(world: &World<'_>, statement: &Item, own: Option<&str>) -> Truth {
    let Some(principal) = key(world, statement, "Principal") else {
        return Truth::from(key(world, statement, "NotPrincipal").is_some());
    };
    let named = match text(world, &principal) {
        Ok(Some(everyone)) => return Truth::from(everyone == "*"),
        _ => key(world, &principal, "AWS"),
    };
    let Some(named) = named else {
        // Services and federated identities are no principals of another account.
        let known =
            ["Service", "Federated", "CanonicalUser"].iter().any(|k| key(world, &principal, k).is_some());
        return if known {
            Truth::False
        } else {
            text(world, &principal).err().map_or(Truth::False, Truth::Unknown)
        };
    };
    let (all, open) = elements(world, &named);
    all.iter().fold(open.map_or(Truth::False, Truth::Unknown), |truth, one| {
        truth.or(match text(world, one) {
            Ok(Some(name)) if name == "*" => Truth::True,
            Ok(Some(name)) => {
                let account = name.split(':').nth(4).unwrap_or(&name);
                match own {
                    Some(own) if account == own => Truth::False,
                    Some(_) => Truth::True,
                    None => Truth::Unknown(Why::NotInInput),
                }
            }
            // A role or user of the same input.
            Ok(None) => Truth::False,
            Err(why) => Truth::Unknown(why),
        })
    })
}
