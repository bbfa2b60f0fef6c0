# What each type must be given, and no more.

resource "aws_applicationinsights_application" "a" {
  resource_group_name = "demo"
}
