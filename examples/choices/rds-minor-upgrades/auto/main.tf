# platform.upgrade: shared; AWS moves to newer minor versions, the customer to major ones.

resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "postgres"
  engine_version              = "17.6"
  instance_class              = "db.m5.xlarge"
  allocated_storage           = 100
  storage_encrypted           = true
  kms_key_id                  = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000000"
  username                    = "shop"
  manage_master_user_password = true
  auto_minor_version_upgrade  = true
  final_snapshot_identifier   = "orders-final"
}
