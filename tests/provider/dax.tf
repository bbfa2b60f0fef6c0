# What each type must be given, and no more.

resource "aws_dax_cluster" "a" {
  cluster_name       = "demo"
  iam_role_arn       = "arn:aws:iam::123456789012:role/demo"
  node_type          = "demo"
  replication_factor = 1
}

resource "aws_dax_parameter_group" "a" {
  name = "demo"
}

resource "aws_dax_subnet_group" "a" {
  name       = "demo"
  subnet_ids = ["subnet-0123456789abcdef0"]
}
