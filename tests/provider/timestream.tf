# What each type must be given, and no more.

resource "aws_timestreaminfluxdb_db_instance" "a" {
  allocated_storage      = 20
  bucket                 = "demo-bucket-xyz"
  db_instance_type       = "db.influx.medium"
  name                   = "demo"
  organization           = "demo"
  password               = "Passw0rd1"
  username               = "demo"
  vpc_security_group_ids = ["sg-0123456789abcdef0"]
  vpc_subnet_ids         = ["subnet-0123456789abcdef0"]
}

resource "aws_timestreamwrite_database" "a" {
  database_name = "demo"
}

resource "aws_timestreamwrite_table" "a" {
  database_name = "demo"
  table_name    = "demo"
}
