# What each type must be given, and no more.

resource "aws_elastic_beanstalk_application" "a" {
  name = "demo"
}

resource "aws_elastic_beanstalk_application_version" "a" {
  application = "demo"
  bucket      = "demo-bucket-xyz"
  key         = "demo"
  name        = "demo"
}

resource "aws_elastic_beanstalk_configuration_template" "a" {
  application = "demo"
  name        = "demo"
}

resource "aws_elastic_beanstalk_environment" "a" {
  application = "demo"
  name        = "demo"
}
