# What each type must be given, and no more.

resource "aws_workspaces_connection_alias" "a" {
  connection_string = "demo"
}

resource "aws_workspaces_directory" "a" {
  directory_id = "d-1234567890"
}

resource "aws_workspaces_ip_group" "a" {
  name = "demo"
}

resource "aws_workspaces_workspace" "a" {
  bundle_id    = "demo"
  directory_id = "demo"
  user_name    = "demo"
}
