# What each type must be given, and no more.

resource "aws_m2_deployment" "a" {
  application_id      = "demo"
  application_version = 1
  environment_id      = "demo"
  start               = false
}
