//! Usage plans and API keys, of one API or shared by all that ask for it.

use crate::cloudformation::sam::{
    doc::{Doc, list, map},
    fields::Fields,
    intrinsics::{any, reference},
    made::{Made, Outcome, refuse},
    session::{Session, Source},
};

const CONDITION: &str = "SharedUsagePlanCondition";

/// What APIs that share a usage plan have in common.
#[derive(Debug, Default)]
pub(in crate::cloudformation::sam) struct SharedUsagePlan {
    apis: Vec<Doc>,
    stages: Vec<Doc>,
    keys: Vec<Doc>,
    conditions: Vec<String>,
    /// One of the APIs is there for certain.
    certain: bool,
    deletion_policy: Option<Doc>,
    replace_policy: Option<Doc>,
}

/// Usage plan, key, and what joins them.
pub(super) fn resources(session: &mut Session, source: &Source, stage: &Made) -> Outcome<Vec<Made>> {
    let Some(plan) = source.set_at("Auth").and_then(|auth| auth.get("UsagePlan")) else {
        return Ok(Vec::new());
    };
    let Some(plan) = plan.as_map() else { return refuse("`UsagePlan` is expected to be a mapping") };
    let of_stage = map! { "ApiId" => reference(&source.id), "Stage" => reference(&stage.id) };
    let of_key = map! { "RestApiId" => reference(&source.id), "StageName" => reference(&stage.id) };
    let (prefix, attributes, depends_on, stages, keys) = match plan.text("CreateUsagePlan") {
        Some("NONE") => return Ok(Vec::new()),
        Some("PER_API") => {
            (source.id.clone(), source.passed_on(), vec![Doc::from(&source.id)], vec![of_stage], vec![of_key])
        }
        Some("SHARED") => {
            let attributes = share(session, source, of_stage, of_key)?;
            let shared = &session.usage_plan;
            (
                "Serverless".to_owned(),
                attributes,
                shared.apis.clone(),
                shared.stages.clone(),
                shared.keys.clone(),
            )
        }
        _ => return refuse("`CreateUsagePlan` is `SHARED`, `PER_API` or `NONE`"),
    };
    let mut usage = Made::new(format!("{prefix}UsagePlan"), "AWS::ApiGateway::UsagePlan", &attributes)
        .depending_on(Some(Doc::list(depends_on)));
    usage.set("ApiStages", Doc::list(stages));
    for name in ["UsagePlanName", "Description", "Quota", "Tags", "Throttle"] {
        usage.set_some(name, plan.set_at(name));
    }
    let mut key = Made::new(format!("{prefix}ApiKey"), "AWS::ApiGateway::ApiKey", &attributes)
        .depending_on(Some(list![&usage.id]));
    key.set("Enabled", true);
    key.set("StageKeys", Doc::list(keys));
    let mut join = Made::new(format!("{prefix}UsagePlanKey"), "AWS::ApiGateway::UsagePlanKey", &attributes)
        .depending_on(Some(list![&key.id]));
    join.set("KeyId", key.name());
    join.set("KeyType", "API_KEY");
    join.set("UsagePlanId", usage.name());
    Ok(vec![usage, key, join])
}

/// Adds an API to the shared plan; returns the attributes that suit all that share it.
fn share(session: &mut Session, source: &Source, stage: Doc, key: Doc) -> Outcome<Fields> {
    let shared = &mut session.usage_plan;
    let push = |all: &mut Vec<Doc>, one: Doc| {
        if !all.contains(&one) {
            all.push(one);
        }
    };
    push(&mut shared.apis, Doc::from(&source.id));
    push(&mut shared.stages, stage);
    push(&mut shared.keys, key);
    let own = source.passed_on();
    let stronger = |own: Option<&Doc>, so_far: &mut Option<Doc>| {
        let Some(own) = own else { return };
        let replaces = match so_far {
            None => true,
            Some(so_far) => own.is("Retain") || (own.is("Snapshot") && so_far.is("Delete")),
        };
        if replaces {
            *so_far = Some(own.clone());
        }
    };
    stronger(own.get("DeletionPolicy"), &mut shared.deletion_policy);
    stronger(own.get("UpdateReplacePolicy"), &mut shared.replace_policy);
    match own.get("Condition").and_then(Doc::as_str) {
        _ if shared.certain => {}
        None => {
            shared.certain = true;
            session.template.conditions.remove(CONDITION);
        }
        Some(condition) if !shared.conditions.iter().any(|own| own == condition) => {
            shared.conditions.push(condition.to_owned());
            let combined = match shared.conditions.as_slice() {
                [only] => Doc::from(only),
                all => any(all),
            };
            session.template.conditions.set(CONDITION, combined);
        }
        Some(_) => {}
    }
    let mut attributes = Fields::new();
    attributes.set_some("DeletionPolicy", shared.deletion_policy.clone());
    attributes.set_some("UpdateReplacePolicy", shared.replace_policy.clone());
    if !shared.conditions.is_empty() && !shared.certain {
        attributes.set("Condition", CONDITION);
    }
    Ok(attributes)
}
