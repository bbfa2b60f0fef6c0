//! One run of SAM over a template: what is expanded, what was made, what is shared between resources.

use super::{
    deployments::Deployments,
    doc::Doc,
    fields::Fields,
    made::{KEPT, Made, passed_on},
    rest_api::SharedUsagePlan,
    template::Template,
};
use std::collections::{BTreeMap, HashMap};

/// A serverless resource that is being expanded.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) id: String,
    pub(super) properties: Fields,
    pub(super) depends_on: Option<Doc>,
    /// Attributes beside the properties that the resource of the same logical id keeps.
    pub(super) attributes: Fields,
}

impl Source {
    pub(super) fn new(id: &str, resource: &Fields) -> Self {
        let mut attributes = Fields::new();
        for name in KEPT {
            attributes.set_some(name, resource.get(name));
        }
        Self {
            id: id.to_owned(),
            properties: resource.get("Properties").and_then(Doc::as_map).cloned().unwrap_or_default(),
            depends_on: resource.get("DependsOn").cloned(),
            attributes,
        }
    }

    /// Attributes that everything made for it inherits.
    pub(super) fn passed_on(&self) -> Fields {
        passed_on(&self.attributes)
    }

    pub(super) fn get(&self, key: &str) -> Option<&Doc> {
        self.properties.get(key)
    }

    /// The value of a property that counts as set.
    pub(super) fn set_at(&self, key: &str) -> Option<&Doc> {
        self.properties.set_at(key)
    }

    /// The resource of the same logical id.
    pub(super) fn main(&self, kind: &'static str) -> Made {
        Made::new(&self.id, kind, &self.attributes).depending_on(self.depends_on.clone())
    }
}

/// What SAM has done so far.
#[derive(Debug, Default)]
pub(super) struct Session {
    pub(super) template: Template,
    /// The resources as they will be.
    pub(super) output: Fields,
    /// Logical id of the serverless resource behind each that was made.
    pub(super) made_by: HashMap<String, String>,
    /// What `Function.Version` and the like stand for: logical ids by word by logical id.
    pub(super) words: BTreeMap<String, BTreeMap<&'static str, String>>,
    /// Logical ids that changed.
    pub(super) renamed: Vec<(String, String)>,
    pub(super) deployments: Deployments,
    pub(super) usage_plan: SharedUsagePlan,
    /// Groups of DNS records that several APIs share.
    pub(super) record_sets: BTreeMap<String, Made>,
    /// Names of the functions that REST APIs call.
    pub(super) function_names: HashMap<String, Vec<String>>,
    /// What is worth saying of a resource that was expanded all the same.
    pub(super) remarks: Vec<(String, String)>,
}

impl Session {
    pub(super) fn remark(&mut self, id: &str, what: impl Into<String>) {
        self.remarks.push((id.to_owned(), what.into()));
    }
}
