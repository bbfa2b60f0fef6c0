# What each type must be given, and no more.

resource "aws_acm_certificate" "a" {
  domain_name = "example.com"
}

resource "aws_acm_certificate_validation" "a" {
  certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
}
