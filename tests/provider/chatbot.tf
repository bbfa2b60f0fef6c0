# What each type must be given, and no more.

resource "aws_chatbot_slack_channel_configuration" "a" {
  configuration_name = "demo"
  iam_role_arn       = "arn:aws:iam::123456789012:role/demo"
  slack_channel_id   = "demo"
  slack_team_id      = "demo"
}

resource "aws_chatbot_teams_channel_configuration" "a" {
  channel_id         = "demo"
  configuration_name = "demo"
  iam_role_arn       = "arn:aws:iam::123456789012:role/demo"
  team_id            = "demo"
  tenant_id          = "demo"
}
