# What each type must be given, and no more.

resource "aws_transfer_access" "a" {
  external_id = "demo"
  server_id   = "s-12345678901234567"
}

resource "aws_transfer_agreement" "a" {
  access_role        = "arn:aws:iam::123456789012:role/demo"
  base_directory     = "demo"
  local_profile_id   = "demo"
  partner_profile_id = "demo"
  server_id          = "demo"
}

resource "aws_transfer_certificate" "a" {
  certificate = "demo"
  usage       = "SIGNING"
}

resource "aws_transfer_connector" "a" {
  access_role = "arn:aws:iam::123456789012:role/demo"
  url         = "https://example.com"
}

resource "aws_transfer_profile" "a" {
  as2_id       = "demo"
  profile_type = "LOCAL"
}

resource "aws_transfer_server" "a" {
}

resource "aws_transfer_tag" "a" {
  key          = "demo"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
  value        = "demo"
}

resource "aws_transfer_workflow" "a" {
  steps {
    type = "COPY"
  }
}
