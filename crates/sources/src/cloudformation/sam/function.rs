//! `AWS::Serverless::Function`: the function, its role, versions and aliases, its URL, its destinations, its events.

mod code;
mod destinations;
mod url;
mod version;

pub(in crate::cloudformation) use code::PACKAGED;
pub(super) use code::{package, s3_location};

use super::{
    doc::{Doc, list, map},
    events,
    fields::Fields,
    intrinsics::{as_choice, choice, is_choice, is_no_value},
    made::{Made, Outcome, Refusal, pass_tags_on, refuse, tag, tag_list},
    policies::{self, RoleFor, assumed_by},
    session::{Session, Source},
    template::Template,
};

/// Properties that the function has as they are.
const SAME: [&str; 24] = [
    "Handler",
    "Runtime",
    "Description",
    "MemorySize",
    "Timeout",
    "VpcConfig",
    "Role",
    "Environment",
    "KmsKeyArn",
    "ReservedConcurrentExecutions",
    "Layers",
    "FileSystemConfigs",
    "ImageConfig",
    "PackageType",
    "Architectures",
    "SnapStart",
    "EphemeralStorage",
    "CodeSigningConfigArn",
    "RuntimeManagementConfig",
    "LoggingConfig",
    "TenancyConfig",
    "RecursiveLoop",
    "DurableConfig",
    "PublishToLatestPublished",
];

/// Expands a function.
pub(super) fn expand(session: &mut Session, mut source: Source) -> Outcome<Vec<Made>> {
    if let Some(policies) = policies::written_out(source.get("Policies"))? {
        source.properties.set("Policies", policies);
    }
    let mut function = lambda_function(session, &source)?;
    let mut made = Vec::new();
    let mut alias = None;
    let alias_name = alias_name(session, &source)?;
    if let Some(name) = &alias_name {
        let sha = version::code_sha(session, &source, &mut function)?;
        let version = version::version(session, &source, &mut function, sha.as_deref());
        let of_version = version::alias(&source, name, &version)?;
        made.push(version);
        alias = Some(of_version);
    } else if source.set_at("ProvisionedConcurrencyConfig").is_some() {
        session.remark(&source.id, "`ProvisionedConcurrencyConfig` needs `AutoPublishAlias`");
    }
    if let Some(config) = source.set_at("FunctionUrlConfig").and_then(Doc::as_map) {
        made.extend(url::resources(&source, config, alias.as_ref()));
    }
    deployment_preference(session, &mut source, alias.as_mut())?;
    let mut sending = Vec::new();
    if let Some(config) = source.set_at("EventInvokeConfig").cloned() {
        let (resources, policies) = destinations::resources(session, &source, &config, alias.as_ref())?;
        made.extend(resources);
        sending = policies;
    }
    let mut role = execution_role(&session.template, &source, sending)?;
    let own_role = own_role(session, &mut function, &mut role)?;
    let from_events = events::of_function(session, &source, &function, alias.as_ref(), &mut role)?;
    if own_role {
        made.push(role);
    }
    made.extend(from_events);
    made.extend(alias);
    made.insert(0, function);
    let pass_on = source.set_at("PropagateTags").is_some();
    pass_tags_on(&mut made, source.get("Tags"), pass_on);
    Ok(made)
}

fn alias_name(session: &Session, source: &Source) -> Outcome<Option<String>> {
    let Some(written) = source.set_at("AutoPublishAlias") else { return Ok(None) };
    match session.template.known.resolved(written).as_str() {
        Some(name) => Ok(Some(name.to_owned())),
        None => refuse("`AutoPublishAlias` is expected to be a text or a parameter whose value is known"),
    }
}

fn lambda_function(session: &Session, source: &Source) -> Outcome<Made> {
    let mut function = source.main("AWS::Lambda::Function");
    function.set_some("FunctionName", source.set_at("FunctionName"));
    function.take(&source.properties, &SAME);
    function.set("Code", code::code(source)?);
    function.set("Tags", Doc::list(tags(source)));
    if let Some(mode) = tracing(&session.template, source) {
        function.set("TracingConfig", map! { "Mode" => mode });
    }
    if let Some(queue) = source.set_at("DeadLetterQueue") {
        function.set("DeadLetterConfig", map! { "TargetArn" => dead_letters(queue)?.1 });
    }
    if let Some(config) = source.set_at("CapacityProviderConfig") {
        let mut own = Fields::new();
        own.set_some("CapacityProviderArn", config.get("Arn"));
        for name in ["PerExecutionEnvironmentMaxConcurrency", "ExecutionEnvironmentMemoryGiBPerVCpu"] {
            own.set_some(name, config.get(name));
        }
        let config = map! { "LambdaManagedInstancesCapacityProviderConfig" => own };
        function.set("CapacityProviderConfig", config);
    }
    function.set_some("FunctionScalingConfig", source.set_at("FunctionScalingConfig"));
    Ok(function)
}

/// The resource's tags behind the one by which SAM marks what it makes.
fn tags(source: &Source) -> Vec<Doc> {
    let mut tags = vec![tag("lambda:createdBy", "SAM")];
    tags.extend(tag_list(source.get("Tags")));
    tags
}

