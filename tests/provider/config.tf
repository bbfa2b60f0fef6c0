# What each type must be given, and no more.

resource "aws_config_aggregate_authorization" "a" {
  account_id = "123456789012"
  region     = "eu-west-1"
}

resource "aws_config_config_rule" "a" {
  name = "demo"
  source {
    owner = "CUSTOM_LAMBDA"
  }
}

resource "aws_config_configuration_aggregator" "a" {
  name = "demo"
}

resource "aws_config_configuration_recorder" "a" {
  role_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_config_configuration_recorder_status" "a" {
  is_enabled = false
  name       = "demo"
}

resource "aws_config_conformance_pack" "a" {
  name          = "demo"
  template_body = "demo"
}

resource "aws_config_delivery_channel" "a" {
  s3_bucket_name = "demo-bucket-xyz"
}

resource "aws_config_organization_conformance_pack" "a" {
  name = "demo"
}

resource "aws_config_organization_managed_rule" "a" {
  name            = "demo"
  rule_identifier = "demo"
}

resource "aws_config_remediation_configuration" "a" {
  config_rule_name = "demo"
  target_id        = "demo"
  target_type      = "SSM_DOCUMENT"
}
