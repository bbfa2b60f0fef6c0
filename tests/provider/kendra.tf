# What each type must be given, and no more.

resource "aws_kendra_experience" "a" {
  index_id = "demo"
  name     = "demo"
  role_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_kendra_index" "a" {
  name     = "demo"
  role_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_kendra_query_suggestions_block_list" "a" {
  index_id = "demo"
  name     = "demo"
  role_arn = "arn:aws:iam::123456789012:role/demo"
  source_s3_path {
    bucket = "demo-bucket-xyz"
    key    = "demo"
  }
}

resource "aws_kendra_thesaurus" "a" {
  index_id = "demo"
  name     = "demo"
  role_arn = "arn:aws:iam::123456789012:role/demo"
  source_s3_path {
    bucket = "demo-bucket-xyz"
    key    = "demo"
  }
}
