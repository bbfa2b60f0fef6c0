//! Alarms, stacks, trails, edges.

use super::{ACCOUNT, Item, Maker, REGION, arn};
use serde_json::json;

pub(super) fn alarm(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("cloudwatch", &format!("alarm:{name}"));
    let configuration = json!({
        "alarmName": name, "alarmArn": id, "alarmDescription": "Raised when the number of errors stays above the threshold", "alarmConfigurationUpdatedTimestamp": make.time(),
        "actionsEnabled": true, "oKActions": [], "alarmActions": [arn("sns", "alarms")], "insufficientDataActions": [], "stateValue": "OK",
        "stateReason": "Threshold Crossed: 1 datapoint was not greater than the threshold (1.0).", "stateReasonData": r#"{"version":"1.0","queryDate":"2026-11-24T10:00:00.000+0000","startDate":"2026-11-24T09:55:00.000+0000","statistic":"Sum","period":300,"recentDatapoints":[0.0],"threshold":1.0}"#,
        "stateUpdatedTimestamp": make.time(), "metricName": make.one(&["Errors", "CPUUtilization", "5XXError", "ApproximateAgeOfOldestMessage"]), "namespace": make.one(&["AWS/Lambda", "AWS/EC2", "AWS/ApiGateway", "AWS/SQS"]),
        "statistic": "Sum", "extendedStatistic": null, "dimensions": [{ "name": "FunctionName", "value": make.name() }], "period": 300, "unit": null, "evaluationPeriods": 1, "datapointsToAlarm": 1,
        "threshold": 1.0, "comparisonOperator": "GreaterThanOrEqualToThreshold", "treatMissingData": "notBreaching", "evaluateLowSampleCountPercentile": null, "metrics": [], "thresholdMetricId": null,
    });
    let mut item = Item::new("AWS::CloudWatch::Alarm", name, id, configuration);
    item.tags = false;
    item
}

pub(super) fn stack(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("cloudformation", &format!("stack/{name}/{}", make.uuid()));
    let parameter = |key: &str, value: &str| json!({ "parameterKey": key, "parameterValue": value, "usePreviousValue": null, "resolvedValue": null });
    let configuration = json!({
        "stackId": id, "stackName": name, "changeSetId": null, "description": "Made by the platform team", "creationTime": make.time(), "deletionTime": null, "lastUpdatedTime": make.time(),
        "stackStatus": "UPDATE_COMPLETE", "stackStatusReason": null, "disableRollback": false, "notificationARNs": [], "timeoutInMinutes": null, "capabilities": ["CAPABILITY_NAMED_IAM"],
        "parameters": [parameter("Environment", "prod"), parameter("BootstrapVersion", "/cdk-bootstrap/hnb659fds/version"), parameter("DatabasePassword", "****")],
        "outputs": [{ "outputKey": "Endpoint", "outputValue": format!("https://{name}.example.com"), "description": null, "exportName": format!("{name}-endpoint") }],
        "roleARN": format!("arn:aws:iam::{ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-{ACCOUNT}-{REGION}"), "enableTerminationProtection": make.often(30), "parentId": null, "rootId": null,
        "driftInformation": { "stackDriftStatus": "NOT_CHECKED", "lastCheckTimestamp": null }, "rollbackConfiguration": { "rollbackTriggers": [], "monitoringTimeInMinutes": null }, "tags": super::pairs(make),
    });
    let mut item = Item::new("AWS::CloudFormation::Stack", id.clone(), id, configuration).named(Some(name));
    for _ in 0..make.below(8) {
        let role = make.name();
        item = item.relating("Contains ", "AWS::IAM::Role", role);
    }
    item.supplement = json!({ "unsupportedResources": [{ "resourceType": "AWS::CDK::Metadata", "resourceId": make.uuid() }, { "resourceType": "AWS::Logs::LogGroup", "resourceId": format!("/aws/lambda/{}", make.number) }] });
    item
}

pub(super) fn trail(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("cloudtrail", &format!("trail/{name}"));
    let configuration = json!({
        "name": name, "s3BucketName": "central-trail", "s3KeyPrefix": null, "snsTopicName": null, "snsTopicARN": null, "includeGlobalServiceEvents": true, "isMultiRegionTrail": make.often(70), "homeRegion": REGION,
        "trailARN": id, "logFileValidationEnabled": make.often(70), "cloudWatchLogsLogGroupArn": arn("logs", "log-group:trail:*"), "cloudWatchLogsRoleArn": format!("arn:aws:iam::{ACCOUNT}:role/trail"),
        "kmsKeyId": make.key_arn(), "hasCustomEventSelectors": false, "hasInsightSelectors": false, "isOrganizationTrail": false,
    });
    let mut item = Item::new("AWS::CloudTrail::Trail", name, id, configuration);
    item.tags = false;
    item
}

