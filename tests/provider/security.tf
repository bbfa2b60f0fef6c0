# What each type must be given, and no more.

resource "aws_detective_graph" "a" {
}

resource "aws_detective_invitation_accepter" "a" {
  graph_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_detective_member" "a" {
  account_id    = "123456789012"
  email_address = "a@example.com"
  graph_arn     = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_detective_organization_admin_account" "a" {
  account_id = "123456789012"
}

resource "aws_detective_organization_configuration" "a" {
  auto_enable = false
  graph_arn   = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_shield_drt_access_log_bucket_association" "a" {
  log_bucket              = "demo-bucket-xyz"
  role_arn_association_id = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_shield_drt_access_role_arn_association" "a" {
  role_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_shield_protection" "a" {
  name         = "demo"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_shield_protection_group" "a" {
  aggregation         = "SUM"
  pattern             = "ALL"
  protection_group_id = "demo"
}

resource "aws_shield_protection_health_check_association" "a" {
  health_check_arn     = "arn:aws:iam::123456789012:role/demo"
  shield_protection_id = "demo"
}
