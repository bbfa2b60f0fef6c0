# What each type must be given, and no more.

resource "aws_ce_anomaly_monitor" "a" {
  monitor_type = "DIMENSIONAL"
  name         = "demo"
}

resource "aws_ce_cost_category" "a" {
  name         = "demo"
  rule_version = "demo"
  rule {
  }
}
