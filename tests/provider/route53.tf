# What each type must be given, and no more.

resource "aws_route53_cidr_collection" "a" {
  name = "demo"
}

resource "aws_route53_cidr_location" "a" {
  cidr_blocks        = ["10.0.0.0/16"]
  cidr_collection_id = "10.0.0.0/16"
  name               = "demo"
}

resource "aws_route53_delegation_set" "a" {
}

resource "aws_route53_health_check" "a" {
  type = "HTTP"
}

resource "aws_route53_hosted_zone_dnssec" "a" {
  hosted_zone_id = "demo"
}

resource "aws_route53_key_signing_key" "a" {
  hosted_zone_id             = "demo"
  key_management_service_arn = "arn:aws:iam::123456789012:role/demo"
  name                       = "demo"
}

resource "aws_route53_query_log" "a" {
  cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:demo"
  zone_id                  = "demo"
}

resource "aws_route53_record" "a" {
  name    = "demo"
  type    = "SOA"
  zone_id = "demo"
  alias {
    evaluate_target_health = false
    name                   = "demo"
    zone_id                = "demo"
  }
}

resource "aws_route53_records_exclusive" "a" {
  zone_id = "demo"
}

resource "aws_route53_resolver_config" "a" {
  autodefined_reverse_flag = "ENABLE"
  resource_id              = "demo"
}

resource "aws_route53_resolver_dnssec_config" "a" {
  resource_id = "demo"
}

resource "aws_route53_resolver_firewall_domain_list" "a" {
  name = "demo"
}

resource "aws_route53_resolver_firewall_rule" "a" {
  action                  = "ALLOW"
  firewall_domain_list_id = "example.com"
  firewall_rule_group_id  = "demo"
  name                    = "demo"
  priority                = 1
}

resource "aws_route53_resolver_firewall_rule_group" "a" {
  name = "demo"
}

resource "aws_route53_resolver_firewall_rule_group_association" "a" {
  firewall_rule_group_id = "demo"
  name                   = "demo"
  priority               = 1
  vpc_id                 = "vpc-0123456789abcdef0"
}

resource "aws_route53_resolver_query_log_config" "a" {
  destination_arn = "arn:aws:iam::123456789012:role/demo"
  name            = "demo"
}

resource "aws_route53_resolver_query_log_config_association" "a" {
  resolver_query_log_config_id = "demo"
  resource_id                  = "demo"
}

resource "aws_route53_resolver_rule" "a" {
  domain_name = "example.com"
  rule_type   = "FORWARD"
}

resource "aws_route53_resolver_rule_association" "a" {
  resolver_rule_id = "demo"
  vpc_id           = "vpc-0123456789abcdef0"
}

resource "aws_route53_traffic_policy" "a" {
  document = "demo"
  name     = "demo"
}

resource "aws_route53_traffic_policy_instance" "a" {
  hosted_zone_id         = "demo"
  name                   = "demo"
  traffic_policy_id      = "demo"
  traffic_policy_version = 1
  ttl                    = 1
}

resource "aws_route53_vpc_association_authorization" "a" {
  vpc_id  = "vpc-0123456789abcdef0"
  zone_id = "demo"
}

resource "aws_route53_zone" "a" {
  name = "demo"
}

resource "aws_route53_zone_association" "a" {
  vpc_id  = "vpc-0123456789abcdef0"
  zone_id = "demo"
}

resource "aws_route53profiles_association" "a" {
  name        = "demo"
  profile_id  = "demo"
  resource_id = "demo"
}

resource "aws_route53profiles_profile" "a" {
  name = "demo"
}

resource "aws_route53profiles_resource_association" "a" {
  name         = "demo"
  profile_id   = "demo"
  resource_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_route53recoverycontrolconfig_cluster" "a" {
  name = "demo"
}

resource "aws_route53recoverycontrolconfig_control_panel" "a" {
  cluster_arn = "arn:aws:iam::123456789012:role/demo"
  name        = "demo"
}

resource "aws_route53recoverycontrolconfig_routing_control" "a" {
  cluster_arn = "arn:aws:iam::123456789012:role/demo"
  name        = "demo"
}

resource "aws_route53recoverycontrolconfig_safety_rule" "a" {
  asserted_controls = ["demo"]
  control_panel_arn = "arn:aws:iam::123456789012:role/demo"
  name              = "demo"
  wait_period_ms    = 1
  rule_config {
    inverted  = false
    threshold = 1
    type      = "ATLEAST"
  }
}

resource "aws_route53recoveryreadiness_cell" "a" {
  cell_name = "demo"
}

resource "aws_route53recoveryreadiness_readiness_check" "a" {
  readiness_check_name = "demo"
  resource_set_name    = "demo"
}

resource "aws_route53recoveryreadiness_recovery_group" "a" {
  recovery_group_name = "demo"
}

resource "aws_route53recoveryreadiness_resource_set" "a" {
  resource_set_name = "demo"
  resource_set_type = "demo"
  resources {
  }
}
