# platform.upgrade: shared; AWS moves to newer minor versions, the customer to major ones.

resource "aws_memorydb_cluster" "sessions" {
  name                       = "sessions"
  acl_name                   = "sessions"
  engine                     = "valkey"
  node_type                  = "db.t4g.small"
  auto_minor_version_upgrade = true
}
