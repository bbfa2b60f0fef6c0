defaults = {
  instance_class    = "db.t4g.medium"
  allocated_storage = 20
  storage_encrypted = true
  tags              = { Kind = "database" }
}
