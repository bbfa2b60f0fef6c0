//! Services that call a function when something happens.

use super::{DeadLetters, Event, dead_letters_of_rule};
use crate::cloudformation::sam::{
    doc::{Doc, Kind, fields, list, map},
    fields::Fields,
    intrinsics::{attribute, named_by, only_if, reference, sub, sub_with},
    made::{Made, Outcome, refuse, tag},
    session::Session,
    template::properties_mut,
};

const RULES: &str = "events.amazonaws.com";

/// The id of a rule's target, which must not be too long.
pub(in crate::cloudformation::sam) fn target_id(id: &str, suffix: &str) -> String {
    const LONGEST: usize = 64;
    let short: String = id.chars().take(LONGEST.saturating_sub(suffix.len())).collect();
    format!("{short}{suffix}")
}

/// Whether a rule is switched on, as it was written in one of two ways.
pub(in crate::cloudformation::sam) fn rule_state(properties: &Fields) -> Outcome<Option<Doc>> {
    let state = properties.set_at("State");
    match properties.get("Enabled") {
        Some(_) if state.is_some() => refuse("`State` and `Enabled` cannot both be set"),
        Some(enabled) => Ok(Some(if enabled.truthy() { "ENABLED" } else { "DISABLED" }.into())),
        None => Ok(state.cloned()),
    }
}

/// What a rule does with an event: target, input, dead letters, retries.
pub(in crate::cloudformation::sam) fn target(
    properties: &Fields,
    arn: Doc,
    id: Doc,
    role: Option<Doc>,
    letters: Option<&DeadLetters>,
) -> Fields {
    let mut target = fields! { "Arn" => arn, "Id" => id };
    target.set_some("RoleArn", role);
    for name in ["Input", "InputPath"] {
        target.set_some(name, properties.get(name));
    }
    target.set_some("DeadLetterConfig", letters.map(|letters| map! { "Arn" => &letters.arn }));
    for name in ["RetryPolicy", "InputTransformer"] {
        target.set_some(name, properties.get(name));
    }
    target
}

fn finish(event: &Event<'_>, mut rule: Made, named: Option<&Doc>) -> Outcome<Vec<Made>> {
    rule.set_some("State", rule_state(event.properties)?.as_ref());
    let letters = dead_letters_of_rule(event.get("DeadLetterConfig"), &rule)?;
    let id = named.cloned().unwrap_or_else(|| target_id(&event.id, "LambdaTarget").into());
    let target = target(event.properties, event.called.arn(), id, None, letters.as_ref());
    rule.set("Targets", list![target]);
    let mut permission = event.permission(&event.id, "", RULES);
    permission.set("SourceArn", rule.arn());
    let mut made = vec![rule];
    made.extend(letters.into_iter().flat_map(|letters| letters.made));
    made.push(permission);
    Ok(made)
}

/// `Schedule`: a rule that fires by the clock.
pub(super) fn schedule(event: &Event<'_>) -> Outcome<Vec<Made>> {
    let mut rule = event.made("", "AWS::Events::Rule");
    rule.set("ScheduleExpression", event.required("Schedule")?);
    rule.take(event.properties, &["Name", "Description"]);
    finish(event, rule, None)
}

/// `EventBridgeRule`: a rule that fires for events that fit a pattern.
pub(super) fn rule(event: &Event<'_>) -> Outcome<Vec<Made>> {
    let mut rule = event.made("", "AWS::Events::Rule");
    rule.take(event.properties, &["EventBusName"]);
    rule.set_some("EventPattern", event.get("Pattern"));
    rule.set_some("Name", event.get("RuleName"));
    finish(event, rule, event.get("Target").and_then(|target| target.get("Id")))
}

