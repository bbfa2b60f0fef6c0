# What each type must be given, and no more.

resource "aws_cognito_identity_pool" "a" {
  identity_pool_name = "demo"
}

resource "aws_cognito_identity_pool_roles_attachment" "a" {
  identity_pool_id = "demo"
  roles            = { "demo" : "arn:aws:iam::123456789012:role/demo" }
}

resource "aws_cognito_identity_provider" "a" {
  provider_details = { "demo" : "demo" }
  provider_name    = "demo"
  provider_type    = "SAML"
  user_pool_id     = "demo"
}

resource "aws_cognito_resource_server" "a" {
  identifier   = "demo"
  name         = "demo"
  user_pool_id = "demo"
}

resource "aws_cognito_user" "a" {
  user_pool_id = "demo"
  username     = "demo"
}

resource "aws_cognito_user_pool" "a" {
  name = "demo"
}

resource "aws_cognito_user_pool_client" "a" {
  name         = "demo"
  user_pool_id = "demo"
}

resource "aws_cognito_user_pool_domain" "a" {
  domain       = "example.com"
  user_pool_id = "demo"
}

resource "aws_cognito_user_pool_ui_customization" "a" {
  css          = "demo"
  user_pool_id = "demo"
}
