//! Policies of functions and state machines, and the roles that hold them.

use super::{
    doc::{Doc, Kind, list, map},
    fields::Fields,
    intrinsics::{as_choice, is_call, is_choice, is_no_value, sub, sub_with},
    made::{Made, Outcome, Refusal, refuse},
    template::Template,
};
use serde_json::Value as Json;

/// What a policy of a function or state machine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// The name or ARN of a managed policy.
    Managed,
    /// A policy document.
    Document,
    /// A policy template with its parameters.
    Template,
    Unknown,
}

fn sort_of(policy: &Doc, with_templates: bool) -> Outcome<Sort> {
    if policy.as_str().is_some() {
        return Ok(Sort::Managed);
    }
    if is_choice(policy) {
        let Some((_, one, other)) = as_choice(policy) else {
            return refuse("`Fn::If` in `Policies` takes a condition and two values");
        };
        let (first, second) = (sort_of(one, with_templates)?, sort_of(other, with_templates)?);
        return match (is_no_value(one), is_no_value(other)) {
            _ if first == second => Ok(first),
            (true, _) => Ok(second),
            (_, true) => Ok(first),
            _ => refuse("both values of `Fn::If` in `Policies` are expected to be policies of one sort"),
        };
    }
    if is_call(policy) {
        return Ok(Sort::Managed);
    }
    if policy.has("Statement") {
        return Ok(Sort::Document);
    }
    let template = policy.as_map().and_then(Fields::only).map(|(name, _)| name.as_str());
    if with_templates && template.is_some_and(|name| demarc_schema::sam_policy_template(name).is_some()) {
        return Ok(Sort::Template);
    }
    Ok(Sort::Unknown)
}

/// `Policies` as a list.
fn all(policies: Option<&Doc>) -> Vec<Doc> {
    match policies.filter(|p| p.truthy()) {
        None => Vec::new(),
        Some(policies) => policies.as_list().map_or_else(|| vec![policies.clone()], <[Doc]>::to_vec),
    }
}

/// The policies with policy templates written out.
pub(super) fn written_out(policies: Option<&Doc>) -> Outcome<Option<Doc>> {
    let policies = all(policies);
    if policies.is_empty() {
        return Ok(None);
    }
    let mut out = Vec::with_capacity(policies.len());
    for policy in policies {
        if sort_of(&policy, true)? != Sort::Template {
            out.push(policy);
            continue;
        }
        let span = policy.span;
        let one = match as_choice(&policy) {
            Some((condition, one, other)) => {
                let [one, other] = [one, other].map(|side| match is_no_value(side) {
                    true => Ok(side.clone()),
                    false => from_template(side),
                });
                super::intrinsics::choice(condition, one?, other?)
            }
            None => from_template(&policy)?,
        };
        out.push(one.at(span));
    }
    Ok(Some(Doc::list(out)))
}

/// The document that a policy template stands for.
fn from_template(policy: &Doc) -> Outcome<Doc> {
    let Some((name, given)) = policy.as_map().and_then(Fields::only) else {
        return refuse("a policy template is expected to be a mapping from its name to its parameters");
    };
    let Some(template) = demarc_schema::sam_policy_template(name.as_str()) else {
        return refuse(format!("`{}` is no policy template", name.as_str()));
    };
    let Some(given) = given.as_map() else {
        return refuse(format!("the policy template `{}` takes a mapping of parameters", name.as_str()));
    };
    let parameters: Vec<&str> = texts(template.get("parameters"));
    let mut values = Fields::new();
    for parameter in parameters {
        let value = given.value(parameter).ok_or_else(|| {
            Refusal(format!("the policy template `{}` lacks its parameter `{parameter}`", name.as_str()))
        })?;
        values.set(parameter, value);
    }
    let statements = template.get("statements").and_then(Json::as_array);
    let statements = statements.into_iter().flatten().map(|statement| {
        let mut fields = Fields::new();
        fields.set_some("Action", statement.get("actions").map(|actions| filled(actions, &Fields::new())));
        fields.set_some("Condition", statement.get("condition").map(|c| filled(c, &values)));
        fields.set("Effect", "Allow");
        fields.set_some("Resource", statement.get("resources").map(|r| filled(r, &values)));
        Doc::from(fields)
    });
    Ok(map! { "Statement" => Doc::list(statements.collect()) })
}

fn texts(value: Option<&Json>) -> Vec<&str> {
    value.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect()
}

/// A value out of the data with `${Name}` filled in: a text with names becomes a call of `Fn::Sub`.
pub(super) fn filled(value: &Json, values: &Fields) -> Doc {
    match value {
        Json::Array(elements) => Doc::list(elements.iter().map(|element| filled(element, values)).collect()),
        Json::Object(entries) => {
            let mut fields = Fields::new();
            for (key, value) in entries {
                fields.set(key, filled(value, values));
            }
            fields.into()
        }
        Json::String(text) => {
            let mut used = Fields::new();
            let mut written = text.clone();
            for (name, value) in values.iter() {
                // Variables of `Fn::Sub` are letters and digits.
                let plain: String = name.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
                let place = format!("${{{}}}", name.as_str());
                if *text == place && name.as_str() != plain {
                    return value.clone();
                }
                if text.contains(&place) {
                    written = written.replace(&place, &format!("${{{plain}}}"));
                    used.set(plain, value);
                }
            }
            match (used.is_empty(), text.contains("${")) {
                (true, false) => text.as_str().into(),
                (true, true) => sub(text.as_str()),
                (false, _) => sub_with(written, used),
            }
        }
        Json::Bool(value) => (*value).into(),
        _ => Doc::null(),
    }
}

