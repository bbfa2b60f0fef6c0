# What each type must be given, and no more.

resource "aws_docdb_cluster" "a" {
}

resource "aws_docdb_cluster_instance" "a" {
  cluster_identifier = "demo"
  instance_class     = "demo"
}

resource "aws_docdb_cluster_parameter_group" "a" {
  family = "demo"
}

resource "aws_docdb_cluster_snapshot" "a" {
  db_cluster_identifier          = "demo"
  db_cluster_snapshot_identifier = "demo"
}

resource "aws_docdb_event_subscription" "a" {
  sns_topic_arn = "arn:aws:sns:eu-west-1:123456789012:demo"
}

resource "aws_docdb_global_cluster" "a" {
  engine                    = "docdb"
  global_cluster_identifier = "demo"
}

resource "aws_docdb_subnet_group" "a" {
  subnet_ids = ["subnet-0123456789abcdef0"]
}

resource "aws_docdbelastic_cluster" "a" {
  admin_user_name     = "demo"
  admin_user_password = "Sup3rSecretPw-123"
  auth_type           = "PLAIN_TEXT"
  name                = "demo"
  shard_capacity      = 1
  shard_count         = 1
}
