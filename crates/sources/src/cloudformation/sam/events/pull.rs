//! Streams, queues and topics from which a function takes records.

use super::Event;
use crate::cloudformation::sam::{
    doc::{Doc, Kind, fields, list, map},
    fields::Fields,
    intrinsics::{is_call, sub},
    made::{Made, Outcome, refuse},
    policies::{add_to_role, allow, sending_to},
    session::{Session, Source},
};

/// Kinds of sources: the property that names the source, and the managed policy that lets a role read it.
const KINDS: [(&str, &str, Option<&str>); 7] = [
    ("Kinesis", "Stream", Some("AWSLambdaKinesisExecutionRole")),
    ("DynamoDB", "Stream", Some("AWSLambdaDynamoDBExecutionRole")),
    ("SQS", "Queue", Some(QUEUES)),
    ("MSK", "Stream", Some("AWSLambdaMSKExecutionRole")),
    ("MQ", "Broker", None),
    ("SelfManagedKafka", "", None),
    ("DocumentDB", "Cluster", None),
];

const QUEUES: &str = "AWSLambdaSQSQueueExecutionRole";

/// Properties that the mapping has as they are.
const SAME: [&str; 21] = [
    "StartingPosition",
    "StartingPositionTimestamp",
    "BatchSize",
    "Enabled",
    "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts",
    "BisectBatchOnFunctionError",
    "MaximumRecordAgeInSeconds",
    "ParallelizationFactor",
    "Topics",
    "Queues",
    "SourceAccessConfigurations",
    "TumblingWindowInSeconds",
    "FunctionResponseTypes",
    "FilterCriteria",
    "KmsKeyArn",
    "ScalingConfig",
    "ProvisionedPollerConfig",
    "MetricsConfig",
    "LoggingConfig",
    "DestinationConfig",
];

pub(super) fn is_kind(kind: &str) -> bool {
    KINDS.iter().any(|(name, ..)| *name == kind)
}

/// Lets a role take messages from queues.
pub(super) fn let_take_from_queues(session: &Session, role: &mut Made) {
    add_to_role(role, Some(session.template.managed_policy(&format!("service-role/{QUEUES}"))), Vec::new());
}

/// The mapping between the source and the function.
pub(super) fn mapping(
    session: &mut Session,
    _source: &Source,
    event: &Event<'_>,
    role: &mut Made,
) -> Outcome<Vec<Made>> {
    let Some((_, names, policy)) = KINDS.iter().find(|(name, ..)| *name == event.kind) else {
        return refuse(format!("`{}` is no source of records", event.kind));
    };
    let mut mapping = event.made("", "AWS::Lambda::EventSourceMapping");
    mapping.set("FunctionName", event.called.function_name());
    if !names.is_empty() {
        mapping.set("EventSourceArn", event.required(names)?);
    }
    mapping.take(event.properties, &SAME);
    if let Some(servers) = event.set_at("KafkaBootstrapServers") {
        let endpoints = map! { "KafkaBootstrapServers" => servers };
        mapping.set("SelfManagedEventSource", map! { "Endpoints" => endpoints });
    }
    let kafka = match event.kind {
        "MSK" => Some("AmazonManagedKafkaEventSourceConfig"),
        "SelfManagedKafka" => Some("SelfManagedKafkaEventSourceConfig"),
        _ => None,
    };
    let mut config = Fields::new();
    for name in ["ConsumerGroupId", "SchemaRegistryConfig"] {
        config.set_some(name, event.set_at(name));
    }
    match kafka {
        Some(name) if !config.is_empty() => mapping.set(name, config),
        None if event.set_at("ConsumerGroupId").is_some() => {
            return refuse(format!("events of the type `{}` have no `ConsumerGroupId`", event.kind));
        }
        _ => {}
    }
    if event.kind == "DocumentDB" {
        let mut config = fields! { "DatabaseName" => event.required("DatabaseName")? };
        for name in ["CollectionName", "FullDocument"] {
            config.set_some(name, event.set_at(name));
        }
        mapping.set("DocumentDBEventSourceConfig", config);
    }
    let failed = failures(event, &mut mapping)?;
    let statements = match event.kind {
        "MSK" => msk(session, event)?,
        "MQ" => mq(event)?,
        "SelfManagedKafka" => self_managed(session, event)?,
        "DocumentDB" => document_db(event)?,
        _ => None,
    };
    let managed = policy.map(|name| session.template.managed_policy(&format!("service-role/{name}")));
    add_to_role(role, managed, statements.into_iter().chain(failed).collect());
    Ok(vec![mapping])
}