/// What makes a role.
pub(super) struct RoleFor<'a> {
    pub(super) id: &'a str,
    pub(super) attributes: &'a Fields,
    pub(super) assumed_by: Doc,
    pub(super) policies: Option<&'a Doc>,
    /// ARNs of managed policies that it has anyway.
    pub(super) managed: Vec<Doc>,
    /// Inline policies that it has anyway.
    pub(super) inline: Vec<Doc>,
    pub(super) path: Option<&'a Doc>,
    pub(super) boundary: Option<&'a Doc>,
    pub(super) tags: Vec<Doc>,
}

/// The role of a function or state machine.
pub(super) fn role(template: &Template, role: RoleFor<'_>) -> Outcome<Made> {
    let id = format!("{}Role", role.id);
    let (mut managed, mut inline) = (role.managed, role.inline);
    for (index, policy) in all(role.policies).into_iter().enumerate() {
        let named = |document: &Doc| {
            map! { "PolicyName" => format!("{id}Policy{index}"), "PolicyDocument" => document }
                .at(document.span)
        };
        match sort_of(&policy, false)? {
            Sort::Document => inline.push(in_choice(&policy, &|value| named(value))),
            Sort::Managed => {
                let arn = in_choice(&policy, &|value| match value.as_str() {
                    Some(name) => Doc::from(managed_policy(template, name)).at(value.span),
                    None => value.clone(),
                });
                if !managed.contains(&arn) {
                    managed.push(arn);
                }
            }
            Sort::Template | Sort::Unknown => {
                return refuse(format!(
                    "the policy at position {index} of `Policies` is none that SAM knows"
                ));
            }
        }
    }
    let mut made = Made::new(&id, "AWS::IAM::Role", role.attributes);
    made.set("AssumeRolePolicyDocument", role.assumed_by);
    made.set("ManagedPolicyArns", Doc::list(managed));
    if !inline.is_empty() {
        made.set("Policies", Doc::list(inline));
    }
    made.set_some("Path", role.path);
    made.set_some("PermissionsBoundary", role.boundary);
    if !role.tags.is_empty() {
        made.set("Tags", Doc::list(role.tags));
    }
    Ok(made)
}

/// Changes a value, or both values of a choice.
fn in_choice(policy: &Doc, change: &dyn Fn(&Doc) -> Doc) -> Doc {
    match as_choice(policy) {
        Some((condition, one, other)) => {
            let side = |side: &Doc| if is_no_value(side) { side.clone() } else { change(side) };
            super::intrinsics::choice(condition, side(one), side(other)).at(policy.span)
        }
        None => change(policy),
    }
}

/// The ARN of a managed policy that is named; a name that AWS does not have stays.
fn managed_policy(template: &Template, name: &str) -> String {
    match demarc_schema::managed_policy_path(name, template.partition == "aws") {
        Some(path) => template.managed_policy(&path),
        None => name.to_owned(),
    }
}

/// The document by which a service may assume a role.
pub(super) fn assumed_by(service: &str) -> Doc {
    map! {
        "Version" => "2012-10-17",
        "Statement" => list![map! {
            "Action" => list!["sts:AssumeRole"],
            "Effect" => "Allow",
            "Principal" => map! { "Service" => list![service] },
        }],
    }
}

/// An inline policy that allows one action.
pub(super) fn allowing(name: impl Into<Doc>, action: &str, resource: &Doc) -> Doc {
    map! {
        "PolicyName" => name.into(),
        "PolicyDocument" => map! { "Statement" => list![allow(action, resource)] },
    }
}

pub(super) fn allow(action: impl Into<Doc>, resource: impl Into<Doc>) -> Doc {
    map! { "Action" => action.into(), "Effect" => "Allow", "Resource" => resource.into() }
}

/// What a destination of events needs: a policy for the role that sends to it, by the kind of destination.
pub(super) fn sending_to(kind: &str, target: &Doc, id: &str) -> Option<Doc> {
    let (suffix, action) = match kind {
        "SQS" => ("SQSPolicy", "sqs:SendMessage"),
        "SNS" => ("SNSPolicy", "sns:publish"),
        "EventBridge" => ("EventBridgePolicy", "events:PutEvents"),
        "Lambda" => ("LambdaPolicy", "lambda:InvokeFunction"),
        "S3" | "S3Bucket" => {
            let objects = map! { "Fn::Join" => Doc::list(vec!["/".into(), list![target, "*"]]) };
            let statements = list![allow("s3:PutObject", objects), allow("s3:ListBucket", target)];
            return Some(map! {
                "PolicyName" => format!("{id}S3Policy"),
                "PolicyDocument" => map! { "Statement" => statements },
            });
        }
        _ => return None,
    };
    Some(allowing(format!("{id}{suffix}"), action, target))
}

/// Adds a managed policy and inline policies to a role, each once.
pub(super) fn add_to_role(role: &mut Made, managed: Option<String>, inline: Vec<Doc>) {
    if let Some(arn) = managed {
        let arn = Doc::from(arn);
        if let Some(arns) = role.properties.or_set("ManagedPolicyArns", list![]).as_list_mut()
            && !arns.contains(&arn)
        {
            arns.push(arn);
        }
    }
    for policy in inline {
        let value = role.properties.or_set("Policies", list![]);
        let Kind::List(policies) = &mut value.kind else { continue };
        let document = policy.get("PolicyDocument");
        if !policies.iter().any(|own| own == &policy || own.get("PolicyDocument") == document) {
            policies.push(policy);
        }
    }
}
