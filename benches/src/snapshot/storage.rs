//! Buckets and file systems.

use super::{ACCOUNT, Item, Maker, REGION, arn};
use serde_json::json;

pub(super) fn bucket(make: &mut Maker) -> Item {
    let name = format!("{}-data", make.name());
    let configuration = json!({
        "name": name, "creationDate": make.time(), "region": REGION,
        "owner": { "displayName": null, "id": make.hex(64) },
    });
    let block = make.often(80);
    let list = format!(
        r#"{{"grantSet":null,"grantList":[{{"grantee":{{"id":"{}","displayName":null}},"permission":"FullControl"}}],"owner":{{"displayName":null,"id":"{}"}},"isRequesterCharged":false}}"#,
        make.hex(64),
        make.hex(64)
    );
    let policy = make.often(60).then(|| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"tls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::{name}","arn:aws:s3:::{name}/*"],"Condition":{{"Bool":{{"aws:SecureTransport":"false"}}}}}}]}}"#
        )
    });
    let kms = make.often(40);
    let key = kms.then(|| make.key_arn());
    let rule = json!({
        "id": "old-versions", "prefix": null, "status": "Enabled", "filter": { "predicate": { "type": "LifecyclePrefixPredicate", "prefix": "" } },
        "expirationInDays": -1, "expiredObjectDeleteMarker": false, "noncurrentVersionExpirationInDays": 90,
        "transitions": null, "noncurrentVersionTransitions": null, "abortIncompleteMultipartUpload": { "daysAfterInitiation": 7 },
    });
    let mut item = Item::new("AWS::S3::Bucket", name.clone(), format!("arn:aws:s3:::{name}"), configuration);
    item.supplement = json!({
        "AccessControlList": serde_json::Value::String(list).to_string(),
        "BucketAccelerateConfiguration": { "status": null },
        "BucketLoggingConfiguration": { "destinationBucketName": make.often(50).then_some("central-access-logs"), "logFilePrefix": make.often(50).then(|| name.clone()) },
        "BucketNotificationConfiguration": { "configurations": {} },
        "BucketPolicy": { "policyText": policy },
        "BucketLifecycleConfiguration": { "rules": [rule] },
        "BucketTaggingConfiguration": { "tagSets": [{ "tags": super::tags(make) }] },
        "BucketVersioningConfiguration": { "status": make.one(&["Enabled", "Enabled", "Off", "Suspended"]), "isMfaDeleteEnabled": null },
        "IsRequesterPaysEnabled": false,
        "PublicAccessBlockConfiguration": { "blockPublicAcls": block, "ignorePublicAcls": block, "blockPublicPolicy": block, "restrictPublicBuckets": block },
        "ServerSideEncryptionConfiguration": { "rules": [{ "applyServerSideEncryptionByDefault": { "sseAlgorithm": if kms { "aws:kms" } else { "AES256" }, "kmsMasterKeyID": key }, "bucketKeyEnabled": kms }] },
    });
    item
}

pub(super) fn file_system(make: &mut Maker) -> Item {
    let id = make.id("fs");
    let configuration = json!({
        "FileSystemId": id, "Arn": arn("elasticfilesystem", &format!("file-system/{id}")), "Encrypted": make.often(90),
        "KmsKeyId": make.key_arn(), "PerformanceMode": "generalPurpose", "ThroughputMode": "bursting",
        "LifecyclePolicies": [{ "TransitionToIA": "AFTER_30_DAYS" }], "BackupPolicy": { "Status": make.one(&["ENABLED", "DISABLED"]) },
        "FileSystemTags": [{ "Key": "Name", "Value": make.name() }], "ProvisionedThroughputInMibps": 0,
        "FileSystemPolicy": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": format!("arn:aws:iam::{ACCOUNT}:root") }, "Action": "elasticfilesystem:ClientMount" }] },
    });
    let arn = arn("elasticfilesystem", &format!("file-system/{id}"));
    Item::new("AWS::EFS::FileSystem", id, arn, configuration)
}
