//! Queues for events that could not be delivered.

use crate::cloudformation::sam::{
    doc::{Doc, list, map},
    fields::Fields,
    made::{Made, Outcome, refuse},
};

/// Where events go that could not be delivered, and what is made for that.
pub(in crate::cloudformation::sam) struct DeadLetters {
    pub(in crate::cloudformation::sam) arn: Doc,
    pub(in crate::cloudformation::sam) made: Vec<Made>,
}

/// The queue that a configuration names or asks for; `id` is that of what sends to it.
pub(super) fn dead_letters(config: &Fields, id: &str, attributes: &Fields) -> Outcome<DeadLetters> {
    match (config.has("Arn"), config.has("Type")) {
        (true, true) | (false, false) => {
            return refuse("`DeadLetterConfig` is expected to have either `Arn` or `Type`");
        }
        (false, true) if config.text("Type") != Some("SQS") => {
            return refuse("the `Type` of `DeadLetterConfig` can only be `SQS`");
        }
        _ => {}
    }
    if let Some(arn) = config.get("Arn") {
        return Ok(DeadLetters { arn: arn.clone(), made: Vec::new() });
    }
    let id = config.text("QueueLogicalId").map_or_else(|| format!("{id}Queue"), str::to_owned);
    let queue = Made::new(id, "AWS::SQS::Queue", attributes);
    Ok(DeadLetters { arn: queue.arn(), made: vec![queue] })
}

/// The same for a rule, which also needs leave to send to a queue that is made for it.
pub(in crate::cloudformation::sam) fn dead_letters_of_rule(
    config: Option<&Doc>,
    rule: &Made,
) -> Outcome<Option<DeadLetters>> {
    let Some(config) = config else { return Ok(None) };
    let Some(config) = config.as_map() else {
        return refuse("`DeadLetterConfig` is expected to be a mapping");
    };
    let attributes = rule.passed_on();
    let mut letters = dead_letters(config, &rule.id, &attributes)?;
    if let Some(queue) = letters.made.first() {
        let statement = map! {
            "Action" => "sqs:SendMessage",
            "Effect" => "Allow",
            "Principal" => map! { "Service" => "events.amazonaws.com" },
            "Resource" => &letters.arn,
            "Condition" => map! { "ArnEquals" => map! { "aws:SourceArn" => rule.arn() } },
        };
        let id = format!("{}QueuePolicy", rule.id);
        let mut policy = Made::new(id, "AWS::SQS::QueuePolicy", &attributes);
        policy.set("PolicyDocument", map! { "Version" => "2012-10-17", "Statement" => list![statement] });
        policy.set("Queues", list![queue.name()]);
        letters.made.push(policy);
    }
    Ok(Some(letters))
}
