# What each type must be given, and no more.

resource "aws_cloudformation_stack" "a" {
  name = "demo"
}

resource "aws_cloudformation_stack_instances" "a" {
  stack_set_name = "demo"
}

resource "aws_cloudformation_stack_set" "a" {
  name = "demo"
}

resource "aws_cloudformation_stack_set_instance" "a" {
  stack_set_name = "demo"
}
