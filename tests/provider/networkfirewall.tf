# What each type must be given, and no more.

resource "aws_networkfirewall_firewall" "a" {
  firewall_policy_arn = "arn:aws:iam::123456789012:role/demo"
  name                = "demo"
  vpc_id              = "vpc-0123456789abcdef0"
  subnet_mapping {
    subnet_id = "subnet-0123456789abcdef0"
  }
}

resource "aws_networkfirewall_firewall_policy" "a" {
  name = "demo"
  firewall_policy {
    stateless_default_actions          = ["demo"]
    stateless_fragment_default_actions = ["demo"]
  }
}

resource "aws_networkfirewall_logging_configuration" "a" {
  firewall_arn = "arn:aws:iam::123456789012:role/demo"
  logging_configuration {
    log_destination_config {
      log_destination      = { "bucketName" : "demo" }
      log_destination_type = "S3"
      log_type             = "ALERT"
    }
  }
}

resource "aws_networkfirewall_resource_policy" "a" {
  policy       = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_networkfirewall_rule_group" "a" {
  capacity = 1
  name     = "demo"
  type     = "STATELESS"
}
