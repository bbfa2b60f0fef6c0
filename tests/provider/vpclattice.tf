# What each type must be given, and no more.

resource "aws_vpclattice_access_log_subscription" "a" {
  destination_arn     = "arn:aws:iam::123456789012:role/demo"
  resource_identifier = "demo"
}

resource "aws_vpclattice_auth_policy" "a" {
  policy              = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  resource_identifier = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_vpclattice_listener" "a" {
  name        = "demo"
  protocol    = "HTTP"
  service_arn = "arn:aws:iam::123456789012:role/demo"
  default_action {
  }
}

resource "aws_vpclattice_listener_rule" "a" {
  listener_identifier = "demo"
  name                = "demo"
  priority            = 1
  service_identifier  = "demo"
  action {
    fixed_response {
      status_code = 1
    }
  }
  match {
    http_match {
      header_matches {
        name = "demo"
        match {
        }
      }
    }
  }
}

resource "aws_vpclattice_resource_gateway" "a" {
  name       = "demo"
  subnet_ids = ["subnet-0123456789abcdef0"]
  vpc_id     = "vpc-0123456789abcdef0"
}

resource "aws_vpclattice_resource_policy" "a" {
  policy       = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Principal\":{\"AWS\":\"*\"}}]}"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_vpclattice_service" "a" {
  name = "demo"
}

resource "aws_vpclattice_service_network" "a" {
  name = "demo"
}

resource "aws_vpclattice_service_network_resource_association" "a" {
  resource_configuration_identifier = "demo"
  service_network_identifier        = "demo"
}

resource "aws_vpclattice_service_network_service_association" "a" {
  service_identifier         = "demo"
  service_network_identifier = "demo"
}

resource "aws_vpclattice_service_network_vpc_association" "a" {
  service_network_identifier = "demo"
  vpc_identifier             = "demo"
}

resource "aws_vpclattice_target_group" "a" {
  name = "demo"
  type = "IP"
}

resource "aws_vpclattice_target_group_attachment" "a" {
  target_group_identifier = "demo"
  target {
    id = "demo"
  }
}
