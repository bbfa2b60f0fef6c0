# What each type must be given, and no more.

resource "aws_auditmanager_assessment" "a" {
  framework_id = "demo"
  name         = "demo"
  roles        = [{ "role_arn" : "arn:aws:iam::123456789012:role/demo", "role_type" : "arn:aws:iam::123456789012:role/demo" }]
}

resource "aws_auditmanager_framework" "a" {
  name = "demo"
}
