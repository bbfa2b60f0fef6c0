//! Serverless types that stand for one resource or two: tables, layers, applications, capacity and the like.

use super::{
    doc::{Doc, fields, list, map},
    fields::Fields,
    function::s3_location,
    intrinsics::{is_call, sub, sub_with},
    made::{Made, Outcome, pass_tags_on, refuse, tag, tag_list},
    policies::assumed_by,
    session::{Session, Source},
    text::suffix,
};

/// `AWS::Serverless::SimpleTable`.
pub(super) fn table(source: &Source) -> Outcome<Vec<Made>> {
    let mut table = source.main("AWS::DynamoDB::Table");
    let (name, kind) = match source.set_at("PrimaryKey") {
        None => (Doc::from("id"), "S"),
        Some(key) => {
            let kind = match key.get("Type").and_then(Doc::as_str) {
                Some("String") => "S",
                Some("Number") => "N",
                Some("Binary") => "B",
                _ => return refuse("the `Type` of `PrimaryKey` is `String`, `Number` or `Binary`"),
            };
            match key.get("Name") {
                Some(name) => (name.clone(), kind),
                None => return refuse("`PrimaryKey` has no `Name`"),
            }
        }
    };
    table.set("AttributeDefinitions", list![map! { "AttributeName" => &name, "AttributeType" => kind }]);
    table.set("KeySchema", list![map! { "AttributeName" => name, "KeyType" => "HASH" }]);
    match source.set_at("ProvisionedThroughput") {
        Some(throughput) => table.set("ProvisionedThroughput", throughput),
        None => table.set("BillingMode", "PAY_PER_REQUEST"),
    }
    for name in ["PointInTimeRecoverySpecification", "SSESpecification", "TableName"] {
        table.set_some(name, source.set_at(name));
    }
    if source.set_at("Tags").is_some() {
        table.set("Tags", Doc::list(tag_list(source.get("Tags"))));
    }
    Ok(vec![table])
}

/// `AWS::Serverless::Application`: a nested stack.
pub(super) fn application(session: &Session, source: &Source) -> Outcome<Vec<Made>> {
    let location = super::made::required(&source.properties, "Location")?;
    let mut stack = Made::new(&source.id, "AWS::CloudFormation::Stack", &source.passed_on())
        .depending_on(source.depends_on.clone());
    stack.take(&source.properties, &["Parameters", "NotificationARNs", "TimeoutInMinutes"]);
    let mut tags = vec![tag("lambda:createdBy", "SAM")];
    if location.as_map().is_some_and(|_| !is_call(location)) {
        let known = &session.template.known;
        for (key, name) in [
            ("ApplicationId", "serverlessrepo:applicationId"),
            ("SemanticVersion", "serverlessrepo:semanticVersion"),
        ] {
            let Some(value) = location.get(key) else {
                return refuse(format!("`Location` of an application in the repository needs `{key}`"));
            };
            tags.push(tag(name, known.looked_up(&known.resolved(value))));
        }
        // The repository gives the template's address when the stack is made.
        stack.set("TemplateURL", super::function::package("ApplicationId"));
    } else {
        stack.set("TemplateURL", location);
    }
    tags.extend(tag_list(source.get("Tags")));
    stack.set("Tags", Doc::list(tags));
    Ok(vec![stack])
}

/// `AWS::Serverless::LayerVersion`: its logical id changes with what it is made of.
pub(super) fn layer(session: &mut Session, mut source: Source) -> Outcome<Vec<Made>> {
    for key in ["LayerName", "LicenseInfo", "Description", "RetentionPolicy"] {
        if let Some(value) = source.properties.get_mut(key) {
            session.template.known.resolve(value);
        }
    }
    let content = super::made::required(&source.properties, "ContentUri")?.clone();
    let mut attributes = source.passed_on();
    attributes.or_set("DeletionPolicy", "Retain");
    match source.get("RetentionPolicy").map(|policy| policy.as_str().map(str::to_lowercase)) {
        None => {}
        Some(Some(policy)) if policy == "retain" => attributes.set("DeletionPolicy", "Retain"),
        Some(Some(policy)) if policy == "delete" => attributes.set("DeletionPolicy", "Delete"),
        Some(_) => return refuse("`RetentionPolicy` is `Retain` or `Delete`"),
    }
    let mut written = Made::new(&source.id, "AWS::Serverless::LayerVersion", &source.attributes)
        .depending_on(source.depends_on.clone());
    for name in ["DeletionPolicy", "UpdateReplacePolicy", "Metadata"] {
        written.attributes.remove(name);
    }
    written.properties = Fields::new();
    for (key, value) in source.properties.iter() {
        written.set(key.as_str(), value);
    }
    let mut data = Fields::new();
    data.set(&source.id, written.into_doc());
    let id = format!("{}{}", source.id, suffix(&data.into()));
    let mut layer =
        Made::new(&id, "AWS::Lambda::LayerVersion", &attributes).depending_on(source.depends_on.clone());
    let name = source.set_at("LayerName").cloned().unwrap_or_else(|| Doc::from(&source.id));
    layer.set("LayerName", name);
    layer.set("Content", s3_location(&content, ["S3Bucket", "S3Key", "S3ObjectVersion"], "ContentUri")?);
    let same = ["Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"];
    layer.take(&source.properties, &same);
    session.renamed.push((source.id.clone(), id));
    Ok(vec![layer])
}

