# platform.upgrade: shared; AWS moves the cluster along the chosen track.

resource "aws_redshift_cluster" "reports" {
  cluster_identifier        = "reports"
  node_type                 = "ra3.large"
  number_of_nodes           = 2
  master_username           = "reports"
  manage_master_password    = true
  encrypted                 = true
  publicly_accessible       = false
  allow_version_upgrade     = true
  final_snapshot_identifier = "reports-final"
}
