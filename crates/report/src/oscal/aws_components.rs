//! AWS's published OSCAL components, matched with the services in use.

use demarc_assess::assessment::Assessment;
use std::collections::{BTreeMap, BTreeSet};

/// A component of a component definition that AWS publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsComponent {
    /// Its UUID.
    pub uuid: String,
    /// Its title.
    pub title: String,
    /// What AWS calls the service: its id, and its prefixes in endpoints, ARNs and IAM actions, most telling first.
    pub names: Vec<String>,
}

/// Which component stands for which service.
pub(crate) struct Matches<'a> {
    by_service: BTreeMap<&'a str, &'a AwsComponent>,
}

impl<'a> Matches<'a> {
    /// Finds for each service in use the one component that bears its id, the prefix of its types or its name. Where
    /// several do, none is taken.
    pub(crate) fn of(assessment: &'a Assessment, components: &'a [AwsComponent]) -> Self {
        let mut by_service = BTreeMap::new();
        if !components.is_empty() {
            let mut by_name: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
            for (index, component) in components.iter().enumerate() {
                for name in component.names.iter().chain([&component.title]) {
                    by_name.entry(plain(name)).or_default().insert(index);
                }
            }
            for (service, prefixes) in prefixes(assessment) {
                let name = assessment.service_names.get(service).map(String::as_str);
                let candidates =
                    [Some(service)].into_iter().chain(prefixes.into_iter().map(Some)).chain([name]);
                let found = candidates.flatten().find_map(|candidate| {
                    let known = by_name.get(&plain(candidate))?;
                    let first = known.first().filter(|_| known.len() == 1)?;
                    components.get(*first)
                });
                if let Some(component) = found {
                    by_service.insert(service, component);
                }
            }
        }
        // Two services of ours may be one of AWS's; a component stands once in a document.
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        by_service.retain(|_, component| taken.insert(component.uuid.as_str()));
        Self { by_service }
    }

    /// The component of a service.
    pub(crate) fn component(&self, service: &str) -> Option<&'a AwsComponent> {
        self.by_service.get(service).copied()
    }
}

/// The middle words of the types that stand under each service: `S3` of `AWS::S3::Bucket`.
fn prefixes(assessment: &Assessment) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut prefixes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for resource in &assessment.resources {
        let Some(service) = &resource.service else { continue };
        let prefix = resource.type_name.as_str().strip_prefix("AWS::").and_then(|t| t.split("::").next());
        prefixes.entry(service.as_str()).or_default().extend(prefix);
    }
    prefixes
}

/// A name without what only some spellings have: case, blanks, joints, the maker's name.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let own = ["amazon ", "aws "].iter().find_map(|maker| lower.strip_prefix(maker)).unwrap_or(&lower);
    own.chars().filter(|c| c.is_alphanumeric()).collect()
}
