# What each type must be given, and no more.

resource "aws_organizations_account" "a" {
  email = "a@example.com"
  name  = "demo"
}

resource "aws_organizations_organization" "a" {
}

resource "aws_organizations_policy_attachment" "a" {
  policy_id = "demo"
  target_id = "demo"
}
