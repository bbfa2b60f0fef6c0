# What each type must be given, and no more.

resource "aws_sagemaker_app" "a" {
  app_name   = "demo"
  app_type   = "JupyterServer"
  domain_id  = "example.com"
  space_name = "demo"
}

resource "aws_sagemaker_app_image_config" "a" {
  app_image_config_name = "demo"
}

resource "aws_sagemaker_code_repository" "a" {
  code_repository_name = "demo"
  git_config {
    repository_url = "https://example.com"
  }
}

resource "aws_sagemaker_data_quality_job_definition" "a" {
  role_arn = "arn:aws:iam::123456789012:role/demo"
  data_quality_app_specification {
    image_uri = "demo"
  }
  data_quality_job_input {
    endpoint_input {
      endpoint_name = "demo"
    }
  }
  data_quality_job_output_config {
    monitoring_outputs {
      s3_output {
        s3_uri = "s3://demo/x"
      }
    }
  }
  job_resources {
    cluster_config {
      instance_count    = 1
      instance_type     = "ml.t3.medium"
      volume_size_in_gb = 1
    }
  }
}

resource "aws_sagemaker_device" "a" {
  device_fleet_name = "demo"
  device {
    device_name = "demo"
  }
}

resource "aws_sagemaker_device_fleet" "a" {
  device_fleet_name = "demo"
  role_arn          = "arn:aws:iam::123456789012:role/demo"
  output_config {
    s3_output_location = "demo"
  }
}

resource "aws_sagemaker_domain" "a" {
  auth_mode   = "IAM"
  domain_name = "demo"
  subnet_ids  = ["subnet-0123456789abcdef0"]
  vpc_id      = "vpc-0123456789abcdef0"
  default_user_settings {
    execution_role = "arn:aws:iam::123456789012:role/demo"
  }
}

resource "aws_sagemaker_endpoint" "a" {
  endpoint_config_name = "demo"
}

resource "aws_sagemaker_endpoint_configuration" "a" {
  production_variants {
    model_name = "demo"
  }
}

resource "aws_sagemaker_feature_group" "a" {
  event_time_feature_name        = "demo"
  feature_group_name             = "demo"
  record_identifier_feature_name = "demo"
  role_arn                       = "arn:aws:iam::123456789012:role/demo"
  feature_definition {
  }
  offline_store_config {
    s3_storage_config {
      s3_uri = "demo"
    }
  }
}

resource "aws_sagemaker_hub" "a" {
  hub_description = "demo"
  hub_name        = "demo"
}

resource "aws_sagemaker_human_task_ui" "a" {
  human_task_ui_name = "demo"
  ui_template {
  }
}

resource "aws_sagemaker_image" "a" {
  image_name = "demo"
  role_arn   = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_sagemaker_image_version" "a" {
  base_image = "demo"
  image_name = "demo"
}

resource "aws_sagemaker_model" "a" {
  execution_role_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_sagemaker_model_package_group" "a" {
  model_package_group_name = "demo"
}

resource "aws_sagemaker_model_package_group_policy" "a" {
  model_package_group_name = "demo"
  resource_policy          = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
}

resource "aws_sagemaker_monitoring_schedule" "a" {
  monitoring_schedule_config {
    monitoring_job_definition_name = "demo"
    monitoring_type                = "DataQuality"
  }
}

resource "aws_sagemaker_notebook_instance" "a" {
  instance_type = "ml.t2.medium"
  name          = "demo"
  role_arn      = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_sagemaker_notebook_instance_lifecycle_configuration" "a" {
}

resource "aws_sagemaker_project" "a" {
  project_name = "demo"
  service_catalog_provisioning_details {
    product_id = "demo"
  }
}

resource "aws_sagemaker_space" "a" {
  domain_id  = "example.com"
  space_name = "demo"
}

resource "aws_sagemaker_studio_lifecycle_config" "a" {
  studio_lifecycle_config_app_type = "JupyterServer"
  studio_lifecycle_config_content  = "demo"
  studio_lifecycle_config_name     = "demo"
}

resource "aws_sagemaker_user_profile" "a" {
  domain_id         = "example.com"
  user_profile_name = "demo"
}

resource "aws_sagemaker_workforce" "a" {
  workforce_name = "demo"
  cognito_config {
    client_id = "demo"
    user_pool = "demo"
  }
}

resource "aws_sagemaker_workteam" "a" {
  description   = "demo"
  workteam_name = "demo"
  member_definition {
  }
}
