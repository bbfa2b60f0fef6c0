//! The shop's resources and who owns their layers.

use super::{at, ids};
use demarc_assess::assessment::*;
use demarc_model::*;
use std::{collections::BTreeMap, sync::Arc};

const INFRASTRUCTURE: &str = "AAAACCCCCSCCCCC";
const CONTAINER: &str = "AAAAASCCSSCSCSS";
const ABSTRACTED: &str = "AAAAAA-CSSCSCSS";
const CONTROL: &str = "AAAAAA---SCCCS-";
const NOTHING: &str = "";

/// id (also address), canonical type, source type, service, owners bottom to top, file, line.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, u32);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("aws_lb.web", "AWS::ElasticLoadBalancingV2::LoadBalancer", "aws_lb", "elb", CONTAINER, "network.tf", 3),
    ("aws_lb_listener.http", "AWS::ElasticLoadBalancingV2::Listener", "aws_lb_listener", "elb", NOTHING, "network.tf", 20),
    ("aws_security_group.web", "AWS::EC2::SecurityGroup", "aws_security_group", "ec2", NOTHING, "network.tf", 31),
    ("aws_security_group.ssh", "AWS::EC2::SecurityGroup", "aws_security_group", "ec2", NOTHING, "network.tf", 47),
    ("aws_subnet.private[0]", "AWS::EC2::Subnet", "aws_subnet", "ec2", NOTHING, "network.tf", 62),
    ("aws_autoscaling_group.web", "AWS::AutoScaling::AutoScalingGroup", "aws_autoscaling_group", "autoscaling", INFRASTRUCTURE, "compute.tf", 30),
    ("aws_launch_template.web", "AWS::EC2::LaunchTemplate", "aws_launch_template", "ec2", NOTHING, "compute.tf", 1),
    ("aws_instance.bastion", "AWS::EC2::Instance", "aws_instance", "ec2", INFRASTRUCTURE, "compute.tf", 52),
    ("aws_ecs_cluster.shop", "AWS::ECS::Cluster", "aws_ecs_cluster", "ecs-cluster", CONTROL, "compute.tf", 66),
    ("aws_ecs_service.cart", "AWS::ECS::Service", "aws_ecs_service", "ecs", "AAAA?SCCSSCSCSS", "compute.tf", 74),
    ("aws_ecs_task_definition.cart", "AWS::ECS::TaskDefinition", "aws_ecs_task_definition", "ecs", NOTHING, "compute.tf", 92),
    ("aws_batch_compute_environment.reports[0]", "AWS::Batch::ComputeEnvironment", "aws_batch_compute_environment", "batch", "AAAASSCCSSCSCSS", "compute.tf", 120),
    ("Thumbnailer", "AWS::Lambda::Function", "AWS::Lambda::Function", "lambda", "AAAAASCCSSCSCSS", "functions.template.yaml", 4),
    ("Invoicer", "AWS::Lambda::Function", "AWS::Lambda::Function", "lambda", "AAAAACCCSSCSCSS", "functions.template.yaml", 27),
    ("aws_db_instance.orders", "AWS::RDS::DBInstance", "aws_db_instance", "rds", "AAAAAS-CSSCSCSS", "storage.tf", 1),
    ("aws_dynamodb_table.sessions", "AWS::DynamoDB::Table", "aws_dynamodb_table", "dynamodb", ABSTRACTED, "storage.tf", 28),
    ("aws_s3_bucket.images", "AWS::S3::Bucket", "aws_s3_bucket", "s3", ABSTRACTED, "storage.tf", 44),
    ("aws_s3_bucket.logs", "AWS::S3::Bucket", "aws_s3_bucket", "s3", ABSTRACTED, "storage.tf", 58),
    ("aws_s3_bucket_policy.images", "AWS::S3::BucketPolicy", "aws_s3_bucket_policy", "s3", NOTHING, "storage.tf", 70),
    ("aws_sqs_queue.orders", "AWS::SQS::Queue", "aws_sqs_queue", "sqs", ABSTRACTED, "storage.tf", 88),
    ("aws_kms_key.shop", "AWS::KMS::Key", "aws_kms_key", "kms", ABSTRACTED, "storage.tf", 101),
    ("aws_cloudtrail.main", "AWS::CloudTrail::Trail", "aws_cloudtrail", "cloudtrail", ABSTRACTED, "storage.tf", 118),
    ("aws_iam_role.web", "AWS::IAM::Role", "aws_iam_role", "iam", CONTROL, "identity.tf", 1),
    ("aws_iam_role.deploy", "AWS::IAM::Role", "aws_iam_role", "iam", CONTROL, "identity.tf", 21),
    ("aws_iam_role_policy.deploy", "AWS::IAM::RolePolicy", "aws_iam_role_policy", "iam", NOTHING, "identity.tf", 38),
    ("aws_chatbot_slack_channel_configuration.alerts", "AWS::Chatbot::SlackChannelConfiguration", "aws_chatbot_slack_channel_configuration", "", NOTHING, "identity.tf", 60),
    ("acme_widget.a", "acme_widget", "acme_widget", "", NOTHING, "identity.tf", 71),
    ("account:111122223333", "Demarc::Account", "Demarc::Account", "account", CONTROL, "", 0),
];

