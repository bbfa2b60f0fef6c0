//! Queues, topics, streams, keys and secrets.

use super::{ACCOUNT, Item, Maker, REGION, arn};
use serde_json::json;

pub(super) fn queue(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("sqs", &name);
    let kms = make.often(40);
    let configuration = json!({
        "CreatedTimestamp": "1690000000", "LastModifiedTimestamp": "1700000000", "QueueArn": id, "MaximumMessageSize": 262_144,
        "Policy": { "Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [{ "Sid": "__owner_statement", "Effect": "Allow", "Principal": { "AWS": format!("arn:aws:iam::{ACCOUNT}:root") }, "Action": "SQS:*", "Resource": id }] },
        "ReceiveMessageWaitTimeSeconds": 0, "VisibilityTimeout": 30, "MessageRetentionPeriod": 345_600, "DelaySeconds": 0,
        "RedrivePolicy": make.often(50).then(|| json!({ "deadLetterTargetArn": format!("{id}-dead"), "maxReceiveCount": 5 })),
        "SqsManagedSseEnabled": !kms, "KmsMasterKeyId": kms.then(|| make.key_arn()), "KmsDataKeyReusePeriodSeconds": 300,
        "QueueUrl": format!("https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}"), "QueueName": name,
    });
    Item::new(
        "AWS::SQS::Queue",
        format!("https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}"),
        id,
        configuration,
    )
    .named(Some(name))
}

pub(super) fn topic(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("sns", &name);
    let configuration = json!({
        "Owner": ACCOUNT, "TopicArn": id, "DisplayName": "", "SubscriptionsConfirmed": "1", "SubscriptionsPending": "0", "SubscriptionsDeleted": "0",
        "Policy": format!(r#"{{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{{"Sid":"__default_statement_ID","Effect":"Allow","Principal":{{"AWS":"*"}},"Action":["SNS:GetTopicAttributes","SNS:Publish"],"Resource":"{id}","Condition":{{"StringEquals":{{"AWS:SourceOwner":"{ACCOUNT}"}}}}}}]}}"#),
        "EffectiveDeliveryPolicy": r#"{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3}}}"#,
        "KmsMasterKeyId": make.often(50).then(|| make.key_arn()),
    });
    let mut item = Item::new("AWS::SNS::Topic", id.clone(), id, configuration).named(Some(name));
    item.supplement = json!({ "Tags": [] });
    item
}

pub(super) fn key(make: &mut Maker) -> Item {
    let id = make.uuid();
    let arn = arn("kms", &format!("key/{id}"));
    let configuration = json!({
        "keyId": id, "arn": arn, "aWSAccountId": ACCOUNT, "creationDate": make.time(), "enabled": true, "description": make.name(), "keyUsage": "ENCRYPT_DECRYPT",
        "keyState": "Enabled", "deletionDate": null, "validTo": null, "origin": "AWS_KMS", "customKeyStoreId": null, "cloudHsmClusterId": null, "expirationModel": null,
        "keyManager": "CUSTOMER", "customerMasterKeySpec": "SYMMETRIC_DEFAULT", "keySpec": "SYMMETRIC_DEFAULT", "encryptionAlgorithms": ["SYMMETRIC_DEFAULT"], "signingAlgorithms": [],
        "multiRegion": false, "multiRegionConfiguration": null, "pendingDeletionWindowInDays": null, "macAlgorithms": [], "xksKeyConfiguration": null,
    });
    let policy = format!(
        r#"{{"Version":"2012-10-17","Id":"key-policy","Statement":[{{"Sid":"root","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{ACCOUNT}:root"}},"Action":"kms:*","Resource":"*"}}]}}"#
    );
    let mut item = Item::new("AWS::KMS::Key", id, arn, configuration);
    item.supplement = json!({ "KeyPolicy": policy, "KeyRotationStatus": make.often(80), "Tags": [] });
    item
}

pub(super) fn secret(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("secretsmanager", &format!("secret:{name}-{}", make.hex(6)));
    let rotates = make.often(40);
    let configuration = json!({
        "Id": id, "Name": name, "KmsKeyId": make.key_arn(), "Description": "", "RotationEnabled": rotates,
        "RotationLambdaARN": rotates.then(|| arn("lambda", "function:rotate")), "RotationRules": rotates.then(|| json!({ "AutomaticallyAfterDays": 30 })),
        "LastRotatedDate": make.time(), "LastChangedDate": make.time(), "LastAccessedDate": make.time(), "CreatedDate": make.time(),
    });
    Item::new("AWS::SecretsManager::Secret", id.clone(), id, configuration).named(Some(name))
}

pub(super) fn stream(make: &mut Maker) -> Item {
    let name = make.name();
    let configuration = json!({
        "Arn": arn("kinesis", &format!("stream/{name}")), "Name": name, "RetentionPeriodHours": 24, "ShardCount": 4, "StreamModeDetails": { "StreamMode": "PROVISIONED" },
        "StreamEncryption": make.often(70).then(|| json!({ "EncryptionType": "KMS", "KeyId": "alias/aws/kinesis" })), "Tags": [],
    });
    let arn = arn("kinesis", &format!("stream/{name}"));
    Item::new("AWS::Kinesis::Stream", name, arn, configuration)
}
