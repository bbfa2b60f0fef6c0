# What each type must be given, and no more.

resource "aws_lambda_alias" "a" {
  function_name    = "demo"
  function_version = "demo"
  name             = "demo"
}

resource "aws_lambda_code_signing_config" "a" {
  allowed_publishers {
    signing_profile_version_arns = ["arn:aws:iam::123456789012:role/demo"]
  }
}

resource "aws_lambda_event_source_mapping" "a" {
  event_source_arn = "arn:aws:iam::123456789012:role/demo"
  function_name    = "demo"
}

resource "aws_lambda_function" "a" {
  function_name = "demo"
  handler       = "a.b"
  role          = "arn:aws:iam::123456789012:role/demo"
  runtime       = "python3.12"
  s3_bucket     = "demo-bucket"
  s3_key        = "a.zip"
}

resource "aws_lambda_function_event_invoke_config" "a" {
  function_name = "demo"
}

resource "aws_lambda_function_url" "a" {
  authorization_type = "NONE"
  function_name      = "demo"
}

resource "aws_lambda_layer_version" "a" {
  layer_name = "demo"
}

resource "aws_lambda_layer_version_permission" "a" {
  action         = "demo"
  layer_name     = "demo"
  principal      = "demo"
  statement_id   = "demo"
  version_number = 1
}

resource "aws_lambda_permission" "a" {
  action        = "lambda:InvokeFunction"
  function_name = "demo"
  principal     = "s3.amazonaws.com"
}

resource "aws_lambda_provisioned_concurrency_config" "a" {
  function_name                     = "demo"
  provisioned_concurrent_executions = 1
  qualifier                         = "demo"
}

resource "aws_lambda_runtime_management_config" "a" {
  function_name = "demo"
}
