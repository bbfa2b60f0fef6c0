# What each type must be given, and no more.

resource "aws_accessanalyzer_analyzer" "a" {
  analyzer_name = "demo"
}

resource "aws_accessanalyzer_archive_rule" "a" {
  analyzer_name = "demo"
  rule_name     = "demo"
  filter {
    criteria = "demo"
  }
}
