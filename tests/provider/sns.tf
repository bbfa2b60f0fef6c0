# What each type must be given, and no more.

resource "aws_sns_topic" "a" {
}

resource "aws_sns_topic_data_protection_policy" "a" {
  arn    = "arn:aws:iam::123456789012:role/demo"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_sns_topic_policy" "a" {
  arn    = "arn:aws:iam::123456789012:role/demo"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_sns_topic_subscription" "a" {
  endpoint  = "demo"
  protocol  = "application"
  topic_arn = "arn:aws:sns:eu-west-1:123456789012:demo"
}
