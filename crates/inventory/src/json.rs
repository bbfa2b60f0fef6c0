//! Documents as JSON, the form that `demarc inventory` prints.

use crate::{Arena, Inventory, Marks, NodeId, Resource, SourceKind, Value, source_json::body_to_source_json};
use demarc_model::Presence;
use serde_json::{Map, Value as Json, json};

/// A node as JSON: unknown values as `{"$unknown": …}`, references as `{"$ref": …}`, sensitive ones as `{"$sensitive": true}`.
#[must_use]
pub fn node_to_json(arena: &Arena, id: NodeId) -> Json {
    let node = arena.node(id);
    if node.marks.has(Marks::SENSITIVE) && !matches!(node.value, Value::Unknown { .. }) {
        return json!({"$sensitive": true});
    }
    match node.value {
        Value::Absent => Json::Null,
        Value::Bool(value) => Json::Bool(value),
        Value::Number(text) => number(arena.text(text)),
        Value::String(text) => Json::String(arena.text(text).to_owned()),
        Value::List { open, .. } => {
            let mut list: Vec<Json> = arena.elements(id).map(|e| node_to_json(arena, e)).collect();
            if let Some(why) = open {
                list.push(json!({"$unknown": {"why": why.code(), "refers": "further elements"}}));
            }
            Json::Array(list)
        }
        Value::Map { open, .. } => {
            let mut map = Map::new();
            for (key, value) in arena.entries(id) {
                map.insert(arena.key_name(key).to_owned(), node_to_json(arena, value));
            }
            if let Some(why) = open {
                map.insert("$unknown".into(), json!({"why": why.code(), "refers": "further entries"}));
            }
            Json::Object(map)
        }
        Value::Ref { target, attribute } => match arena.text(attribute) {
            "" => json!({"$ref": arena.text(target)}),
            attribute => json!({"$ref": format!("{}.{attribute}", arena.text(target))}),
        },
        Value::Unknown { why, refers, .. } => {
            let refers = refers.map(|r| arena.text(r));
            if arena.parts(id).len() == 0 || node.marks.has(Marks::SENSITIVE) {
                return json!({"$unknown": {"why": why.code(), "refers": refers}});
            }
            let parts: Vec<Json> = arena.parts(id).map(|part| node_to_json(arena, part)).collect();
            json!({"$unknown": {"why": why.code(), "refers": refers, "parts": parts}})
        }
    }
}

fn number(text: &str) -> Json {
    serde_json::from_str::<serde_json::Number>(text)
        .map_or_else(|_| Json::String(text.to_owned()), Json::Number)
}

/// A resource as one JSON object; `as_source` gives the strongest view in the source's own types and names.
#[must_use]
pub fn resource_to_json(inventory: &Inventory, resource: &Resource, as_source: bool) -> Json {
    let source = resource.views.last().filter(|_| as_source);
    let document = source.map_or(resource.document, |v| v.source_document);
    let location = resource.span.map(|span| {
        let (start, _) = inventory.sources.positions(span);
        json!({"file": inventory.sources.path(span.document), "line": start.line, "column": start.column})
    });
    let presence = match resource.presence {
        Presence::Present => "present".to_owned(),
        Presence::Maybe(why) => format!("maybe({why})"),
    };
    json!({
        "id": inventory.id_of(resource),
        "address": resource.address,
        "type": if as_source { resource.source_type.as_str() } else { resource.type_name.as_str() },
        "presence": presence,
        "location": location,
        "properties": match as_source {
            true => {
                let configuration = source.is_some_and(|v| v.kind == SourceKind::TerraformHcl);
                body_to_source_json(&inventory.arena, document, &resource.source_type, configuration)
            },
            false => node_to_json(&inventory.arena, document),
        },
    })
}
