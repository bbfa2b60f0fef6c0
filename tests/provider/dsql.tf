# What each type must be given, and no more.

resource "aws_dsql_cluster" "a" {
}

resource "aws_dsql_cluster_peering" "a" {
  clusters       = ["demo"]
  identifier     = "demo"
  witness_region = "eu-west-1"
}
