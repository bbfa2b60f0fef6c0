# What each type must be given, and no more.

resource "aws_verifiedpermissions_policy_template" "a" {
  policy_store_id = "demo"
  statement       = "demo"
}
