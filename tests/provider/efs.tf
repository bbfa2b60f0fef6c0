# What each type must be given, and no more.

resource "aws_efs_access_point" "a" {
  file_system_id = "demo"
}

resource "aws_efs_backup_policy" "a" {
  file_system_id = "demo"
  backup_policy {
    status = "DISABLED"
  }
}

resource "aws_efs_file_system" "a" {
}

resource "aws_efs_file_system_policy" "a" {
  file_system_id = "demo"
  policy         = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_efs_mount_target" "a" {
  file_system_id = "demo"
  subnet_id      = "subnet-0123456789abcdef0"
}

resource "aws_efs_replication_configuration" "a" {
  source_file_system_id = "demo"
  destination {
    availability_zone_name = "demo"
  }
}