const PART_OF: &[(&str, &str)] = &[
    ("aws_lb_listener.http", "aws_lb.web"),
    ("aws_s3_bucket_policy.images", "aws_s3_bucket.images"),
    ("aws_launch_template.web", "aws_autoscaling_group.web"),
    ("aws_ecs_task_definition.cart", "aws_ecs_service.cart"),
    ("aws_iam_role_policy.deploy", "aws_iam_role.deploy"),
];

pub fn webshop() -> Vec<ResourceResult> {
    let mut resources: Vec<_> = ROWS.iter().map(resource).collect();
    for (id, owner) in PART_OF {
        assert!(ids(&resources).contains(owner));
        resources.iter_mut().find(|r| r.id == *id).unwrap().part_of = Some((*owner).to_owned());
    }
    for resource in &mut resources {
        adjust(resource);
    }
    resources.sort_by(|a, b| a.address.cmp(&b.address));
    resources
}

/// What single resources have that a row cannot say.
fn adjust(resource: &mut ResourceResult) {
    match resource.id.as_str() {
        "aws_ecs_service.cart" => {
            for layer in Arc::make_mut(&mut resource.layers).iter_mut().filter(|l| l.owner == Owner::Unknown)
            {
                layer.possible = vec![Owner::Aws, Owner::Customer];
                layer.why = Some(Why::ParameterWithoutDefault);
                layer.variant = Some("ecs-fargate".to_owned());
            }
            resource.relations = vec![RelationResult {
                kind: "TaskDefinition".to_owned(),
                to: "aws_ecs_task_definition.cart".to_owned(),
            }];
        }
        "aws_batch_compute_environment.reports[0]" => {
            resource.presence = "maybe".to_owned();
            resource.presence_why = Some(Why::ParameterWithoutDefault);
        }
        "Invoicer" => variant(resource, "lambda-image"),
        "Thumbnailer" => {
            variant(resource, "lambda-zip");
            resource.display = Some("ShopStack/Thumbnailer/Resource".to_owned());
        }
        "aws_db_instance.orders" => variant(resource, "rds-standard"),
        _ => {}
    }
}

fn variant(resource: &mut ResourceResult, id: &str) {
    for layer in Arc::make_mut(&mut resource.layers).iter_mut().filter(|l| l.layer == Layer::Platform) {
        layer.variant = Some(id.to_owned());
        layer.entry = format!("{id}/platform");
    }
}

