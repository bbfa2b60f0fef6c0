resource "aws_db_subnet_group" "orders" {
  name       = local.name
  subnet_ids = module.network.private_subnet_ids
}

resource "aws_db_instance" "orders" {
  identifier     = "${local.name}-orders"
  engine         = "postgres"
  engine_version = "17.6"
  instance_class = local.is_production ? "db.m6g.large" : "db.t4g.medium"

  allocated_storage = 100
  storage_encrypted = true                 # MET rds-encryption
  kms_key_id        = aws_kms_key.shop.arn # MET rds-cmk

  db_name                     = "orders"
  username                    = "shop"
  manage_master_user_password = true # MET rds-plaintext-password

  db_subnet_group_name   = aws_db_subnet_group.orders.name
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false # MET rds-public

  multi_az                = local.is_production       # MET rds-multi-az in production
  backup_retention_period = var.backup_retention_days # UNKNOWN rds-backup-retention

  deletion_protection                 = local.is_production
  auto_minor_version_upgrade          = true # MET rds-auto-minor-upgrade: moves the line for minor versions
  iam_database_authentication_enabled = true # MET rds-iam-auth
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]

  final_snapshot_identifier = "${local.name}-orders-final"
}

locals {
  tables = {
    orders = { key = "order_id", recovery = true, protected = true }
    # UNMET dynamodb-pitr: nobody thought of the sessions.
    sessions = { key = "session_id", recovery = false, protected = false }
  }
}

resource "aws_dynamodb_table" "this" {
  for_each = local.tables

  name         = "${local.name}-${each.key}"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = each.value.key

  attribute {
    name = each.value.key
    type = "S"
  }

  point_in_time_recovery {
    enabled = each.value.recovery
  }

  deletion_protection_enabled = each.value.protected

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.shop.arn
  }
}
