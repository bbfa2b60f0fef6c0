//! Machines, volumes, functions.

use super::{
    ACCOUNT, Item, Maker, REGION, arn,
    network::{group_id, subnet_id, vpc_id},
    pairs,
};
use serde_json::json;

pub(super) fn instance(make: &mut Maker) -> Item {
    let (id, subnet, vpc, group) = (make.id("i"), subnet_id(make), vpc_id(make), group_id(make));
    let (address, volume, interface, profile) =
        (make.private_address(), make.id("vol"), make.id("eni"), make.name());
    let configuration = json!({
        "amiLaunchIndex": 0, "imageId": make.shared("ami", 60), "instanceId": id,
        "instanceType": make.one(&["t3.medium", "m6i.large", "c7g.xlarge", "r6i.2xlarge"]),
        "kernelId": null, "keyName": make.one(&["ops", "legacy"]), "launchTime": make.time(),
        "monitoring": { "state": make.one(&["disabled", "enabled"]) },
        "placement": { "availabilityZone": format!("{REGION}a"), "affinity": null, "groupName": "", "partitionNumber": null,
            "hostId": null, "tenancy": "default", "spreadDomain": null, "hostResourceGroupArn": null },
        "platform": null, "privateDnsName": format!("ip-{}.{REGION}.compute.internal", address.replace('.', "-")),
        "privateIpAddress": address, "productCodes": [], "publicDnsName": "", "publicIpAddress": null, "ramdiskId": null,
        "state": { "code": 16, "name": "running" }, "stateTransitionReason": "", "subnetId": subnet, "vpcId": vpc,
        "architecture": "x86_64",
        "blockDeviceMappings": [{
            "deviceName": "/dev/xvda",
            "ebs": { "attachTime": make.time(), "deleteOnTermination": true, "status": "attached", "volumeId": volume },
        }],
        "clientToken": make.uuid(), "ebsOptimized": make.often(60), "enaSupport": true, "hypervisor": "xen",
        "iamInstanceProfile": { "arn": format!("arn:aws:iam::{ACCOUNT}:instance-profile/{profile}"), "id": format!("AIPA{}", make.hex(17).to_uppercase()) },
        "instanceLifecycle": null, "elasticGpuAssociations": [], "elasticInferenceAcceleratorAssociations": [],
        "networkInterfaces": [{
            "association": null,
            "attachment": { "attachTime": make.time(), "attachmentId": make.id("eni-attach"), "deleteOnTermination": true, "deviceIndex": 0, "status": "attached", "networkCardIndex": 0 },
            "description": "", "groups": [{ "groupName": "app", "groupId": group }], "ipv6Addresses": [],
            "macAddress": "06:1f:aa:bb:cc:dd", "networkInterfaceId": interface, "ownerId": ACCOUNT,
            "privateDnsName": format!("ip-{}.{REGION}.compute.internal", address.replace('.', "-")), "privateIpAddress": address,
            "privateIpAddresses": [{ "association": null, "primary": true, "privateDnsName": null, "privateIpAddress": address }],
            "sourceDestCheck": true, "status": "in-use", "subnetId": subnet, "vpcId": vpc, "interfaceType": "interface",
        }],
        "outpostArn": null, "rootDeviceName": "/dev/xvda", "rootDeviceType": "ebs",
        "securityGroups": [{ "groupName": "app", "groupId": group }], "sourceDestCheck": true,
        "spotInstanceRequestId": null, "sriovNetSupport": null, "stateReason": null, "tags": pairs(make),
        "virtualizationType": "hvm", "cpuOptions": { "coreCount": 2, "threadsPerCore": 2, "amdSevSnp": null },
        "capacityReservationId": null,
        "capacityReservationSpecification": { "capacityReservationPreference": "open", "capacityReservationTarget": null },
        "hibernationOptions": { "configured": false }, "licenses": [],
        "metadataOptions": { "state": "applied", "httpTokens": make.one(&["required", "required", "optional"]),
            "httpPutResponseHopLimit": 2, "httpEndpoint": "enabled", "httpProtocolIpv6": "disabled", "instanceMetadataTags": "disabled" },
        "enclaveOptions": { "enabled": false }, "bootMode": null, "platformDetails": "Linux/UNIX",
        "usageOperation": "RunInstances", "usageOperationUpdateTime": make.time(),
        "privateDnsNameOptions": { "hostnameType": "ip-name", "enableResourceNameDnsARecord": false, "enableResourceNameDnsAAAARecord": false },
        "maintenanceOptions": { "autoRecovery": "default" }, "currentInstanceBootMode": "legacy-bios",
    });
    let arn = arn("ec2", &format!("instance/{id}"));
    Item::new("AWS::EC2::Instance", id, arn, configuration)
        .named(None)
        .relating("Is attached to Volume", "AWS::EC2::Volume", volume)
        .relating("Contains NetworkInterface", "AWS::EC2::NetworkInterface", interface)
        .relating("Is associated with SecurityGroup", "AWS::EC2::SecurityGroup", group)
        .relating("Is contained in Subnet", "AWS::EC2::Subnet", subnet)
        .relating("Is contained in Vpc", "AWS::EC2::VPC", vpc)
}

