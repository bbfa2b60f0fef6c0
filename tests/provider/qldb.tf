# What each type must be given, and no more.

resource "aws_qldb_ledger" "a" {
  permissions_mode = "ALLOW_ALL"
}

resource "aws_qldb_stream" "a" {
  inclusive_start_time = "2030-01-01T00:00:00Z"
  ledger_name          = "demo"
  role_arn             = "arn:aws:iam::123456789012:role/demo"
  stream_name          = "demo"
  kinesis_configuration {
    stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/demo"
  }
}
