# What each type must be given, and no more.

resource "aws_db_cluster_snapshot" "a" {
  db_cluster_identifier          = "demo"
  db_cluster_snapshot_identifier = "demo"
}

resource "aws_db_event_subscription" "a" {
  sns_topic = "arn:aws:sns:eu-west-1:123456789012:demo"
}

resource "aws_db_instance" "a" {
  instance_class = "demo"
}

resource "aws_db_instance_automated_backups_replication" "a" {
  source_db_instance_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_db_instance_role_association" "a" {
  db_instance_identifier = "demo"
  feature_name           = "demo"
  role_arn               = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_db_option_group" "a" {
  engine_name          = "demo"
  major_engine_version = "demo"
}

resource "aws_db_parameter_group" "a" {
  family = "demo"
}

resource "aws_db_proxy" "a" {
  engine_family  = "MYSQL"
  name           = "demo"
  role_arn       = "arn:aws:iam::123456789012:role/demo"
  vpc_subnet_ids = ["subnet-0123456789abcdef0"]
  auth {
  }
}

resource "aws_db_proxy_default_target_group" "a" {
  db_proxy_name = "demo"
}

resource "aws_db_proxy_endpoint" "a" {
  db_proxy_endpoint_name = "demo"
  db_proxy_name          = "demo"
  vpc_subnet_ids         = ["subnet-0123456789abcdef0"]
}

resource "aws_db_proxy_target" "a" {
  db_cluster_identifier = "demo"
  db_proxy_name         = "demo"
  target_group_name     = "demo"
}

resource "aws_db_snapshot" "a" {
  db_instance_identifier = "demo"
  db_snapshot_identifier = "demo"
}

resource "aws_db_snapshot_copy" "a" {
  source_db_snapshot_identifier = "demo"
  target_db_snapshot_identifier = "demo"
}

resource "aws_db_subnet_group" "a" {
  subnet_ids = ["subnet-0123456789abcdef0"]
}

resource "aws_rds_cluster" "a" {
  engine = "aurora-mysql"
}

resource "aws_rds_cluster_activity_stream" "a" {
  kms_key_id   = "demo"
  mode         = "sync"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_rds_cluster_endpoint" "a" {
  cluster_endpoint_identifier = "demo"
  cluster_identifier          = "demo"
  custom_endpoint_type        = "READER"
}

resource "aws_rds_cluster_instance" "a" {
  cluster_identifier = "demo"
  engine             = "aurora-mysql"
  instance_class     = "demo"
}

resource "aws_rds_cluster_parameter_group" "a" {
  family = "demo"
}

resource "aws_rds_cluster_role_association" "a" {
  db_cluster_identifier = "demo"
  feature_name          = "demo"
  role_arn              = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_rds_cluster_snapshot_copy" "a" {
  source_db_cluster_snapshot_identifier = "demo"
  target_db_cluster_snapshot_identifier = "demo"
}

resource "aws_rds_global_cluster" "a" {
  global_cluster_identifier = "demo"
}

resource "aws_rds_instance_state" "a" {
  identifier = "demo"
  state      = "available"
}

resource "aws_rds_integration" "a" {
  integration_name = "demo"
  source_arn       = "arn:aws:iam::123456789012:role/demo"
  target_arn       = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_rds_shard_group" "a" {
  db_cluster_identifier     = "demo"
  db_shard_group_identifier = "demo"
  max_acu                   = 1
}
