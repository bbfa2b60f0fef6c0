//! What AWS itself keeps about an account: the recorder, rules and their results, inventories, backups.

use super::{ACCOUNT, Item, Maker, REGION, arn};
use serde_json::{Value, json};

pub(super) fn recorder(_: &mut Maker) -> Item {
    let configuration = json!({
        "Arn": arn("config", "configuration-recorder/default/abcdefghijklmnop"), "Name": "default", "RoleARN": format!("arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
        "RecordingGroup": { "AllSupported": true, "IncludeGlobalResourceTypes": true, "ResourceTypes": [], "ExclusionByResourceTypes": { "ResourceTypes": [] }, "RecordingStrategy": { "UseOnly": "ALL_SUPPORTED_RESOURCE_TYPES" } },
        "RecordingMode": { "RecordingFrequency": "CONTINUOUS", "RecordingModeOverrides": [] },
    });
    let arn = arn("config", "configuration-recorder/default/abcdefghijklmnop");
    Item::new("AWS::Config::ConfigurationRecorder", "default".to_owned(), arn, configuration)
}

pub(super) fn recovery_point(make: &mut Maker) -> Item {
    let id = arn("backup", &format!("recovery-point:{}", make.uuid()));
    let configuration = json!({
        "BackupVaultName": "Default", "BackupVaultArn": arn("backup", "backup-vault:Default"), "RecoveryPointArn": id, "ResourceArn": arn("ec2", &format!("volume/{}", make.id("vol"))), "ResourceType": "EBS",
        "CreatedBy": { "BackupPlanId": make.uuid(), "BackupPlanArn": arn("backup", "backup-plan:daily"), "BackupPlanVersion": make.hex(40), "BackupRuleId": make.uuid() },
        "IamRoleArn": format!("arn:aws:iam::{ACCOUNT}:role/backup"), "Status": "COMPLETED", "CreationDate": make.time(), "CompletionDate": make.time(), "BackupSizeInBytes": make.below(90_000_000_000),
        "CalculatedLifecycle": { "MoveToColdStorageAt": null, "DeleteAt": make.time() }, "Lifecycle": { "MoveToColdStorageAfterDays": null, "DeleteAfterDays": 35 }, "EncryptionKeyArn": make.key_arn(), "IsEncrypted": true, "StorageClass": "WARM",
    });
    let mut item = Item::new("AWS::Backup::RecoveryPoint", id.clone(), id, configuration).named(None);
    item.tags = false;
    item
}

pub(super) fn rule_compliance(make: &mut Maker) -> Item {
    let kind = make.one(&[
        "AWS::EC2::Volume",
        "AWS::S3::Bucket",
        "AWS::IAM::Role",
        "AWS::Lambda::Function",
        "AWS::EC2::SecurityGroup",
    ]);
    let target = make.name();
    let rules: Vec<Value> = (0..=make.below(5))
        .map(|_| json!({ "configRuleId": format!("config-rule-{}", make.hex(6)), "configRuleName": make.name(), "configRuleArn": arn("config", &format!("config-rule/config-rule-{}", make.hex(6))), "complianceType": make.one(&["COMPLIANT", "COMPLIANT", "NON_COMPLIANT"]) }))
        .collect();
    let configuration = json!({ "complianceType": "COMPLIANT", "targetResourceId": target, "targetResourceType": kind, "configRuleList": rules });
    let mut item = Item::new(
        "AWS::Config::ResourceCompliance",
        format!("{kind}/{target}"),
        String::new(),
        configuration,
    )
    .named(None);
    item.tags = false;
    item
}

pub(super) fn rule(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("config", &format!("config-rule/config-rule-{}", make.hex(6)));
    let configuration = json!({
        "ConfigRuleName": name, "ConfigRuleArn": id, "ConfigRuleId": format!("config-rule-{}", make.hex(6)), "Description": "Checks that something is so", "ConfigRuleState": "ACTIVE",
        "Scope": { "ComplianceResourceTypes": ["AWS::S3::Bucket"] }, "Source": { "Owner": "AWS", "SourceIdentifier": "S3_BUCKET_SSL_REQUESTS_ONLY", "SourceDetails": [] }, "InputParameters": "{}", "Compliance": { "Type": "COMPLIANT" },
    });
    Item::new("AWS::Config::ConfigRule", name, id, configuration)
}

pub(super) fn inventory(make: &mut Maker) -> Item {
    let id = make.id("mi");
    let application = |number: u64, make: &mut Maker| {
        (
            format!("package-{number}"),
            json!({ "Name": format!("package-{number}"), "Version": format!("1.{}.{}", make.below(30), make.below(90)), "Publisher": "Amazon Linux", "ApplicationType": "System Environment/Libraries", "Architecture": "x86_64", "InstalledTime": make.time(), "URL": "https://example.com/package" }),
        )
    };
    let content: serde_json::Map<String, Value> =
        (0..75 + make.below(30)).map(|n| application(n, make)).collect();
    let configuration = json!({
        "AWS:Application": { "CaptureTime": make.time(), "SchemaVersion": "1.1", "Content": content },
        "AWS:InstanceInformation": { "CaptureTime": make.time(), "SchemaVersion": "1.0", "Content": { id.clone(): { "AgentType": "amazon-ssm-agent", "AgentVersion": "3.3.1000.0", "ComputerName": format!("ip-10-0-0-1.{REGION}.compute.internal"), "InstanceStatus": "Active", "IpAddress": "10.0.0.1", "PlatformName": "Amazon Linux", "PlatformType": "Linux", "PlatformVersion": "2023", "ResourceType": "EC2Instance" } } },
    });
    let arn = arn("ssm", &format!("managed-instance-inventory/{id}"));
    let mut item = Item::new("AWS::SSM::ManagedInstanceInventory", id, arn, configuration).named(None);
    item.tags = false;
    item
}

pub(super) fn association(make: &mut Maker) -> Item {
    let (id, instance) = (make.uuid(), make.id("i"));
    let configuration = json!({ "AWS:ComplianceItem": { "CaptureTime": make.time(), "SchemaVersion": "1.0", "Content": { "Association": { id.clone(): { "DocumentName": "AWS-GatherSoftwareInventory", "DocumentVersion": "1", "Classification": "", "Title": "", "Severity": "UNSPECIFIED", "Status": make.one(&["COMPLIANT", "NON_COMPLIANT"]), "ExecutionType": "Command", "ExecutionId": make.uuid(), "ExecutionTime": make.time(), "InstalledTime": "" } } } } });
    let arn = arn("ssm", &format!("association-compliance/{instance}/{id}"));
    let mut item = Item::new(
        "AWS::SSM::AssociationCompliance",
        format!("AWS::SSM::ManagedInstanceInventory/{instance}/{id}"),
        arn,
        configuration,
    )
    .named(None);
    item.tags = false;
    item.relating("Is associated with ", "AWS::SSM::ManagedInstanceInventory", instance)
}

pub(super) fn patches(make: &mut Maker) -> Item {
    let instance = make.id("i");
    let patches: serde_json::Map<String, Value> = (0..6 + make.below(8))
        .map(|n| (format!("kernel-{n}"), json!({ "PatchState": "Installed", "Classification": "Security", "Title": format!("kernel-{n}.x86_64"), "PatchSeverity": "Important", "Status": "COMPLIANT", "InstalledTime": make.time(), "DocumentName": "AWS-RunPatchBaseline", "PatchBaselineId": "pb-0123456789abcdef0", "PatchGroup": "", "ExecutionId": make.uuid() })))
        .collect();
    let configuration = json!({ "AWS:ComplianceItem": { "CaptureTime": make.time(), "SchemaVersion": "1.0", "Content": { "Patch": patches } } });
    let arn = arn("ssm", &format!("patch-compliance/{instance}"));
    let mut item = Item::new(
        "AWS::SSM::PatchCompliance",
        format!("AWS::SSM::ManagedInstanceInventory/{instance}"),
        arn,
        configuration,
    )
    .named(None);
    item.tags = false;
    item.relating("Is associated with ", "AWS::SSM::ManagedInstanceInventory", instance)
}