/// Where records go that could not be worked on; returns what the role needs for it.
fn failures(event: &Event<'_>, mapping: &mut Made) -> Outcome<Option<Doc>> {
    let Some(config) = event.set_at("DestinationConfig") else { return Ok(None) };
    let Some(failure) = config.get("OnFailure").and_then(Doc::as_map) else {
        return refuse("`DestinationConfig.OnFailure` is expected to be a mapping");
    };
    let Some(kind) = failure.text("Type").filter(|kind| !kind.is_empty()) else { return Ok(None) };
    if !["SQS", "SNS", "S3", "Kafka"].contains(&kind) {
        return refuse("the `Type` of `DestinationConfig.OnFailure` is `SQS`, `SNS`, `S3` or `Kafka`");
    }
    let target = failure.get("Destination").cloned().unwrap_or_else(Doc::null);
    let policy = sending_to(kind, &target, &event.id);
    if let Some(config) = mapping.properties.get_mut("DestinationConfig").and_then(Doc::as_map_mut)
        && let Some(failure) = config.map_at("OnFailure")
    {
        failure.remove("Type");
    }
    Ok(policy)
}

fn inline(name: impl Into<Doc>, statements: Vec<Doc>) -> Doc {
    map! { "PolicyName" => name.into(), "PolicyDocument" => map! { "Statement" => Doc::list(statements) } }
}

fn secret(uri: impl Into<Doc>) -> Doc {
    allow(list!["secretsmanager:GetSecretValue"], uri)
}

fn key_arn(event: &Event<'_>) -> Option<Doc> {
    let key = event.set_at("SecretsManagerKmsKeyId")?.as_str()?;
    Some(sub(format!("arn:${{AWS::Partition}}:kms:${{AWS::Region}}:${{AWS::AccountId}}:key/{key}")))
}

fn network_interfaces() -> Doc {
    let actions = list![
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeVpcs",
        "ec2:DescribeSubnets",
        "ec2:DescribeSecurityGroups",
    ];
    allow(actions, "*")
}

/// The secret of the one way of signing in that a source must have.
fn basic_auth(event: &Event<'_>, kinds: &[&str]) -> Outcome<Doc> {
    let mut found = None;
    for access in event.get("SourceAccessConfigurations").and_then(Doc::as_list).unwrap_or_default() {
        let kind = access.get("Type").and_then(Doc::as_str).unwrap_or("");
        if !kinds.contains(&kind) {
            return refuse(format!(
                "`{kind}` is no way of access that `SourceAccessConfigurations` can name here"
            ));
        }
        if kind == "BASIC_AUTH" {
            match (access.set_at("URI"), &found) {
                (Some(uri), None) => found = Some(uri.clone()),
                _ => {
                    return refuse(
                        "`SourceAccessConfigurations` is expected to have one `BASIC_AUTH` with a `URI`",
                    );
                }
            }
        }
    }
    found.map_or_else(|| refuse("`SourceAccessConfigurations` has no `BASIC_AUTH`"), Ok)
}

fn msk(session: &Session, event: &Event<'_>) -> Outcome<Option<Doc>> {
    let mut statements = schema_registry(session, event);
    for access in event.get("SourceAccessConfigurations").and_then(Doc::as_list).unwrap_or_default() {
        if access.get("Type").is_some_and(|kind| kind.is("CLIENT_CERTIFICATE_TLS_AUTH"))
            && let Some(uri) = access.set_at("URI")
        {
            statements.push(secret(uri));
        }
    }
    Ok((!statements.is_empty()).then(|| inline("MSKExecutionRolePolicy", statements)))
}

fn mq(event: &Event<'_>) -> Outcome<Option<Doc>> {
    let uri = basic_auth(event, &["BASIC_AUTH", "VIRTUAL_HOST"])?;
    let broker = event.required("Broker")?;
    let mut statements = vec![secret(uri), allow(list!["mq:DescribeBroker"], broker)];
    statements.extend(key_arn(event).map(|key| allow("kms:Decrypt", key)));
    let own_name = event.get("DynamicPolicyName").is_some_and(Doc::truthy);
    let name =
        if own_name { format!("{}AMQPolicy", event.id) } else { "SamAutoGeneratedAMQPolicy".to_owned() };
    Ok(Some(inline(name, statements)))
}

