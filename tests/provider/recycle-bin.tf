# What each type must be given, and no more.

resource "aws_rbin_rule" "a" {
  resource_type = "EBS_SNAPSHOT"
  retention_period {
    retention_period_unit  = "DAYS"
    retention_period_value = 1
  }
}
