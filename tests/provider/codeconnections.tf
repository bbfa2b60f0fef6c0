# What each type must be given, and no more.

resource "aws_codeconnections_connection" "a" {
  name = "demo"
}

resource "aws_codestarconnections_host" "a" {
  name              = "demo"
  provider_endpoint = "demo"
  provider_type     = "Bitbucket"
}
