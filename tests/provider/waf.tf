# What each type must be given, and no more.

resource "aws_waf_byte_match_set" "a" {
  name = "demo"
}

resource "aws_waf_ipset" "a" {
  name = "demo"
}

resource "aws_waf_rate_based_rule" "a" {
  metric_name = "demo"
  name        = "demo"
  rate_key    = "demo"
  rate_limit  = 100
}

resource "aws_waf_rule" "a" {
  metric_name = "demo"
  name        = "demo"
}

resource "aws_waf_size_constraint_set" "a" {
  name = "demo"
}

resource "aws_waf_sql_injection_match_set" "a" {
  name = "demo"
}

resource "aws_waf_web_acl" "a" {
  metric_name = "demo"
  name        = "demo"
  default_action {
    type = "demo"
  }
}

resource "aws_waf_xss_match_set" "a" {
  name = "demo"
}

resource "aws_wafregional_byte_match_set" "a" {
  name = "demo"
}

resource "aws_wafregional_geo_match_set" "a" {
  name = "demo"
}

resource "aws_wafregional_ipset" "a" {
  name = "demo"
}

resource "aws_wafregional_rate_based_rule" "a" {
  metric_name = "demo"
  name        = "demo"
  rate_key    = "demo"
  rate_limit  = 100
}

resource "aws_wafregional_regex_pattern_set" "a" {
  name = "demo"
}

resource "aws_wafregional_rule" "a" {
  metric_name = "demo"
  name        = "demo"
}

resource "aws_wafregional_size_constraint_set" "a" {
  name = "demo"
}

resource "aws_wafregional_sql_injection_match_set" "a" {
  name = "demo"
}

resource "aws_wafregional_web_acl" "a" {
  metric_name = "demo"
  name        = "demo"
  default_action {
    type = "BLOCK"
  }
}

resource "aws_wafregional_web_acl_association" "a" {
  resource_arn = "arn:aws:iam::123456789012:role/demo"
  web_acl_id   = "demo"
}

resource "aws_wafregional_xss_match_set" "a" {
  name = "demo"
}