/// `S3`: a bucket of the template tells the function of what happens in it.
pub(super) fn bucket(session: &mut Session, event: &Event<'_>) -> Outcome<Vec<Made>> {
    let Some(id) = event.required("Bucket")?.get("Ref").and_then(Doc::as_str) else {
        return refuse("`Bucket` is expected to be a `Ref` to a bucket of the template");
    };
    let Some(mut bucket) = session.template.resources.get(id).cloned() else {
        return refuse(format!("the bucket `{id}` is not in the template"));
    };
    let mut permission = event.permission(&event.id, "", "s3.amazonaws.com");
    permission.set("SourceAccount", reference("AWS::AccountId"));
    let Some(fields) = bucket.as_map_mut() else {
        return refuse(format!("`{id}` is expected to be a mapping"));
    };
    match permission.attributes.get("Condition") {
        None => depend_on(fields, &permission.id),
        Some(condition) => {
            // A dependency cannot be conditional: a tag that refers to the permission stands for it.
            let value = map! { "Fn::If" => list![condition, reference(&permission.id), "no dependency"] };
            let tag = tag(&format!("sam:ConditionalDependsOn:{}", permission.id), value);
            let tags = fields.map_at("Properties").map(|p| p.or_set("Tags", list![]));
            match tags.and_then(Doc::as_list_mut) {
                Some(tags) => tags.push(tag),
                None => return refuse(format!("`Tags` of `{id}` is expected to be a list")),
            }
        }
    }
    let events = event.required("Events")?;
    let events = events.as_list().map_or_else(|| vec![events.clone()], <[Doc]>::to_vec);
    let notifications = properties_mut(&mut bucket)
        .and_then(|p| p.map_at("NotificationConfiguration"))
        .map(|n| n.or_set("LambdaConfigurations", list![]));
    let Some(notifications) = notifications.and_then(Doc::as_list_mut) else {
        return refuse(format!("`LambdaConfigurations` of `{id}` is expected to be a list"));
    };
    for kind in events {
        let mut notification = fields! { "Function" => event.called.arn() };
        notification.set_some("Filter", event.get("Filter"));
        notification.set("Event", kind);
        let notification = match event.called.attributes.get("Condition") {
            Some(condition) => only_if(condition, notification.into()),
            None => notification.into(),
        };
        if !notifications.contains(&notification) {
            notifications.push(notification);
        }
    }
    session.output.set(id, &bucket);
    session.template.resources.set(id, bucket);
    Ok(vec![permission])
}

fn depend_on(resource: &mut Fields, id: &str) {
    let mut all = match resource.get("DependsOn") {
        None => Vec::new(),
        Some(written) => written.as_list().map_or_else(|| vec![written.clone()], <[Doc]>::to_vec),
    };
    if !all.iter().any(|own| own.is(id)) {
        all.push(id.into());
    }
    resource.set("DependsOn", Doc::list(all));
}

/// `SNS`: the function, or a queue before it, subscribes to a topic.
pub(super) fn topic(session: &mut Session, event: &Event<'_>, role: &mut Made) -> Outcome<Vec<Made>> {
    let topic = event.required("Topic")?;
    let subscription = |protocol: &str, endpoint: Doc| {
        let mut subscription = event.made("", "AWS::SNS::Subscription");
        subscription.set("Protocol", protocol);
        subscription.set("Endpoint", endpoint);
        subscription.set("TopicArn", topic);
        let same = ["Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"];
        subscription.take(event.properties, &same);
        subscription
    };
    let Some(through) = event.set_at("SqsSubscription") else {
        let mut permission = event.permission(&event.id, "", "sns.amazonaws.com");
        permission.set("SourceArn", topic);
        return Ok(vec![permission, subscription("lambda", event.called.arn())]);
    };
    let mut made = Vec::new();
    let (arn, url, config) = match &through.kind {
        Kind::Bool(_) => {
            let mut queue = event.made("Queue", "AWS::SQS::Queue");
            let properties = named_by(topic).and_then(|id| session.template.properties(id));
            let fifo = properties.and_then(|p| p.get("FifoTopic"));
            let fifo = fifo.map(|fifo| session.template.known.resolved(fifo)).filter(Doc::truthy);
            queue.set_some("FifoQueue", fifo.as_ref());
            let place = (queue.arn(), queue.name(), Fields::new());
            made.push(queue);
            place
        }
        Kind::Map(config) => match (config.set_at("QueueArn"), config.set_at("QueueUrl")) {
            (Some(arn), Some(url)) => (arn.clone(), url.clone(), config.clone()),
            _ => return refuse("`SqsSubscription` is expected to have a `QueueArn` and a `QueueUrl`"),
        },
        _ => return refuse("`SqsSubscription` is expected to be `true` or a mapping"),
    };
    let mut mapping = event.made("EventSourceMapping", "AWS::Lambda::EventSourceMapping");
    mapping.set("FunctionName", event.called.function_name());
    mapping.set("EventSourceArn", &arn);
    mapping.set("BatchSize", config.set_at("BatchSize").cloned().unwrap_or_else(|| 10i64.into()));
    mapping.set("Enabled", true);
    super::pull::let_take_from_queues(session, role);
    let statement = map! {
        "Action" => "sqs:SendMessage",
        "Effect" => "Allow",
        "Principal" => "*",
        "Resource" => &arn,
        "Condition" => map! { "ArnEquals" => map! { "aws:SourceArn" => topic } },
    };
    let mut policy = event.made("QueuePolicy", "AWS::SQS::QueuePolicy");
    if let Some(id) = config.text("QueuePolicyLogicalId") {
        policy.id = id.to_owned();
    }
    policy.set("PolicyDocument", map! { "Version" => "2012-10-17", "Statement" => list![statement] });
    policy.set("Queues", list![url]);
    made.extend([mapping, policy, subscription("sqs", arn)]);
    Ok(made)
}

