# What each type must be given, and no more.

resource "aws_memorydb_acl" "a" {
}

resource "aws_memorydb_cluster" "a" {
  acl_name  = "demo"
  node_type = "demo"
}

resource "aws_memorydb_multi_region_cluster" "a" {
  multi_region_cluster_name_suffix = "eu-west-1"
  node_type                        = "demo"
}

resource "aws_memorydb_parameter_group" "a" {
  family = "demo"
}

resource "aws_memorydb_snapshot" "a" {
  cluster_name = "demo"
}

resource "aws_memorydb_subnet_group" "a" {
  subnet_ids = ["subnet-0123456789abcdef0"]
}

resource "aws_memorydb_user" "a" {
  access_string = "demo"
  user_name     = "demo"
  authentication_mode {
    type = "password"
  }
}
