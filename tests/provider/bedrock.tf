# What each type must be given, and no more.

resource "aws_bedrock_guardrail" "a" {
  blocked_input_messaging   = "demo"
  blocked_outputs_messaging = "demo"
  name                      = "demo"
}

resource "aws_bedrock_guardrail_version" "a" {
  guardrail_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_bedrock_inference_profile" "a" {
  name = "demo"
}

resource "aws_bedrockagent_agent" "a" {
  agent_name              = "demo"
  agent_resource_role_arn = "arn:aws:iam::123456789012:role/demo"
  foundation_model        = "demo"
}

resource "aws_bedrockagent_agent_action_group" "a" {
  action_group_name = "demo"
  agent_id          = "demo"
  agent_version     = "demo"
}

resource "aws_bedrockagent_agent_alias" "a" {
  agent_alias_name = "demo"
  agent_id         = "demo"
}

resource "aws_bedrockagent_prompt" "a" {
  name = "demo"
}
