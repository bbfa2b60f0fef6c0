# What each type must be given, and no more.

resource "aws_kinesis_analytics_application" "a" {
  name = "demo"
}

resource "aws_kinesisanalyticsv2_application" "a" {
  name                   = "demo"
  runtime_environment    = "SQL-1_0"
  service_execution_role = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_kinesisanalyticsv2_application_snapshot" "a" {
  application_name = "demo"
  snapshot_name    = "demo"
}
