# What each type must be given, and no more.

resource "aws_fms_policy" "a" {
  exclude_resource_tags = false
  name                  = "demo"
  security_service_policy_data {
    type = "demo"
  }
}

resource "aws_fms_resource_set" "a" {
}
