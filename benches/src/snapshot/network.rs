//! Networks: interfaces, groups, subnets, routes, load balancers.

use super::{ACCOUNT, Item, Maker, REGION, arn, pairs};
use serde_json::{Value, json};

const VPCS: u64 = 24;
const SUBNETS: u64 = 700;
const GROUPS: u64 = 2_000;

pub(super) fn vpc_id(make: &mut Maker) -> String {
    make.shared("vpc", VPCS)
}

pub(super) fn subnet_id(make: &mut Maker) -> String {
    make.shared("subnet", SUBNETS)
}

pub(super) fn group_id(make: &mut Maker) -> String {
    make.shared("sg", GROUPS)
}

/// The id of a thing of which every number below the bound is made once, then chance.
fn own(make: &mut Maker, prefix: &str, of: u64) -> String {
    if make.often(90) { make.shared(prefix, of) } else { make.id(prefix) }
}

pub(super) fn interface(make: &mut Maker) -> Item {
    let id = make.id("eni");
    let (subnet, vpc, group) = (subnet_id(make), vpc_id(make), group_id(make));
    let address = make.private_address();
    let instance = make.id("i");
    let public = make.often(15);
    let association = public.then(|| {
        json!({
            "ipOwnerId": "amazon",
            "publicDnsName": format!("ec2-3-64-{}-{}.{REGION}.compute.amazonaws.com", make.below(256), make.below(256)),
            "publicIp": format!("3.64.{}.{}", make.below(256), make.below(256)),
            "allocationId": null, "associationId": null, "carrierIp": null, "customerOwnedIp": null,
        })
    });
    let configuration = json!({
        "association": association,
        "attachment": {
            "attachTime": make.time(), "attachmentId": make.id("eni-attach"), "deleteOnTermination": true,
            "deviceIndex": 0, "networkCardIndex": 0, "instanceId": instance, "instanceOwnerId": ACCOUNT,
            "status": "attached", "enaSrdSpecification": null, "enaQueueCount": null,
        },
        "availabilityZone": format!("{REGION}a"),
        "connectionTrackingConfiguration": null,
        "description": make.one(&["", "Interface for NAT", "AWS Lambda VPC ENI", "ELB app/web", "Primary network interface"]),
        "groups": [{ "groupName": make.name(), "groupId": group }],
        "interfaceType": make.one(&["interface", "lambda", "nat_gateway", "vpc_endpoint"]),
        "ipv6Addresses": [],
        "macAddress": format!("06:{}", make.hex(10)),
        "networkInterfaceId": id,
        "outpostArn": null,
        "ownerId": ACCOUNT,
        "privateDnsName": format!("ip-{}.{REGION}.compute.internal", address.replace('.', "-")),
        "privateIpAddress": address,
        "privateIpAddresses": [{
            "association": association, "primary": true,
            "privateDnsName": format!("ip-{}.{REGION}.compute.internal", address.replace('.', "-")),
            "privateIpAddress": address,
        }],
        "ipv4Prefixes": [], "ipv6Prefixes": [],
        "requesterId": "amazon-elb", "requesterManaged": make.often(60), "sourceDestCheck": true, "status": "in-use",
        "subnetId": subnet, "tagSet": [], "vpcId": vpc, "denyAllIgwTraffic": null, "ipv6Native": null,
        "ipv6Address": null, "operator": { "managed": false, "principal": null },
    });
    let arn = arn("ec2", &format!("network-interface/{id}"));
    let mut item = Item::new("AWS::EC2::NetworkInterface", id, arn, configuration).named(None);
    item.tags = false;
    item.relating("Is associated with SecurityGroup", "AWS::EC2::SecurityGroup", group)
        .relating("Is attached to Instance", "AWS::EC2::Instance", instance)
        .relating("Is contained in Subnet", "AWS::EC2::Subnet", subnet)
        .relating("Is contained in Vpc", "AWS::EC2::VPC", vpc)
}

fn permission(make: &mut Maker, open: bool) -> Value {
    let port = make.one(&["22", "80", "443", "3306", "5432", "6379", "8080", "9092"]);
    let port: u32 = port.parse().unwrap_or(443);
    let pairs: Value =
        if open { json!([]) } else { json!([{ "groupId": group_id(make), "userId": ACCOUNT }]) };
    let ranges = if open { "0.0.0.0/0" } else { "10.0.0.0/8" };
    json!({
        "fromPort": port, "ipProtocol": "tcp", "ipv6Ranges": [], "prefixListIds": [], "toPort": port,
        "userIdGroupPairs": pairs,
        "ipv4Ranges": [{ "cidrIp": ranges, "description": make.one(&["office", "from the load balancer", "mesh"]) }],
        "ipRanges": [ranges],
    })
}

