# What each type must be given, and no more.

resource "aws_securityhub_account" "a" {
}

resource "aws_securityhub_action_target" "a" {
  description = "demo"
  identifier  = "demo"
  name        = "demo"
}

resource "aws_securityhub_configuration_policy" "a" {
  name = "demo"
  configuration_policy {
    service_enabled = false
  }
}

resource "aws_securityhub_finding_aggregator" "a" {
  linking_mode = "ALL_REGIONS"
}

resource "aws_securityhub_insight" "a" {
  group_by_attribute = "demo"
  name               = "demo"
  filters {
  }
}

resource "aws_securityhub_organization_admin_account" "a" {
  admin_account_id = "123456789012"
}

resource "aws_securityhub_organization_configuration" "a" {
  auto_enable = false
}

resource "aws_securityhub_product_subscription" "a" {
  product_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_securityhub_standards_subscription" "a" {
  standards_arn = "arn:aws:iam::123456789012:role/demo"
}
