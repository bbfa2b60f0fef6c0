# What each type must be given, and no more.

resource "aws_codepipeline_custom_action_type" "a" {
  category      = "Source"
  provider_name = "demo"
  version       = "demo"
  input_artifact_details {
    maximum_count = 1
    minimum_count = 1
  }
  output_artifact_details {
    maximum_count = 1
    minimum_count = 1
  }
}

resource "aws_codepipeline_webhook" "a" {
  authentication  = "GITHUB_HMAC"
  name            = "demo"
  target_action   = "demo"
  target_pipeline = "demo"
  filter {
    json_path    = "demo"
    match_equals = "demo"
  }
}

resource "aws_codestarconnections_connection" "a" {
  name = "demo"
}

resource "aws_codestarnotifications_notification_rule" "a" {
  detail_type    = "BASIC"
  event_type_ids = ["demo"]
  name           = "demo"
  resource       = "arn:aws:iam::123456789012:role/demo"
}
