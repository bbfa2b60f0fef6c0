# guest-os: AWS. platform: AWS installs and patches the engine, the customer chooses and upgrades the version.

resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "sqlserver-se"
  engine_version              = "15.00.4430.1.v1"
  license_model               = "license-included"
  instance_class              = "db.m5.xlarge"
  allocated_storage           = 100
  storage_encrypted           = true
  kms_key_id                  = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000000"
  username                    = "shop"
  manage_master_user_password = true
  auto_minor_version_upgrade  = false
  final_snapshot_identifier   = "orders-final"
}
