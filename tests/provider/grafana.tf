# What each type must be given, and no more.

resource "aws_grafana_license_association" "a" {
  license_type = "ENTERPRISE"
  workspace_id = "demo"
}

resource "aws_grafana_role_association" "a" {
  role         = "arn:aws:iam::123456789012:role/demo"
  workspace_id = "demo"
}

resource "aws_grafana_workspace_api_key" "a" {
  key_name        = "demo"
  key_role        = "ADMIN"
  seconds_to_live = 1
  workspace_id    = "demo"
}

resource "aws_grafana_workspace_saml_configuration" "a" {
  editor_role_values = ["arn:aws:iam::123456789012:role/demo"]
  workspace_id       = "demo"
}

resource "aws_grafana_workspace_service_account_token" "a" {
  name               = "demo"
  seconds_to_live    = 1
  service_account_id = "123456789012"
  workspace_id       = "demo"
}
