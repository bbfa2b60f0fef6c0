//! The AWS provider's resource schemas, each as a list of blocks in which equal blocks stand once.
//!
//! A block is `{"attributes": {name: [flags, type]}, "blocks": {name: [nesting, min, max, index]}}`; block 0 is the
//! resource itself. Flags are letters: `r`equired, `o`ptional, `c`omputed, `s`ensitive, `d`eprecated. A type is
//! Terraform's own notation, or `["block", nesting, index]` for an attribute with a nested type.

use anyhow::{Context, Result};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, HashMap};

const PROVIDER: &str = "hashicorp/aws";

/// Blocks of the provider nest up to about twenty deep (WAF statements).
const DEEPEST: usize = 64;

/// The catalog of all managed resource types of the AWS provider.
pub fn catalog(schema: &Json) -> Result<Json> {
    let providers =
        schema.get("provider_schemas").and_then(Json::as_object).context("no `provider_schemas` found")?;
    let (_, provider) = providers
        .iter()
        .find(|(name, _)| name.ends_with(PROVIDER))
        .context("no `hashicorp/aws` provider found")?;
    let resources =
        provider.get("resource_schemas").and_then(Json::as_object).context("no `resource_schemas` found")?;
    let mut types = BTreeMap::new();
    for (name, resource) in resources {
        let mut blocks = Blocks::default();
        blocks.list.push(Json::Null);
        let root = resource.get("block").map_or_else(|| json!({}), |b| blocks.block(b, 0));
        if let Some(first) = blocks.list.first_mut() {
            *first = root;
        }
        types.insert(name.clone(), Json::Array(blocks.list));
    }
    Ok(json!({
        "origin": "`terraform providers schema -json` of the provider hashicorp/aws",
        "date": null,
        "types": types,
    }))
}

#[derive(Default)]
struct Blocks {
    list: Vec<Json>,
    known: HashMap<String, usize>,
}

impl Blocks {
    fn shared(&mut self, block: &Json, depth: usize) -> usize {
        let made = self.block(block, depth);
        let text = made.to_string();
        if let Some(&at) = self.known.get(&text) {
            return at;
        }
        self.list.push(made);
        self.known.insert(text, self.list.len() - 1);
        self.list.len() - 1
    }

    fn block(&mut self, block: &Json, depth: usize) -> Json {
        let mut attributes = Map::new();
        let mut blocks = Map::new();
        if depth < DEEPEST {
            for (name, attribute) in entries(block, "attributes") {
                let flag = |key: &str, letter: &str| {
                    if attribute.get(key).and_then(Json::as_bool) == Some(true) {
                        letter.to_owned()
                    } else {
                        String::new()
                    }
                };
                let flags = flag("required", "r")
                    + &flag("optional", "o")
                    + &flag("computed", "c")
                    + &flag("sensitive", "s")
                    + &flag("deprecated", "d");
                let kind = match attribute.get("nested_type") {
                    Some(nested) => {
                        let nesting = nested.get("nesting_mode").cloned().unwrap_or_else(|| json!("single"));
                        json!(["block", nesting, self.shared(nested, depth + 1)])
                    }
                    None => attribute.get("type").cloned().unwrap_or_else(|| json!("dynamic")),
                };
                attributes.insert(name.clone(), json!([flags, kind]));
            }
            for (name, nested) in entries(block, "block_types") {
                let inner = nested.get("block").cloned().unwrap_or_else(|| json!({}));
                let number = |key: &str| nested.get(key).and_then(Json::as_u64).unwrap_or(0);
                let nesting = nested.get("nesting_mode").cloned().unwrap_or_else(|| json!("list"));
                let index = self.shared(&inner, depth + 1);
                blocks
                    .insert(name.clone(), json!([nesting, number("min_items"), number("max_items"), index]));
            }
        }
        json!({"attributes": attributes, "blocks": blocks})
    }
}

fn entries<'a>(block: &'a Json, key: &str) -> impl Iterator<Item = (&'a String, &'a Json)> {
    block.get(key).and_then(Json::as_object).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_blocks_stand_once() {
        let inner = json!({"nesting_mode": "list", "max_items": 1, "block": {"attributes": {"a": {"type": "string", "optional": true, "computed": true}}}});
        let schema = json!({"provider_schemas": {"registry.terraform.io/hashicorp/aws": {"resource_schemas": {
            "aws_x": {"block": {"attributes": {"p": {"type": "string", "required": true, "sensitive": true}}, "block_types": {"one": inner, "two": inner}}}}}}});
        let made = catalog(&schema).unwrap();
        assert_eq!(
            made.pointer("/types/aws_x").unwrap(),
            &json!([
                {"attributes": {"p": ["rs", "string"]}, "blocks": {"one": ["list", 0, 1, 1], "two": ["list", 0, 1, 1]}},
                {"attributes": {"a": ["oc", "string"]}, "blocks": {}},
            ])
        );
    }
}
