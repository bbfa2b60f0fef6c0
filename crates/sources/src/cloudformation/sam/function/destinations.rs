//! Where results of asynchronous calls of a function go.

use crate::cloudformation::sam::{
    doc::{Doc, list, map},
    fields::Fields,
    intrinsics::{as_choice, choice, is_no_value, reference},
    made::{Made, Outcome, refuse},
    policies::sending_to,
    session::{Session, Source},
    text::suffix,
};

/// The configuration, queues and topics made for it, and what the function's role needs.
pub(super) fn resources(
    session: &mut Session,
    source: &Source,
    config: &Doc,
    alias: Option<&Made>,
) -> Outcome<(Vec<Made>, Vec<Doc>)> {
    let config = session.template.known.resolved(config);
    let id = format!("{}EventInvokeConfig", source.id);
    let (mut made, mut policies) = (Vec::new(), Vec::new());
    let mut destinations = Fields::new();
    for outcome in ["OnSuccess", "OnFailure"] {
        let Some(written) = config.get("DestinationConfig").and_then(|d| d.get(outcome)) else { continue };
        let Some(written) = written.as_map() else {
            return refuse(format!(
                "`EventInvokeConfig.DestinationConfig.{outcome}` is expected to be a mapping"
            ));
        };
        let (resource, target, policy) = destination(session, source, written, &id, outcome)?;
        destinations.set(outcome, map! { "Destination" => target });
        made.extend(resource);
        policies.extend(policy);
    }
    let mut own = Made::new(&id, "AWS::Lambda::EventInvokeConfig", &source.attributes);
    own.depends_on = alias.map(|alias| list![&alias.id]);
    own.set("FunctionName", reference(&source.id));
    own.set(
        "Qualifier",
        alias.and_then(|a| a.properties.get("Name")).cloned().unwrap_or_else(|| "$LATEST".into()),
    );
    own.set("DestinationConfig", destinations);
    if let Some(config) = config.as_map() {
        own.take(config, &["MaximumEventAgeInSeconds", "MaximumRetryAttempts"]);
    }
    made.push(own);
    Ok((made, policies))
}

/// One destination: what is made for it, its ARN, and the policy that lets the function send to it.
fn destination(
    session: &mut Session,
    source: &Source,
    written: &Fields,
    id: &str,
    outcome: &str,
) -> Outcome<(Option<Made>, Doc, Option<Doc>)> {
    let kind = written.text("Type").unwrap_or("").to_owned();
    if !["SQS", "SNS", "EventBridge", "Lambda", "S3Bucket"].contains(&kind.as_str()) {
        return refuse(format!(
            "`{kind}` is no kind of destination; it is `SQS`, `SNS`, `EventBridge`, `Lambda` or `S3Bucket`"
        ));
    }
    let named = format!("{id}{outcome}");
    let given = written.get("Destination");
    let (condition, otherwise) = given.map_or(Ok((None, None)), |given| optional(session, given, id))?;
    if let (Some(given), None) = (given, &condition) {
        return Ok((None, given.clone(), sending_to(&kind, given, &named)));
    }
    let own = source.attributes.get("Condition").cloned();
    let combined = both(session, own, condition.clone(), &source.id);
    let (type_name, suffix) = match kind.as_str() {
        "SQS" => ("AWS::SQS::Queue", "Queue"),
        "SNS" => ("AWS::SNS::Topic", "Topic"),
        _ => return refuse("only destinations of the types `SQS` and `SNS` can do without a `Destination`"),
    };
    let mut made = Made::new(format!("{named}{suffix}"), type_name, &source.passed_on());
    made.attributes.set_some("Condition", combined);
    let target = match (condition, otherwise) {
        (Some(condition), Some(otherwise)) => choice(condition, made.arn(), otherwise),
        _ => made.arn(),
    };
    let policy = sending_to(&kind, &target, &named);
    Ok((Some(made), target, policy))
}

/// Of a destination under a condition: the condition under which there is none, and the one there is otherwise.
fn optional(session: &mut Session, given: &Doc, id: &str) -> Outcome<(Option<Doc>, Option<Doc>)> {
    let Some((condition, one, other)) = as_choice(given) else { return Ok((None, None)) };
    match (is_no_value(one), is_no_value(other)) {
        (true, false) => Ok((Some(condition.clone()), Some(other.clone()))),
        (false, true) => {
            let name = condition.as_str().unwrap_or_default();
            let not = generated_name(&format!("NOT{name}"), id);
            let definition = map! { "Fn::Not" => list![map! { "Condition" => name }] };
            session.template.conditions.set(&not, definition);
            Ok((Some(not.into()), Some(one.clone())))
        }
        _ => Ok((None, None)),
    }
}

/// The condition that both of two conditions hold.
fn both(session: &mut Session, one: Option<Doc>, other: Option<Doc>, id: &str) -> Option<Doc> {
    let (Some(first), Some(second)) = (&one, &other) else { return one.or(other) };
    let (first, second) = (first.as_str().unwrap_or_default(), second.as_str().unwrap_or_default());
    let name = generated_name(&format!("{first}AND{second}"), id);
    let part = |name: &str| map! { "Condition" => map! { "Condition" => name } };
    session.template.conditions.set(&name, map! { "Fn::And" => list![part(first), part(second)] });
    Some(name.into())
}

fn generated_name(name: &str, id: &str) -> String {
    const LONGEST: usize = 255;
    let full = format!("{name}{}", suffix(&id.into()));
    full.chars().take(LONGEST).collect()
}
