# What each type must be given, and no more.

resource "aws_synthetics_canary" "a" {
  artifact_s3_location = "demo"
  execution_role_arn   = "arn:aws:iam::123456789012:role/demo"
  handler              = "demo"
  name                 = "demo"
  runtime_version      = "demo"
  schedule {
    expression = "demo"
  }
}

resource "aws_synthetics_group" "a" {
  name = "demo"
}

resource "aws_synthetics_group_association" "a" {
  canary_arn = "arn:aws:iam::123456789012:role/demo"
  group_name = "demo"
}
