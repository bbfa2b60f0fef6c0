# What each type must be given, and no more.

resource "aws_service_discovery_http_namespace" "a" {
  name = "demo"
}

resource "aws_service_discovery_instance" "a" {
  attributes  = { "demo" : "demo" }
  instance_id = "demo"
  service_id  = "demo"
}

resource "aws_service_discovery_private_dns_namespace" "a" {
  name = "demo"
  vpc  = "demo"
}

resource "aws_service_discovery_public_dns_namespace" "a" {
  name = "demo"
}

resource "aws_service_discovery_service" "a" {
  name = "demo"
}
