# resilience.scaling: AWS, within the limits that the customer sets.

resource "aws_docdb_cluster" "catalogue" {
  cluster_identifier          = "catalogue"
  engine                      = "docdb"
  engine_version              = "5.0.0"
  master_username             = "shop"
  manage_master_user_password = true
  storage_encrypted           = true
  final_snapshot_identifier   = "catalogue-final"

  serverless_v2_scaling_configuration {
    min_capacity = 1
    max_capacity = 8
  }
}
