# platform: AWS installs the language runtime and applies its patches.

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = "arn:aws:iam::111122223333:role/resize"
  package_type  = "Zip"
  runtime       = "python3.13"
  handler       = "resize.handler"
  s3_bucket     = "example-build-artifacts"
  s3_key        = "resize.zip"
}
