# What each type must be given, and no more.

resource "aws_redshift_cluster" "a" {
  cluster_identifier = "demo"
  node_type          = "demo"
}

resource "aws_redshift_cluster_iam_roles" "a" {
  cluster_identifier = "demo"
}

resource "aws_redshift_cluster_snapshot" "a" {
  cluster_identifier  = "demo"
  snapshot_identifier = "demo"
}

resource "aws_redshift_endpoint_access" "a" {
  cluster_identifier = "demo"
  endpoint_name      = "demo"
  subnet_group_name  = "demo"
}

resource "aws_redshift_endpoint_authorization" "a" {
  account            = "123456789012"
  cluster_identifier = "demo"
}

resource "aws_redshift_event_subscription" "a" {
  name          = "demo"
  sns_topic_arn = "arn:aws:sns:eu-west-1:123456789012:demo"
}

resource "aws_redshift_integration" "a" {
  integration_name = "demo"
  source_arn       = "arn:aws:iam::123456789012:role/demo"
  target_arn       = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_redshift_logging" "a" {
  cluster_identifier = "demo"
}

resource "aws_redshift_parameter_group" "a" {
  family = "demo"
  name   = "demo"
}

resource "aws_redshift_partner" "a" {
  account_id         = "123456789012"
  cluster_identifier = "demo"
  database_name      = "demo"
  partner_name       = "demo"
}

resource "aws_redshift_resource_policy" "a" {
  policy       = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_redshift_scheduled_action" "a" {
  iam_role = "arn:aws:iam::123456789012:role/demo"
  name     = "demo"
  schedule = "demo"
  target_action {
    pause_cluster {
      cluster_identifier = "demo"
    }
  }
}

resource "aws_redshift_snapshot_copy" "a" {
  cluster_identifier = "demo"
  destination_region = "eu-west-1"
}

resource "aws_redshift_snapshot_copy_grant" "a" {
  snapshot_copy_grant_name = "demo"
}

resource "aws_redshift_snapshot_schedule" "a" {
  definitions = ["demo"]
}

resource "aws_redshift_snapshot_schedule_association" "a" {
  cluster_identifier  = "demo"
  schedule_identifier = "demo"
}

resource "aws_redshift_subnet_group" "a" {
  name       = "demo"
  subnet_ids = ["subnet-0123456789abcdef0"]
}

resource "aws_redshift_usage_limit" "a" {
  amount             = 1
  cluster_identifier = "demo"
  feature_type       = "spectrum"
  limit_type         = "time"
}

resource "aws_redshiftdata_statement" "a" {
  database = "demo"
  sql      = "demo"
}

resource "aws_redshiftserverless_custom_domain_association" "a" {
  custom_domain_certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  custom_domain_name            = "example.com"
  workgroup_name                = "demo"
}

resource "aws_redshiftserverless_endpoint_access" "a" {
  endpoint_name  = "demo"
  subnet_ids     = ["subnet-0123456789abcdef0"]
  workgroup_name = "demo"
}

resource "aws_redshiftserverless_namespace" "a" {
  namespace_name = "demo"
}

resource "aws_redshiftserverless_resource_policy" "a" {
  policy       = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_redshiftserverless_snapshot" "a" {
  namespace_name = "demo"
  snapshot_name  = "demo"
}

resource "aws_redshiftserverless_usage_limit" "a" {
  amount       = 1
  resource_arn = "arn:aws:iam::123456789012:role/demo"
  usage_type   = "serverless-compute"
}

resource "aws_redshiftserverless_workgroup" "a" {
  namespace_name = "demo"
  workgroup_name = "demo"
}
