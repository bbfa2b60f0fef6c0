use super::*;
use demarc_inventory::{Arena, Inventory, node_to_json};
use demarc_model::{Presence, Why};
use serde_json::{Value as Json, json};

/// A body out of JSON: `{"$ref": "address.attribute"}` and `{"$unknown": true}` stand for what has no JSON.
fn node(arena: &mut Arena, value: &Json) -> NodeId {
    match value {
        Json::Null => arena.absent(None),
        Json::Bool(b) => arena.bool(*b, None),
        Json::Number(n) => arena.number(&n.to_string(), None),
        Json::String(s) => arena.string(s, None),
        Json::Array(list) => {
            let open = list.last().and_then(|l| l.get("$open")).map(|_| Why::UnresolvedReference);
            let elements: Vec<NodeId> =
                list.iter().filter(|l| l.get("$open").is_none()).map(|e| node(arena, e)).collect();
            arena.list(&elements, open, None)
        }
        Json::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Json::as_str) {
                let (target, attribute) = reference.rsplit_once('.').unwrap();
                return arena.reference(target, attribute, None);
            }
            if map.contains_key("$unknown") {
                return arena.unknown(Why::ParameterWithoutDefault, Some("var.x"), None);
            }
            let entries: Vec<_> = map
                .iter()
                .map(|(k, v)| {
                    let child = node(arena, v);
                    (arena.key(k), child)
                })
                .collect();
            arena.map(&entries, None, None)
        }
    }
}

fn mapped(kind: SourceKind, resources: &[(&str, Json)]) -> Inventory {
    let list: Vec<_> = resources.iter().map(|(a, b)| (*a, b.clone(), Presence::Present)).collect();
    mapped_with(kind, &list)
}

fn mapped_with(kind: SourceKind, resources: &[(&str, Json, Presence)]) -> Inventory {
    let mut inventory = Inventory::new();
    let root = inventory.add_root("x", kind);
    let mut list = Vec::new();
    for (address, body, presence) in resources {
        let body = node(&mut inventory.arena, body);
        let block = address.split('[').next().unwrap();
        list.push(TerraformResource {
            address: (*address).to_owned(),
            resource_type: block.rsplit('.').nth(1).unwrap().to_owned(),
            body,
            presence: *presence,
            region: None,
            account: None,
            span: None,
        });
    }
    map_resources(list, root, kind, &mut inventory);
    inventory.seal();
    inventory
}

fn at(inventory: &Inventory, address: &str, path: &[&str]) -> Json {
    let resource = inventory.resources.iter().find(|r| r.address == address).unwrap();
    let mut json = node_to_json(&inventory.arena, resource.document);
    for key in path {
        json = match key.parse::<usize>() {
            Ok(position) => json.get(position),
            Err(_) => json.get(*key),
        }
        .cloned()
        .unwrap_or(json!("(absent)"));
    }
    json
}

const HCL: SourceKind = SourceKind::TerraformHcl;

