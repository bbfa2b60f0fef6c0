# What each type must be given, and no more.

resource "aws_wafv2_ip_set" "a" {
  ip_address_version = "IPV4"
  scope              = "CLOUDFRONT"
}

resource "aws_wafv2_regex_pattern_set" "a" {
  scope = "CLOUDFRONT"
}

resource "aws_wafv2_rule_group" "a" {
  capacity = 1
  scope    = "CLOUDFRONT"
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "demo"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl" "a" {
  scope = "CLOUDFRONT"
  default_action {
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "demo"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "a" {
  resource_arn = "arn:aws:iam::123456789012:role/demo"
  web_acl_arn  = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_wafv2_web_acl_logging_configuration" "a" {
  log_destination_configs = ["arn:aws:firehose:eu-west-1:123456789012:deliverystream/aws-waf-logs-demo"]
  resource_arn            = "arn:aws:iam::123456789012:role/demo"
}