pub(super) fn security_group(make: &mut Maker) -> Item {
    let id = own(make, "sg", GROUPS);
    let (vpc, name) = (vpc_id(make), make.name());
    let ingress: Vec<Value> = (0..=make.below(4))
        .map(|_| {
            let open = make.often(6);
            permission(make, open)
        })
        .collect();
    let configuration = json!({
        "description": format!("Traffic of {name}"),
        "groupName": name,
        "ipPermissions": ingress,
        "ownerId": ACCOUNT,
        "groupId": id,
        "ipPermissionsEgress": [{
            "ipProtocol": "-1", "ipv6Ranges": [], "prefixListIds": [], "userIdGroupPairs": [],
            "ipv4Ranges": [{ "cidrIp": "0.0.0.0/0" }], "ipRanges": ["0.0.0.0/0"],
        }],
        "tags": pairs(make),
        "vpcId": vpc,
        "securityGroupArn": arn("ec2", &format!("security-group/{id}")),
    });
    let arn = arn("ec2", &format!("security-group/{id}"));
    Item::new("AWS::EC2::SecurityGroup", id, arn, configuration).named(Some(name)).relating(
        "Is contained in Vpc",
        "AWS::EC2::VPC",
        vpc,
    )
}

pub(super) fn subnet(make: &mut Maker) -> Item {
    let (id, vpc) = (own(make, "subnet", SUBNETS), vpc_id(make));
    let configuration = json!({
        "availabilityZone": format!("{REGION}b"), "availabilityZoneId": "euc1-az3",
        "availableIpAddressCount": make.below(4000), "cidrBlock": format!("10.{}.{}.0/24", make.below(64), make.below(256)),
        "defaultForAz": false, "enableLniAtDeviceIndex": null, "mapPublicIpOnLaunch": make.often(20),
        "mapCustomerOwnedIpOnLaunch": false, "customerOwnedIpv4Pool": null, "state": "available", "subnetId": id,
        "vpcId": vpc, "ownerId": ACCOUNT, "assignIpv6AddressOnCreation": false, "ipv6CidrBlockAssociationSet": [],
        "tags": pairs(make), "subnetArn": arn("ec2", &format!("subnet/{id}")), "outpostArn": null, "enableDns64": false,
        "ipv6Native": false,
        "privateDnsNameOptionsOnLaunch": {
            "hostnameType": "ip-name", "enableResourceNameDnsARecord": false, "enableResourceNameDnsAAAARecord": false,
        },
    });
    let arn = arn("ec2", &format!("subnet/{id}"));
    Item::new("AWS::EC2::Subnet", id, arn, configuration).named(None).relating(
        "Is contained in Vpc",
        "AWS::EC2::VPC",
        vpc,
    )
}

pub(super) fn route_table(make: &mut Maker) -> Item {
    let (id, vpc, subnet) = (make.id("rtb"), vpc_id(make), subnet_id(make));
    let configuration = json!({
        "associations": [{
            "main": false, "routeTableAssociationId": make.id("rtbassoc"), "routeTableId": id, "subnetId": subnet,
            "gatewayId": null, "associationState": { "state": "associated", "statusMessage": null },
        }],
        "propagatingVgws": [],
        "routeTableId": id,
        "routes": [
            { "destinationCidrBlock": "10.0.0.0/16", "destinationIpv6CidrBlock": null, "destinationPrefixListId": null,
              "egressOnlyInternetGatewayId": null, "gatewayId": "local", "instanceId": null, "natGatewayId": null,
              "origin": "CreateRouteTable", "state": "active", "vpcPeeringConnectionId": null },
            { "destinationCidrBlock": "0.0.0.0/0", "destinationIpv6CidrBlock": null, "destinationPrefixListId": null,
              "gatewayId": null, "instanceId": null, "natGatewayId": make.id("nat"), "origin": "CreateRoute",
              "state": "active", "vpcPeeringConnectionId": null },
        ],
        "tags": pairs(make), "vpcId": vpc, "ownerId": ACCOUNT,
    });
    let arn = arn("ec2", &format!("route-table/{id}"));
    Item::new("AWS::EC2::RouteTable", id, arn, configuration)
        .named(None)
        .relating("contains Subnet", "AWS::EC2::Subnet", subnet)
        .relating("Is contained in Vpc", "AWS::EC2::VPC", vpc)
}

