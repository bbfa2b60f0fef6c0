# What each type must be given, and no more.

resource "aws_account_region" "a" {
  enabled     = false
  region_name = "eu-west-1"
}

resource "aws_ami" "a" {
  name = "demo"
}

resource "aws_ami_copy" "a" {
  name              = "demo"
  source_ami_id     = "demo"
  source_ami_region = "eu-west-1"
}

resource "aws_ami_from_instance" "a" {
  name               = "demo"
  source_instance_id = "demo"
}

resource "aws_ami_launch_permission" "a" {
  account_id = "123456789012"
  image_id   = "ami-0123456789abcdef0"
}

resource "aws_amplify_backend_environment" "a" {
  app_id           = "demo"
  environment_name = "demo"
}

resource "aws_appfabric_app_authorization_connection" "a" {
  app_authorization_arn = "arn:aws:iam::123456789012:role/demo"
  app_bundle_arn        = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_appfabric_app_bundle" "a" {
}

resource "aws_apprunner_connection" "a" {
  connection_name = "demo"
  provider_type   = "GITHUB"
}

resource "aws_apprunner_default_auto_scaling_configuration_version" "a" {
  auto_scaling_configuration_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_auditmanager_account_registration" "a" {
}

resource "aws_auditmanager_assessment_delegation" "a" {
  assessment_id  = "demo"
  control_set_id = "demo"
  role_arn       = "arn:aws:iam::123456789012:role/demo"
  role_type      = "PROCESS_OWNER"
}

resource "aws_auditmanager_assessment_report" "a" {
  assessment_id = "demo"
  name          = "demo"
}

resource "aws_auditmanager_control" "a" {
  name = "demo"
}

resource "aws_auditmanager_framework_share" "a" {
  destination_account = "demo"
  destination_region  = "eu-west-1"
  framework_id        = "demo"
}

resource "aws_auditmanager_organization_admin_account_registration" "a" {
  admin_account_id = "123456789012"
}

resource "aws_backup_global_settings" "a" {
  global_settings = { "demo" : "demo" }
}

resource "aws_backup_region_settings" "a" {
  resource_type_opt_in_preference = { "demo" : false }
}

resource "aws_bedrock_provisioned_model_throughput" "a" {
  model_arn              = "arn:aws:iam::123456789012:role/demo"
  model_units            = 1
  provisioned_model_name = "demo"
}

resource "aws_ce_cost_allocation_tag" "a" {
  status  = "Active"
  tag_key = "demo"
}

resource "aws_chime_voice_connector_group" "a" {
  name = "demo"
}

resource "aws_chimesdkvoice_global_settings" "a" {
  voice_connector {
  }
}

resource "aws_chimesdkvoice_sip_rule" "a" {
  name          = "demo"
  trigger_type  = "ToPhoneNumber"
  trigger_value = "demo"
  target_applications {
    aws_region               = "eu-west-1"
    priority                 = 1
    sip_media_application_id = "demo"
  }
}

resource "aws_chimesdkvoice_voice_profile_domain" "a" {
  name = "demo"
  server_side_encryption_configuration {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }
}

resource "aws_cloudsearch_domain" "a" {
  name = "demo"
}

resource "aws_cloudsearch_domain_service_access_policy" "a" {
  access_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  domain_name   = "example.com"
}

resource "aws_cloudtrail_organization_delegated_admin_account" "a" {
  account_id = "123456789012"
}

resource "aws_cloudwatch_contributor_managed_insight_rule" "a" {
  resource_arn  = "arn:aws:iam::123456789012:role/demo"
  template_name = "demo"
}

resource "aws_cloudwatch_log_delivery_destination_policy" "a" {
  delivery_destination_name   = "demo"
  delivery_destination_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_cloudwatch_log_index_policy" "a" {
  log_group_name  = "demo"
  policy_document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_codecatalyst_dev_environment" "a" {
  instance_type = "dev.standard1.small"
  project_name  = "demo"
  space_name    = "demo"
  ides {
  }
  persistent_storage {
    size = 1
  }
}

