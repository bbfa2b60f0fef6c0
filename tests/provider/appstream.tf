# What each type must be given, and no more.

resource "aws_appstream_directory_config" "a" {
  directory_name                          = "demo"
  organizational_unit_distinguished_names = ["demo"]
  service_account_credentials {
    account_name     = "demo"
    account_password = "Sup3rSecretPw-123"
  }
}

resource "aws_appstream_fleet" "a" {
  instance_type = "t3.micro"
  name          = "demo"
  compute_capacity {
    desired_instances = 1
  }
}

resource "aws_appstream_fleet_stack_association" "a" {
  fleet_name = "demo"
  stack_name = "demo"
}

resource "aws_appstream_image_builder" "a" {
  image_arn     = "arn:aws:iam::123456789012:role/demo"
  instance_type = "t3.micro"
  name          = "demo"
}

resource "aws_appstream_stack" "a" {
  name = "demo"
}

resource "aws_appstream_user" "a" {
  authentication_type = "API"
  user_name           = "demo"
}

resource "aws_appstream_user_stack_association" "a" {
  authentication_type = "API"
  stack_name          = "demo"
  user_name           = "demo"
}