pub(super) fn vpc(make: &mut Maker) -> Item {
    let id = own(make, "vpc", VPCS);
    let cidr = format!("10.{}.0.0/16", make.below(64));
    let configuration = json!({
        "cidrBlock": cidr, "dhcpOptionsId": make.id("dopt"), "state": "available", "vpcId": id, "ownerId": ACCOUNT,
        "instanceTenancy": "default", "ipv6CidrBlockAssociationSet": [],
        "cidrBlockAssociationSet": [{
            "associationId": make.id("vpc-cidr-assoc"), "cidrBlock": cidr,
            "cidrBlockState": { "state": "associated", "statusMessage": null },
        }],
        "isDefault": false, "tags": pairs(make), "encryptionControl": null,
    });
    let arn = arn("ec2", &format!("vpc/{id}"));
    Item::new("AWS::EC2::VPC", id, arn, configuration).named(None)
}

pub(super) fn network_acl(make: &mut Maker) -> Item {
    let (id, vpc) = (make.id("acl"), vpc_id(make));
    let entry = |egress: bool, rule: u32, action: &str| {
        json!({
            "cidrBlock": "0.0.0.0/0", "egress": egress, "icmpTypeCode": null, "ipv6CidrBlock": null, "portRange": null,
            "protocol": "-1", "ruleAction": action, "ruleNumber": rule,
        })
    };
    let configuration = json!({
        "associations": [{
            "networkAclAssociationId": make.id("aclassoc"), "networkAclId": id, "subnetId": subnet_id(make),
        }],
        "entries": [entry(true, 100, "allow"), entry(true, 32767, "deny"), entry(false, 100, "allow"), entry(false, 32767, "deny")],
        "isDefault": true, "networkAclId": id, "tags": [], "vpcId": vpc, "ownerId": ACCOUNT,
    });
    let arn = arn("ec2", &format!("network-acl/{id}"));
    Item::new("AWS::EC2::NetworkAcl", id, arn, configuration).named(None).relating(
        "Is contained in Vpc",
        "AWS::EC2::VPC",
        vpc,
    )
}

pub(super) fn address(make: &mut Maker) -> Item {
    let id = make.id("eipalloc");
    let address = format!("18.{}.{}.{}", make.below(256), make.below(256), make.below(256));
    let configuration = json!({
        "instanceId": null, "publicIp": address, "allocationId": id, "associationId": make.id("eipassoc"),
        "domain": "vpc", "networkInterfaceId": make.id("eni"), "networkInterfaceOwnerId": ACCOUNT,
        "privateIpAddress": make.private_address(), "tags": pairs(make), "publicIpv4Pool": "amazon",
        "networkBorderGroup": REGION, "customerOwnedIp": null, "customerOwnedIpv4Pool": null, "carrierIp": null,
    });
    let arn = arn("ec2", &format!("eip-allocation/{id}"));
    Item::new("AWS::EC2::EIP", id, arn, configuration).named(Some(address))
}

pub(super) fn nat_gateway(make: &mut Maker) -> Item {
    let (id, subnet, vpc) = (make.id("nat"), subnet_id(make), vpc_id(make));
    let configuration = json!({
        "createTime": make.time(), "deleteTime": null, "failureCode": null, "failureMessage": null,
        "natGatewayAddresses": [{
            "allocationId": make.id("eipalloc"), "networkInterfaceId": make.id("eni"), "privateIp": make.private_address(),
            "publicIp": format!("3.120.{}.{}", make.below(256), make.below(256)), "associationId": make.id("eipassoc"),
            "isPrimary": true, "failureMessage": null, "status": "succeeded",
        }],
        "natGatewayId": id, "provisionedBandwidth": null, "state": "available", "subnetId": subnet, "vpcId": vpc,
        "tags": pairs(make), "connectivityType": "public",
    });
    let arn = arn("ec2", &format!("natgateway/{id}"));
    Item::new("AWS::EC2::NatGateway", id, arn, configuration)
        .named(None)
        .relating("Is contained in Subnet", "AWS::EC2::Subnet", subnet)
        .relating("Is contained in Vpc", "AWS::EC2::VPC", vpc)
}

pub(super) fn endpoint(make: &mut Maker) -> Item {
    let (id, vpc) = (make.id("vpce"), vpc_id(make));
    let policy = r#"{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*","Principal":"*"}]}"#;
    let configuration = json!({
        "vpcEndpointId": id, "vpcEndpointType": "Interface", "vpcId": vpc,
        "serviceName": format!("com.amazonaws.{REGION}.{}", make.one(&["s3", "dynamodb", "kms", "sqs", "logs"])),
        "state": "available", "policyDocument": policy, "routeTableIds": [],
        "subnetIds": [subnet_id(make), subnet_id(make)],
        "groups": [{ "groupId": group_id(make), "groupName": make.name() }],
        "ipAddressType": "ipv4", "dnsOptions": { "dnsRecordIpType": "ipv4", "privateDnsOnlyForInboundResolverEndpoint": null },
        "privateDnsEnabled": true, "requesterManaged": false, "networkInterfaceIds": [make.id("eni"), make.id("eni")],
        "dnsEntries": [], "creationTimestamp": make.time(), "tags": pairs(make), "ownerId": ACCOUNT, "lastError": null,
    });
    let arn = arn("ec2", &format!("vpc-endpoint/{id}"));
    Item::new("AWS::EC2::VPCEndpoint", id, arn, configuration).named(None).relating(
        "Is contained in Vpc",
        "AWS::EC2::VPC",
        vpc,
    )
}

