# What each type must be given, and no more.

resource "aws_opsworks_application" "a" {
  name     = "demo"
  stack_id = "demo"
  type     = "aws-flow-ruby"
}

resource "aws_opsworks_instance" "a" {
  layer_ids = ["demo"]
  stack_id  = "demo"
}

resource "aws_opsworks_stack" "a" {
  default_instance_profile_arn = "arn:aws:iam::123456789012:role/demo"
  name                         = "demo"
  region                       = "eu-west-1"
  service_role_arn             = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_opsworks_user_profile" "a" {
  ssh_username = "demo"
  user_arn     = "arn:aws:iam::123456789012:role/demo"
}
