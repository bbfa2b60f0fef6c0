# What each type must be given, and no more.

resource "aws_codeartifact_domain" "a" {
  domain = "example.com"
}

resource "aws_codeartifact_domain_permissions_policy" "a" {
  domain          = "example.com"
  policy_document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_codeartifact_repository" "a" {
  domain     = "example.com"
  repository = "demo"
}

resource "aws_codeartifact_repository_permissions_policy" "a" {
  domain          = "example.com"
  policy_document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  repository      = "demo"
}
