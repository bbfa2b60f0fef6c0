# What each type must be given, and no more.

resource "aws_lexv2models_bot" "a" {
  idle_session_ttl_in_seconds = 1
  name                        = "demo"
  role_arn                    = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_lexv2models_bot_locale" "a" {
  bot_id                           = "demo"
  bot_version                      = "demo"
  locale_id                        = "demo"
  n_lu_intent_confidence_threshold = 1
}

resource "aws_lexv2models_bot_version" "a" {
  bot_id               = "demo"
  locale_specification = { "demo" : { "source_bot_version" : "demo" } }
}

resource "aws_lexv2models_intent" "a" {
  bot_id      = "demo"
  bot_version = "demo"
  locale_id   = "demo"
  name        = "demo"
}

resource "aws_lexv2models_slot_type" "a" {
  bot_id      = "demo"
  bot_version = "demo"
  locale_id   = "demo"
  name        = "demo"
}
