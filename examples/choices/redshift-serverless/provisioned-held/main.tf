# platform.upgrade: the customer, who holds version upgrades.

resource "aws_redshift_cluster" "reports" {
  cluster_identifier        = "reports"
  node_type                 = "ra3.large"
  number_of_nodes           = 2
  master_username           = "reports"
  manage_master_password    = true
  encrypted                 = true
  publicly_accessible       = false
  allow_version_upgrade     = false
  final_snapshot_identifier = "reports-final"
}
