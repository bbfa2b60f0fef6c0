//! Containers.

use super::{
    ACCOUNT, Item, Maker, REGION, arn,
    network::{group_id, subnet_id},
};
use serde_json::{Value, json};

pub(super) fn task_definition(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("ecs", &format!("task-definition/{name}:{}", 1 + make.below(200)));
    let containers: Vec<Value> = (0..=make.below(2))
        .map(|number| {
            json!({
                "Name": format!("{name}-{number}"), "Image": format!("{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{name}:{}", make.hex(12)), "Cpu": 256, "Memory": 512, "Essential": true,
                "PortMappings": [{ "ContainerPort": 8080, "HostPort": 8080, "Protocol": "tcp" }],
                "Environment": [{ "Name": "STAGE", "Value": "prod" }, { "Name": "API_TOKEN", "Value": "not-a-real-one" }, { "Name": "ENDPOINT", "Value": "https://internal.example.com" }],
                "Secrets": [{ "Name": "DB", "ValueFrom": arn("secretsmanager", "secret:db-abcdef") }],
                "LogConfiguration": { "LogDriver": "awslogs", "Options": { "awslogs-group": format!("/ecs/{name}"), "awslogs-region": REGION, "awslogs-stream-prefix": "ecs" }, "SecretOptions": [] },
                "MountPoints": [], "VolumesFrom": [], "ReadonlyRootFilesystem": make.often(40), "Privileged": false, "User": "1000", "Links": [], "Ulimits": [], "DockerLabels": {},
            })
        })
        .collect();
    let configuration = json!({
        "TaskDefinitionArn": id, "Family": name, "TaskRoleArn": format!("arn:aws:iam::{ACCOUNT}:role/{name}"), "ExecutionRoleArn": format!("arn:aws:iam::{ACCOUNT}:role/ecs-execution"),
        "NetworkMode": "awsvpc", "RequiresCompatibilities": ["FARGATE"], "Cpu": "512", "Memory": "1024", "ContainerDefinitions": containers, "Volumes": [], "PlacementConstraints": [], "InferenceAccelerators": [],
    });
    Item::new("AWS::ECS::TaskDefinition", id.clone(), id, configuration).named(None)
}

pub(super) fn service(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("ecs", &format!("service/main/{name}"));
    let configuration = json!({
        "ServiceArn": id, "Name": name, "ServiceName": name, "Cluster": arn("ecs", "cluster/main"), "DesiredCount": 2, "LaunchType": "FARGATE", "PlatformVersion": "LATEST",
        "TaskDefinition": arn("ecs", &format!("task-definition/{name}:12")), "SchedulingStrategy": "REPLICA", "EnableExecuteCommand": make.often(20), "EnableECSManagedTags": true,
        "NetworkConfiguration": { "AwsvpcConfiguration": { "AssignPublicIp": make.one(&["DISABLED", "ENABLED"]), "SecurityGroups": [group_id(make)], "Subnets": [subnet_id(make), subnet_id(make)] } },
        "LoadBalancers": [{ "ContainerName": name, "ContainerPort": 8080, "TargetGroupArn": arn("elasticloadbalancing", "targetgroup/web/0123456789abcdef") }],
        "DeploymentConfiguration": { "MaximumPercent": 200, "MinimumHealthyPercent": 100, "DeploymentCircuitBreaker": { "Enable": true, "Rollback": true } },
        "Role": format!("arn:aws:iam::{ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"), "PropagateTags": "SERVICE", "ServiceRegistries": [],
    });
    Item::new("AWS::ECS::Service", id.clone(), id, configuration).named(Some(name))
}

pub(super) fn cluster(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("ecs", &format!("cluster/{name}"));
    let configuration = json!({
        "ClusterName": name, "Arn": id, "ClusterSettings": [{ "Name": "containerInsights", "Value": make.one(&["enabled", "disabled"]) }],
        "CapacityProviders": ["FARGATE", "FARGATE_SPOT"], "DefaultCapacityProviderStrategy": [], "Configuration": { "ExecuteCommandConfiguration": { "Logging": "DEFAULT" } },
    });
    Item::new("AWS::ECS::Cluster", id.clone(), id, configuration).named(Some(name))
}

pub(super) fn repository(make: &mut Maker) -> Item {
    let name = make.name();
    let id = arn("ecr", &format!("repository/{name}"));
    let configuration = json!({
        "RepositoryName": name, "Arn": id, "RepositoryUri": format!("{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{name}"), "ImageScanningConfiguration": { "ScanOnPush": make.often(60) },
        "ImageTagMutability": make.one(&["MUTABLE", "IMMUTABLE"]), "EncryptionConfiguration": { "EncryptionType": "AES256" },
        "LifecyclePolicy": { "LifecyclePolicyText": r#"{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"imageCountMoreThan","countNumber":30},"action":{"type":"expire"}}]}"#, "RegistryId": ACCOUNT },
        "RepositoryPolicyText": "", "Tags": [],
    });
    Item::new("AWS::ECR::Repository", name, id, configuration)
}
