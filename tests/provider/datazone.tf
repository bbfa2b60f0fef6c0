# What each type must be given, and no more.

resource "aws_datazone_asset_type" "a" {
  domain_identifier         = "example.com"
  name                      = "demo"
  owning_project_identifier = "demo"
}

resource "aws_datazone_domain" "a" {
  domain_execution_role = "arn:aws:iam::123456789012:role/demo"
  name                  = "demo"
}

resource "aws_datazone_environment" "a" {
  domain_identifier  = "example.com"
  name               = "demo"
  profile_identifier = "demo"
  project_identifier = "demo"
}

resource "aws_datazone_environment_blueprint_configuration" "a" {
  domain_id                = "example.com"
  enabled_regions          = ["eu-west-1"]
  environment_blueprint_id = "demo"
}

resource "aws_datazone_environment_profile" "a" {
  aws_account_region               = "eu-west-1"
  domain_identifier                = "example.com"
  environment_blueprint_identifier = "demo"
  name                             = "demo"
  project_identifier               = "demo"
}

resource "aws_datazone_glossary" "a" {
  domain_identifier         = "example.com"
  name                      = "demo"
  owning_project_identifier = "demo"
}

resource "aws_datazone_glossary_term" "a" {
  glossary_identifier = "demo"
  name                = "demo"
}

resource "aws_datazone_user_profile" "a" {
  domain_identifier = "example.com"
  user_identifier   = "demo"
}