/// Tags with the one by which SAM marks what it makes behind them.
fn marked(tags: Option<&Doc>) -> Doc {
    let mut all = tags.and_then(Doc::as_map).cloned().unwrap_or_default();
    all.set("lambda:createdBy", "SAM");
    Doc::list(tag_list(Some(&all.into())))
}

/// A role of a service's own making for something of Lambda's.
fn operator(session: &Session, source: &Source, suffix: &str, policy: &str) -> Made {
    let id = format!("{}{suffix}", source.id);
    let mut role = Made::new(id, "AWS::IAM::Role", &source.passed_on());
    role.set("AssumeRolePolicyDocument", assumed_by("lambda.amazonaws.com"));
    role.set("ManagedPolicyArns", list![session.template.managed_policy(policy)]);
    role.set("Tags", marked(None));
    role
}

/// Tags that are passed on come behind those that a resource has, each key once.
fn finish(source: &Source, mut made: Vec<Made>) -> Vec<Made> {
    let Some(tags) = source.set_at("Tags").filter(|_| source.set_at("PropagateTags").is_some()) else {
        return made;
    };
    for resource in &mut made {
        match resource.properties.get("Tags").and_then(Doc::as_list) {
            None => pass_tags_on(std::slice::from_mut(resource), Some(tags), true),
            Some(own) => {
                let mut all = Fields::new();
                for tag in own.iter().cloned().chain(tag_list(Some(tags))) {
                    if let (Some(key), Some(value)) = (tag.get("Key").and_then(Doc::as_str), tag.get("Value"))
                    {
                        all.set(key, value);
                    }
                }
                resource.set("Tags", Doc::list(tag_list(Some(&all.into()))));
            }
        }
    }
    made
}

/// `AWS::Serverless::CapacityProvider`.
pub(super) fn capacity_provider(session: &Session, source: &Source) -> Outcome<Vec<Made>> {
    let mut made = Vec::new();
    let role = match source.set_at("OperatorRole") {
        Some(role) => role.clone(),
        None => {
            let role = operator(session, source, "OperatorRole", "AWSLambdaManagedEC2ResourceOperator");
            let arn = role.arn();
            made.push(role);
            arn
        }
    };
    let mut provider = source.main("AWS::Lambda::CapacityProvider");
    provider.set_some("CapacityProviderName", source.set_at("CapacityProviderName"));
    let network = super::made::required(&source.properties, "VpcConfig")?;
    let mut config = Fields::new();
    for name in ["SubnetIds", "SecurityGroupIds"] {
        config.set_some(name, network.get(name));
    }
    provider.set("VpcConfig", config);
    provider.set("PermissionsConfig", fields! { "CapacityProviderOperatorRoleArn" => role });
    provider.set("Tags", marked(source.get("Tags")));
    if let Some(wanted) = source.set_at("InstanceRequirements") {
        let mut own = Fields::new();
        for (from, to) in [
            ("Architectures", "Architectures"),
            ("AllowedTypes", "AllowedInstanceTypes"),
            ("ExcludedTypes", "ExcludedInstanceTypes"),
        ] {
            own.set_some(to, wanted.get(from));
        }
        provider.set("InstanceRequirements", own);
    }
    if let Some(scaling) = source.set_at("ScalingConfig") {
        let mut own = Fields::new();
        own.set_some("MaxVCpuCount", scaling.get("MaxVCpuCount"));
        match scaling.get("AverageCPUUtilization") {
            None => own.set("ScalingMode", "Auto"),
            Some(average) => {
                own.set("ScalingMode", "Manual");
                let policy = map! {
                    "PredefinedMetricType" => "LambdaCapacityProviderAverageCPUUtilization",
                    "TargetValue" => average,
                };
                own.set("ScalingPolicies", list![policy]);
            }
        }
        provider.set("CapacityProviderScalingConfig", own);
    }
    provider.set_some("KmsKeyArn", source.set_at("KmsKeyArn"));
    if let Some(logging) = source.set_at("LoggingConfig") {
        provider.set("TelemetryConfig", fields! { "LoggingConfig" => logging });
    }
    if let Some(tags) = source.set_at("ManagedResourceTags") {
        let own = match tags.get("Tags") {
            Some(tags) => {
                fields! { "Mode" => "Explicit", "ExplicitTags" => Doc::list(tag_list(Some(tags))) }
            }
            None => Fields::new(),
        };
        provider.set("PropagateTags", own);
    }
    made.push(provider);
    Ok(finish(source, made))
}

