# What each type must be given, and no more.

resource "aws_internetmonitor_monitor" "a" {
  max_city_networks_to_monitor = 1
  monitor_name                 = "demo"
}
