# What each type must be given, and no more.

resource "aws_cloudtrail" "a" {
  name           = "demo"
  s3_bucket_name = "demo-bucket-xyz"
}

resource "aws_cloudtrail_event_data_store" "a" {
  name = "demo"
}