/// `AlexaSkill`: a skill may call the function.
pub(super) fn alexa(event: &Event<'_>) -> Vec<Made> {
    let mut permission = event.permission(&event.id, "", "alexa-appkit.amazon.com");
    permission.set_some("EventSourceToken", event.get("SkillId"));
    vec![permission]
}

/// `IoTRule`: a rule of AWS IoT calls the function for messages that fit.
pub(super) fn iot(session: &Session, event: &Event<'_>) -> Outcome<Vec<Made>> {
    let mut rule = event.made("", "AWS::IoT::TopicRule");
    let action = map! { "Lambda" => map! { "FunctionArn" => event.called.arn() } };
    let mut payload = fields! {
        "Sql" => event.required("Sql")?,
        "RuleDisabled" => false,
        "Actions" => list![action],
    };
    payload.set_some("AwsIotSqlVersion", event.set_at("AwsIotSqlVersion"));
    rule.set("TopicRulePayload", payload);
    let arn = session.template.arn("iot", "rule/${RuleName}");
    let mut permission = event.permission(&event.id, "", "iot.amazonaws.com");
    permission.set("SourceArn", sub_with(arn, fields! { "RuleName" => reference(&event.id) }));
    permission.set("SourceAccount", sub("${AWS::AccountId}"));
    Ok(vec![permission, rule])
}

/// `Cognito`: a user pool of the template calls the function at steps of signing up and in.
pub(super) fn user_pool(session: &mut Session, event: &Event<'_>) -> Outcome<Vec<Made>> {
    let Some(id) = event.required("UserPool")?.get("Ref").and_then(Doc::as_str) else {
        return refuse("`UserPool` is expected to be a `Ref` to a user pool of the template");
    };
    let Some(mut pool) = session.template.resources.get(id).cloned() else {
        return refuse(format!("the user pool `{id}` is not in the template"));
    };
    let triggers = event.required("Trigger")?;
    let triggers = triggers.as_list().map_or_else(|| vec![triggers.clone()], <[Doc]>::to_vec);
    let Some(config) = properties_mut(&mut pool).and_then(|p| p.map_at("LambdaConfig")) else {
        return refuse(format!("`LambdaConfig` of `{id}` is expected to be a mapping"));
    };
    for trigger in triggers.iter().filter_map(Doc::as_str) {
        if config.has(trigger) {
            return refuse(format!("the trigger `{trigger}` of `{id}` is set twice"));
        }
        config.set(trigger, event.called.arn());
    }
    let mut permission =
        event.permission(&format!("{}Cognito", event.called.id), "", "cognito-idp.amazonaws.com");
    permission.set("SourceArn", attribute(id, "Arn"));
    session.output.set(id, &pool);
    session.template.resources.set(id, pool);
    Ok(vec![permission])
}

/// `CloudWatchLogs`: a log group sends what fits a pattern.
pub(super) fn logs(session: &Session, event: &Event<'_>) -> Outcome<Vec<Made>> {
    let group = event.required("LogGroupName")?;
    let arn = session.template.arn("logs", "log-group:${__LogGroupName__}:*");
    let mut permission = event.permission(&event.id, "", "logs.amazonaws.com");
    permission.set("SourceArn", sub_with(arn, fields! { "__LogGroupName__" => group }));
    let mut filter = event.made("", "AWS::Logs::SubscriptionFilter");
    filter.depends_on = Some(list![&permission.id]);
    filter.set("LogGroupName", group);
    filter.set("FilterPattern", event.required("FilterPattern")?);
    filter.set("DestinationArn", event.called.arn());
    Ok(vec![permission, filter])
}
