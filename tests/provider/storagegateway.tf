# What each type must be given, and no more.

resource "aws_storagegateway_cache" "a" {
  disk_id     = "demo"
  gateway_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_storagegateway_cached_iscsi_volume" "a" {
  gateway_arn          = "arn:aws:iam::123456789012:role/demo"
  network_interface_id = "demo"
  target_name          = "demo"
  volume_size_in_bytes = 1
}

resource "aws_storagegateway_file_system_association" "a" {
  gateway_arn  = "arn:aws:iam::123456789012:role/demo"
  location_arn = "arn:aws:iam::123456789012:role/demo"
  password     = "Sup3rSecretPw-123"
  username     = "demo"
}

resource "aws_storagegateway_smb_file_share" "a" {
  gateway_arn  = "arn:aws:iam::123456789012:role/demo"
  location_arn = "arn:aws:iam::123456789012:role/demo"
  role_arn     = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_storagegateway_stored_iscsi_volume" "a" {
  disk_id                = "demo"
  gateway_arn            = "arn:aws:iam::123456789012:role/demo"
  network_interface_id   = "demo"
  preserve_existing_data = false
  target_name            = "demo"
}

resource "aws_storagegateway_tape_pool" "a" {
  pool_name     = "demo"
  storage_class = "DEEP_ARCHIVE"
}

resource "aws_storagegateway_upload_buffer" "a" {
  disk_id     = "demo"
  gateway_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_storagegateway_working_storage" "a" {
  disk_id     = "demo"
  gateway_arn = "arn:aws:iam::123456789012:role/demo"
}
