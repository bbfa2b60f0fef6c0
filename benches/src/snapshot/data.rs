//! Databases and their snapshots.

use super::{
    ACCOUNT, Item, Maker, REGION, arn,
    network::{group_id, subnet_id, vpc_id},
};
use serde_json::json;

pub(super) fn table(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("dynamodb", &format!("table/{name}"));
    let configuration = json!({
        "attributeDefinitions": [{ "attributeName": "pk", "attributeType": "S" }, { "attributeName": "sk", "attributeType": "S" }],
        "tableName": name, "keySchema": [{ "attributeName": "pk", "keyType": "HASH" }, { "attributeName": "sk", "keyType": "RANGE" }],
        "tableStatus": "ACTIVE", "creationDateTime": 1_690_000_000_000_u64 + make.below(90_000_000_000),
        "provisionedThroughput": { "lastIncreaseDateTime": null, "lastDecreaseDateTime": null, "numberOfDecreasesToday": 0, "readCapacityUnits": 0, "writeCapacityUnits": 0 },
        "tableSizeBytes": make.below(9_000_000_000), "itemCount": make.below(9_000_000), "tableArn": id, "tableId": make.uuid(),
        "billingModeSummary": { "billingMode": "PAY_PER_REQUEST", "lastUpdateToPayPerRequestDateTime": null },
        "localSecondaryIndexes": [],
        "globalSecondaryIndexes": [{ "indexName": "gsi1", "keySchema": [{ "attributeName": "sk", "keyType": "HASH" }], "projection": { "projectionType": "ALL", "nonKeyAttributes": null }, "indexStatus": "ACTIVE", "backfilling": null, "indexSizeBytes": 0, "itemCount": 0, "indexArn": format!("{id}/index/gsi1") }],
        "streamSpecification": null, "latestStreamLabel": null, "latestStreamArn": null, "globalTableVersion": null, "replicas": [], "restoreSummary": null,
        "sSEDescription": make.often(50).then(|| json!({ "status": "ENABLED", "sSEType": "KMS", "kMSMasterKeyArn": make.key_arn(), "inaccessibleEncryptionDateTime": null })),
        "archivalSummary": null, "tableClassSummary": null, "deletionProtectionEnabled": make.often(40),
    });
    let mut item = Item::new("AWS::DynamoDB::Table", name, id, configuration);
    item.supplement = json!({
        "ContinuousBackupsDescription": { "continuousBackupsStatus": "ENABLED", "pointInTimeRecoveryDescription": { "pointInTimeRecoveryStatus": make.one(&["ENABLED", "DISABLED"]), "earliestRestorableDateTime": null, "latestRestorableDateTime": null } },
        "Tags": super::pairs(make),
    });
    item
}

pub(super) fn instance(make: &mut Maker) -> Item {
    let name = make.name();
    let (id, group, vpc) = (format!("db-{}", make.hex(26).to_uppercase()), group_id(make), vpc_id(make));
    let zone = |letter: &str, subnet: String| json!({ "subnetIdentifier": subnet, "subnetAvailabilityZone": { "name": format!("{REGION}{letter}") }, "subnetOutpost": {}, "subnetStatus": "Active" });
    let configuration = json!({
        "dBInstanceIdentifier": name, "dBInstanceClass": make.one(&["db.t4g.medium", "db.r6g.large"]), "engine": make.one(&["postgres", "mysql", "aurora-postgresql"]),
        "dBInstanceStatus": "available", "masterUsername": "root", "dBName": "app",
        "endpoint": { "address": format!("{name}.abcdefghijkl.{REGION}.rds.amazonaws.com"), "port": 5432, "hostedZoneId": "Z1RLNUO7B9Q6NB" },
        "allocatedStorage": 100, "instanceCreateTime": make.time(), "preferredBackupWindow": "03:00-03:30",
        "backupRetentionPeriod": make.below(36), "dBSecurityGroups": [],
        "vpcSecurityGroups": [{ "vpcSecurityGroupId": group, "status": "active" }],
        "dBParameterGroups": [{ "dBParameterGroupName": "default.postgres16", "parameterApplyStatus": "in-sync" }],
        "availabilityZone": format!("{REGION}a"),
        "dBSubnetGroup": { "dBSubnetGroupName": "data", "dBSubnetGroupDescription": "data", "vpcId": vpc, "subnetGroupStatus": "Complete", "subnets": [zone("a", subnet_id(make)), zone("b", subnet_id(make))], "dBSubnetGroupArn": null },
        "preferredMaintenanceWindow": "sun:04:00-sun:04:30", "pendingModifiedValues": { "processorFeatures": [] }, "latestRestorableTime": make.time(),
        "multiAZ": make.often(60), "engineVersion": "16.4", "autoMinorVersionUpgrade": make.often(80), "readReplicaDBInstanceIdentifiers": [], "readReplicaDBClusterIdentifiers": [],
        "licenseModel": "postgresql-license", "iops": null, "optionGroupMemberships": [{ "optionGroupName": "default:postgres-16", "status": "in-sync" }],
        "characterSetName": null, "secondaryAvailabilityZone": null, "publiclyAccessible": make.often(5), "statusInfos": [], "storageType": "gp3",
        "tdeCredentialArn": null, "dbInstancePort": 0, "dBClusterIdentifier": null, "storageEncrypted": make.often(90), "kmsKeyId": make.key_arn(),
        "dbiResourceId": id, "cACertificateIdentifier": "rds-ca-rsa2048-g1", "domainMemberships": [], "copyTagsToSnapshot": true, "monitoringInterval": make.below(2) * 60,
        "enhancedMonitoringResourceArn": null, "monitoringRoleArn": null, "promotionTier": null, "dBInstanceArn": arn("rds", &format!("db:{name}")), "timezone": null,
        "iAMDatabaseAuthenticationEnabled": make.often(30), "performanceInsightsEnabled": make.often(50), "performanceInsightsKMSKeyId": null, "performanceInsightsRetentionPeriod": null,
        "enabledCloudwatchLogsExports": ["postgresql"], "processorFeatures": [], "deletionProtection": make.often(60), "associatedRoles": [], "listenerEndpoint": null,
        "maxAllocatedStorage": null, "tagList": [], "customerOwnedIpEnabled": false, "backupTarget": "region", "networkType": "IPV4", "storageThroughput": 0,
    });
    Item::new("AWS::RDS::DBInstance", id, arn("rds", &format!("db:{name}")), configuration)
        .named(Some(name))
        .relating("Is associated with SecurityGroup", "AWS::EC2::SecurityGroup", group)
        .relating("Is contained in Vpc", "AWS::EC2::VPC", vpc)
}

