# What each type must be given, and no more.

resource "aws_guardduty_detector" "a" {
}

resource "aws_guardduty_detector_feature" "a" {
  detector_id = "demo"
  name        = "S3_DATA_EVENTS"
  status      = "ENABLED"
}

resource "aws_guardduty_filter" "a" {
  action      = "NOOP"
  detector_id = "demo"
  name        = "demo"
  rank        = 1
  finding_criteria {
    criterion {
      field = "demo"
    }
  }
}

resource "aws_guardduty_invite_accepter" "a" {
  detector_id       = "demo"
  master_account_id = "123456789012"
}

resource "aws_guardduty_ipset" "a" {
  activate    = false
  detector_id = "demo"
  format      = "TXT"
  location    = "demo"
  name        = "demo"
}

resource "aws_guardduty_member" "a" {
  account_id  = "123456789012"
  detector_id = "demo"
  email       = "a@example.com"
}

resource "aws_guardduty_organization_configuration" "a" {
  auto_enable = false
  detector_id = "demo"
}

resource "aws_guardduty_organization_configuration_feature" "a" {
  auto_enable = "NEW"
  detector_id = "demo"
  name        = "S3_DATA_EVENTS"
}

resource "aws_guardduty_publishing_destination" "a" {
  destination_arn = "arn:aws:iam::123456789012:role/demo"
  detector_id     = "demo"
  kms_key_arn     = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

resource "aws_guardduty_threatintelset" "a" {
  activate    = false
  detector_id = "demo"
  format      = "TXT"
  location    = "demo"
  name        = "demo"
}
