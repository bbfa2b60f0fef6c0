# What each type must be given, and no more.

resource "aws_codecommit_approval_rule_template_association" "a" {
  approval_rule_template_name = "demo"
  repository_name             = "demo"
}

resource "aws_codecommit_repository" "a" {
  repository_name = "demo"
}
