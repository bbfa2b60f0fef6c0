variable "password" {
  type      = string
  sensitive = true
}

resource "aws_timestreaminfluxdb_db_instance" "meters" {
  name                   = "meters"
  db_instance_type       = "db.influx.medium"
  allocated_storage      = 20
  bucket                 = "meters"
  organization           = "shop"
  username               = "admin"
  password               = var.password
  vpc_subnet_ids         = ["subnet-0123456789abcdef0"]
  vpc_security_group_ids = ["sg-0123456789abcdef0"]
}