pub(super) fn volume(make: &mut Maker) -> Item {
    let (id, instance) = (make.id("vol"), make.id("i"));
    let encrypted = make.often(85);
    let configuration = json!({
        "attachments": [{ "attachTime": make.time(), "device": "/dev/xvda", "instanceId": instance, "state": "attached", "volumeId": id, "deleteOnTermination": true }],
        "availabilityZone": format!("{REGION}a"), "createTime": make.time(), "encrypted": encrypted,
        "kmsKeyId": encrypted.then(|| make.key_arn()), "outpostArn": null, "size": 8 + make.below(500),
        "snapshotId": make.id("snap"), "state": "in-use", "volumeId": id, "iops": 3000, "tags": pairs(make),
        "volumeType": make.one(&["gp3", "gp2", "io2"]), "fastRestored": null, "multiAttachEnabled": false, "throughput": 125, "sseType": null,
    });
    let arn = arn("ec2", &format!("volume/{id}"));
    Item::new("AWS::EC2::Volume", id, arn, configuration).named(None).relating(
        "Is attached to Instance",
        "AWS::EC2::Instance",
        instance,
    )
}

pub(super) fn launch_template(make: &mut Maker) -> Item {
    let id = make.id("lt");
    let configuration = json!({
        "LaunchTemplateId": id, "LaunchTemplateName": make.name(), "DefaultVersionNumber": "3", "LatestVersionNumber": "7",
        "LaunchTemplateData": {
            "ImageId": make.shared("ami", 60), "InstanceType": "m6i.large", "EbsOptimized": true,
            "MetadataOptions": { "HttpTokens": "required", "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled" },
            "BlockDeviceMappings": [{ "DeviceName": "/dev/xvda", "Ebs": { "Encrypted": true, "VolumeSize": 30, "VolumeType": "gp3", "DeleteOnTermination": true } }],
            "SecurityGroupIds": [group_id(make)], "UserData": make.hex(600),
            "IamInstanceProfile": { "Arn": format!("arn:aws:iam::{ACCOUNT}:instance-profile/nodes") },
        },
    });
    let arn = arn("ec2", &format!("launch-template/{id}"));
    Item::new("AWS::EC2::LaunchTemplate", id, arn, configuration)
}

