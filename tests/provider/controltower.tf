# What each type must be given, and no more.

resource "aws_controltower_control" "a" {
  control_identifier = "arn:aws:iam::123456789012:role/demo"
  target_identifier  = "arn:aws:iam::123456789012:role/demo"
}