#[test]
fn a_split_resource_completes_the_bucket_it_refers_to() {
    let inventory = mapped(
        HCL,
        &[
            ("aws_s3_bucket.a", json!({"bucket": "logs"})),
            ("aws_s3_bucket.b", json!({"bucket": "data"})),
            (
                "aws_s3_bucket_versioning.a",
                json!({"bucket": {"$ref": "aws_s3_bucket.a.id"}, "versioning_configuration": [{"status": "Enabled"}]}),
            ),
            (
                "aws_s3_bucket_server_side_encryption_configuration.b",
                json!({"bucket": "data", "rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}]}),
            ),
        ],
    );
    assert_eq!(inventory.resources.len(), 4);
    assert_eq!(at(&inventory, "aws_s3_bucket.a", &["VersioningConfiguration", "Status"]), json!("Enabled"));
    assert_eq!(at(&inventory, "aws_s3_bucket.b", &["VersioningConfiguration"]), json!("(absent)"));
    let rule = [
        "BucketEncryption",
        "ServerSideEncryptionConfiguration",
        "0",
        "ServerSideEncryptionByDefault",
        "SSEAlgorithm",
    ];
    assert_eq!(at(&inventory, "aws_s3_bucket.b", &rule), json!("aws:kms"));
    let versioning = inventory.resources.iter().find(|r| r.address == "aws_s3_bucket_versioning.a").unwrap();
    assert_eq!(versioning.part_of.as_deref(), Some("aws_s3_bucket.a"));
    let bucket = inventory.resources.iter().find(|r| r.address == "aws_s3_bucket.a").unwrap();
    assert!(bucket.coverage.shows("PublicAccessBlockConfiguration.BlockPublicAcls"));
    assert!(!bucket.coverage.shows("MetadataConfiguration"));
    let status = inventory.arena.at(bucket.document, &["VersioningConfiguration", "Status"]).unwrap();
    assert_eq!(inventory.arena.source_path(status), "versioning_configuration[0].status");
}

#[test]
fn an_undecided_target_makes_every_candidate_unknown_where_it_says_nothing() {
    let inventory = mapped(
        HCL,
        &[
            ("aws_s3_bucket.a", json!({"bucket": "logs", "versioning": [{"enabled": true}]})),
            ("aws_s3_bucket.b", json!({"bucket": "data"})),
            (
                "aws_s3_bucket_versioning.x",
                json!({"bucket": {"$unknown": true}, "versioning_configuration": [{"status": "Suspended"}]}),
            ),
        ],
    );
    assert_eq!(at(&inventory, "aws_s3_bucket.a", &["VersioningConfiguration", "Status"]), json!("Enabled"));
    assert_eq!(
        at(&inventory, "aws_s3_bucket.b", &["VersioningConfiguration", "$unknown", "why"]),
        json!("parameter-without-default")
    );
}

#[test]
fn a_resource_that_may_not_exist_makes_its_target_unknown() {
    let inventory = mapped_with(
        HCL,
        &[
            ("aws_s3_bucket.a", json!({"bucket": "logs"}), Presence::Present),
            (
                "aws_s3_bucket_versioning.a",
                json!({"bucket": "logs", "versioning_configuration": [{"status": "Enabled"}]}),
                Presence::Maybe(Why::ParameterWithoutDefault),
            ),
        ],
    );
    assert_eq!(
        at(&inventory, "aws_s3_bucket.a", &["VersioningConfiguration", "$unknown", "why"]),
        json!("parameter-without-default")
    );
}

#[test]
fn two_definitions_that_differ_are_a_conflict_that_names_both() {
    let split = |status: &str| json!({"bucket": "logs", "versioning_configuration": [{"status": status}]});
    let inventory = mapped(
        HCL,
        &[
            ("aws_s3_bucket.a", json!({"bucket": "logs"})),
            ("aws_s3_bucket_versioning.x", split("Enabled")),
            ("aws_s3_bucket_versioning.y", split("Suspended")),
        ],
    );
    assert_eq!(
        at(&inventory, "aws_s3_bucket.a", &["VersioningConfiguration", "Status", "$unknown", "why"]),
        json!("conflicting-definitions")
    );
    let problem = &inventory.problems[0];
    assert!(
        problem.message.contains("aws_s3_bucket_versioning.x")
            && problem.message.contains("aws_s3_bucket_versioning.y")
    );
}

#[test]
fn a_group_without_rules_has_an_empty_closed_list_and_rules_expand_by_source() {
    let inventory = mapped(
        HCL,
        &[
            ("aws_security_group.none", json!({"name": "none"})),
            (
                "aws_security_group.some",
                json!({"name": "some", "ingress": [
                    {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8", {"$ref": "aws_vpc.v.cidr_block"}], "ipv6_cidr_blocks": ["::/0"], "self": true}]}),
            ),
            (
                "aws_security_group_rule.r",
                json!({"security_group_id": {"$ref": "aws_security_group.some.id"}, "type": "ingress", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}),
            ),
            (
                "aws_vpc_security_group_egress_rule.e",
                json!({"security_group_id": {"$ref": "aws_security_group.some.id"}, "ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}),
            ),
        ],
    );
    assert_eq!(at(&inventory, "aws_security_group.none", &["SecurityGroupIngress"]), json!([]));
    let rules = at(&inventory, "aws_security_group.some", &["SecurityGroupIngress"]);
    assert_eq!(rules.as_array().unwrap().len(), 5);
    assert_eq!(rules[2]["CidrIpv6"], json!("::/0"));
    assert_eq!(rules[3]["SourceSecurityGroupId"], json!({"$ref": "aws_security_group.some.id"}));
    assert_eq!(rules[4]["CidrIp"], json!("0.0.0.0/0"));
    assert_eq!(
        at(&inventory, "aws_security_group.some", &["SecurityGroupEgress", "0", "CidrIp"]),
        json!("0.0.0.0/0")
    );
    let rule = inventory.resources.iter().find(|r| r.address == "aws_security_group_rule.r").unwrap();
    assert_eq!(rule.type_name.as_str(), "AWS::EC2::SecurityGroupIngress");
}

#[test]
fn a_rule_for_an_unknown_group_opens_the_lists_of_all() {
    let inventory = mapped(
        HCL,
        &[
            ("aws_security_group.a", json!({"name": "a"})),
            (
                "aws_vpc_security_group_ingress_rule.r",
                json!({"security_group_id": {"$unknown": true}, "ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}),
            ),
        ],
    );
    assert_eq!(
        at(&inventory, "aws_security_group.a", &["SecurityGroupIngress", "0", "$unknown", "why"]),
        json!("parameter-without-default")
    );
    assert_eq!(at(&inventory, "aws_security_group.a", &["SecurityGroupEgress"]), json!([]));
}

#[test]
fn computed_attributes_that_nobody_wrote_are_unconfigured() {
    let inventory = mapped(
        HCL,
        &[("aws_db_instance.d", json!({"instance_class": "db.t3.micro", "password": "hunter22"}))],
    );
    let resource = &inventory.resources[0];
    let node = inventory.arena.get_named(resource.document, "MultiAZ").unwrap();
    assert!(inventory.arena.node(node).marks.has(demarc_inventory::Marks::UNCONFIGURED));
    assert_eq!(at(&inventory, "aws_db_instance.d", &["StorageEncrypted"]), json!("(absent)"));
    assert_eq!(at(&inventory, "aws_db_instance.d", &["MasterUserPassword"]), json!({"$sensitive": true}));
}

#[test]
fn documents_in_text_become_documents() {
    let inventory = mapped(
        HCL,
        &[
            (
                "aws_iam_role.r",
                json!({"name": "r", "assume_role_policy": "{\"Statement\":[{\"Effect\":\"Allow\"}]}"}),
            ),
            (
                "aws_iam_role_policy_attachment.a",
                json!({"role": "r", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}),
            ),
            (
                "aws_ecs_task_definition.t",
                json!({"family": "t", "container_definitions": "[{\"name\":\"a\",\"privileged\":true,\"dockerLabels\":{\"camelKey\":\"v\"},\"environment\":[{\"name\":\"A\",\"value\":\"secret-value\"}]}]"}),
            ),
        ],
    );
    assert_eq!(
        at(&inventory, "aws_iam_role.r", &["AssumeRolePolicyDocument", "Statement", "0", "Effect"]),
        json!("Allow")
    );
    assert_eq!(
        at(&inventory, "aws_iam_role.r", &["ManagedPolicyArns"]),
        json!(["arn:aws:iam::aws:policy/AdministratorAccess"])
    );
    let container = at(&inventory, "aws_ecs_task_definition.t", &["ContainerDefinitions", "0"]);
    assert_eq!(container["Privileged"], json!(true));
    assert_eq!(container["DockerLabels"]["camelKey"], json!("v"));
    assert_eq!(container["Environment"][0]["Value"], json!({"$sensitive": true}));
}

#[test]
fn what_stands_inside_comes_out_and_what_has_no_mapping_stays() {
    let inventory = mapped(
        HCL,
        &[
            (
                "aws_s3_bucket.a",
                json!({"bucket": "a", "policy": "{\"Statement\":[]}", "force_destroy": true}),
            ),
            (
                "aws_network_acl.n",
                json!({"vpc_id": "vpc-1", "ingress": [{"rule_no": 100, "action": "allow", "protocol": "tcp", "cidr_block": "0.0.0.0/0", "from_port": 22, "to_port": 22}]}),
            ),
            ("random_id.r", json!({"byte_length": 4})),
        ],
    );
    assert_eq!(inventory.resources.len(), 5);
    assert_eq!(at(&inventory, "aws_s3_bucket.a.policy", &["Bucket"]), json!({"$ref": "aws_s3_bucket.a.id"}));
    assert_eq!(at(&inventory, "aws_s3_bucket.a", &["x:tf", "force_destroy"]), json!(true));
    let entry = at(&inventory, "aws_network_acl.n.ingress[0]", &[]);
    assert_eq!(entry["Protocol"], json!(6));
    assert_eq!(entry["PortRange"], json!({"From": 22, "To": 22}));
    assert_eq!(entry["Egress"], json!(false));
    assert_eq!(at(&inventory, "random_id.r", &["byte_length"]), json!(4));
}

#[test]
fn load_balancer_attributes_become_pairs() {
    let inventory = mapped(
        HCL,
        &[(
            "aws_lb.l",
            json!({"name": "l", "internal": true, "enable_deletion_protection": true, "access_logs": [{"bucket": "logs", "enabled": true}]}),
        )],
    );
    let attributes = at(&inventory, "aws_lb.l", &["LoadBalancerAttributes"]);
    assert!(
        attributes.as_array().unwrap().contains(&json!({"Key": "access_logs.s3.enabled", "Value": "true"}))
    );
    assert!(
        attributes
            .as_array()
            .unwrap()
            .contains(&json!({"Key": "deletion_protection.enabled", "Value": "true"}))
    );
    assert_eq!(at(&inventory, "aws_lb.l", &["Scheme"]), json!("internal"));
}

#[test]
fn a_block_that_a_plan_does_not_know_is_absent_only_where_the_provider_fills_it_in() {
    let mut inventory = Inventory::new();
    let root = inventory.add_root("x", SourceKind::TerraformPlan);
    let mut list = Vec::new();
    for (address, block) in
        [("aws_s3_bucket.a", "versioning"), ("aws_ecs_service.s", "network_configuration")]
    {
        let unknown = inventory.arena.unknown(Why::KnownAfterApply, None, None);
        inventory.arena.mark(unknown, demarc_inventory::Marks::UNCONFIGURED);
        let key = inventory.arena.key(block);
        let body = inventory.arena.map(&[(key, unknown)], None, None);
        list.push(TerraformResource {
            address: address.to_owned(),
            resource_type: address.split('.').next().unwrap().to_owned(),
            body,
            presence: Presence::Present,
            region: None,
            account: None,
            span: None,
        });
    }
    map_resources(list, root, SourceKind::TerraformPlan, &mut inventory);
    assert_eq!(at(&inventory, "aws_s3_bucket.a", &["VersioningConfiguration"]), json!("(absent)"));
    assert_eq!(
        at(&inventory, "aws_ecs_service.s", &["NetworkConfiguration", "$unknown", "why"]),
        json!("known-after-apply")
    );
}

#[test]
fn grants_are_the_canned_acl_that_gives_the_same() {
    let owner = json!({"id": "abc", "type": "CanonicalUser", "permissions": ["FULL_CONTROL"], "uri": ""});
    let all = json!({"id": "", "type": "Group", "permissions": ["READ"], "uri": "http://acs.amazonaws.com/groups/global/AllUsers"});
    let odd = json!({"id": "def", "type": "CanonicalUser", "permissions": ["READ"], "uri": ""});
    let inventory = mapped(
        SourceKind::TerraformState,
        &[
            ("aws_s3_bucket.a", json!({"bucket": "a", "acl": null, "grant": [owner.clone()]})),
            ("aws_s3_bucket.b", json!({"bucket": "b", "acl": null, "grant": [owner.clone(), all]})),
            ("aws_s3_bucket.c", json!({"bucket": "c", "acl": null, "grant": [owner, odd]})),
        ],
    );
    assert_eq!(at(&inventory, "aws_s3_bucket.a", &["AccessControl"]), json!("Private"));
    assert_eq!(at(&inventory, "aws_s3_bucket.b", &["AccessControl"]), json!("PublicRead"));
    assert_eq!(
        at(&inventory, "aws_s3_bucket.c", &["AccessControl", "$unknown", "why"]),
        json!("unsupported-expression")
    );
}

#[test]
fn a_type_that_stands_in_an_attribute_falls_back_only_where_nobody_wrote_it() {
    let directory = |kind: Json| json!({"name": "d.example.com", "type": kind});
    let inventory = mapped(
        SourceKind::TerraformPlan,
        &[
            ("aws_directory_service_directory.managed", directory(json!("MicrosoftAD"))),
            ("aws_directory_service_directory.connector", directory(json!("ADConnector"))),
            ("aws_directory_service_directory.unset", directory(json!(null))),
            ("aws_directory_service_directory.unknown", directory(json!({"$unknown": true}))),
            ("aws_directory_service_directory.other", directory(json!("Nothing"))),
        ],
    );
    let type_of = |name: &str| {
        let address = format!("aws_directory_service_directory.{name}");
        inventory.resources.iter().find(|r| r.address == address).unwrap().type_name.as_str().to_owned()
    };
    assert_eq!(type_of("managed"), "AWS::DirectoryService::MicrosoftAD");
    assert_eq!(type_of("connector"), "Demarc::DirectoryService::ADConnector");
    assert_eq!(type_of("unset"), "AWS::DirectoryService::SimpleAD");
    assert_eq!(type_of("unknown"), "aws_directory_service_directory");
    assert_eq!(type_of("other"), "aws_directory_service_directory");
}

/// The node at a canonical path of the first resource.
fn found(inventory: &Inventory, path: &[&str]) -> Option<NodeId> {
    path.iter().try_fold(inventory.resources[0].document, |node, key| inventory.arena.get_named(node, key))
}

#[test]
fn a_directory_has_what_the_provider_sends_where_nothing_is_written_and_gives_way_to_what_is() {
    use demarc_inventory::Marks;
    let inventory = mapped(HCL, &[("aws_neptune_cluster.n", json!({"copy_tags_to_snapshot": true}))]);
    let node = found(&inventory, &["BackupRetentionPeriod"]).unwrap();
    assert!(inventory.arena.node(node).marks.has(Marks::PROVIDED));
    assert_eq!(node_to_json(&inventory.arena, node), json!(1));
    let written = found(&inventory, &["CopyTagsToSnapshot"]).unwrap();
    assert!(!inventory.arena.node(written).marks.has(Marks::PROVIDED));
    // Within a block that is written too, and in other words.
    let inventory = mapped(
        HCL,
        &[("aws_codebuild_project.p", json!({"artifacts": [{"type": "NO_ARTIFACTS"}], "environment": []}))],
    );
    let node = found(&inventory, &["Artifacts", "EncryptionDisabled"]).unwrap();
    assert!(inventory.arena.node(node).marks.has(Marks::PROVIDED));
    assert_eq!(found(&inventory, &["Environment"]), None);
    // A plan and a state show it themselves.
    let plan = mapped(SourceKind::TerraformPlan, &[("aws_neptune_cluster.n", json!({}))]);
    assert_eq!(found(&plan, &["BackupRetentionPeriod"]), None);
}

#[test]
fn a_block_that_the_provider_fills_in_is_unknown_where_nobody_wrote_it() {
    use demarc_inventory::Marks;
    let inventory = mapped(HCL, &[("aws_opensearch_domain.d", json!({"domain_name": "d"}))]);
    let node = found(&inventory, &["ClusterConfig"]).unwrap();
    assert!(inventory.arena.node(node).marks.has(Marks::UNCONFIGURED));
    let inventory =
        mapped(HCL, &[("aws_opensearch_domain.d", json!({"cluster_config": [{"instance_count": 3}]}))]);
    assert_eq!(
        node_to_json(&inventory.arena, found(&inventory, &["ClusterConfig", "InstanceCount"]).unwrap()),
        json!(3)
    );
    // What one row wrote stays, though another row's block is filled in.
    let inventory = mapped(
        HCL,
        &[
            ("aws_s3_bucket.b", json!({"bucket": "b"})),
            ("aws_s3_bucket_acl.b", json!({"bucket": {"$ref": "aws_s3_bucket.b.id"}, "acl": "private"})),
        ],
    );
    assert_eq!(at(&inventory, "aws_s3_bucket.b", &["AccessControl"]), json!("Private"));
}

#[test]
fn a_hash_of_user_data_is_no_user_data() {
    let hash = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    let body = json!({"user_data": hash});
    for kind in [SourceKind::TerraformPlan, SourceKind::TerraformState] {
        let inventory = mapped(kind, &[("aws_instance.i", body.clone())]);
        let node = found(&inventory, &["UserData"]).unwrap();
        assert!(matches!(inventory.arena.value(node), Value::Unknown { why: Why::NotObservableHere, .. }));
    }
    let inventory = mapped(HCL, &[("aws_instance.i", body)]);
    assert_eq!(inventory.arena.as_str(found(&inventory, &["UserData"]).unwrap()), Some(hash));
}

#[test]
fn words_that_the_provider_takes_in_any_case_become_the_canonical_ones() {
    let inventory = mapped(
        HCL,
        &[
            ("aws_lb_listener.l", json!({"protocol": "https"})),
            ("aws_network_acl_rule.r", json!({"rule_action": "ALLOW", "protocol": "tcp"})),
            ("aws_vpc_security_group_ingress_rule.s", json!({"ip_protocol": "6"})),
        ],
    );
    assert_eq!(at(&inventory, "aws_lb_listener.l", &["Protocol"]), json!("HTTPS"));
    assert_eq!(at(&inventory, "aws_network_acl_rule.r", &["RuleAction"]), json!("allow"));
    assert_eq!(at(&inventory, "aws_vpc_security_group_ingress_rule.s", &["IpProtocol"]), json!("tcp"));
}

#[test]
fn an_unknown_name_is_no_known_one_because_only_one_resource_agrees() {
    let unknown = json!({"rule": {"$unknown": true}, "arn": "v", "event_bus_name": "default"});
    let inventory = mapped(
        HCL,
        &[("aws_cloudwatch_event_rule.r", json!({"name": "r"})), ("aws_cloudwatch_event_target.t", unknown)],
    );
    let targets = found(&inventory, &["Targets"]).unwrap();
    assert!(matches!(inventory.arena.value(targets), Value::List { open: Some(_), .. }));
    assert_eq!(inventory.arena.elements(targets).len(), 0);
    assert_eq!(inventory.resources[1].part_of, None);
}