pub(super) fn rule_of_events(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("events", &format!("rule/{name}"));
    let configuration = json!({
        "Arn": id, "Name": name, "Id": name, "EventBusName": "default", "Description": "", "State": "ENABLED", "ScheduleExpression": "rate(5 minutes)", "RoleArn": null,
        "Targets": [{ "Id": "Target0", "Arn": arn("lambda", &format!("function:{name}")), "Input": r#"{"kind":"tick"}"# }],
    });
    Item::new("AWS::Events::Rule", format!("default|{name}"), id, configuration).named(Some(name))
}

pub(super) fn certificate(make: &mut Maker) -> Item {
    let id = arn("acm", &format!("certificate/{}", make.uuid()));
    let domain = format!("{}.example.com", make.name());
    let configuration = json!({
        "certificateArn": id, "domainName": domain, "subjectAlternativeNames": [domain],
        "domainValidationOptions": [{ "domainName": domain, "validationEmails": [], "validationDomain": domain, "validationStatus": "SUCCESS", "resourceRecord": { "name": format!("_x.{domain}."), "type": "CNAME", "value": "_y.acm-validations.aws." }, "validationMethod": "DNS" }],
        "serial": make.hex(32), "subject": format!("CN={domain}"), "issuer": "Amazon", "createdAt": make.time(), "issuedAt": make.time(), "importedAt": null, "status": "ISSUED", "revokedAt": null, "revocationReason": null,
        "notBefore": make.time(), "notAfter": make.time(), "keyAlgorithm": "RSA-2048", "signatureAlgorithm": "SHA256WITHRSA", "inUseBy": [], "failureReason": null, "type": "AMAZON_ISSUED",
        "renewalSummary": null, "keyUsages": [], "extendedKeyUsages": [], "certificateAuthorityArn": null, "renewalEligibility": "ELIGIBLE", "options": { "certificateTransparencyLoggingPreference": "ENABLED" },
    });
    let mut item = Item::new("AWS::ACM::Certificate", id.clone(), id, configuration).named(None);
    item.supplement = json!({ "Tags": [] });
    item
}

pub(super) fn rest_stage(make: &mut Maker) -> Item {
    let api = make.hex(10);
    let id = format!("arn:aws:apigateway:{REGION}::/restapis/{api}/stages/prod");
    let configuration = json!({
        "deploymentId": make.hex(6), "clientCertificateId": null, "stageName": "prod", "description": null, "cacheClusterEnabled": false, "cacheClusterSize": null, "cacheClusterStatus": "NOT_AVAILABLE",
        "methodSettings": { "*/*": { "metricsEnabled": true, "loggingLevel": make.one(&["INFO", "OFF"]), "dataTraceEnabled": false, "throttlingBurstLimit": 5000, "throttlingRateLimit": 10000.0, "cachingEnabled": false, "cacheTtlInSeconds": 300, "cacheDataEncrypted": false, "requireAuthorizationForCacheControl": true } },
        "variables": null, "documentationVersion": null, "accessLogSettings": make.often(60).then(|| json!({ "format": "$context.requestId", "destinationArn": arn("logs", "log-group:api") })), "canarySettings": null,
        "tracingEnabled": make.often(50), "webAclArn": null, "tags": {}, "createdDate": make.time(), "lastUpdatedDate": make.time(), "restApiId": api,
    });
    Item::new("AWS::ApiGateway::Stage", id.clone(), id, configuration).named(Some("prod".to_owned()))
}

pub(super) fn distribution(make: &mut Maker) -> Item {
    let id = format!("E{}", make.hex(13).to_uppercase());
    let arn = format!("arn:aws:cloudfront::{ACCOUNT}:distribution/{id}");
    let configuration = json!({
        "id": id, "aRN": arn, "status": "Deployed", "lastModifiedTime": make.time(), "inProgressInvalidationBatches": 0, "domainName": format!("d{}.cloudfront.net", make.hex(13)),
        "activeTrustedSigners": { "enabled": false, "quantity": 0, "items": [] },
        "distributionConfig": {
            "callerReference": make.uuid(), "aliases": { "quantity": 1, "items": [format!("{}.example.com", make.name())] }, "defaultRootObject": "index.html",
            "origins": { "quantity": 1, "items": [{ "id": "s3", "domainName": "assets.s3.amazonaws.com", "originPath": "", "customHeaders": { "quantity": 0, "items": [] }, "s3OriginConfig": { "originAccessIdentity": "" }, "customOriginConfig": null, "originAccessControlId": "E1ABCDEF", "connectionAttempts": 3, "connectionTimeout": 10, "originShield": { "enabled": false, "originShieldRegion": null } }] },
            "originGroups": { "quantity": 0, "items": [] },
            "defaultCacheBehavior": { "targetOriginId": "s3", "viewerProtocolPolicy": make.one(&["redirect-to-https", "allow-all"]), "allowedMethods": { "quantity": 2, "items": ["HEAD", "GET"], "cachedMethods": { "quantity": 2, "items": ["HEAD", "GET"] } }, "smoothStreaming": false, "compress": true, "cachePolicyId": make.uuid(), "trustedSigners": { "enabled": false, "quantity": 0, "items": [] }, "lambdaFunctionAssociations": { "quantity": 0, "items": [] }, "fieldLevelEncryptionId": "" },
            "cacheBehaviors": { "quantity": 0, "items": [] }, "customErrorResponses": { "quantity": 0, "items": [] }, "comment": "", "logging": { "enabled": make.often(60), "includeCookies": false, "bucket": "central-logs.s3.amazonaws.com", "prefix": "" },
            "priceClass": "PriceClass_100", "enabled": true, "viewerCertificate": { "cloudFrontDefaultCertificate": false, "iAMCertificateId": null, "aCMCertificateArn": super::arn("acm", "certificate/x"), "sSLSupportMethod": "sni-only", "minimumProtocolVersion": "TLSv1.2_2021", "certificate": null, "certificateSource": "acm" },
            "restrictions": { "geoRestriction": { "restrictionType": "none", "quantity": 0, "items": [] } }, "webACLId": "", "httpVersion": "http2", "isIPV6Enabled": true,
        },
        "aliasICPRecordals": [],
    });
    let mut item = Item::new("AWS::CloudFront::Distribution", id, arn, configuration).named(None);
    item.global = true;
    item
}
