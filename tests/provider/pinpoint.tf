# What each type must be given, and no more.

resource "aws_pinpoint_adm_channel" "a" {
  application_id = "demo"
  client_id      = "demo"
  client_secret  = "demo"
}

resource "aws_pinpoint_apns_channel" "a" {
  application_id = "demo"
}

resource "aws_pinpoint_apns_sandbox_channel" "a" {
  application_id = "demo"
}

resource "aws_pinpoint_apns_voip_channel" "a" {
  application_id = "demo"
}

resource "aws_pinpoint_apns_voip_sandbox_channel" "a" {
  application_id = "demo"
}

resource "aws_pinpoint_app" "a" {
}

resource "aws_pinpoint_baidu_channel" "a" {
  api_key        = "demo"
  application_id = "demo"
  secret_key     = "demo"
}

resource "aws_pinpoint_email_channel" "a" {
  application_id = "demo"
  from_address   = "demo"
  identity       = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_pinpoint_email_template" "a" {
  template_name = "demo"
}

resource "aws_pinpoint_event_stream" "a" {
  application_id         = "demo"
  destination_stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/demo"
  role_arn               = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_pinpoint_gcm_channel" "a" {
  api_key        = "demo"
  application_id = "demo"
}

resource "aws_pinpoint_sms_channel" "a" {
  application_id = "demo"
}
