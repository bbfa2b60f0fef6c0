# What each type must be given, and no more.

resource "aws_dynamodb_contributor_insights" "a" {
  table_name = "demo"
}

resource "aws_dynamodb_kinesis_streaming_destination" "a" {
  stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/demo"
  table_name = "demo"
}

resource "aws_dynamodb_resource_policy" "a" {
  policy       = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_dynamodb_table" "a" {
  hash_key       = "id"
  name           = "demo"
  read_capacity  = 1
  write_capacity = 1
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_dynamodb_table_export" "a" {
  s3_bucket = "demo-bucket-xyz"
  table_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_dynamodb_table_item" "a" {
  hash_key   = "demo"
  item       = "{\"id\":{\"S\":\"a\"}}"
  table_name = "demo"
}

resource "aws_dynamodb_table_replica" "a" {
  global_table_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_dynamodb_tag" "a" {
  key          = "demo"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
  value        = "demo"
}
