# What each type must be given, and no more.

resource "aws_backup_framework" "a" {
  name = "demo"
  control {
    name = "demo"
  }
}

resource "aws_backup_logically_air_gapped_vault" "a" {
  max_retention_days = 1
  min_retention_days = 7
  name               = "demo"
}

resource "aws_backup_plan" "a" {
  name = "demo"
  rule {
    rule_name         = "demo"
    target_vault_name = "demo"
  }
}

resource "aws_backup_report_plan" "a" {
  name = "demo"
  report_delivery_channel {
    s3_bucket_name = "demo-bucket-xyz"
  }
  report_setting {
    report_template = "BACKUP_JOB_REPORT"
  }
}

resource "aws_backup_selection" "a" {
  iam_role_arn = "arn:aws:iam::123456789012:role/demo"
  name         = "demo"
  plan_id      = "demo"
}

resource "aws_backup_vault" "a" {
  name = "demo"
}

resource "aws_backup_vault_lock_configuration" "a" {
  backup_vault_name = "demo"
}

resource "aws_backup_vault_notifications" "a" {
  backup_vault_events = ["BACKUP_JOB_STARTED"]
  backup_vault_name   = "demo"
  sns_topic_arn       = "arn:aws:sns:eu-west-1:123456789012:demo"
}

resource "aws_backup_vault_policy" "a" {
  backup_vault_name = "demo"
  policy            = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}
