//! Every operation of an OpenAPI document that API Gateway imports asks who calls.

use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{ResourceIndex, Value};
use demarc_model::{Truth, Why};
use std::rc::Rc;

/// What stands for operations below a path; browsers ask `options` without credentials.
const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "head", "patch", "trace", "x-amazon-apigateway-any-method"];
const AUTH: &str = "x-amazon-apigateway-auth";

/// Whether each operation of the document at `over` names a scheme that is an authorizer or IAM.
///
/// Source: Amazon API Gateway Developer Guide, OpenAPI extensions. A plain API key identifies nobody.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let Some(resource) = world.inventory.resource(index) else {
        return super::nothing_seen(index, over, Why::NotInInput);
    };
    // Without a body the document is a file somewhere else.
    let Some(body) = key(world, &Item::Node(resource.document), over) else {
        return super::nothing_seen(index, over, Why::NotInInput);
    };
    let document = Document::of(world, body);
    let (paths, open) = document.entries(document.root.as_ref().ok().and_then(|r| key(world, r, "paths")));
    let mut truth = open.map_or(Truth::True, Truth::Unknown);
    let mut looks = Vec::new();
    for (path, item) in paths {
        let (operations, open) = document.entries(Some(item));
        if let Some(why) = open {
            truth = truth.and(Truth::Unknown(why));
        }
        for (method, operation) in operations {
            // What a reference stands for is not followed.
            let one = if method == "$ref" {
                Truth::Unknown(Why::UnsupportedExpression)
            } else if METHODS.contains(&method.as_str()) {
                document.asks(&operation)
            } else {
                continue;
            };
            if one != Truth::True {
                let path = format!("{over}.paths.{path}.{method}.security");
                let found = key(world, &operation, "security")
                    .map_or(Found::Absent, |security| Found::of(world, &security));
                looks.push(Look { resource: index, path, found, truth: one });
            }
            truth = truth.and(one);
        }
    }
    if looks.is_empty() {
        let found = match truth {
            Truth::Unknown(why) => Found::Unknown(why),
            _ => Found::Text("each operation names an authorizer".to_owned()),
        };
        looks.push(Look { resource: index, path: over.to_owned(), found, truth });
    }
    (truth, looks)
}

struct Document<'w> {
    world: &'w World<'w>,
    root: Result<Item, Why>,
}

impl<'w> Document<'w> {
    fn of(world: &'w World<'w>, body: Item) -> Self {
        let root = match &body {
            Item::Node(node) => match world.inventory.arena.value(*node) {
                Value::Map { .. } => Ok(body),
                Value::String(text) => serde_json::from_str(world.inventory.arena.text(text))
                    .map(|json| Item::Json(Rc::new(json)))
                    .map_err(|_| Why::UnsupportedExpression),
                Value::Unknown { why, .. } => Err(why),
                Value::Ref { .. } => Err(Why::KnownAfterApply),
                _ => Err(Why::UnsupportedExpression),
            },
            Item::Json(_) => Ok(body),
            Item::Unknown(why) | Item::Computed(why) => Err(*why),
            Item::Default(_) | Item::Absent => Err(Why::NotInInput),
        };
        Self { world, root }
    }

    fn at(&self, path: &[&str]) -> Option<Item> {
        path.iter().try_fold(self.root.clone().ok()?, |item, step| key(self.world, &item, step))
    }

    /// Names and values of a map, and why it may have more.
    fn entries(&self, item: Option<Item>) -> (Vec<(String, Item)>, Option<Why>) {
        let arena = &self.world.inventory.arena;
        match (item, &self.root) {
            (_, Err(why)) => (Vec::new(), Some(*why)),
            (Some(Item::Node(node)), _) => match arena.value(node) {
                Value::Map { open, .. } => {
                    let all = arena.entries(node).map(|(k, n)| (arena.key_name(k).to_owned(), Item::Node(n)));
                    (all.collect(), open)
                }
                Value::Unknown { why, .. } => (Vec::new(), Some(why)),
                Value::Ref { .. } => (Vec::new(), Some(Why::KnownAfterApply)),
                _ => (Vec::new(), Some(Why::UnsupportedExpression)),
            },
            (Some(Item::Json(json)), _) => match &*json {
                serde_json::Value::Object(map) => {
                    (map.iter().map(|(k, v)| (k.clone(), Item::Json(Rc::new(v.clone())))).collect(), None)
                }
                _ => (Vec::new(), Some(Why::UnsupportedExpression)),
            },
            (Some(Item::Unknown(why) | Item::Computed(why)), _) => (Vec::new(), Some(why)),
            _ => (Vec::new(), Some(Why::UnsupportedExpression)),
        }
    }

    /// Whether an operation can be called only by somebody who says who he is.
    fn asks(&self, operation: &Item) -> Truth {
        let own = key(self.world, operation, AUTH).or_else(|| self.at(&[AUTH]));
        if let Some(kind) = own.and_then(|auth| key(self.world, &auth, "type")) {
            return match self.text(&kind) {
                Ok(kind) => Truth::from(!kind.eq_ignore_ascii_case("none")),
                Err(why) => Truth::Unknown(why),
            };
        }
        let security = key(self.world, operation, "security").or_else(|| self.at(&["security"]));
        let Some(security) = security else { return Truth::False };
        let (alternatives, open) = elements(self.world, &security);
        // API Gateway takes the authorizer among them and asks for the API key beside it; `{}` lets everyone in.
        let (mut one, mut anyone) = (Truth::False, Truth::False);
        for alternative in alternatives {
            let (schemes, open) = self.entries(Some(alternative));
            anyone = anyone.or(match open {
                None => Truth::from(schemes.is_empty()),
                Some(why) => Truth::Unknown(why),
            });
            one = schemes.iter().fold(one, |truth, (name, _)| truth.or(self.identifies(name)));
        }
        let truth = one.and(!anyone);
        open.map_or(truth, |why| truth.and(Truth::Unknown(why)))
    }

    /// Whether a scheme of the document is an authorizer or IAM.
    fn identifies(&self, scheme: &str) -> Truth {
        let defined = ["securityDefinitions"].as_slice();
        let newer = ["components", "securitySchemes"].as_slice();
        let mut truth = Truth::False;
        for place in [defined, newer] {
            let Some(found) = self.at(place).and_then(|all| key(self.world, &all, scheme)) else { continue };
            if let Item::Unknown(why) | Item::Computed(why) = found {
                return Truth::Unknown(why);
            }
            let extended = ["x-amazon-apigateway-authorizer", "x-amazon-apigateway-authtype"];
            truth =
                truth.or(Truth::from(extended.iter().any(|name| key(self.world, &found, name).is_some())));
        }
        truth
    }

    fn text(&self, item: &Item) -> Result<String, Why> {
        match item {
            Item::Node(node) => match self.world.inventory.arena.value(*node) {
                Value::String(text) => Ok(self.world.inventory.arena.text(text).to_owned()),
                Value::Unknown { why, .. } => Err(why),
                _ => Err(Why::UnsupportedExpression),
            },
            Item::Json(json) => json.as_str().map(str::to_owned).ok_or(Why::UnsupportedExpression),
            Item::Unknown(why) | Item::Computed(why) => Err(*why),
            Item::Default(_) | Item::Absent => Err(Why::UnsupportedExpression),
        }
    }
}