fn document_db(event: &Event<'_>) -> Outcome<Option<Doc>> {
    let uri = basic_auth(event, &["BASIC_AUTH"])?;
    let arn = |kind: &str| {
        sub(format!("arn:${{AWS::Partition}}:rds:${{AWS::Region}}:${{AWS::AccountId}}:{kind}:*"))
    };
    let mut statements = vec![
        secret(uri),
        allow(list!["rds:DescribeDBClusterParameters"], arn("cluster-pg")),
        allow(list!["rds:DescribeDBSubnetGroups"], arn("subgrp")),
        allow(list!["rds:DescribeDBClusters"], event.required("Cluster")?),
        network_interfaces(),
    ];
    statements.extend(key_arn(event).map(|key| allow(list!["kms:Decrypt"], key)));
    Ok(Some(inline("SamAutoGeneratedDocumentDBPolicy", statements)))
}

fn self_managed(session: &Session, event: &Event<'_>) -> Outcome<Option<Doc>> {
    const SIGNING_IN: [&str; 5] = [
        "SASL_SCRAM_256_AUTH",
        "SASL_SCRAM_512_AUTH",
        "BASIC_AUTH",
        "CLIENT_CERTIFICATE_TLS_AUTH",
        "OAUTHBEARER_AUTH",
    ];
    const WITHOUT_SECRET: [&str; 2] = ["IAM_AUTH", "IAM_OAUTHBEARER_AUTH"];
    const DESCRIBING: [&str; 4] = [
        "OAUTHBEARER_SCOPE",
        "OAUTHBEARER_AUDIENCE",
        "OAUTHBEARER_LOGICAL_CLUSTER",
        "OAUTHBEARER_IDENTITY_POOL",
    ];
    let topics = event.set_at("Topics").and_then(Doc::as_list).map(<[Doc]>::len);
    if event.set_at("KafkaBootstrapServers").is_none() || topics != Some(1) {
        return refuse("a self-managed Kafka needs `KafkaBootstrapServers` and one entry in `Topics`");
    }
    let Some(accesses) = event.set_at("SourceAccessConfigurations").and_then(Doc::as_list) else {
        return refuse("a self-managed Kafka needs `SourceAccessConfigurations`");
    };
    let (mut signing_in, mut certificate) = (None, None);
    let (mut subnet, mut group) = (false, false);
    for access in accesses {
        let kind = access.get("Type").and_then(Doc::as_str).unwrap_or("");
        match kind {
            "VPC_SUBNET" => subnet = true,
            "VPC_SECURITY_GROUP" => group = true,
            "SERVER_ROOT_CA_CERTIFICATE" => certificate = access.get("URI"),
            kind if SIGNING_IN.contains(&kind) => signing_in = access.get("URI"),
            kind if WITHOUT_SECRET.contains(&kind) || DESCRIBING.contains(&kind) => {}
            kind => return refuse(format!("`{kind}` is no way of access to a self-managed Kafka")),
        }
    }
    if subnet != group {
        return refuse("`VPC_SUBNET` and `VPC_SECURITY_GROUP` are needed together");
    }
    let mut statements: Vec<Doc> = signing_in.into_iter().chain(certificate).map(secret).collect();
    if subnet {
        statements.push(network_interfaces());
    }
    statements.extend(key_arn(event).map(|key| allow(list!["kms:Decrypt"], key)));
    statements.extend(schema_registry(session, event));
    if statements.is_empty() {
        return Ok(None);
    }
    let document = map! { "Statement" => Doc::list(statements), "Version" => "2012-10-17" };
    Ok(Some(map! { "PolicyName" => "SelfManagedKafkaExecutionRolePolicy", "PolicyDocument" => document }))
}

/// What a role needs to look up schemas of records.
fn schema_registry(session: &Session, event: &Event<'_>) -> Vec<Doc> {
    let Some(config) = event.set_at("SchemaRegistryConfig") else { return Vec::new() };
    let mut statements = Vec::new();
    for access in config.get("AccessConfigs").and_then(Doc::as_list).unwrap_or_default() {
        if let Some(uri) = access.as_map().and_then(|a| a.value("URI")) {
            statements.push(secret(uri));
        }
    }
    let Some(uri) = config.get("SchemaRegistryURI") else { return statements };
    let arn = match &uri.kind {
        Kind::Map(_) if is_call(uri) => session.template.known.resolved(uri).get("Fn::Sub").cloned(),
        _ => Some(uri.clone()),
    };
    let name = arn.as_ref().and_then(Doc::as_str).filter(|arn| arn.starts_with("arn")).and_then(|arn| {
        arn.split(':').nth(5).and_then(|part| part.strip_prefix("registry/")).map(str::to_owned)
    });
    if let Some(name) = name {
        statements.push(allow(list!["glue:GetRegistry"], uri));
        let schemas =
            format!("arn:${{AWS::Partition}}:glue:${{AWS::Region}}:${{AWS::AccountId}}:schema/{name}/*");
        statements.push(allow(list!["glue:GetSchemaVersion"], list![sub(schemas)]));
    }
    statements
}
