# What each type must be given, and no more.

resource "aws_api_gateway_account" "a" {
}

resource "aws_api_gateway_api_key" "a" {
  name = "demo"
}

resource "aws_api_gateway_base_path_mapping" "a" {
  api_id      = "demo"
  domain_name = "example.com"
}

resource "aws_api_gateway_client_certificate" "a" {
}

resource "aws_api_gateway_deployment" "a" {
  rest_api_id = "demo"
}

resource "aws_api_gateway_documentation_part" "a" {
  properties  = "demo"
  rest_api_id = "demo"
  location {
    type = "demo"
  }
}

resource "aws_api_gateway_documentation_version" "a" {
  rest_api_id = "demo"
  version     = "demo"
}

resource "aws_api_gateway_domain_name" "a" {
  domain_name = "example.com"
}

resource "aws_api_gateway_gateway_response" "a" {
  response_type = "demo"
  rest_api_id   = "demo"
}

resource "aws_api_gateway_integration" "a" {
  http_method = "ANY"
  resource_id = "demo"
  rest_api_id = "demo"
  type        = "HTTP"
}

resource "aws_api_gateway_integration_response" "a" {
  http_method = "ANY"
  resource_id = "demo"
  rest_api_id = "demo"
  status_code = "demo"
}

resource "aws_api_gateway_method" "a" {
  authorization = "demo"
  http_method   = "ANY"
  resource_id   = "demo"
  rest_api_id   = "demo"
}

resource "aws_api_gateway_method_response" "a" {
  http_method = "ANY"
  resource_id = "demo"
  rest_api_id = "demo"
  status_code = "demo"
}

resource "aws_api_gateway_method_settings" "a" {
  method_path = "demo"
  rest_api_id = "demo"
  stage_name  = "demo"
  settings {
  }
}

resource "aws_api_gateway_model" "a" {
  content_type = "demo"
  name         = "demo"
  rest_api_id  = "demo"
}

resource "aws_api_gateway_request_validator" "a" {
  name        = "demo"
  rest_api_id = "demo"
}

resource "aws_api_gateway_resource" "a" {
  parent_id   = "demo"
  path_part   = "demo"
  rest_api_id = "demo"
}

resource "aws_api_gateway_rest_api" "a" {
  name = "demo"
}

resource "aws_api_gateway_rest_api_policy" "a" {
  policy      = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  rest_api_id = "demo"
}

resource "aws_api_gateway_rest_api_put" "a" {
  body        = "demo"
  rest_api_id = "demo"
}

resource "aws_api_gateway_stage" "a" {
  deployment_id = "demo"
  rest_api_id   = "demo"
  stage_name    = "demo"
}

resource "aws_api_gateway_usage_plan" "a" {
  name = "demo"
}

resource "aws_api_gateway_usage_plan_key" "a" {
  key_id        = "demo"
  key_type      = "demo"
  usage_plan_id = "demo"
}

resource "aws_api_gateway_vpc_link" "a" {
  name        = "demo"
  target_arns = ["arn:aws:iam::123456789012:role/demo"]
}

resource "aws_apigatewayv2_api" "a" {
  name          = "demo"
  protocol_type = "WEBSOCKET"
}

resource "aws_apigatewayv2_api_mapping" "a" {
  api_id      = "demo"
  domain_name = "example.com"
  stage       = "demo"
}

resource "aws_apigatewayv2_authorizer" "a" {
  api_id          = "demo"
  authorizer_type = "REQUEST"
  name            = "demo"
}

resource "aws_apigatewayv2_deployment" "a" {
  api_id = "demo"
}

resource "aws_apigatewayv2_domain_name" "a" {
  domain_name = "example.com"
  domain_name_configuration {
    certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}

resource "aws_apigatewayv2_integration" "a" {
  api_id           = "demo"
  integration_type = "AWS"
}

resource "aws_apigatewayv2_integration_response" "a" {
  api_id                   = "demo"
  integration_id           = "demo"
  integration_response_key = "demo"
}

resource "aws_apigatewayv2_route" "a" {
  api_id    = "demo"
  route_key = "demo"
}

resource "aws_apigatewayv2_route_response" "a" {
  api_id             = "demo"
  route_id           = "demo"
  route_response_key = "demo"
}

resource "aws_apigatewayv2_stage" "a" {
  api_id = "demo"
  name   = "demo"
}

resource "aws_apigatewayv2_vpc_link" "a" {
  name               = "demo"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = ["subnet-0123456789abcdef0"]
}
