# As custom-sqlserver, and guest-os: the customer installs, patches and upgrades it in an image of its own.

variable "password" {
  type      = string
  sensitive = true
}

resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "custom-sqlserver-se"
  engine_version              = "15.00.4430.1.shop_cev1"
  instance_class              = "db.m5.xlarge"
  allocated_storage           = 100
  storage_encrypted           = true
  kms_key_id                  = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000000"
  username                    = "shop"
  auto_minor_version_upgrade  = false
  final_snapshot_identifier   = "orders-final"
  password                    = var.password
  custom_iam_instance_profile = "AWSRDSCustomShop"
}
