# What each type must be given, and no more.

resource "aws_prometheus_alert_manager_definition" "a" {
  definition   = "demo"
  workspace_id = "demo"
}

resource "aws_prometheus_rule_group_namespace" "a" {
  data         = "demo"
  name         = "demo"
  workspace_id = "demo"
}

resource "aws_prometheus_workspace" "a" {
}

resource "aws_prometheus_workspace_configuration" "a" {
  workspace_id = "demo"
}
