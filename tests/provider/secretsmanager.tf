# What each type must be given, and no more.

resource "aws_secretsmanager_secret" "a" {
}

resource "aws_secretsmanager_secret_policy" "a" {
  policy     = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  secret_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_secretsmanager_secret_rotation" "a" {
  secret_id = "demo"
  rotation_rules {
    automatically_after_days = 1
  }
}

resource "aws_secretsmanager_secret_version" "a" {
  secret_id = "demo"
}
