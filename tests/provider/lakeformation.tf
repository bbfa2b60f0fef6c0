# What each type must be given, and no more.

resource "aws_lakeformation_data_lake_settings" "a" {
}

resource "aws_lakeformation_lf_tag" "a" {
  key    = "demo"
  values = ["demo"]
}

resource "aws_lakeformation_resource" "a" {
  arn = "arn:aws:iam::123456789012:role/demo"
}