pub(super) fn cluster(make: &mut Maker) -> Item {
    let name = make.name();
    let (id, group) = (format!("cluster-{}", make.hex(26).to_uppercase()), group_id(make));
    let configuration = json!({
        "allocatedStorage": 1, "availabilityZones": [format!("{REGION}a"), format!("{REGION}b"), format!("{REGION}c")], "backupRetentionPeriod": make.below(36),
        "characterSetName": null, "databaseName": "app", "dBClusterIdentifier": name, "dBClusterParameterGroup": "default.aurora-postgresql16", "dBSubnetGroup": "data", "status": "available",
        "percentProgress": null, "earliestRestorableTime": make.time(), "endpoint": format!("{name}.cluster-x.{REGION}.rds.amazonaws.com"), "readerEndpoint": null, "customEndpoints": [],
        "multiAZ": true, "engine": "aurora-postgresql", "engineVersion": "16.4", "latestRestorableTime": make.time(), "port": 5432, "masterUsername": "root",
        "dBClusterOptionGroupMemberships": [], "preferredBackupWindow": "02:00-02:30", "preferredMaintenanceWindow": "sun:05:00-sun:05:30", "replicationSourceIdentifier": null,
        "readReplicaIdentifiers": [], "dBClusterMembers": [], "vpcSecurityGroups": [{ "vpcSecurityGroupId": group, "status": "active" }], "hostedZoneId": "Z1RLNUO7B9Q6NB",
        "storageEncrypted": make.often(90), "kmsKeyId": make.key_arn(), "dbClusterResourceId": id, "dBClusterArn": arn("rds", &format!("cluster:{name}")), "associatedRoles": [],
        "iAMDatabaseAuthenticationEnabled": make.often(30), "cloneGroupId": null, "clusterCreateTime": make.time(), "backtrackWindow": null, "enabledCloudwatchLogsExports": [],
        "engineMode": "provisioned", "deletionProtection": make.often(60), "httpEndpointEnabled": false, "copyTagsToSnapshot": true, "crossAccountClone": false, "tagList": [], "autoMinorVersionUpgrade": true,
    });
    Item::new("AWS::RDS::DBCluster", id, arn("rds", &format!("cluster:{name}")), configuration)
        .named(Some(name))
        .relating("Is associated with SecurityGroup", "AWS::EC2::SecurityGroup", group)
}

pub(super) fn snapshot(make: &mut Maker) -> Item {
    let name = format!("rds:{}-2026-11-24-03-00", make.name());
    let configuration = json!({
        "dBSnapshotIdentifier": name, "dBInstanceIdentifier": make.name(), "snapshotCreateTime": make.time(), "engine": "postgres", "allocatedStorage": 100, "status": "available",
        "port": 5432, "availabilityZone": format!("{REGION}a"), "vpcId": vpc_id(make), "instanceCreateTime": make.time(), "masterUsername": "root", "engineVersion": "16.4",
        "licenseModel": "postgresql-license", "snapshotType": "automated", "iops": null, "optionGroupName": "default:postgres-16", "percentProgress": 100, "sourceRegion": null,
        "sourceDBSnapshotIdentifier": null, "storageType": "gp3", "tdeCredentialArn": null, "encrypted": make.often(90), "kmsKeyId": make.key_arn(),
        "dBSnapshotArn": arn("rds", &format!("snapshot:{name}")), "timezone": null, "iAMDatabaseAuthenticationEnabled": false, "processorFeatures": [], "dbiResourceId": format!("db-{}", make.hex(26).to_uppercase()), "tagList": [],
    });
    let mut item = Item::new(
        "AWS::RDS::DBSnapshot",
        name.clone(),
        arn("rds", &format!("snapshot:{name}")),
        configuration,
    );
    item.supplement = json!({ "DBSnapshotAttributes": [{ "attributeName": "restore", "attributeValues": [] }], "Tags": [] });
    item
}

