# What each type must be given, and no more.

resource "aws_kinesis_firehose_delivery_stream" "a" {
  destination = "extended_s3"
  name        = "demo"
  extended_s3_configuration {
    bucket_arn = "arn:aws:s3:::demo-bucket"
    role_arn   = "arn:aws:iam::123456789012:role/demo"
  }
}

resource "aws_kinesis_resource_policy" "a" {
  policy       = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_kinesis_stream" "a" {
  name        = "demo"
  shard_count = 1
}

resource "aws_kinesis_stream_consumer" "a" {
  name       = "demo"
  stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/demo"
}

resource "aws_kinesis_video_stream" "a" {
  name = "demo"
}
