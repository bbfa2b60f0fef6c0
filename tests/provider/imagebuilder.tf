# What each type must be given, and no more.

resource "aws_imagebuilder_component" "a" {
  data     = "demo"
  name     = "demo"
  platform = "Windows"
  version  = "demo"
}

resource "aws_imagebuilder_container_recipe" "a" {
  container_type           = "DOCKER"
  dockerfile_template_data = "demo"
  name                     = "demo"
  parent_image             = "demo"
  version                  = "demo"
  component {
    component_arn = "arn:aws:iam::123456789012:role/demo"
  }
  target_repository {
    repository_name = "demo"
    service         = "ECR"
  }
}

resource "aws_imagebuilder_distribution_configuration" "a" {
  name = "demo"
  distribution {
    region = "eu-west-1"
  }
}

resource "aws_imagebuilder_image" "a" {
  container_recipe_arn             = "arn:aws:iam::123456789012:role/demo"
  infrastructure_configuration_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_imagebuilder_image_recipe" "a" {
  name         = "demo"
  parent_image = "demo"
  version      = "demo"
  component {
    component_arn = "arn:aws:iam::123456789012:role/demo"
  }
}

resource "aws_imagebuilder_infrastructure_configuration" "a" {
  instance_profile_name = "demo"
  name                  = "demo"
}
