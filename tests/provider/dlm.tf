# What each type must be given, and no more.

resource "aws_dlm_lifecycle_policy" "a" {
  description        = "demo"
  execution_role_arn = "arn:aws:iam::123456789012:role/demo"
  policy_details {
  }
}