/// The tracing mode, unless it is switched off.
fn tracing<'s>(template: &Template, source: &'s Source) -> Option<&'s Doc> {
    source.set_at("Tracing").filter(|mode| !template.known.resolved(mode).is("Disabled"))
}

/// Kind and ARN of the queue for what failed.
fn dead_letters(queue: &Doc) -> Outcome<(&str, &Doc)> {
    let kind = queue.get("Type").and_then(Doc::as_str).filter(|kind| ["SQS", "SNS"].contains(kind));
    match (kind, queue.set_at("TargetArn")) {
        (Some(kind), Some(arn)) => Ok((kind, arn)),
        _ => refuse("`DeadLetterQueue` is expected to have a `Type`, `SQS` or `SNS`, and a `TargetArn`"),
    }
}

fn deployment_preference(
    session: &mut Session,
    source: &mut Source,
    alias: Option<&mut Made>,
) -> Outcome<()> {
    let Some(mut preference) = source.set_at("DeploymentPreference").and_then(Doc::as_map).cloned() else {
        return Ok(());
    };
    let known = &session.template.known;
    for key in ["Enabled", "Type", "PassthroughCondition"] {
        if let Some(value) = preference.get(key) {
            let value = known.looked_up(&known.resolved(value));
            preference.set(key, value);
        }
    }
    let condition = source.passed_on().get("Condition").cloned();
    let pass_on = source.set_at("PropagateTags").is_some();
    session.deployments.add(&source.id, &preference, condition, source.get("Tags"), pass_on)?;
    if let Some(policy) = session.deployments.update_policy(&source.id) {
        match alias {
            Some(alias) => alias.attributes.set("UpdatePolicy", policy),
            None => return refuse("`DeploymentPreference` needs `AutoPublishAlias`"),
        }
    }
    Ok(())
}

fn execution_role(template: &Template, source: &Source, sending: Vec<Doc>) -> Outcome<Made> {
    let durable = source.set_at("DurableConfig").is_some();
    let basic = match durable {
        true => "service-role/AWSLambdaBasicDurableExecutionRolePolicy",
        false => "service-role/AWSLambdaBasicExecutionRole",
    };
    let mut managed = vec![basic];
    if tracing(template, source).is_some() {
        managed.push(tracing_policy(template));
    }
    if source.set_at("VpcConfig").is_some() {
        managed.push("service-role/AWSLambdaVPCAccessExecutionRole");
    }
    let mut inline = Vec::new();
    if let Some(queue) = source.set_at("DeadLetterQueue") {
        let (kind, arn) = dead_letters(queue)?;
        let action = if kind == "SQS" { "sqs:SendMessage" } else { "sns:Publish" };
        let statement = map! { "Action" => action, "Resource" => arn, "Effect" => "Allow" };
        inline.push(map! {
            "PolicyName" => "DeadLetterQueuePolicy",
            "PolicyDocument" => map! { "Version" => "2012-10-17", "Statement" => list![statement] },
        });
    }
    inline.extend(sending);
    policies::role(
        template,
        RoleFor {
            id: &source.id,
            attributes: &source.passed_on(),
            assumed_by: source
                .get("AssumeRolePolicyDocument")
                .cloned()
                .unwrap_or_else(|| assumed_by("lambda.amazonaws.com")),
            policies: source.get("Policies"),
            managed: managed.into_iter().map(|name| template.managed_policy(name).into()).collect(),
            inline,
            path: source.get("RolePath"),
            boundary: source.get("PermissionsBoundary"),
            tags: tags(source),
        },
    )
}

pub(super) fn tracing_policy(template: &Template) -> &'static str {
    if template.partition == "aws" { "AWSXrayWriteOnlyAccess" } else { "AWSXRayDaemonWriteAccess" }
}

/// Gives the function the role that is made for it, where it has none; returns whether the role is needed.
fn own_role(session: &mut Session, function: &mut Made, role: &mut Made) -> Outcome<bool> {
    let Some(written) = function.properties.get("Role").cloned() else {
        function.set("Role", role.arn());
        return Ok(true);
    };
    if !is_choice(&written) {
        return Ok(false);
    }
    let written = session.template.known.resolved(&written);
    let Some((condition, one, other)) = as_choice(&written) else {
        return Err(Refusal("`Fn::If` in `Role` takes a condition and two values".to_owned()));
    };
    let (value, role_condition) = match (is_no_value(one), is_no_value(other)) {
        (true, true) => (role.arn(), None),
        (true, false) => (choice(condition, role.arn(), other.clone()), Some(condition.clone())),
        (false, true) => {
            let name = condition.as_str().unwrap_or_default();
            let not = format!("NOT{name}");
            let definition = map! { "Fn::Not" => list![map! { "Condition" => name }] };
            session.template.conditions.set(&not, definition);
            (choice(condition, one.clone(), role.arn()), Some(not.into()))
        }
        (false, false) => {
            function.set("Role", written);
            return Ok(false);
        }
    };
    if let Some(condition) = role_condition {
        role.attributes.set("Condition", condition);
    }
    function.set("Role", value);
    Ok(true)
}
