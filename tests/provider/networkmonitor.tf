# What each type must be given, and no more.

resource "aws_networkmonitor_monitor" "a" {
  monitor_name = "demo"
}
