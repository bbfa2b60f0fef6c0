//! `ScheduleV2`: EventBridge Scheduler calls a function or starts a state machine.

use super::{Event, queue::dead_letters};
use crate::cloudformation::sam::{
    doc::{Doc, fields, map},
    made::{Made, Outcome, refuse},
    policies::{allowing, assumed_by},
};

/// What a schedule starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cloudformation::sam) enum Target {
    Function,
    StateMachine,
}

/// The schedule, the role in which it works, and a queue for what failed.
pub(in crate::cloudformation::sam) fn scheduled(event: &Event<'_>, target: Target) -> Outcome<Vec<Made>> {
    let mut schedule = event.made("", "AWS::Scheduler::Schedule");
    schedule.set("ScheduleExpression", event.required("ScheduleExpression")?);
    schedule.set_some("State", event.set_at("State"));
    let named = event.set_at("Name");
    match (event.get("OmitName").is_some_and(Doc::truthy), named) {
        (true, Some(_)) => return refuse("`Name` cannot be set together with `OmitName`"),
        (true, None) => {}
        (false, name) => schedule.set("Name", name.cloned().unwrap_or_else(|| Doc::from(&event.id))),
    }
    let window = event.set_at("FlexibleTimeWindow").cloned().unwrap_or_else(|| map! { "Mode" => "OFF" });
    schedule.set("FlexibleTimeWindow", window);
    let same =
        ["Description", "StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName", "KmsKeyArn"];
    schedule.take(event.properties, &same);
    let attributes = event.called.passed_on();
    let letters = match event.get("DeadLetterConfig") {
        None => None,
        Some(config) => match config.as_map() {
            Some(config) => Some(dead_letters(config, &event.id, &attributes)?),
            None => return refuse("`DeadLetterConfig` is expected to be a mapping"),
        },
    };
    let mut made = Vec::new();
    let role = match event.set_at("RoleArn") {
        Some(role) => role.clone(),
        None => {
            let arn = event.called.arn();
            let policy = match target {
                Target::Function => {
                    allowing(format!("{}LambdaPolicy", event.id), "lambda:InvokeFunction", &arn)
                }
                Target::StateMachine => {
                    allowing(format!("{}StartExecutionPolicy", event.id), "states:StartExecution", &arn)
                }
            };
            let mut policies = vec![policy];
            if let Some(letters) = &letters {
                let name = format!("{}SQSPolicy", event.id);
                policies.push(allowing(name, "sqs:SendMessage", &letters.arn));
            }
            let mut role = event.made("Role", "AWS::IAM::Role");
            role.set("AssumeRolePolicyDocument", assumed_by("scheduler.amazonaws.com"));
            role.set("Policies", Doc::list(policies));
            role.set_some("PermissionsBoundary", event.set_at("PermissionsBoundary"));
            let arn = role.arn();
            made.push(role);
            arn
        }
    };
    let mut target = fields! { "Arn" => event.called.arn(), "RoleArn" => role };
    target.set_some("Input", event.get("Input"));
    target.set_some("DeadLetterConfig", letters.as_ref().map(|letters| map! { "Arn" => &letters.arn }));
    target.set_some("RetryPolicy", event.get("RetryPolicy"));
    schedule.set("Target", target);
    made.extend(letters.into_iter().flat_map(|letters| letters.made));
    made.insert(0, schedule);
    Ok(made)
}
