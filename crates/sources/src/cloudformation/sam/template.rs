//! A template while SAM works on it.

use super::{doc::Doc, fields::Fields, intrinsics::Known, text::Text};
use std::collections::BTreeMap;

/// The sections that SAM reads and changes.
#[derive(Debug, Default)]
pub(super) struct Template {
    pub(super) globals: Fields,
    pub(super) conditions: Fields,
    pub(super) resources: Fields,
    pub(super) known: Known,
    /// The partition that ARNs name.
    pub(super) partition: String,
    /// The resource in the template behind one that is not written there: an API that only events name, a connector.
    pub(super) origins: BTreeMap<String, String>,
    /// Why resources stay as they are, by logical id.
    pub(super) refused: BTreeMap<String, String>,
}

impl Template {
    /// Logical ids of resources of these types, in the order in which SAM goes through them.
    pub(super) fn ids_of(&self, kinds: &[&str]) -> Vec<Text> {
        let of_kind = |resource: &Doc| {
            resource.get("Type").and_then(Doc::as_str).is_some_and(|kind| kinds.contains(&kind))
        };
        self.resources.iter().filter(|(_, resource)| of_kind(resource)).map(|(id, _)| id.clone()).collect()
    }

    pub(super) fn kind(&self, id: &str) -> Option<&str> {
        self.resources.get(id)?.get("Type")?.as_str()
    }

    pub(super) fn properties(&self, id: &str) -> Option<&Fields> {
        self.resources.get(id)?.get("Properties")?.as_map()
    }

    /// Notes why a resource cannot be expanded; the first reason counts.
    pub(super) fn refuse(&mut self, id: &str, why: String) {
        self.refused.entry(id.to_owned()).or_insert(why);
    }

    pub(super) fn add_conditions(&mut self, conditions: Vec<(String, Doc)>) {
        for (name, condition) in conditions {
            self.conditions.set(name, condition);
        }
    }

    /// An ARN in the account at hand.
    pub(super) fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:{}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{resource}", self.partition)
    }

    /// The ARN of a managed policy of AWS's.
    pub(super) fn managed_policy(&self, name: &str) -> String {
        format!("arn:{}:iam::aws:policy/{name}", self.partition)
    }
}

/// The properties of a resource, which are put there if it has none.
pub(super) fn properties_mut(resource: &mut Doc) -> Option<&mut Fields> {
    resource.as_map_mut()?.map_at("Properties")
}
