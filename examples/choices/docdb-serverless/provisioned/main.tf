# resilience.scaling: shared; AWS grows the storage, the customer sizes the instances.

resource "aws_docdb_cluster" "catalogue" {
  cluster_identifier          = "catalogue"
  engine                      = "docdb"
  engine_version              = "5.0.0"
  master_username             = "shop"
  manage_master_user_password = true
  storage_encrypted           = true
  final_snapshot_identifier   = "catalogue-final"
}
