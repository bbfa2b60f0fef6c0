# What each type must be given, and no more.

resource "aws_sqs_queue" "a" {
}

resource "aws_sqs_queue_policy" "a" {
  policy    = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  queue_url = "https://example.com"
}

resource "aws_sqs_queue_redrive_allow_policy" "a" {
  queue_url            = "https://example.com"
  redrive_allow_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_sqs_queue_redrive_policy" "a" {
  queue_url      = "https://example.com"
  redrive_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}
