# What each type must be given, and no more.

resource "aws_resourcegroups_group" "a" {
  name = "demo"
}

resource "aws_resourcegroups_resource" "a" {
  group_arn    = "arn:aws:iam::123456789012:role/demo"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}
