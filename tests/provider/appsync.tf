# What each type must be given, and no more.

resource "aws_appsync_api_cache" "a" {
  api_caching_behavior = "FULL_REQUEST_CACHING"
  api_id               = "demo"
  ttl                  = 1
  type                 = "T2_SMALL"
}

resource "aws_appsync_api_key" "a" {
  api_id = "demo"
}

resource "aws_appsync_datasource" "a" {
  api_id = "demo"
  name   = "demo"
  type   = "AWS_LAMBDA"
}

resource "aws_appsync_domain_name" "a" {
  certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  domain_name     = "example.com"
}

resource "aws_appsync_domain_name_api_association" "a" {
  api_id      = "demo"
  domain_name = "example.com"
}

resource "aws_appsync_function" "a" {
  api_id      = "demo"
  data_source = "demo"
  name        = "demo"
}

resource "aws_appsync_graphql_api" "a" {
  authentication_type = "API_KEY"
  name                = "demo"
}

resource "aws_appsync_resolver" "a" {
  api_id = "demo"
  field  = "demo"
  type   = "demo"
}

resource "aws_appsync_type" "a" {
  api_id     = "demo"
  definition = "demo"
  format     = "SDL"
}
