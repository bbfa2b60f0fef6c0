# guest-os: AWS. platform: AWS installs and patches the engine, the customer chooses and upgrades the version.

resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "oracle-ee"
  engine_version              = "19"
  license_model               = "bring-your-own-license"
  instance_class              = "db.m5.xlarge"
  allocated_storage           = 100
  storage_encrypted           = true
  kms_key_id                  = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000000"
  username                    = "shop"
  manage_master_user_password = true
  auto_minor_version_upgrade  = false
  final_snapshot_identifier   = "orders-final"
}
