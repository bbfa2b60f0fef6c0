# What each type must be given, and no more.

resource "aws_amplify_app" "a" {
  name = "demo"
}

resource "aws_amplify_branch" "a" {
  app_id      = "demo"
  branch_name = "demo"
}

resource "aws_amplify_domain_association" "a" {
  app_id      = "demo"
  domain_name = "example.com"
  sub_domain {
    branch_name = "demo"
    prefix      = "demo"
  }
}

resource "aws_amplify_webhook" "a" {
  app_id      = "demo"
  branch_name = "demo"
}
