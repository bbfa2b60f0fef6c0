# What each type must be given, and no more.

resource "aws_devicefarm_project" "a" {
  name = "demo"
}
