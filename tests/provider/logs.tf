# What each type must be given, and no more.

resource "aws_cloudwatch_log_account_policy" "a" {
  policy_document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  policy_name     = "demo"
  policy_type     = "DATA_PROTECTION_POLICY"
}

resource "aws_cloudwatch_log_anomaly_detector" "a" {
  enabled            = false
  log_group_arn_list = ["demo"]
}

resource "aws_cloudwatch_log_data_protection_policy" "a" {
  log_group_name  = "demo"
  policy_document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_cloudwatch_log_delivery" "a" {
  delivery_destination_arn = "arn:aws:iam::123456789012:role/demo"
  delivery_source_name     = "demo"
}

resource "aws_cloudwatch_log_delivery_source" "a" {
  log_type     = "demo"
  name         = "demo"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_cloudwatch_log_destination" "a" {
  name       = "demo"
  role_arn   = "arn:aws:iam::123456789012:role/demo"
  target_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_cloudwatch_log_destination_policy" "a" {
  access_policy    = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  destination_name = "demo"
}

resource "aws_cloudwatch_log_group" "a" {
}

resource "aws_cloudwatch_log_metric_filter" "a" {
  log_group_name = "demo"
  name           = "demo"
  pattern        = "demo"
  metric_transformation {
    name      = "demo"
    namespace = "demo"
    value     = "demo"
  }
}

resource "aws_cloudwatch_log_resource_policy" "a" {
  policy_document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  policy_name     = "demo"
}

resource "aws_cloudwatch_log_stream" "a" {
  log_group_name = "demo"
  name           = "demo"
}

resource "aws_cloudwatch_log_subscription_filter" "a" {
  destination_arn = "arn:aws:iam::123456789012:role/demo"
  filter_pattern  = "demo"
  log_group_name  = "demo"
  name            = "demo"
}

resource "aws_cloudwatch_query_definition" "a" {
  name         = "demo"
  query_string = "demo"
}