resource "aws_codecatalyst_project" "a" {
  display_name = "demo"
  space_name   = "demo"
}

resource "aws_codecatalyst_source_repository" "a" {
  name         = "demo"
  project_name = "demo"
  space_name   = "demo"
}

resource "aws_computeoptimizer_enrollment_status" "a" {
  status = "Active"
}

resource "aws_costoptimizationhub_enrollment_status" "a" {
}

resource "aws_costoptimizationhub_preferences" "a" {
}

resource "aws_devicefarm_device_pool" "a" {
  name        = "demo"
  project_arn = "arn:aws:iam::123456789012:role/demo"
  rule {
  }
}

resource "aws_devicefarm_instance_profile" "a" {
  name = "demo"
}

resource "aws_devicefarm_network_profile" "a" {
  name        = "demo"
  project_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_devicefarm_test_grid_project" "a" {
  name = "demo"
}

resource "aws_directory_service_shared_directory_accepter" "a" {
  shared_directory_id = "demo"
}

resource "aws_dx_gateway_association_proposal" "a" {
  associated_gateway_id       = "demo"
  dx_gateway_id               = "demo"
  dx_gateway_owner_account_id = "123456789012"
}

resource "aws_dx_hosted_connection" "a" {
  bandwidth        = "1Gbps"
  connection_id    = "demo"
  name             = "demo"
  owner_account_id = "123456789012"
  vlan             = 1
}

resource "aws_dx_hosted_private_virtual_interface_accepter" "a" {
  dx_gateway_id        = "demo"
  virtual_interface_id = "demo"
}

resource "aws_dx_hosted_public_virtual_interface_accepter" "a" {
  virtual_interface_id = "demo"
}

resource "aws_dx_hosted_transit_virtual_interface_accepter" "a" {
  dx_gateway_id        = "demo"
  virtual_interface_id = "demo"
}

resource "aws_dynamodb_global_table" "a" {
  name = "demo"
  replica {
    region_name = "eu-west-1"
  }
}

