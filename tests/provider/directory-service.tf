# What each type must be given, and no more.

resource "aws_directory_service_conditional_forwarder" "a" {
  directory_id       = "demo"
  dns_ips            = ["demo"]
  remote_domain_name = "example.com"
}

resource "aws_directory_service_log_subscription" "a" {
  directory_id   = "demo"
  log_group_name = "demo"
}

resource "aws_directory_service_radius_settings" "a" {
  authentication_protocol = "PAP"
  directory_id            = "demo"
  display_label           = "demo"
  radius_port             = 1
  radius_retries          = 1
  radius_servers          = ["demo"]
  radius_timeout          = 1
  shared_secret           = "dddddddd"
}

resource "aws_directory_service_region" "a" {
  directory_id = "demo"
  region_name  = "eu-west-1"
  vpc_settings {
    subnet_ids = ["subnet-0123456789abcdef0"]
    vpc_id     = "vpc-0123456789abcdef0"
  }
}

resource "aws_directory_service_shared_directory" "a" {
  directory_id = "demo"
  target {
    id = "demo"
  }
}
