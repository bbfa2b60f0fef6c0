# What each type must be given, and no more.

resource "aws_cloudwatch_event_api_destination" "a" {
  connection_arn      = "arn:aws:iam::123456789012:role/demo"
  http_method         = "POST"
  invocation_endpoint = "demo"
  name                = "demo"
}

resource "aws_cloudwatch_event_archive" "a" {
  event_source_arn = "arn:aws:iam::123456789012:role/demo"
  name             = "demo"
}

resource "aws_cloudwatch_event_bus" "a" {
  name = "demo"
}

resource "aws_cloudwatch_event_bus_policy" "a" {
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_cloudwatch_event_connection" "a" {
  authorization_type = "BASIC"
  name               = "demo"
  auth_parameters {
    api_key {
      key   = "demo"
      value = "demo"
    }
  }
}

resource "aws_cloudwatch_event_permission" "a" {
  principal    = "123456789012"
  statement_id = "demo"
}

resource "aws_cloudwatch_event_target" "a" {
  arn  = "arn:aws:iam::123456789012:role/demo"
  rule = "demo"
}

resource "aws_pipes_pipe" "a" {
  role_arn = "arn:aws:iam::123456789012:role/demo"
  source   = "arn:aws:iam::123456789012:role/demo"
  target   = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_scheduler_schedule" "a" {
  schedule_expression = "demo"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:iam::123456789012:role/demo"
    role_arn = "arn:aws:iam::123456789012:role/demo"
  }
}

resource "aws_scheduler_schedule_group" "a" {
}

resource "aws_schemas_discoverer" "a" {
  source_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_schemas_registry" "a" {
  name = "demo"
}

resource "aws_schemas_registry_policy" "a" {
  policy        = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  registry_name = "demo"
}

resource "aws_schemas_schema" "a" {
  content       = "demo"
  name          = "demo"
  registry_name = "demo"
  type          = "OpenApi3"
}
