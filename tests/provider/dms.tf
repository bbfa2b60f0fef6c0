# What each type must be given, and no more.

resource "aws_dms_certificate" "a" {
  certificate_id  = "demo"
  certificate_pem = "demo"
}

resource "aws_dms_endpoint" "a" {
  endpoint_id   = "demo"
  endpoint_type = "source"
  engine_name   = "aurora"
}

resource "aws_dms_event_subscription" "a" {
  event_categories = ["demo"]
  name             = "demo"
  sns_topic_arn    = "arn:aws:sns:eu-west-1:123456789012:demo"
  source_type      = "replication-instance"
}

resource "aws_dms_replication_instance" "a" {
  replication_instance_class = "demo"
  replication_instance_id    = "demo"
}

resource "aws_dms_replication_task" "a" {
  migration_type           = "full-load"
  replication_instance_arn = "arn:aws:dms:eu-west-1:123456789012:rep:ABC"
  replication_task_id      = "demo"
  source_endpoint_arn      = "arn:aws:dms:eu-west-1:123456789012:endpoint:ABC"
  table_mappings           = "{\"rules\":[]}"
  target_endpoint_arn      = "arn:aws:dms:eu-west-1:123456789012:endpoint:ABD"
}

resource "aws_dms_s3_endpoint" "a" {
  bucket_name             = "demo-bucket-xyz"
  endpoint_id             = "demo"
  endpoint_type           = "source"
  service_access_role_arn = "arn:aws:iam::123456789012:role/demo"
}