fn resource(row: &Row) -> ResourceResult {
    let &(id, type_name, source_type, service, owners, file, line) = row;
    let assessed = !service.is_empty();
    ResourceResult {
        id: id.to_owned(),
        address: id.to_owned(),
        display: None,
        type_name: type_name.into(),
        source_type: source_type.to_owned(),
        service: assessed.then(|| service.into()),
        role: match (assessed, owners) {
            (false, _) => "unlisted",
            (true, "") => "setting",
            _ => "carrier",
        }
        .to_owned(),
        account: Some("111122223333".to_owned()),
        region: Some("eu-central-1".to_owned()),
        physical_id: None,
        presence: "present".to_owned(),
        presence_why: None,
        part_of: None,
        generated_by: None,
        boundary: BoundaryPosition::Inside,
        relations: vec![],
        location: (line > 0).then(|| at(file, line, line + 12)),
        views: vec![if source_type.contains("::") { "cloudformation" } else { "terraform-hcl" }.to_owned()],
        assessed,
        alike: 0,
        checks: 0,
        layers: layers(service, owners).into(),
        facts: BTreeMap::new(),
    }
}

fn layers(service: &str, owners: &str) -> Vec<LayerResult> {
    let one = |(layer, letter): (Layer, char)| LayerResult {
        layer,
        owner: match letter {
            'A' => Owner::Aws,
            'C' => Owner::Customer,
            'S' => Owner::Shared,
            'T' => Owner::ThirdParty,
            '?' => Owner::Unknown,
            _ => Owner::Absent,
        },
        possible: vec![],
        tasks: layer
            .tasks()
            .iter()
            .enumerate()
            .map(|(i, &task)| {
                let of_task = match letter {
                    'A' => Owner::Aws,
                    'S' if i == 0 => Owner::Aws,
                    '-' => Owner::Absent,
                    _ => Owner::Customer,
                };
                (task, of_task)
            })
            .collect(),
        variant: None,
        entry: format!("{service}/{layer}"),
        carried_by: None,
        why: None,
        mark: None,
    };
    Layer::ALL.into_iter().zip(owners.chars()).map(one).collect()
}

/// A claim for every layer that some resource points at.
pub fn entries(resources: &[ResourceResult]) -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    for resource in resources {
        let service = resource.service.as_ref().map_or("", ServiceId::as_str);
        for layer in resource.layers.iter() {
            let shared = layer.owner == Owner::Shared;
            let entry = Entry {
                aws: (shared || layer.owner == Owner::Aws)
                    .then(|| format!("Runs the {} of `{service}`.", layer.layer)),
                customer: (shared || layer.owner == Owner::Customer)
                    .then(|| format!("Sets up and looks after the {} of what it puts there.", layer.layer)),
                because: format!("The guide of `{service}` says who looks after the {}.", layer.layer),
                basis: if shared { ClaimBasis::Stated } else { ClaimBasis::Profile },
                source: format!("{service} guide, Security"),
                as_of: "2026-11-23".to_owned(),
                knowledge: format!("services/{service}.toml"),
            };
            entries.entry(layer.entry.clone()).or_insert(entry);
        }
    }
    entries
}

/// Adds invented services of every profile until so many are there.
pub fn add_services(shop: &mut Assessment, services: usize) {
    const NAMES: [&str; 20] = [
        "apigateway",
        "cloudfront",
        "cognito",
        "directory-service",
        "ebs",
        "ecr",
        "efs",
        "eks",
        "elastic-beanstalk",
        "elasticache",
        "emr-serverless",
        "guardduty",
        "kinesis-firehose",
        "msk-serverless",
        "opensearch",
        "redshift-serverless",
        "sagemaker-notebook",
        "secrets-manager",
        "sns",
        "workspaces-thin-client",
    ];
    let profiles = [INFRASTRUCTURE, CONTAINER, ABSTRACTED, CONTROL];
    for (i, name) in NAMES.iter().take(services).enumerate() {
        let row: Row = ("x", "AWS::X::Y", "aws_x", name, profiles[i % 4], "more.tf", 10);
        for copy in 0..20 {
            let id = format!("aws_{}.copy[{copy}]", name.replace('-', "_"));
            shop.resources.push(ResourceResult { id: id.clone(), address: id, ..resource(&row) });
        }
    }
    shop.resources.sort_by(|a, b| a.address.cmp(&b.address));
}
