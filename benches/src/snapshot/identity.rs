//! Who may do what.

use super::{ACCOUNT, Item, Maker};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A policy as IAM's interface gives it: with every odd character escaped as in an address.
fn escaped(document: &Value) -> String {
    let mut text = String::new();
    for byte in document.to_string().bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~*".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn statements(make: &mut Maker) -> Value {
    let number = 1 + make.below(4);
    let list: Vec<Value> = (0..number)
        .map(|_| {
            let wide = make.often(8);
            let resource = if wide { "*".to_owned() } else { format!("arn:aws:s3:::{}-data/*", make.name()) };
            let actions = if wide && make.often(30) {
                vec!["*"]
            } else {
                vec!["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
            };
            json!({ "Effect": "Allow", "Action": actions, "Resource": resource })
        })
        .collect();
    json!({ "Version": "2012-10-17", "Statement": list })
}

fn trust(make: &mut Maker) -> Value {
    let service = make.one(&[
        "lambda.amazonaws.com",
        "ec2.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "events.amazonaws.com",
    ]);
    json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": service }, "Action": "sts:AssumeRole" }] })
}

pub(super) fn role(make: &mut Maker) -> Item {
    let name = make.name();
    let id = format!("AROA{}", make.hex(17).to_uppercase());
    let arn = format!("arn:aws:iam::{ACCOUNT}:role/{name}");
    let policy = make.name();
    let (trust, inline) = (trust(make), statements(make));
    let configuration = json!({
        "path": "/", "roleName": name, "roleId": id, "arn": arn, "createDate": make.time(),
        "assumeRolePolicyDocument": escaped(&trust), "instanceProfileList": [],
        "rolePolicyList": [{ "policyName": "inline", "policyDocument": escaped(&inline) }],
        "attachedManagedPolicies": [
            { "policyName": "AWSLambdaBasicExecutionRole", "policyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
            { "policyName": policy, "policyArn": format!("arn:aws:iam::{ACCOUNT}:policy/{policy}") },
        ],
        "permissionsBoundary": null, "tags": [], "roleLastUsed": null,
    });
    let mut item = Item::new("AWS::IAM::Role", id, arn, configuration).named(Some(name)).relating(
        "Is attached to CustomerManagedPolicy",
        "AWS::IAM::Policy",
        format!("ANPA{}", make.hex(17).to_uppercase()),
    );
    item.global = true;
    item
}

pub(super) fn policy(make: &mut Maker) -> Item {
    let name = make.name();
    let id = format!("ANPA{}", make.hex(17).to_uppercase());
    let arn = format!("arn:aws:iam::{ACCOUNT}:policy/{name}");
    let versions: Vec<Value> = (0..=make.below(3))
        .map(|version| {
            let document = statements(make);
            json!({ "document": escaped(&document), "versionId": format!("v{}", version + 1), "isDefaultVersion": version == 0, "createDate": make.time() })
        })
        .collect();
    let configuration = json!({
        "policyName": name, "policyId": id, "arn": arn, "path": "/", "defaultVersionId": "v1", "attachmentCount": 1,
        "permissionsBoundaryUsageCount": 0, "isAttachable": true, "description": null, "createDate": make.time(),
        "updateDate": make.time(), "tags": [], "policyVersionList": versions,
    });
    let mut item = Item::new("AWS::IAM::Policy", id, arn, configuration).named(Some(name));
    item.global = true;
    item
}

pub(super) fn user(make: &mut Maker) -> Item {
    let name = make.name();
    let id = format!("AIDA{}", make.hex(17).to_uppercase());
    let arn = format!("arn:aws:iam::{ACCOUNT}:user/{name}");
    let configuration = json!({
        "path": "/", "userName": name, "userId": id, "arn": arn, "createDate": make.time(), "userPolicyList": [],
        "groupList": ["engineers"], "attachedManagedPolicies": [], "permissionsBoundary": null, "tags": [],
    });
    let mut item = Item::new("AWS::IAM::User", id, arn, configuration).named(Some(name));
    item.global = true;
    item
}

pub(super) fn group(make: &mut Maker) -> Item {
    let name = make.name();
    let id = format!("AGPA{}", make.hex(17).to_uppercase());
    let arn = format!("arn:aws:iam::{ACCOUNT}:group/{name}");
    let configuration = json!({
        "path": "/", "groupName": name, "groupId": id, "arn": arn, "createDate": make.time(), "groupPolicyList": [],
        "attachedManagedPolicies": [{ "policyName": "ReadOnlyAccess", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    });
    let mut item = Item::new("AWS::IAM::Group", id, arn, configuration).named(Some(name));
    item.global = true;
    item.tags = false;
    item
}
