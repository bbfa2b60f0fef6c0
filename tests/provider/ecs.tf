# What each type must be given, and no more.

resource "aws_ecs_capacity_provider" "a" {
  name = "demo"
  auto_scaling_group_provider {
    auto_scaling_group_arn = "arn:aws:iam::123456789012:role/demo"
  }
}

resource "aws_ecs_cluster" "a" {
  name = "demo"
}

resource "aws_ecs_cluster_capacity_providers" "a" {
  cluster_name = "demo"
}

resource "aws_ecs_service" "a" {
  name = "demo"
}

resource "aws_ecs_task_definition" "a" {
  container_definitions = "[{\"name\":\"a\",\"image\":\"b\",\"memory\":128}]"
  family                = "demo"
}

resource "aws_ecs_task_set" "a" {
  cluster         = "demo"
  service         = "demo"
  task_definition = "demo"
}
