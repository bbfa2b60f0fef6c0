# What each type must be given, and no more.

resource "aws_emr_block_public_access_configuration" "a" {
  block_public_security_group_rules = false
}

resource "aws_emr_cluster" "a" {
  name          = "demo"
  release_label = "demo"
  service_role  = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_emr_instance_fleet" "a" {
  cluster_id = "demo"
}

resource "aws_emr_instance_group" "a" {
  cluster_id    = "demo"
  instance_type = "t3.micro"
}

resource "aws_emr_security_configuration" "a" {
  configuration = "{\"EncryptionConfiguration\":{\"EnableInTransitEncryption\":false,\"EnableAtRestEncryption\":false}}"
}

resource "aws_emr_studio" "a" {
  auth_mode                   = "SSO"
  default_s3_location         = "demo"
  engine_security_group_id    = "sg-0123456789abcdef0"
  name                        = "demo"
  service_role                = "arn:aws:iam::123456789012:role/demo"
  subnet_ids                  = ["subnet-0123456789abcdef0"]
  vpc_id                      = "vpc-0123456789abcdef0"
  workspace_security_group_id = "sg-0123456789abcdef0"
}

resource "aws_emr_studio_session_mapping" "a" {
  identity_id        = "demo"
  identity_type      = "USER"
  session_policy_arn = "arn:aws:iam::123456789012:role/demo"
  studio_id          = "demo"
}

resource "aws_emrcontainers_job_template" "a" {
  name = "demo"
  job_template_data {
    execution_role_arn = "arn:aws:iam::123456789012:role/demo"
    release_label      = "demo"
    job_driver {
      spark_sql_job_driver {
      }
    }
  }
}

resource "aws_emrcontainers_virtual_cluster" "a" {
  name = "demo"
  container_provider {
    id   = "demo"
    type = "EKS"
    info {
      eks_info {
      }
    }
  }
}

resource "aws_emrserverless_application" "a" {
  name          = "demo"
  release_label = "demo"
  type          = "demo"
}
