# What each type must be given, and no more.

resource "aws_iot_billing_group" "a" {
  name = "demo"
}

resource "aws_iot_certificate" "a" {
  active = false
}

resource "aws_iot_domain_configuration" "a" {
  name = "demo"
}

resource "aws_iot_logging_options" "a" {
  default_log_level = "DEBUG"
  role_arn          = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_iot_policy" "a" {
  name   = "demo"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_iot_policy_attachment" "a" {
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  target = "demo"
}

resource "aws_iot_role_alias" "a" {
  alias    = "demo"
  role_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_iot_thing" "a" {
  name = "demo"
}

resource "aws_iot_thing_group" "a" {
  name = "demo"
}

resource "aws_iot_thing_principal_attachment" "a" {
  principal = "demo"
  thing     = "demo"
}

resource "aws_iot_thing_type" "a" {
  name = "demo"
}

resource "aws_iot_topic_rule" "a" {
  enabled     = false
  name        = "demo"
  sql         = "demo"
  sql_version = "demo"
}

resource "aws_iot_topic_rule_destination" "a" {
  vpc_configuration {
    role_arn   = "arn:aws:iam::123456789012:role/demo"
    subnet_ids = ["subnet-0123456789abcdef0"]
    vpc_id     = "vpc-0123456789abcdef0"
  }
}
