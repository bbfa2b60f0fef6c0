# What each type must be given, and no more.

resource "aws_account_alternate_contact" "a" {
  alternate_contact_type = "BILLING"
  email_address          = "a@example.com"
  name                   = "demo"
  phone_number           = "+12025550123"
  title                  = "demo"
}

resource "aws_iam_account_password_policy" "a" {
}
