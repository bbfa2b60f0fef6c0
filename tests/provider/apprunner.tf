# What each type must be given, and no more.

resource "aws_apprunner_auto_scaling_configuration_version" "a" {
  auto_scaling_configuration_name = "demo"
}

resource "aws_apprunner_custom_domain_association" "a" {
  domain_name = "example.com"
  service_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_apprunner_deployment" "a" {
  service_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_apprunner_observability_configuration" "a" {
  observability_configuration_name = "demo"
}

resource "aws_apprunner_service" "a" {
  service_name = "demo"
  source_configuration {
    image_repository {
      image_identifier      = "public.ecr.aws/x/y:latest"
      image_repository_type = "ECR_PUBLIC"
    }
  }
}

resource "aws_apprunner_vpc_connector" "a" {
  security_groups    = ["sg-0123456789abcdef0"]
  subnets            = ["subnet-0123456789abcdef0"]
  vpc_connector_name = "demo"
}

resource "aws_apprunner_vpc_ingress_connection" "a" {
  name        = "demo"
  service_arn = "arn:aws:iam::123456789012:role/demo"
  ingress_vpc_configuration {
  }
}