/// `AWS::Serverless::NetworkConnector`.
pub(super) fn network_connector(session: &Session, source: &Source) -> Outcome<Vec<Made>> {
    let mut made = Vec::new();
    let role = match source.set_at("OperatorRole") {
        Some(role) => role.clone(),
        None => {
            let role = operator(session, source, "OperatorRole", "AWSLambdaNetworkConnectorOperatorPolicy");
            let arn = role.arn();
            made.push(role);
            arn
        }
    };
    let network = super::made::required(&source.properties, "VpcConfig")?;
    let mut egress = super::made::map_in(network, "VpcConfig")?.clone();
    let types = source.set_at("ComputeTypes").cloned().unwrap_or_else(|| list!["MicroVm"]);
    egress.set("AssociatedComputeResourceTypes", types);
    let mut connector = source.main("AWS::Lambda::NetworkConnector");
    connector.set_some("Name", source.set_at("Name"));
    connector.set("Configuration", fields! { "VpcEgressConfiguration" => egress });
    connector.set("OperatorRole", role);
    connector.set("Tags", marked(source.get("Tags")));
    made.push(connector);
    Ok(finish(source, made))
}

/// `AWS::Serverless::MicrovmImage`.
pub(super) fn microvm_image(session: &Session, source: &Source) -> Outcome<Vec<Made>> {
    let code = super::made::required(&source.properties, "CodeUri")?;
    let mut made = Vec::new();
    let role = match source.set_at("BuildRoleArn") {
        Some(role) => role.clone(),
        None => {
            let role = build_role(session, source, code);
            let arn = role.arn();
            made.push(role);
            arn
        }
    };
    let mut image = source.main("AWS::Lambda::MicrovmImage");
    image.take(&source.properties, &["Name", "BaseImageArn", "BaseImageVersion"]);
    image.set("CodeArtifact", fields! { "Uri" => code });
    image.set("BuildRoleArn", role);
    image.set("Description", source.set_at("Description").cloned().unwrap_or_else(|| "".into()));
    image.set("Tags", marked(source.get("Tags")));
    for name in ["Logging", "Hooks"] {
        image.set(name, source.set_at(name).cloned().unwrap_or_else(|| map! {}));
    }
    for name in ["EgressNetworkConnectors", "CpuConfigurations", "Resources", "AdditionalOsCapabilities"] {
        image.set(name, source.set_at(name).cloned().unwrap_or_else(|| list![]));
    }
    image.set("EnvironmentVariables", Doc::list(tag_list(source.set_at("EnvironmentVariables"))));
    made.push(image);
    Ok(finish(source, made))
}

fn build_role(session: &Session, source: &Source, code: &Doc) -> Made {
    let resolved = session.template.known.resolved(code);
    let bucket =
        resolved.as_str().and_then(|uri| uri.strip_prefix("s3://")).and_then(|rest| rest.split('/').next());
    let objects = match bucket {
        Some(bucket) => sub(format!("arn:${{AWS::Partition}}:s3:::{bucket}/*")),
        None => {
            let parts = map! { "Fn::Split" => list!["/", code] };
            let bucket = map! { "Fn::Select" => list![2i64, parts] };
            sub_with("arn:${AWS::Partition}:s3:::${Bucket}/*", fields! { "Bucket" => bucket })
        }
    };
    let statement = |actions: Doc, resource: Doc| {
        map! { "Effect" => "Allow", "Action" => actions, "Resource" => resource }
    };
    let logs = list!["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
    let document = map! {
        "Version" => "2012-10-17",
        "Statement" => list![statement(list!["s3:GetObject"], objects), statement(logs, "*".into())],
    };
    let id = format!("{}BuildRole", source.id);
    let mut role = Made::new(id, "AWS::IAM::Role", &source.passed_on());
    role.set("AssumeRolePolicyDocument", assumed_by("lambda.amazonaws.com"));
    role.set(
        "Policies",
        list![map! { "PolicyName" => "MicrovmImageBuildPolicy", "PolicyDocument" => document }],
    );
    role.set("Tags", marked(None));
    role
}
