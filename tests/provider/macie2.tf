# What each type must be given, and no more.

resource "aws_macie2_account" "a" {
}

resource "aws_macie2_custom_data_identifier" "a" {
}

resource "aws_macie2_findings_filter" "a" {
  action = "ARCHIVE"
  finding_criteria {
  }
}

resource "aws_macie2_member" "a" {
  account_id = "123456789012"
  email      = "a@example.com"
}
