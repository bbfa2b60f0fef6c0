# What each type must be given, and no more.

resource "aws_ram_principal_association" "a" {
  principal          = "arn:aws:iam::123456789012:role/demo"
  resource_share_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_ram_resource_association" "a" {
  resource_arn       = "arn:aws:iam::123456789012:role/demo"
  resource_share_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_ram_resource_share" "a" {
  name = "demo"
}
