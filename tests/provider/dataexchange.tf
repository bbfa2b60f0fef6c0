# What each type must be given, and no more.

resource "aws_dataexchange_data_set" "a" {
  asset_type  = "S3_SNAPSHOT"
  description = "demo"
  name        = "demo"
}

resource "aws_dataexchange_revision" "a" {
  data_set_id = "demo"
}

resource "aws_dataexchange_revision_assets" "a" {
  data_set_id = "demo"
}
