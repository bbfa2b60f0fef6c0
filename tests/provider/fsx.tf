# What each type must be given, and no more.

resource "aws_fsx_backup" "a" {
}

resource "aws_fsx_lustre_file_system" "a" {
  subnet_ids = ["subnet-0123456789abcdef0"]
}

resource "aws_fsx_ontap_file_system" "a" {
  deployment_type     = "MULTI_AZ_1"
  preferred_subnet_id = "subnet-0123456789abcdef0"
  storage_capacity    = 1024
  subnet_ids          = ["subnet-0123456789abcdef0"]
  throughput_capacity = "128"
}

resource "aws_fsx_ontap_storage_virtual_machine" "a" {
  file_system_id = "ddddddddddd"
  name           = "demo"
}

resource "aws_fsx_openzfs_file_system" "a" {
  deployment_type     = "SINGLE_AZ_1"
  storage_capacity    = 64
  subnet_ids          = ["subnet-0123456789abcdef0"]
  throughput_capacity = 64
}

resource "aws_fsx_openzfs_snapshot" "a" {
  name      = "demo"
  volume_id = "ddddddddddddddddddddddd"
}

resource "aws_fsx_windows_file_system" "a" {
  subnet_ids          = ["subnet-0123456789abcdef0"]
  throughput_capacity = "8"
}
