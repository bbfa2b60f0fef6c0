# platform.patch-apply: AWS.

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = "arn:aws:iam::111122223333:role/resize"
  package_type  = "Zip"
  runtime       = "python3.13"
  handler       = "resize.handler"
  s3_bucket     = "example-build-artifacts"
  s3_key        = "resize.zip"
}

resource "aws_lambda_runtime_management_config" "resize" {
  function_name     = aws_lambda_function.resize.function_name
  update_runtime_on = "Auto"
}
