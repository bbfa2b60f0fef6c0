# platform: the customer brings its own language runtime; guest-os stays with AWS.

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = "arn:aws:iam::111122223333:role/resize"
  package_type  = "Zip"
  runtime       = "provided.al2023"
  handler       = "bootstrap"
  s3_bucket     = "example-build-artifacts"
  s3_key        = "resize.zip"
}
