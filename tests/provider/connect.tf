# What each type must be given, and no more.

resource "aws_connect_bot_association" "a" {
  instance_id = "demo"
  lex_bot {
    name = "demo"
  }
}

resource "aws_connect_contact_flow" "a" {
  instance_id = "demo"
  name        = "demo"
}

resource "aws_connect_contact_flow_module" "a" {
  instance_id = "demo"
  name        = "demo"
}

resource "aws_connect_instance" "a" {
  directory_id             = "dddddddddddd"
  identity_management_type = "SAML"
  inbound_calls_enabled    = false
  outbound_calls_enabled   = false
}

resource "aws_connect_instance_storage_config" "a" {
  instance_id   = "demo"
  resource_type = "CHAT_TRANSCRIPTS"
  storage_config {
    storage_type = "S3"
  }
}

resource "aws_connect_lambda_function_association" "a" {
  function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:demo"
  instance_id  = "demo"
}

resource "aws_connect_queue" "a" {
  hours_of_operation_id = "demo"
  instance_id           = "demo"
  name                  = "demo"
}

resource "aws_connect_quick_connect" "a" {
  instance_id = "demo"
  name        = "demo"
  quick_connect_config {
    quick_connect_type = "USER"
  }
}

resource "aws_connect_security_profile" "a" {
  instance_id = "demo"
  name        = "demo"
}

resource "aws_connect_user" "a" {
  instance_id          = "demo"
  name                 = "demo"
  routing_profile_id   = "demo"
  security_profile_ids = ["demo"]
  phone_config {
    phone_type = "SOFT_PHONE"
  }
}

resource "aws_connect_user_hierarchy_group" "a" {
  instance_id = "demo"
  name        = "demo"
}

resource "aws_connect_user_hierarchy_structure" "a" {
  instance_id = "demo"
  hierarchy_structure {
  }
}

resource "aws_connect_vocabulary" "a" {
  content       = "demo"
  instance_id   = "demo"
  language_code = "ar-AE"
  name          = "demo"
}
