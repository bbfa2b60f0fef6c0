# What each type must be given, and no more.

resource "aws_acmpca_certificate_authority" "a" {
  certificate_authority_configuration {
    key_algorithm     = "RSA_2048"
    signing_algorithm = "SHA256WITHECDSA"
    subject {
    }
  }
}

resource "aws_acmpca_certificate_authority_certificate" "a" {
  certificate               = "demo"
  certificate_authority_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
}

resource "aws_acmpca_policy" "a" {
  policy       = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}
