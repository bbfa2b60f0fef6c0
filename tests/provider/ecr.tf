# What each type must be given, and no more.

resource "aws_ecr_lifecycle_policy" "a" {
  policy     = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  repository = "demo"
}

resource "aws_ecr_pull_through_cache_rule" "a" {
  ecr_repository_prefix = "demo"
  upstream_registry_url = "https://example.com"
}

resource "aws_ecr_registry_policy" "a" {
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_ecr_registry_scanning_configuration" "a" {
  scan_type = "BASIC"
}

resource "aws_ecr_replication_configuration" "a" {
}

resource "aws_ecr_repository" "a" {
  name = "demo"
}

resource "aws_ecr_repository_policy" "a" {
  policy     = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  repository = "demo"
}

resource "aws_ecrpublic_repository" "a" {
  repository_name = "demo"
}

resource "aws_ecrpublic_repository_policy" "a" {
  policy          = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  repository_name = "demo"
}
