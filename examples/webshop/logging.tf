resource "aws_cloudwatch_log_group" "this" {
  for_each = local.log_groups

  name              = each.value.name
  retention_in_days = each.value.retention
  kms_key_id        = aws_kms_key.shop.arn # MET cloudwatch-log-cmk
}

# MET cloudtrail-multi-region, -logging-on, -log-validation, -cmk, -cloudwatch
resource "aws_cloudtrail" "account" {
  name                          = local.name
  s3_bucket_name                = module.logs.name
  s3_key_prefix                 = "trail"
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_logging                = true
  enable_log_file_validation    = true
  kms_key_id                    = aws_kms_key.shop.arn
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.this["trail"].arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.trail.arn
}
