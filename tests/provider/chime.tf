# What each type must be given, and no more.

resource "aws_chime_voice_connector" "a" {
  name               = "demo"
  require_encryption = false
}

resource "aws_chime_voice_connector_logging" "a" {
  voice_connector_id = "demo"
}

resource "aws_chime_voice_connector_streaming" "a" {
  data_retention     = 1
  voice_connector_id = "demo"
}

resource "aws_chime_voice_connector_termination_credentials" "a" {
  voice_connector_id = "demo"
  credentials {
    password = "Sup3rSecretPw-123"
    username = "demo"
  }
}

resource "aws_chimesdkmediapipelines_media_insights_pipeline_configuration" "a" {
  name                     = "demo"
  resource_access_role_arn = "arn:aws:iam::123456789012:role/demo"
  elements {
    type = "AmazonTranscribeCallAnalyticsProcessor"
  }
}

resource "aws_chimesdkvoice_sip_media_application" "a" {
  aws_region = "eu-west-1"
  name       = "demo"
  endpoints {
    lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:demo"
  }
}