pub(super) fn subnet_group(make: &mut Maker) -> Item {
    let (name, vpc) = (make.name(), vpc_id(make));
    let configuration = json!({
        "dBSubnetGroupName": name, "dBSubnetGroupDescription": "data", "vpcId": vpc, "subnetGroupStatus": "Complete",
        "subnets": [{ "subnetIdentifier": subnet_id(make), "subnetAvailabilityZone": { "name": format!("{REGION}a") }, "subnetStatus": "Active" }],
        "dBSubnetGroupArn": arn("rds", &format!("subgrp:{name}")), "supportedNetworkTypes": [],
    });
    let arn = arn("rds", &format!("subgrp:{name}"));
    Item::new("AWS::RDS::DBSubnetGroup", name, arn, configuration).relating(
        "Is contained in Vpc",
        "AWS::EC2::VPC",
        vpc,
    )
}

pub(super) fn warehouse(make: &mut Maker) -> Item {
    let name = make.name();
    let configuration = json!({
        "clusterIdentifier": name, "nodeType": "ra3.xlplus", "clusterStatus": "available", "clusterAvailabilityStatus": "Available", "masterUsername": "admin", "dBName": "dwh",
        "endpoint": { "address": format!("{name}.x.{REGION}.redshift.amazonaws.com"), "port": 5439 }, "clusterCreateTime": make.time(), "automatedSnapshotRetentionPeriod": 1 + make.below(30),
        "manualSnapshotRetentionPeriod": -1, "clusterSecurityGroups": [], "vpcSecurityGroups": [{ "vpcSecurityGroupId": group_id(make), "status": "active" }],
        "clusterParameterGroups": [{ "parameterGroupName": "default.redshift-1.0", "parameterApplyStatus": "in-sync" }], "clusterSubnetGroupName": "data", "vpcId": vpc_id(make),
        "availabilityZone": format!("{REGION}a"), "preferredMaintenanceWindow": "sun:05:00-sun:05:30", "clusterVersion": "1.0", "allowVersionUpgrade": true, "numberOfNodes": 2,
        "publiclyAccessible": make.often(10), "encrypted": make.often(90), "clusterPublicKey": "", "clusterNodes": [], "clusterRevisionNumber": "80000", "tags": [], "kmsKeyId": make.key_arn(),
        "enhancedVpcRouting": make.often(60), "iamRoles": [{ "iamRoleArn": format!("arn:aws:iam::{ACCOUNT}:role/redshift"), "applyStatus": "in-sync" }],
    });
    let mut item = Item::new(
        "AWS::Redshift::Cluster",
        name.clone(),
        arn("redshift", &format!("cluster:{name}")),
        configuration,
    );
    item.supplement = json!({ "LoggingStatus": { "loggingEnabled": true, "bucketName": "central-audit", "s3KeyPrefix": "redshift/" } });
    item
}

pub(super) fn domain(make: &mut Maker) -> Item {
    let name: String = make.name().chars().take(24).collect();
    let configuration = json!({
        "DomainName": name, "Arn": arn("es", &format!("domain/{name}")), "EngineVersion": "OpenSearch_2.15", "Id": format!("{ACCOUNT}/{name}"),
        "ClusterConfig": { "InstanceType": "r6g.large.search", "InstanceCount": 3, "DedicatedMasterEnabled": true, "ZoneAwarenessEnabled": true },
        "EBSOptions": { "EBSEnabled": true, "VolumeType": "gp3", "VolumeSize": 100 }, "EncryptionAtRestOptions": { "Enabled": true, "KmsKeyId": make.key_arn() },
        "NodeToNodeEncryptionOptions": { "Enabled": make.often(80) }, "DomainEndpointOptions": { "EnforceHTTPS": make.often(80), "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07", "CustomEndpointEnabled": false },
        "VPCOptions": { "SubnetIds": [subnet_id(make)], "SecurityGroupIds": [group_id(make)] }, "SnapshotOptions": { "AutomatedSnapshotStartHour": 0 },
        "AdvancedSecurityOptions": { "Enabled": true, "InternalUserDatabaseEnabled": false },
    });
    let arn = arn("es", &format!("domain/{name}"));
    Item::new("AWS::OpenSearch::Domain", format!("{ACCOUNT}/{name}"), arn, configuration).named(Some(name))
}