pub(super) fn flow_log(make: &mut Maker) -> Item {
    let (id, vpc) = (make.id("fl"), vpc_id(make));
    let configuration = json!({
        "creationTime": make.time(), "deliverLogsErrorMessage": null, "deliverLogsPermissionArn": null,
        "deliverCrossAccountRole": null, "deliverLogsStatus": "SUCCESS", "flowLogId": id, "flowLogStatus": "ACTIVE",
        "logGroupName": null, "resourceId": vpc, "trafficType": "ALL", "logDestinationType": "s3",
        "logDestination": "arn:aws:s3:::central-flow-logs", "logFormat": "${version} ${account-id} ${interface-id}",
        "tags": [], "maxAggregationInterval": 600, "destinationOptions": null,
    });
    let arn = arn("ec2", &format!("vpc-flow-log/{id}"));
    Item::new("AWS::EC2::FlowLog", id, arn, configuration).named(None)
}

pub(super) fn load_balancer(make: &mut Maker) -> Item {
    let (name, vpc, group) = (make.name(), vpc_id(make), group_id(make));
    let id = arn("elasticloadbalancing", &format!("loadbalancer/app/{name}/{}", make.hex(16)));
    let configuration = json!({
        "loadBalancerArn": id, "dNSName": format!("{name}-1234567.{REGION}.elb.amazonaws.com"),
        "canonicalHostedZoneId": "Z215JYRZR1TBD5", "createdTime": make.time(), "loadBalancerName": name,
        "scheme": make.one(&["internet-facing", "internal"]), "vpcId": vpc, "state": { "code": "active" },
        "type": make.one(&["application", "network"]),
        "availabilityZones": [
            { "zoneName": format!("{REGION}a"), "subnetId": subnet_id(make), "loadBalancerAddresses": [] },
            { "zoneName": format!("{REGION}b"), "subnetId": subnet_id(make), "loadBalancerAddresses": [] },
        ],
        "securityGroups": [group], "ipAddressType": "ipv4",
    });
    let attribute = |key: &str, value: &str| json!({ "key": key, "value": value });
    let logs = if make.often(60) { "true" } else { "false" };
    let mut item = Item::new("AWS::ElasticLoadBalancingV2::LoadBalancer", id.clone(), id, configuration)
        .named(Some(name))
        .relating("Is contained in Vpc", "AWS::EC2::VPC", vpc)
        .relating("Is associated with SecurityGroup", "AWS::EC2::SecurityGroup", group);
    item.supplement = json!({
        "LoadBalancerAttributes": [
            attribute("access_logs.s3.enabled", logs), attribute("access_logs.s3.bucket", "central-alb-logs"),
            attribute("access_logs.s3.prefix", ""), attribute("idle_timeout.timeout_seconds", "60"),
            attribute("deletion_protection.enabled", logs), attribute("routing.http2.enabled", "true"),
            attribute("routing.http.drop_invalid_header_fields.enabled", logs),
            attribute("routing.http.desync_mitigation_mode", "defensive"),
            attribute("load_balancing.cross_zone.enabled", "true"),
        ],
        "Tags": pairs(make),
    });
    item
}

pub(super) fn listener(make: &mut Maker) -> Item {
    let name = make.name();
    let balancer = arn("elasticloadbalancing", &format!("loadbalancer/app/{name}/{}", make.hex(16)));
    let id = format!("{}/{}", balancer.replace("loadbalancer/", "listener/"), make.hex(16));
    let tls = make.often(70);
    let configuration = json!({
        "ListenerArn": id, "LoadBalancerArn": balancer, "Port": if tls { 443 } else { 80 },
        "Protocol": if tls { "HTTPS" } else { "HTTP" },
        "SslPolicy": if tls { "ELBSecurityPolicy-TLS13-1-2-2021-06" } else { "" },
        "Certificates": if tls { json!([{ "CertificateArn": arn("acm", &format!("certificate/{}", make.uuid())) }]) } else { json!([]) },
        "AlpnPolicy": [],
        "DefaultActions": [{
            "Type": "forward", "Order": 1,
            "TargetGroupArn": arn("elasticloadbalancing", &format!("targetgroup/{name}/{}", make.hex(16))),
        }],
    });
    Item::new("AWS::ElasticLoadBalancingV2::Listener", id.clone(), id, configuration).named(None)
}
