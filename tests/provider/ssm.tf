# What each type must be given, and no more.

resource "aws_ssm_association" "a" {
  name = "demo"
}

resource "aws_ssm_document" "a" {
  content       = "demo"
  document_type = "Command"
  name          = "demo"
}

resource "aws_ssm_maintenance_window" "a" {
  cutoff   = 1
  duration = 1
  name     = "demo"
  schedule = "demo"
}

resource "aws_ssm_maintenance_window_target" "a" {
  resource_type = "INSTANCE"
  window_id     = "demo"
  targets {
    key    = "demo"
    values = ["demo"]
  }
}

resource "aws_ssm_maintenance_window_task" "a" {
  task_arn  = "arn:aws:iam::123456789012:role/demo"
  task_type = "RUN_COMMAND"
  window_id = "demo"
}

resource "aws_ssm_parameter" "a" {
  insecure_value = "demo"
  name           = "demo"
  type           = "String"
}

resource "aws_ssm_patch_baseline" "a" {
  name = "demo"
}

resource "aws_ssm_patch_group" "a" {
  baseline_id = "demo"
  patch_group = "demo"
}

resource "aws_ssm_resource_data_sync" "a" {
  name = "demo"
  s3_destination {
    bucket_name = "demo-bucket-xyz"
    region      = "eu-west-1"
  }
}

resource "aws_ssm_service_setting" "a" {
  setting_id    = "demo"
  setting_value = "demo"
}

resource "aws_ssmcontacts_contact" "a" {
  alias = "demo"
  type  = "demo"
}

resource "aws_ssmcontacts_contact_channel" "a" {
  contact_id = "demo"
  name       = "demo"
  type       = "demo"
  delivery_address {
    simple_address = "demo"
  }
}

resource "aws_ssmcontacts_plan" "a" {
  contact_id = "demo"
  stage {
    duration_in_minutes = 1
  }
}

resource "aws_ssmincidents_replication_set" "a" {
  region {
    name = "demo"
  }
}

resource "aws_ssmincidents_response_plan" "a" {
  name = "demo"
  incident_template {
    impact = 1
    title  = "demo"
  }
}

resource "aws_ssmquicksetup_configuration_manager" "a" {
  name = "demo"
}