resource "aws_ebs_default_kms_key" "a" {
  key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

resource "aws_ebs_fast_snapshot_restore" "a" {
  availability_zone = "demo"
  snapshot_id       = "demo"
}

resource "aws_ebs_snapshot" "a" {
  volume_id = "demo"
}

resource "aws_ebs_snapshot_copy" "a" {
  source_region      = "eu-west-1"
  source_snapshot_id = "demo"
}

resource "aws_ebs_snapshot_import" "a" {
  disk_container {
    format = "VMDK"
    url    = "https://example.com"
  }
}

resource "aws_ec2_availability_zone_group" "a" {
  group_name    = "demo"
  opt_in_status = "opted-in"
}

resource "aws_ec2_image_block_public_access" "a" {
  state = "block-new-sharing"
}

resource "aws_ec2_serial_console_access" "a" {
}

resource "aws_ec2_tag" "a" {
  key         = "demo"
  resource_id = "demo"
  value       = "demo"
}

resource "aws_ecr_account_setting" "a" {
  name  = "BASIC_SCAN_TYPE_VERSION"
  value = "AWS_NATIVE"
}

resource "aws_ecs_account_setting_default" "a" {
  name  = "serviceLongArnFormat"
  value = "demo"
}

resource "aws_ecs_tag" "a" {
  key          = "demo"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
  value        = "demo"
}

resource "aws_elasticache_reserved_cache_node" "a" {
  reserved_cache_nodes_offering_id = "demo"
}

resource "aws_elastictranscoder_pipeline" "a" {
  input_bucket = "demo-bucket-xyz"
  role         = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_elastictranscoder_preset" "a" {
  container = "flac"
}

resource "aws_finspace_kx_cluster" "a" {
  az_mode        = "SINGLE"
  environment_id = "demo"
  name           = "demo"
  release_label  = "demo"
  type           = "HDB"
  vpc_configuration {
    ip_address_type    = "IP_V4"
    security_group_ids = ["sg-0123456789abcdef0"]
    subnet_ids         = ["subnet-0123456789abcdef0"]
    vpc_id             = "vpc-0123456789abcdef0"
  }
}

resource "aws_finspace_kx_database" "a" {
  environment_id = "demo"
  name           = "demo"
}

resource "aws_finspace_kx_dataview" "a" {
  auto_update    = false
  az_mode        = "SINGLE"
  database_name  = "demo"
  environment_id = "demo"
  name           = "demo"
}

resource "aws_finspace_kx_environment" "a" {
  kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  name       = "demo"
}

resource "aws_finspace_kx_scaling_group" "a" {
  availability_zone_id = "demo"
  environment_id       = "demo"
  host_type            = "demo"
  name                 = "demo"
}

resource "aws_finspace_kx_user" "a" {
  environment_id = "demo"
  iam_role       = "arn:aws:iam::123456789012:role/demo"
  name           = "demo"
}

resource "aws_finspace_kx_volume" "a" {
  availability_zones = ["demo"]
  az_mode            = "SINGLE"
  environment_id     = "demo"
  name               = "demo"
  type               = "NAS_1"
}

resource "aws_fms_admin_account" "a" {
}

resource "aws_glacier_vault" "a" {
  name = "demo"
}

resource "aws_glacier_vault_lock" "a" {
  complete_lock = false
  policy        = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  vault_name    = "demo"
}

resource "aws_globalaccelerator_custom_routing_listener" "a" {
  accelerator_arn = "arn:aws:iam::123456789012:role/demo"
  port_range {
  }
}

resource "aws_glue_resource_policy" "a" {
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_guardduty_organization_admin_account" "a" {
  admin_account_id = "123456789012"
}

resource "aws_iam_account_alias" "a" {
  account_alias = "demo"
}

resource "aws_iam_organizations_features" "a" {
  enabled_features = ["demo"]
}

resource "aws_iam_security_token_service_preferences" "a" {
  global_endpoint_token_version = "v1Token"
}

resource "aws_inspector2_delegated_admin_account" "a" {
  account_id = "123456789012"
}

resource "aws_inspector2_member_association" "a" {
  account_id = "123456789012"
}

resource "aws_inspector2_organization_configuration" "a" {
  auto_enable {
    ec2 = false
    ecr = false
  }
}

resource "aws_iot_indexing_configuration" "a" {
  thing_group_indexing_configuration {
    thing_group_indexing_mode = "OFF"
  }
}

resource "aws_iot_thing_group_membership" "a" {
  thing_group_name = "demo"
  thing_name       = "demo"
}

resource "aws_kms_custom_key_store" "a" {
  custom_key_store_name = "demo"
}

resource "aws_lakeformation_resource_lf_tags" "a" {
  database {
    name = "demo"
  }
  lf_tag {
    key   = "demo"
    value = "demo"
  }
}

resource "aws_lex_intent" "a" {
  name = "demo"
  fulfillment_activity {
    type = "ReturnIntent"
  }
}

resource "aws_lex_slot_type" "a" {
  name = "demo"
  enumeration_value {
    value = "demo"
  }
}

resource "aws_licensemanager_association" "a" {
  license_configuration_arn = "arn:aws:iam::123456789012:role/demo"
  resource_arn              = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_licensemanager_grant_accepter" "a" {
  grant_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_macie2_classification_export_configuration" "a" {
  s3_destination {
    bucket_name = "demo-bucket-xyz"
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }
}

resource "aws_macie2_classification_job" "a" {
  job_type = "ONE_TIME"
  s3_job_definition {
  }
}

resource "aws_macie2_invitation_accepter" "a" {
  administrator_account_id = "123456789012"
}

resource "aws_macie2_organization_admin_account" "a" {
  admin_account_id = "123456789012"
}

resource "aws_macie2_organization_configuration" "a" {
  auto_enable = false
}

resource "aws_networkmanager_attachment_accepter" "a" {
  attachment_id   = "demo"
  attachment_type = "CONNECT"
}

resource "aws_networkmanager_connection" "a" {
  connected_device_id = "demo"
  device_id           = "demo"
  global_network_id   = "demo"
}

resource "aws_networkmanager_transit_gateway_connect_peer_association" "a" {
  device_id                        = "demo"
  global_network_id                = "demo"
  transit_gateway_connect_peer_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_opensearch_inbound_connection_accepter" "a" {
  connection_id = "demo"
}

resource "aws_opensearch_outbound_connection" "a" {
  connection_alias = "demo"
  local_domain_info {
    domain_name = "example.com"
    owner_id    = "demo"
    region      = "eu-west-1"
  }
  remote_domain_info {
    domain_name = "example.com"
    owner_id    = "demo"
    region      = "eu-west-1"
  }
}

resource "aws_opensearch_package" "a" {
  package_name = "demo"
  package_type = "TXT-DICTIONARY"
  package_source {
    s3_bucket_name = "demo-bucket-xyz"
    s3_key         = "demo"
  }
}

resource "aws_opsworks_custom_layer" "a" {
  name       = "demo"
  short_name = "demo"
  stack_id   = "demo"
}

resource "aws_opsworks_ecs_cluster_layer" "a" {
  ecs_cluster_arn = "arn:aws:iam::123456789012:role/demo"
  stack_id        = "demo"
}

resource "aws_opsworks_ganglia_layer" "a" {
  password = "Sup3rSecretPw-123"
  stack_id = "demo"
}

resource "aws_opsworks_haproxy_layer" "a" {
  stack_id       = "demo"
  stats_password = "Sup3rSecretPw-123"
}

resource "aws_opsworks_java_app_layer" "a" {
  stack_id = "demo"
}

resource "aws_opsworks_memcached_layer" "a" {
  stack_id = "demo"
}

resource "aws_opsworks_mysql_layer" "a" {
  stack_id = "demo"
}

resource "aws_opsworks_nodejs_app_layer" "a" {
  stack_id = "demo"
}

resource "aws_opsworks_permission" "a" {
  stack_id = "demo"
  user_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_opsworks_php_app_layer" "a" {
  stack_id = "demo"
}

resource "aws_opsworks_rails_app_layer" "a" {
  stack_id = "demo"
}

resource "aws_opsworks_rds_db_instance" "a" {
  db_password         = "Sup3rSecretPw-123"
  db_user             = "demo"
  rds_db_instance_arn = "arn:aws:iam::123456789012:role/demo"
  stack_id            = "demo"
}

resource "aws_opsworks_static_web_layer" "a" {
  stack_id = "demo"
}

resource "aws_organizations_delegated_administrator" "a" {
  account_id        = "123456789012"
  service_principal = "demo"
}

resource "aws_quicksight_account_settings" "a" {
}

resource "aws_quicksight_account_subscription" "a" {
  account_name          = "demo"
  authentication_method = "IAM_AND_QUICKSIGHT"
  edition               = "STANDARD"
  notification_email    = "a@example.com"
}

resource "aws_quicksight_group_membership" "a" {
  group_name  = "demo"
  member_name = "demo"
}

resource "aws_quicksight_ingestion" "a" {
  data_set_id    = "demo"
  ingestion_id   = "demo"
  ingestion_type = "INCREMENTAL_REFRESH"
}

resource "aws_quicksight_namespace" "a" {
  namespace = "demo"
}

resource "aws_quicksight_template_alias" "a" {
  alias_name              = "demo"
  template_id             = "demo"
  template_version_number = 1
}

resource "aws_quicksight_user" "a" {
  email         = "a@example.com"
  identity_type = "IAM"
  user_role     = "READER"
}

resource "aws_ram_resource_share_accepter" "a" {
  share_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_ram_sharing_with_organization" "a" {
}

resource "aws_rds_certificate" "a" {
  certificate_identifier = "demo"
}

resource "aws_rds_export_task" "a" {
  export_task_identifier = "demo"
  iam_role_arn           = "arn:aws:iam::123456789012:role/demo"
  kms_key_id             = "demo"
  s3_bucket_name         = "demo-bucket-xyz"
  source_arn             = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_rds_reserved_instance" "a" {
  offering_id = "demo"
}

resource "aws_redshift_data_share_authorization" "a" {
  consumer_identifier = "demo"
  data_share_arn      = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_redshift_hsm_client_certificate" "a" {
  hsm_client_certificate_identifier = "demo"
}

resource "aws_redshift_hsm_configuration" "a" {
  description                   = "demo"
  hsm_configuration_identifier  = "demo"
  hsm_ip_address                = "demo"
  hsm_partition_name            = "demo"
  hsm_partition_password        = "Sup3rSecretPw-123"
  hsm_server_public_certificate = "demo"
}

resource "aws_route53domains_delegation_signer_record" "a" {
  domain_name = "example.com"
}

resource "aws_route53domains_registered_domain" "a" {
  domain_name = "example.com"
}

resource "aws_s3_account_public_access_block" "a" {
}

resource "aws_s3control_access_grants_instance_resource_policy" "a" {
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_s3control_storage_lens_configuration" "a" {
  config_id = "demo"
  storage_lens_configuration {
    enabled = false
    account_level {
      bucket_level {
      }
    }
  }
}

resource "aws_sagemaker_servicecatalog_portfolio_status" "a" {
  status = "Enabled"
}

resource "aws_securityhub_invite_accepter" "a" {
  master_id = "demo"
}

resource "aws_securityhub_member" "a" {
  account_id = "123456789012"
}

resource "aws_securityhub_standards_control" "a" {
  control_status        = "ENABLED"
  standards_control_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_servicecatalog_budget_resource_association" "a" {
  budget_name = "demo"
  resource_id = "demo"
}

resource "aws_servicecatalog_organizations_access" "a" {
  enabled = false
}

resource "aws_servicequotas_service_quota" "a" {
  quota_code   = "demo"
  service_code = "demo"
  value        = 1
}

resource "aws_servicequotas_template" "a" {
  quota_code   = "demo"
  region       = "eu-west-1"
  service_code = "demo"
  value        = 1
}

resource "aws_servicequotas_template_association" "a" {
}

resource "aws_sesv2_account_suppression_attributes" "a" {
  suppressed_reasons = ["demo"]
}

resource "aws_shield_subscription" "a" {
}

resource "aws_signer_signing_job" "a" {
  profile_name = "demo"
  destination {
    s3 {
      bucket = "demo-bucket-xyz"
    }
  }
  source {
    s3 {
      bucket  = "demo-bucket-xyz"
      key     = "demo"
      version = "demo"
    }
  }
}

resource "aws_sns_platform_application" "a" {
  name                = "demo"
  platform            = "demo"
  platform_credential = "demo"
}

resource "aws_sns_sms_preferences" "a" {
  default_sender_id = "demo"
}

resource "aws_spot_datafeed_subscription" "a" {
  bucket = "demo-bucket-xyz"
}

resource "aws_ssm_activation" "a" {
  iam_role = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_vpc_ipam_organization_admin_account" "a" {
  delegated_admin_account_id = "123456789012"
}

resource "aws_vpc_ipam_preview_next_cidr" "a" {
  ipam_pool_id = "demo"
}

resource "aws_waf_geo_match_set" "a" {
  name = "demo"
}

resource "aws_waf_regex_match_set" "a" {
  name = "demo"
}

resource "aws_waf_regex_pattern_set" "a" {
  name = "demo"
}

resource "aws_waf_rule_group" "a" {
  metric_name = "demo"
  name        = "demo"
}

resource "aws_wafregional_regex_match_set" "a" {
  name = "demo"
}

resource "aws_wafregional_rule_group" "a" {
  metric_name = "demo"
  name        = "demo"
}

resource "aws_worklink_fleet" "a" {
  name = "demo"
}

resource "aws_worklink_website_certificate_authority_association" "a" {
  certificate = "demo"
  fleet_arn   = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_xray_encryption_config" "a" {
  type = "NONE"
}
