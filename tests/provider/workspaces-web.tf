# What each type must be given, and no more.

resource "aws_workspacesweb_browser_settings" "a" {
  browser_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_workspacesweb_data_protection_settings" "a" {
  display_name = "demo"
}

resource "aws_workspacesweb_user_access_logging_settings" "a" {
  kinesis_stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/demo"
}
