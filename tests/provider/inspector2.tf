# What each type must be given, and no more.

resource "aws_inspector2_enabler" "a" {
  account_ids    = ["123456789012"]
  resource_types = ["EC2"]
}

resource "aws_inspector_assessment_target" "a" {
  name = "demo"
}

resource "aws_inspector_assessment_template" "a" {
  duration           = 1
  name               = "demo"
  rules_package_arns = ["arn:aws:iam::123456789012:role/demo"]
  target_arn         = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_inspector_resource_group" "a" {
  tags = { "demo" : "demo" }
}
