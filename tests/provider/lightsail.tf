# What each type must be given, and no more.

resource "aws_lightsail_bucket" "a" {
  bundle_id = "demo"
  name      = "demo"
}

resource "aws_lightsail_bucket_access_key" "a" {
  bucket_name = "demo-bucket-xyz"
}

resource "aws_lightsail_bucket_resource_access" "a" {
  bucket_name   = "demo-bucket-xyz"
  resource_name = "demo"
}

resource "aws_lightsail_certificate" "a" {
  name = "demo"
}

resource "aws_lightsail_container_service" "a" {
  name  = "demo"
  power = "nano"
  scale = 1
}

resource "aws_lightsail_container_service_deployment_version" "a" {
  service_name = "demo"
  container {
    container_name = "demo"
    image          = "demo"
  }
}

resource "aws_lightsail_database" "a" {
  blueprint_id             = "demo"
  bundle_id                = "demo"
  master_database_name     = "demo"
  master_password          = "Sup3rSecretPw-123"
  master_username          = "demo"
  relational_database_name = "demo"
}

resource "aws_lightsail_disk" "a" {
  availability_zone = "demo"
  name              = "demo"
  size_in_gb        = 1
}

resource "aws_lightsail_disk_attachment" "a" {
  disk_name     = "demo"
  disk_path     = "demo"
  instance_name = "demo"
}

resource "aws_lightsail_distribution" "a" {
  bundle_id = "demo"
  name      = "demo"
  default_cache_behavior {
    behavior = "dont-cache"
  }
  origin {
    name        = "demo"
    region_name = "eu-west-1"
  }
}

resource "aws_lightsail_domain" "a" {
  domain_name = "example.com"
}

resource "aws_lightsail_domain_entry" "a" {
  domain_name = "example.com"
  name        = "demo"
  target      = "demo"
  type        = "A"
}

resource "aws_lightsail_key_pair" "a" {
}

resource "aws_lightsail_lb" "a" {
  instance_port = 1
  name          = "demo"
}

resource "aws_lightsail_lb_attachment" "a" {
  instance_name = "demo"
  lb_name       = "demo"
}

resource "aws_lightsail_lb_certificate" "a" {
  lb_name = "demo"
  name    = "demo"
}

resource "aws_lightsail_lb_certificate_attachment" "a" {
  certificate_name = "demo"
  lb_name          = "demo"
}

resource "aws_lightsail_lb_https_redirection_policy" "a" {
  enabled = false
  lb_name = "demo"
}

resource "aws_lightsail_lb_stickiness_policy" "a" {
  cookie_duration = 1
  enabled         = false
  lb_name         = "demo"
}

resource "aws_lightsail_static_ip" "a" {
  name = "demo"
}

resource "aws_lightsail_static_ip_attachment" "a" {
  instance_name  = "demo"
  static_ip_name = "demo"
}
