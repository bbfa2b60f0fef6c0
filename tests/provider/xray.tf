# What each type must be given, and no more.

resource "aws_xray_group" "a" {
  filter_expression = "demo"
  group_name        = "demo"
}

resource "aws_xray_resource_policy" "a" {
  policy_document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  policy_name     = "demo"
}

resource "aws_xray_sampling_rule" "a" {
  fixed_rate     = 1
  host           = "demo"
  http_method    = "demo"
  priority       = 1
  reservoir_size = 1
  resource_arn   = "arn:aws:iam::123456789012:role/demo"
  service_name   = "demo"
  service_type   = "demo"
  url_path       = "https://example.com"
  version        = 1
}
