# What each type must be given, and no more.

resource "aws_rum_app_monitor" "a" {
  domain = "example.com"
  name   = "demo"
}

resource "aws_rum_metrics_destination" "a" {
  app_monitor_name = "demo"
  destination      = "CloudWatch"
}
