# guest-os.patch-apply and resilience.maintenance-window: the customer, who starts desktops for updates itself.

resource "aws_workspaces_directory" "office" {
  directory_id = "d-0123456789"

  workspace_creation_properties {
    enable_maintenance_mode = false
  }
}

resource "aws_workspaces_workspace" "desk" {
  directory_id                   = aws_workspaces_directory.office.id
  bundle_id                      = "wsb-0123456789"
  user_name                      = "ada"
  root_volume_encryption_enabled = true
  user_volume_encryption_enabled = true
  volume_encryption_key          = "alias/aws/workspaces"

  workspace_properties {
    running_mode = "AUTO_STOP"
  }
}
