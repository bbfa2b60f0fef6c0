# What each type must be given, and no more.

resource "aws_cloudwatch_composite_alarm" "a" {
  alarm_name = "demo"
  alarm_rule = "demo"
}

resource "aws_cloudwatch_contributor_insight_rule" "a" {
  rule_definition = "demo"
  rule_name       = "demo"
}

resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "demo"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 1
}

resource "aws_cloudwatch_metric_stream" "a" {
  firehose_arn  = "arn:aws:iam::123456789012:role/demo"
  output_format = "json"
  role_arn      = "arn:aws:iam::123456789012:role/demo"
}
