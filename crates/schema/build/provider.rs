//! Resource types of the Terraform provider.

use crate::{
    Outcome,
    compact::{
        AttributeType, Block, COMPUTED, DEPRECATED, Nested, Nesting, OPTIONAL, ProviderType, REQUIRED,
        SENSITIVE,
    },
    planned::Planned,
};
use serde_json::Value as Json;
use std::collections::BTreeMap;

pub fn entries(catalog: &Json, planned: &Planned) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let types =
        catalog.get("types").and_then(Json::as_object).ok_or("the provider's catalog has no `types`")?;
    let mut packed = BTreeMap::new();
    for (name, blocks) in types {
        let blocks = blocks.as_array().ok_or("a provider type is a list of blocks")?;
        let own = planned.of(name);
        let made = ProviderType {
            blocks: blocks.iter().map(block).collect::<Outcome<_>>()?,
            planned: own.values.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect(),
            filled: own.filled.iter().map(String::as_str).collect(),
        };
        packed.insert(name.clone(), postcard::to_allocvec(&made)?);
    }
    Ok(packed)
}

fn block(json: &Json) -> Outcome<Block<'_>> {
    let mut made = Block::default();
    for (name, attribute) in json.get("attributes").and_then(Json::as_object).into_iter().flatten() {
        let [Json::String(letters), kind] = attribute.as_array().map_or(&[][..], Vec::as_slice) else {
            return Err(format!("attribute `{name}` is not [flags, type]").into());
        };
        let mut flags = 0;
        for letter in letters.chars() {
            flags |= match letter {
                'r' => REQUIRED,
                'o' => OPTIONAL,
                'c' => COMPUTED,
                's' => SENSITIVE,
                'd' => DEPRECATED,
                other => return Err(format!("`{other}` is not a flag of an attribute").into()),
            };
        }
        made.attributes.push((name, flags, attribute_type(kind)?));
    }
    for (name, nested) in json.get("blocks").and_then(Json::as_object).into_iter().flatten() {
        let [nesting, min, max, index] = nested.as_array().map_or(&[][..], Vec::as_slice) else {
            return Err(format!("block `{name}` is not [nesting, min, max, index]").into());
        };
        made.nested.push((
            name,
            Nested {
                nesting: nesting_of(nesting)?,
                min: number(min)?,
                max: number(max)?,
                block: number(index)?,
            },
        ));
    }
    made.attributes.sort_by_key(|(name, ..)| *name);
    made.nested.sort_by_key(|(name, _)| *name);
    Ok(made)
}

fn number(json: &Json) -> Outcome<u32> {
    Ok(u32::try_from(json.as_u64().ok_or("a number is expected")?)?)
}

fn nesting_of(json: &Json) -> Outcome<Nesting> {
    match json.as_str() {
        Some("single" | "group") => Ok(Nesting::Single),
        Some("list") => Ok(Nesting::List),
        Some("set") => Ok(Nesting::Set),
        Some("map") => Ok(Nesting::Map),
        _ => Err(format!("`{json}` is not a nesting").into()),
    }
}

fn attribute_type(json: &Json) -> Outcome<AttributeType<'_>> {
    match json {
        Json::String(name) => match name.as_str() {
            "bool" => Ok(AttributeType::Bool),
            "number" => Ok(AttributeType::Number),
            "string" => Ok(AttributeType::String),
            "dynamic" => Ok(AttributeType::Dynamic),
            other => Err(format!("`{other}` is not a type of Terraform's").into()),
        },
        Json::Array(parts) => match parts.as_slice() {
            [Json::String(kind), inner] if kind == "list" => {
                Ok(AttributeType::List(Box::new(attribute_type(inner)?)))
            }
            [Json::String(kind), inner] if kind == "set" => {
                Ok(AttributeType::Set(Box::new(attribute_type(inner)?)))
            }
            [Json::String(kind), inner] if kind == "map" => {
                Ok(AttributeType::Map(Box::new(attribute_type(inner)?)))
            }
            [Json::String(kind), Json::Object(fields)] if kind == "object" => {
                let mut made = Vec::with_capacity(fields.len());
                for (name, field) in fields {
                    made.push((name.as_str(), attribute_type(field)?));
                }
                made.sort_by_key(|(name, _)| *name);
                Ok(AttributeType::Object(made))
            }
            [Json::String(kind), ..] if kind == "tuple" => Ok(AttributeType::Dynamic),
            [Json::String(kind), nesting, index] if kind == "block" => {
                Ok(AttributeType::Block(nesting_of(nesting)?, number(index)?))
            }
            _ => Err(format!("`{json}` is not a type of Terraform's").into()),
        },
        _ => Err(format!("`{json}` is not a type of Terraform's").into()),
    }
}
