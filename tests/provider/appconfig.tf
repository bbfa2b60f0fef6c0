# What each type must be given, and no more.

resource "aws_appconfig_application" "a" {
  name = "demo"
}

resource "aws_appconfig_configuration_profile" "a" {
  application_id = "demo"
  location_uri   = "demo"
  name           = "demo"
}

resource "aws_appconfig_deployment" "a" {
  application_id           = "demo"
  configuration_profile_id = "demo"
  configuration_version    = "demo"
  deployment_strategy_id   = "demo"
  environment_id           = "demo"
}

resource "aws_appconfig_deployment_strategy" "a" {
  deployment_duration_in_minutes = 1
  growth_factor                  = 1
  name                           = "demo"
  replicate_to                   = "NONE"
}

resource "aws_appconfig_environment" "a" {
  application_id = "demo"
  name           = "demo"
}

resource "aws_appconfig_extension_association" "a" {
  extension_arn = "arn:aws:iam::123456789012:role/demo"
  resource_arn  = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_appconfig_hosted_configuration_version" "a" {
  application_id           = "demo"
  configuration_profile_id = "demo"
  content                  = "demo"
  content_type             = "demo"
}
