//! What SAM knows of policies and connectors: the data under `schema/sam/`, read when a template asks for it.

use serde_json::Value as Json;
use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

static TEMPLATES: OnceLock<Json> = OnceLock::new();
static CONNECTORS: OnceLock<Json> = OnceLock::new();
static MANAGED: OnceLock<Managed> = OnceLock::new();

/// Names of managed policies with the paths in their ARNs.
#[derive(Debug, Default)]
struct Managed {
    paths: HashMap<String, String>,
    /// Names that the commercial partition does not have.
    elsewhere: HashSet<String>,
}

fn read(cell: &'static OnceLock<Json>, text: &'static [u8]) -> &'static Json {
    cell.get_or_init(|| serde_json::from_slice(text).unwrap_or_default())
}

/// A policy template: its `parameters` and `statements`.
#[must_use]
pub fn sam_policy_template(name: &str) -> Option<&'static Json> {
    read(&TEMPLATES, include_bytes!(concat!(env!("OUT_DIR"), "/sam-policy-templates.json"))).get(name)
}

/// The connector from one type to another: what it `grants`, and its statements, each with the `access` it is for.
#[must_use]
pub fn sam_connector(source: &str, destination: &str) -> Option<&'static Json> {
    let all = read(&CONNECTORS, include_bytes!(concat!(env!("OUT_DIR"), "/sam-connectors.json")));
    let is = |entry: &Json, key: &str, value: &str| entry.get(key).and_then(Json::as_str) == Some(value);
    all.get("connectors")?
        .as_array()?
        .iter()
        .find(|e| is(e, "source", source) && is(e, "destination", destination))
}

/// What stands behind `policy/` in the ARN of a managed policy of AWS's: `service-role/AWSLambdaRole`.
#[must_use]
pub fn managed_policy_path(name: &str, commercial: bool) -> Option<String> {
    let managed = MANAGED.get_or_init(|| {
        let text = include_bytes!(concat!(env!("OUT_DIR"), "/sam-managed-policies.json"));
        let all: Json = serde_json::from_slice(text).unwrap_or_default();
        let mut managed = Managed::default();
        for entry in all.get("paths").and_then(Json::as_array).into_iter().flatten() {
            let path = entry.get("path").and_then(Json::as_str).unwrap_or("");
            for key in ["names", "elsewhere"] {
                for name in entry.get(key).and_then(Json::as_array).into_iter().flatten() {
                    let Some(name) = name.as_str() else { continue };
                    let full = if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
                    managed.paths.insert(name.to_owned(), full);
                    if key == "elsewhere" {
                        managed.elsewhere.insert(name.to_owned());
                    }
                }
            }
        }
        managed
    });
    managed.paths.get(name).filter(|_| !commercial || !managed.elsewhere.contains(name)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_and_connectors_are_found_by_their_names() {
        assert_eq!(managed_policy_path("AWSLambdaRole", true).as_deref(), Some("service-role/AWSLambdaRole"));
        assert_eq!(
            managed_policy_path("AmazonS3ReadOnlyAccess", true).as_deref(),
            Some("AmazonS3ReadOnlyAccess")
        );
        assert_eq!(managed_policy_path("Nobody", true), None);
        let template = sam_policy_template("S3ReadPolicy").unwrap();
        assert_eq!(template["parameters"], serde_json::json!(["BucketName"]));
        let connector = sam_connector("AWS::SQS::Queue", "AWS::Lambda::Function").unwrap();
        assert_eq!(connector["grants"], "destination-role");
        assert!(sam_connector("AWS::SQS::Queue", "AWS::SQS::Queue").is_none());
    }
}
