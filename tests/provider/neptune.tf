# What each type must be given, and no more.

resource "aws_neptune_cluster" "a" {
}

resource "aws_neptune_cluster_endpoint" "a" {
  cluster_endpoint_identifier = "demo"
  cluster_identifier          = "demo"
  endpoint_type               = "ANY"
}

resource "aws_neptune_cluster_instance" "a" {
  cluster_identifier = "demo"
  instance_class     = "demo"
}

resource "aws_neptune_cluster_parameter_group" "a" {
  family = "demo"
}

resource "aws_neptune_cluster_snapshot" "a" {
  db_cluster_identifier          = "demo"
  db_cluster_snapshot_identifier = "demo"
}

resource "aws_neptune_event_subscription" "a" {
  sns_topic_arn = "arn:aws:sns:eu-west-1:123456789012:demo"
}

resource "aws_neptune_global_cluster" "a" {
  engine                    = "neptune"
  global_cluster_identifier = "demo"
}

resource "aws_neptune_parameter_group" "a" {
  family = "demo"
}

resource "aws_neptune_subnet_group" "a" {
  subnet_ids = ["subnet-0123456789abcdef0"]
}

resource "aws_neptunegraph_graph" "a" {
  provisioned_memory = "8"
}
