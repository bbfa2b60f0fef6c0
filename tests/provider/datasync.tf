# What each type must be given, and no more.

resource "aws_datasync_agent" "a" {
}

resource "aws_datasync_location_azure_blob" "a" {
  agent_arns          = ["arn:aws:iam::123456789012:role/demo"]
  authentication_type = "SAS"
  container_url       = "https://example.com"
}

resource "aws_datasync_location_efs" "a" {
  efs_file_system_arn = "arn:aws:iam::123456789012:role/demo"
  ec2_config {
    security_group_arns = ["arn:aws:iam::123456789012:role/demo"]
    subnet_arn          = "arn:aws:iam::123456789012:role/demo"
  }
}

resource "aws_datasync_location_fsx_lustre_file_system" "a" {
  fsx_filesystem_arn  = "arn:aws:iam::123456789012:role/demo"
  security_group_arns = ["arn:aws:iam::123456789012:role/demo"]
}

resource "aws_datasync_location_fsx_ontap_file_system" "a" {
  security_group_arns         = ["arn:aws:iam::123456789012:role/demo"]
  storage_virtual_machine_arn = "arn:aws:iam::123456789012:role/demo"
  protocol {
    nfs {
      mount_options {
      }
    }
  }
}

resource "aws_datasync_location_fsx_openzfs_file_system" "a" {
  fsx_filesystem_arn  = "arn:aws:iam::123456789012:role/demo"
  security_group_arns = ["arn:aws:iam::123456789012:role/demo"]
  protocol {
    nfs {
      mount_options {
      }
    }
  }
}

resource "aws_datasync_location_fsx_windows_file_system" "a" {
  fsx_filesystem_arn  = "arn:aws:iam::123456789012:role/demo"
  password            = "Sup3rSecretPw-123"
  security_group_arns = ["arn:aws:iam::123456789012:role/demo"]
  user                = "demo"
}

resource "aws_datasync_location_hdfs" "a" {
  agent_arns = ["arn:aws:iam::123456789012:role/demo"]
  name_node {
    hostname = "demo"
    port     = 1
  }
}

resource "aws_datasync_location_nfs" "a" {
  server_hostname = "demo"
  subdirectory    = "demo"
  on_prem_config {
    agent_arns = ["arn:aws:iam::123456789012:role/demo"]
  }
}

resource "aws_datasync_location_object_storage" "a" {
  agent_arns      = ["arn:aws:iam::123456789012:role/demo"]
  bucket_name     = "demo-bucket-xyz"
  server_hostname = "demo"
}

resource "aws_datasync_location_s3" "a" {
  s3_bucket_arn = "arn:aws:s3:::demo-bucket"
  subdirectory  = "demo"
  s3_config {
    bucket_access_role_arn = "arn:aws:iam::123456789012:role/demo"
  }
}

resource "aws_datasync_location_smb" "a" {
  agent_arns      = ["arn:aws:iam::123456789012:role/demo"]
  password        = "Sup3rSecretPw-123"
  server_hostname = "demo"
  subdirectory    = "demo"
  user            = "demo"
}

resource "aws_datasync_task" "a" {
  destination_location_arn = "arn:aws:iam::123456789012:role/demo"
  source_location_arn      = "arn:aws:iam::123456789012:role/demo"
}
