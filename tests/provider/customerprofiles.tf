# What each type must be given, and no more.

resource "aws_customerprofiles_domain" "a" {
  default_expiration_days = 1
  domain_name             = "example.com"
}

resource "aws_customerprofiles_profile" "a" {
  domain_name = "example.com"
}
