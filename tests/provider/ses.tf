# What each type must be given, and no more.

resource "aws_ses_active_receipt_rule_set" "a" {
  rule_set_name = "demo"
}

resource "aws_ses_configuration_set" "a" {
  name = "demo"
}

resource "aws_ses_domain_dkim" "a" {
  domain = "example.com"
}

resource "aws_ses_domain_identity" "a" {
  domain = "example.com"
}

resource "aws_ses_domain_identity_verification" "a" {
  domain = "example.com"
}

resource "aws_ses_domain_mail_from" "a" {
  domain           = "example.com"
  mail_from_domain = "example.com"
}

resource "aws_ses_email_identity" "a" {
  email = "a@example.com"
}

resource "aws_ses_identity_notification_topic" "a" {
  identity          = "demo"
  notification_type = "Bounce"
}

resource "aws_ses_identity_policy" "a" {
  identity = "demo"
  name     = "demo"
  policy   = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_ses_receipt_filter" "a" {
  cidr   = "10.0.0.0/16"
  name   = "demo"
  policy = "Block"
}

resource "aws_ses_receipt_rule" "a" {
  name          = "demo"
  rule_set_name = "demo"
}

resource "aws_ses_receipt_rule_set" "a" {
  rule_set_name = "demo"
}

resource "aws_ses_template" "a" {
  name = "demo"
}

resource "aws_sesv2_account_vdm_attributes" "a" {
  vdm_enabled = "ENABLED"
}

resource "aws_sesv2_configuration_set" "a" {
  configuration_set_name = "demo"
}

resource "aws_sesv2_contact_list" "a" {
  contact_list_name = "demo"
}

resource "aws_sesv2_dedicated_ip_pool" "a" {
  pool_name = "demo"
}

resource "aws_sesv2_email_identity" "a" {
  email_identity = "a@example.com"
}

resource "aws_sesv2_email_identity_feedback_attributes" "a" {
  email_identity = "a@example.com"
}

resource "aws_sesv2_email_identity_mail_from_attributes" "a" {
  email_identity = "a@example.com"
}

resource "aws_sesv2_email_identity_policy" "a" {
  email_identity = "a@example.com"
  policy         = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  policy_name    = "demo"
}
