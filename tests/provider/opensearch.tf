# What each type must be given, and no more.

resource "aws_elasticsearch_domain" "a" {
  domain_name = "demo"
}

resource "aws_elasticsearch_domain_policy" "a" {
  access_policies = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  domain_name     = "demo"
}

resource "aws_elasticsearch_domain_saml_options" "a" {
  domain_name = "example.com"
}

resource "aws_elasticsearch_vpc_endpoint" "a" {
  domain_arn = "arn:aws:iam::123456789012:role/demo"
  vpc_options {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }
}

resource "aws_opensearch_authorize_vpc_endpoint_access" "a" {
  account     = "123456789012"
  domain_name = "example.com"
}

resource "aws_opensearch_domain" "a" {
  domain_name = "demo"
}

resource "aws_opensearch_domain_policy" "a" {
  access_policies = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  domain_name     = "demo"
}

resource "aws_opensearch_domain_saml_options" "a" {
  domain_name = "example.com"
}

resource "aws_opensearch_package_association" "a" {
  domain_name = "example.com"
  package_id  = "demo"
}

resource "aws_opensearch_vpc_endpoint" "a" {
  domain_arn = "arn:aws:iam::123456789012:role/demo"
  vpc_options {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }
}

resource "aws_opensearchserverless_collection" "a" {
  name = "demo"
}

resource "aws_opensearchserverless_vpc_endpoint" "a" {
  name       = "demo"
  subnet_ids = ["subnet-0123456789abcdef0"]
  vpc_id     = "vpc-0123456789abcdef0"
}
