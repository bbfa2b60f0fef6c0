//! `AWS::Serverless::WebFunction`: the function, its role, its revision and its endpoint.

use super::{
    doc::{Doc, Kind, list, map},
    fields::Fields,
    function::s3_location,
    intrinsics::{attribute, is_call, reference, scalar, sub_with},
    made::{Made, Outcome, refuse, tag, tag_list},
    policies::{self, RoleFor, assumed_by},
    session::{Session, Source},
};
use std::collections::BTreeSet;

/// Words for several regions at once.
const GROUPS: [(&str, &[&str]); 6] = [
    ("US", &["us-east-1", "us-east-2", "us-west-1", "us-west-2"]),
    (
        "AP",
        &[
            "ap-south-1",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-southeast-1",
            "ap-southeast-2",
        ],
    ),
    ("CA", &["ca-central-1"]),
    ("EU", &["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1"]),
    ("SA", &["sa-east-1"]),
    (
        "SPARSE_GLOBAL",
        &[
            "us-east-1",
            "eu-west-1",
            "eu-central-1",
            "ap-northeast-1",
            "ap-southeast-2",
            "sa-east-1",
            "ap-southeast-1",
        ],
    ),
];

/// Expands a function.
pub(super) fn expand(session: &Session, source: &Source) -> Outcome<Vec<Made>> {
    super::made::required(&source.properties, "AuthType")?;
    let runtime = super::made::required(&source.properties, "Runtime")?;
    let attributes = source.passed_on();
    let mut tags = vec![tag("lambda:createdBy", "SAM")];
    tags.extend(tag_list(source.get("Tags")));
    let mut made = Vec::new();
    let role = match source.get("ExecutionRoleArn") {
        Some(role) => role.clone(),
        None => {
            let basic = session.template.managed_policy("service-role/AWSLambdaBasicExecutionRole");
            let role = policies::role(
                &session.template,
                RoleFor {
                    id: &source.id,
                    attributes: &attributes,
                    assumed_by: assumed_by("lambda.amazonaws.com"),
                    policies: None,
                    managed: vec![basic.into()],
                    inline: Vec::new(),
                    path: None,
                    boundary: None,
                    tags: tags.clone(),
                },
            )?;
            let arn = role.arn();
            made.push(role);
            arn
        }
    };
    let name = name(source);
    let mut function = source.main("AWS::Lambda::WebFunction");
    function.set("FunctionName", &name);
    function.set("Tags", Doc::list(tags));
    let Some(code) = source.set_at("CodeUri") else { return refuse("`CodeUri` has to be set") };
    let place = s3_location(code, ["Bucket", "Key", "VersionId"], "CodeUri")?;
    let mut revision =
        Made::new(format!("{}Revision", source.id), "AWS::Lambda::WebFunctionRevision", &attributes);
    revision.depends_on = Some(list![&function.id]);
    revision.set("FunctionName", &name);
    revision.set_some("Description", source.get("RevisionDescription"));
    revision.set_some("KmsKeyArn", source.get("KmsKeyArn"));
    let build = map! {
        "CodeConfig" => map! { "S3Object" => place },
        "RuntimeConfig" => map! { "Runtime" => runtime },
    };
    revision.set("BuildConfig", build);
    revision.set("ServiceConfig", service(source, role));
    let mut endpoint =
        Made::new(format!("{}Endpoint", source.id), "AWS::Lambda::WebFunctionEndpoint", &attributes);
    endpoint.depends_on = Some(list![&function.id, &revision.id]);
    endpoint.set("FunctionName", name);
    let or = |key: &str, default: &str| source.set_at(key).cloned().unwrap_or_else(|| default.into());
    endpoint.set("EndpointName", or("EndpointName", "prod"));
    endpoint.set("EndpointType", or("EndpointType", "HomeRegion"));
    endpoint.take(&source.properties, &["AuthType", "ScalingConfig", "ThrottleConfig"]);
    endpoint.set_some("Description", source.get("EndpointDescription"));
    let weights = match source.set_at("RevisionWeights").and_then(Doc::as_map) {
        Some(weights) => {
            let weight = |(id, weight): (&super::text::Text, &Doc)| {
                map! { "RevisionId" => id, "Weight" => weight }
            };
            Doc::list(weights.iter().map(weight).collect())
        }
        None => list![map! { "RevisionId" => attribute(&revision.id, "RevisionId"), "Weight" => 100i64 }],
    };
    endpoint.set("RevisionWeights", weights);
    if let Some(regions) = source.get("ReplicaRegions") {
        endpoint.set("Regions", replicas(regions)?);
    }
    made.extend([function, revision, endpoint]);
    Ok(made)
}

