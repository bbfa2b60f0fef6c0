# What each type must be given, and no more.

resource "aws_codedeploy_app" "a" {
  name = "demo"
}

resource "aws_codedeploy_deployment_config" "a" {
  deployment_config_name = "demo"
}

resource "aws_codedeploy_deployment_group" "a" {
  app_name              = "demo"
  deployment_group_name = "demo"
  service_role_arn      = "arn:aws:iam::123456789012:role/demo"
}
