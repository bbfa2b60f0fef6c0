//! The definition of an API while paths and methods are added to it: what Swagger and OpenAPI have in common.

use super::{
    doc::Doc,
    fields::Fields,
    intrinsics::{is_no_value, only_if},
    made::{Outcome, Refusal, refuse},
    text::Text,
};

pub(super) const INTEGRATION: &str = "x-amazon-apigateway-integration";
pub(super) const ANY_METHOD: &str = "x-amazon-apigateway-any-method";

/// A definition, copied from what it was made of.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) doc: Fields,
}

/// The parts of a value that stand under a condition, or the value itself.
pub(super) fn alternatives(item: &mut Doc) -> Outcome<Vec<&mut Doc>> {
    if !item.has("Fn::If") {
        return Ok(vec![item]);
    }
    match item.as_map_mut().and_then(|map| map.get_mut("Fn::If")).and_then(Doc::as_list_mut) {
        Some(parts) => Ok(parts.iter_mut().skip(1).filter(|part| !is_no_value(part)).collect()),
        None => refuse("the value of `Fn::If` in a definition is expected to be a list"),
    }
}

/// The name of a method as definitions write it.
pub(super) fn method_name(method: &Text) -> Text {
    let lower = method.as_str().to_lowercase();
    if lower == "any" { Text::from(ANY_METHOD) } else { method.with(&lower) }
}

pub(super) fn has_integration(method: &Doc) -> bool {
    method.set_at(INTEGRATION).is_some()
}

/// Whether a text is a version 3 of OpenAPI.
pub(super) fn is_version_3(version: &Doc) -> bool {
    super::intrinsics::scalar(version).is_some_and(|text| {
        let parts: Vec<&str> = text.split('.').collect();
        let digit = |part: &&str| part.len() == 1 && part.bytes().all(|b| b.is_ascii_digit());
        parts.first() == Some(&"3") && (2..=3).contains(&parts.len()) && parts.iter().all(digit)
    })
}

fn path_item<'d>(item: &'d mut Doc, path: &str) -> Outcome<&'d mut Fields> {
    item.as_map_mut()
        .ok_or_else(|| Refusal(format!("the path `{path}` of a definition is expected to be a mapping")))
}

impl Definition {
    pub(super) fn paths(&self) -> Option<&Fields> {
        self.doc.get("paths").and_then(Doc::as_map)
    }

    pub(super) fn paths_mut(&mut self) -> Outcome<&mut Fields> {
        let paths = self.doc.get_mut("paths").and_then(Doc::as_map_mut);
        paths.ok_or_else(|| Refusal("the definition of an API has no mapping `paths`".to_owned()))
    }

    pub(super) fn path_names(&self) -> Vec<Text> {
        self.paths().map(Fields::keys).unwrap_or_default()
    }

    /// The items of a path; several where conditions stand above them.
    pub(super) fn items(&mut self, path: &str) -> Outcome<Vec<&mut Fields>> {
        let Some(item) = self.paths_mut()?.get_mut(path) else { return Ok(Vec::new()) };
        alternatives(item)?.into_iter().map(|item| path_item(item, path)).collect()
    }

    pub(super) fn add_path(&mut self, path: &Text, method: &Text) -> Outcome<()> {
        let method = method_name(method);
        self.paths_mut()?.or_set(path, Fields::table());
        for item in self.items(path.as_str())? {
            item.or_set(&method, Fields::table());
        }
        Ok(())
    }

    /// Puts a path as a whole under a condition.
    pub(super) fn make_conditional(&mut self, path: &Text, condition: impl Into<Doc>) -> Outcome<()> {
        let paths = self.paths_mut()?;
        if let Some(item) = paths.get_mut(path.as_str()) {
            *item = only_if(condition, item.clone());
        }
        Ok(())
    }

    /// Whether each item of a path has an integration for a method.
    pub(super) fn has_integration(&mut self, path: &str, method: &Text) -> Outcome<bool> {
        let method = method_name(method);
        let items = self.items(path)?;
        if items.is_empty() {
            return Ok(false);
        }
        for item in items {
            let Some(definition) = item.get_mut(method.as_str()).filter(|d| d.as_map().is_some()) else {
                return Ok(false);
            };
            if !alternatives(definition)?.into_iter().any(|definition| has_integration(definition)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Changes each definition of a method that has an integration.
    pub(super) fn each_method(
        &mut self,
        path: &str,
        method: &Text,
        mut change: impl FnMut(&mut Fields) -> Outcome<()>,
    ) -> Outcome<()> {
        let method = method_name(method);
        for item in self.items(path)? {
            let Some(definition) = item.get_mut(method.as_str()) else { continue };
            for definition in alternatives(definition)? {
                if has_integration(definition)
                    && let Some(definition) = definition.as_map_mut()
                {
                    change(definition)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn set_timeout(&mut self, path: &str, method: &Text, timeout: &Doc) -> Outcome<()> {
        self.each_method(path, method, |definition| {
            if let Some(integration) = definition.map_at(INTEGRATION) {
                integration.set("timeoutInMillis", timeout);
            }
            Ok(())
        })
    }
}

/// The requirements of a method, to which more are added.
pub(super) fn security_of(definition: &Fields) -> Outcome<Vec<Doc>> {
    match definition.value("security") {
        None => Ok(Vec::new()),
        Some(security) => match security.as_list() {
            Some(list) => Ok(list.to_vec()),
            None => refuse("the `security` of a method is expected to be a list"),
        },
    }
}

/// The path with its variables as wildcards, as policies and permissions name it; `greedy` for any that takes several steps.
pub(super) fn with_wildcards(path: &Text, greedy: bool) -> Text {
    let mut out = String::new();
    let mut rest = path.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let variable = after.split_once('}').filter(|(name, _)| {
            let name = name.strip_suffix('+').filter(|short| greedy || *short == "proxy").unwrap_or(name);
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        });
        match variable {
            Some((_, behind)) => {
                out.push('*');
                rest = behind;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    path.with(&(out + rest))
}
