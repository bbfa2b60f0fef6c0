# What each type must be given, and no more.

resource "aws_sfn_activity" "a" {
  name = "demo"
}

resource "aws_sfn_alias" "a" {
  name = "demo"
  routing_configuration {
    state_machine_version_arn = "arn:aws:iam::123456789012:role/demo"
    weight                    = 1
  }
}