/// The name: the template's, or one that ends in a part of the stack's id.
fn name(source: &Source) -> Doc {
    const LONGEST: usize = 55;
    if let Some(name) = source.set_at("FunctionName") {
        return name.clone();
    }
    let short: String = source.id.chars().take(LONGEST).collect();
    let split = |by: &str, of: Doc| map! { "Fn::Split" => list![by, of] };
    let select = |at: i64, of: Doc| map! { "Fn::Select" => list![at, of] };
    let id = select(2, split("/", reference("AWS::StackId")));
    let part = select(0, split("-", id));
    sub_with(format!("{short}-${{StackIdSuffix}}"), super::doc::fields! { "StackIdSuffix" => part })
}

fn service(source: &Source, role: Doc) -> Fields {
    let mut config = super::doc::fields! { "ExecutionRoleArn" => role };
    let written = source.set_at("EnvironmentVariables");
    match written.filter(|variables| is_call(variables)) {
        Some(variables) => config.set("EnvironmentVariables", variables),
        None => {
            let mut variables = Fields::new();
            for (key, value) in written.and_then(Doc::as_map).into_iter().flat_map(Fields::iter) {
                let value = match &value.kind {
                    Kind::Bool(_) | Kind::Number(_) => scalar(value).map_or_else(|| value.clone(), Doc::from),
                    _ => value.clone(),
                };
                variables.set(key, value);
            }
            variables.set_some("AWS_LAMBDA_NODEJS_ENTRYPOINT", source.set_at("EntryPoint"));
            if !variables.is_empty() {
                config.set("EnvironmentVariables", variables);
            }
        }
    }
    if let Some(logging) = source.set_at("LoggingConfig") {
        config.set("TelemetryConfig", map! { "LoggingConfig" => logging });
    }
    for name in ["MaxConcurrencyPerEnvironment", "EgressNetworkConnectorArn"] {
        config.set_some(name, source.get(name));
    }
    config.set("TimeoutSeconds", source.set_at("Timeout").cloned().unwrap_or_else(|| 30i64.into()));
    config
}

/// The regions in which the function stands as well.
fn replicas(written: &Doc) -> Outcome<Doc> {
    if is_call(written) {
        return Ok(written.clone());
    }
    let (included, excluded) = match written.as_list() {
        Some(all) => (all.to_vec(), Vec::new()),
        None => {
            let part = |key: &str| written.get(key).and_then(Doc::as_list).unwrap_or_default().to_vec();
            (part("IncludeRegions"), part("ExcludeRegions"))
        }
    };
    let mut regions = expanded(&included)?;
    for region in expanded(&excluded)? {
        regions.remove(&region);
    }
    let calls = included.iter().filter(|region| region.as_str().is_none()).cloned();
    Ok(Doc::list(regions.iter().map(Doc::from).chain(calls).collect()))
}

fn expanded(words: &[Doc]) -> Outcome<BTreeSet<String>> {
    let mut regions = BTreeSet::new();
    for word in words.iter().filter_map(Doc::as_str) {
        let upper = word.to_uppercase();
        let group = GROUPS.iter().find(|(name, _)| *name == upper);
        match group {
            Some((_, of_group)) => regions.extend(of_group.iter().map(|region| (*region).to_owned())),
            None if upper == "ALL_STANDARD" => {
                let all = GROUPS.iter().flat_map(|(_, of_group)| of_group.iter());
                regions.extend(all.map(|region| (*region).to_owned()));
            }
            None if word.contains('-') => {
                regions.insert(word.to_owned());
            }
            None => return refuse(format!("`{word}` is no region and no word for several")),
        }
    }
    Ok(regions)
}
