# What each type must be given, and no more.

resource "aws_codebuild_fleet" "a" {
  base_capacity    = 1
  compute_type     = "BUILD_GENERAL1_SMALL"
  environment_type = "WINDOWS_CONTAINER"
  name             = "demo"
}

resource "aws_codebuild_project" "a" {
  name         = "demo"
  service_role = "arn:aws:iam::123456789012:role/demo"
  artifacts {
    type = "CODEPIPELINE"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "demo"
    type         = "WINDOWS_CONTAINER"
  }
  source {
    type = "CODECOMMIT"
  }
}

resource "aws_codebuild_report_group" "a" {
  name = "demo"
  type = "TEST"
  export_config {
    type = "S3"
  }
}

resource "aws_codebuild_resource_policy" "a" {
  policy       = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_codebuild_source_credential" "a" {
  auth_type   = "OAUTH"
  server_type = "GITHUB"
  token       = "Sup3rSecretPw-123"
}

resource "aws_codebuild_webhook" "a" {
  project_name = "demo"
}