pub(super) fn scaling_group(make: &mut Maker) -> Item {
    let name = make.name();
    let configuration = json!({
        "autoScalingGroupName": name, "autoScalingGroupARN": arn("autoscaling", &format!("autoScalingGroup:{}:autoScalingGroupName/{name}", make.uuid())),
        "launchConfigurationName": null,
        "launchTemplate": { "launchTemplateId": make.id("lt"), "launchTemplateName": "nodes", "version": "$Latest" },
        "mixedInstancesPolicy": null, "minSize": 1, "maxSize": 9, "desiredCapacity": 3, "predictedCapacity": null,
        "defaultCooldown": 300, "availabilityZones": [format!("{REGION}a"), format!("{REGION}b")],
        "loadBalancerNames": [], "targetGroupARNs": [arn("elasticloadbalancing", "targetgroup/web/0123456789abcdef")],
        "healthCheckType": make.one(&["EC2", "ELB"]), "healthCheckGracePeriod": 300,
        "instances": [{ "instanceId": make.id("i"), "instanceType": "m6i.large", "availabilityZone": format!("{REGION}a"), "lifecycleState": "InService", "healthStatus": "Healthy", "launchConfigurationName": null, "protectedFromScaleIn": false, "weightedCapacity": null }],
        "createdTime": make.time(), "suspendedProcesses": [], "placementGroup": null,
        "vPCZoneIdentifier": format!("{},{}", subnet_id(make), subnet_id(make)), "enabledMetrics": [], "status": null,
        "tags": [{ "resourceId": name, "resourceType": "auto-scaling-group", "key": "Name", "value": name, "propagateAtLaunch": true }],
        "terminationPolicies": ["Default"], "newInstancesProtectedFromScaleIn": false,
        "serviceLinkedRoleARN": format!("arn:aws:iam::{ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"),
        "maxInstanceLifetime": null, "capacityRebalance": null, "warmPoolConfiguration": null, "warmPoolSize": null, "context": null,
    });
    let arn = arn("autoscaling", &format!("autoScalingGroup:{}:autoScalingGroupName/{name}", make.uuid()));
    Item::new("AWS::AutoScaling::AutoScalingGroup", name, arn, configuration)
}

pub(super) fn function(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("lambda", &format!("function:{name}"));
    let role = make.name();
    let in_vpc = make.often(45);
    let network = in_vpc.then(|| {
        json!({ "subnetIds": [subnet_id(make), subnet_id(make)], "securityGroupIds": [group_id(make)], "vpcId": vpc_id(make), "ipv6AllowedForDualStack": false })
    });
    let policy = format!(
        r#"{{"Version":"2012-10-17","Id":"default","Statement":[{{"Sid":"events","Effect":"Allow","Principal":{{"Service":"events.amazonaws.com"}},"Action":"lambda:InvokeFunction","Resource":"{id}","Condition":{{"ArnLike":{{"AWS:SourceArn":"arn:aws:events:{REGION}:{ACCOUNT}:rule/{name}"}}}}}}]}}"#
    );
    let configuration = json!({
        "functionName": name, "functionArn": id,
        "runtime": make.one(&["python3.13", "nodejs22.x", "java21", "python3.8", "provided.al2023"]),
        "role": format!("arn:aws:iam::{ACCOUNT}:role/{role}"), "handler": "index.handler", "codeSize": make.below(90_000_000),
        "description": "", "timeout": 3 + make.below(600), "memorySize": 128 << make.below(5), "lastModified": make.time(),
        "codeSha256": make.hex(44), "version": "$LATEST", "vpcConfig": network,
        "deadLetterConfig": make.often(30).then(|| json!({ "targetArn": arn("sqs", "dead-letters") })),
        "environment": { "variables": { "TABLE": make.name(), "LOG_LEVEL": "info", "ENDPOINT": "https://internal.example.com/api", "DB_PASSWORD": "not-a-real-one" }, "error": null },
        "kMSKeyArn": null, "tracingConfig": { "mode": make.one(&["PassThrough", "Active"]) }, "masterArn": null,
        "revisionId": make.uuid(), "layers": [], "state": "Active", "stateReason": null, "stateReasonCode": null,
        "lastUpdateStatus": "Successful", "lastUpdateStatusReason": null, "lastUpdateStatusReasonCode": null,
        "fileSystemConfigs": null, "packageType": "Zip", "imageConfigResponse": null, "signingProfileVersionArn": null, "signingJobArn": null,
        "architectures": ["x86_64"], "ephemeralStorage": { "size": 512 }, "snapStart": { "applyOn": "None", "optimizationStatus": "Off" },
        "runtimeVersionConfig": { "runtimeVersionArn": format!("arn:aws:lambda:{REGION}::runtime:{}", make.hex(64)), "error": null },
        "loggingConfig": { "logFormat": "Text", "applicationLogLevel": null, "systemLogLevel": null, "logGroup": format!("/aws/lambda/{name}") },
    });
    let mut item = Item::new("AWS::Lambda::Function", name, id, configuration).relating(
        "Is associated with ",
        "AWS::IAM::Role",
        role,
    );
    item.supplement = json!({ "Policy": policy, "Tags": super::tags(make) });
    item
}
